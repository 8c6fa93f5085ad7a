package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.vectron.coverage.Vocabulary.Kind;
import dev.vectron.layers.ParameterOptions;
import dev.vectron.layers.Window;
import dev.vectron.layers.augmentation.Resampling;
import dev.vectron.layers.recurrent.RecurrentOptions;
import dev.vectron.optimizers.OptimizerOptions;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The documentation of every public class that a user reaches has its parts: formula, shapes, defaults, errors, thread safety and a
 * snippet, which {@link SnippetsTest} compiles. That each method and parameter has a sentence is checked by javac.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("vectron.root", "..")).toAbsolutePath().normalize();
    private static final String[] PACKAGES = {"dev.vectron.layers", "dev.vectron.activations", "dev.vectron.initializers",
        "dev.vectron.regularizers", "dev.vectron.constraints", "dev.vectron.losses", "dev.vectron.models", "dev.vectron.applications",
        "dev.vectron.optimizers", "dev.vectron.schedules", "dev.vectron.training", "dev.vectron.metrics", "dev.vectron.callbacks",
        "dev.vectron.selection"};

    /** What a class's documentation says, and how one sees it. */
    enum Part {
        FORMULA("="),
        SHAPES("→"),
        ERRORS("Exception"),
        THREADS("[Tt]hread-safe"),
        SNIPPET(""),
        DEFAULTS("");

        private final Pattern sign;

        Part(String sign) {
            this.sign = Pattern.compile(sign);
        }
    }

    /** Options whose defaults the documentation of their own class tells. */
    private static final Set<Class<?>> GATHERED = Set.of(ParameterOptions.class, Window.class, Resampling.class, RecurrentOptions.class,
        OptimizerOptions.class);

    /** Parts that a class has no use for, with the reason. */
    private static final Map<String, Map<Part, String>> WITHOUT = Map.of();

    private static List<Class<?>> types() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(PACKAGES).stream()
            .<Class<?>>map(JavaClass::reflect)
            .filter(c -> Modifier.isPublic(c.getModifiers()) && c.getEnclosingClass() == null && ClassDoc.file(c, ROOT).isPresent())
            .filter(c -> !c.getSimpleName().equals("package-info"))
            .sorted((a, b) -> a.getName().compareTo(b.getName())).toList();
    }

    /** The parts that the documentation of a type needs. */
    private static Set<Part> needed(Class<?> type) {
        if (type.isEnum() || Throwable.class.isAssignableFrom(type)) {
            return Set.of();
        }
        Set<Part> parts = EnumSet.of(Part.THREADS);
        Kind kind = Vocabulary.kindOf(type);
        if (type.isInterface()) {
            return parts;
        }
        parts.addAll(Set.of(Part.ERRORS, Part.SNIPPET, Part.DEFAULTS));
        if (kind != null && kind != Kind.CALLBACK) {
            parts.add(Part.FORMULA);
        }
        if (kind == Kind.LAYER || kind == Kind.ACTIVATION) {
            parts.add(Part.SHAPES);
        }
        return parts;
    }

    private static boolean has(ClassDoc doc, Part part) {
        return switch (part) {
            case SNIPPET -> doc.hasSnippet();
            case DEFAULTS -> withoutDefault(doc).isEmpty();
            default -> part.sign.matcher(doc.text()).find();
        };
    }

    private static List<String> withoutDefault(ClassDoc doc) {
        List<String> without = new ArrayList<>();
        for (RecordComponent option : doc.type().isRecord() ? doc.type().getRecordComponents() : new RecordComponent[0]) {
            boolean said = doc.parameters().getOrDefault(option.getName(), "").matches("(?s).*\\b(default|if never set)\\b.*");
            if (doc.optional().contains(option.getName()) && !said && !GATHERED.contains(option.getType())) {
                without.add(option.getName());
            }
        }
        return without;
    }

    @Test
    void everyPublicClassTellsWhatItsUserNeeds() throws IOException {
        Map<String, String> missing = new TreeMap<>();
        for (Class<?> type : types()) {
            ClassDoc doc = ClassDoc.of(type, ROOT);
            Set<Part> parts = EnumSet.noneOf(Part.class);
            needed(type).stream().filter(part -> !has(doc, part)).forEach(parts::add);
            parts.removeAll(WITHOUT.getOrDefault(type.getName(), Map.of()).keySet());
            if (!parts.isEmpty()) {
                missing.put(type.getName(), parts + (parts.contains(Part.DEFAULTS) ? " of " + withoutDefault(doc) : ""));
            }
        }
        assertThat(missing).as("classes whose documentation lacks a part: a formula with =, shapes with →, errors by the name of their"
            + " exception, \"thread-safe\" or \"not thread-safe\", {@snippet …}, the default of each option; see CONTRIBUTING.md").isEmpty();
    }

    @Test
    void noExemptionIsForgotten() throws IOException {
        List<String> idle = new ArrayList<>();
        for (Class<?> type : types()) {
            ClassDoc doc = ClassDoc.of(type, ROOT);
            WITHOUT.getOrDefault(type.getName(), Map.of()).keySet().stream().filter(part -> !needed(type).contains(part) || has(doc, part))
                .forEach(part -> idle.add(type.getName() + " " + part));
        }
        assertThat(idle).isEmpty();
        assertThat(Arrays.stream(types().toArray(Class<?>[]::new)).map(Class::getName)).containsAll(WITHOUT.keySet());
    }
}
