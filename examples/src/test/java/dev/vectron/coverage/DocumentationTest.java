package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.vectron.coverage.Vocabulary.Kind;
import dev.vectron.layers.Concatenate;
import dev.vectron.layers.MatrixParts;
import dev.vectron.layers.ParameterOptions;
import dev.vectron.layers.Window;
import dev.vectron.layers.augmentation.RandomContrast;
import dev.vectron.layers.augmentation.RandomCrop;
import dev.vectron.layers.augmentation.RandomFlip;
import dev.vectron.layers.augmentation.Resampling;
import dev.vectron.layers.merging.Dot;
import dev.vectron.layers.pooling.MaxPooling1D;
import dev.vectron.layers.recurrent.Masking;
import dev.vectron.layers.recurrent.RecurrentOptions;
import dev.vectron.layers.recurrent.StatePart;
import dev.vectron.layers.recurrent.TimeDistributed;
import dev.vectron.layers.reshaping.Cropping1D;
import dev.vectron.layers.reshaping.Cropping2D;
import dev.vectron.layers.reshaping.Permute;
import dev.vectron.layers.reshaping.RepeatVector;
import dev.vectron.layers.reshaping.Reshape;
import dev.vectron.layers.reshaping.ZeroPadding1D;
import dev.vectron.layers.reshaping.ZeroPadding2D;
import dev.vectron.metrics.MeanAccumulator;
import dev.vectron.optimizers.OptimizerOptions;
import dev.vectron.optimizers.WeightBlock;
import dev.vectron.training.TrainingContext;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The documentation of every public class that a user reaches has its parts: formula, shapes, defaults, errors, thread
 * safety and a snippet, which {@link SnippetsTest} compiles. That each method and parameter has a sentence is checked
 * by javac.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("vectron.root", "..")).toAbsolutePath().normalize();
    private static final String[] PACKAGES = {"dev.vectron.tensor", "dev.vectron.data", "dev.vectron.datasets",
        "dev.vectron.plots", "dev.vectron.layers", "dev.vectron.activations", "dev.vectron.initializers",
        "dev.vectron.regularizers", "dev.vectron.constraints", "dev.vectron.losses", "dev.vectron.models",
        "dev.vectron.applications", "dev.vectron.optimizers", "dev.vectron.schedules", "dev.vectron.training",
        "dev.vectron.metrics", "dev.vectron.callbacks", "dev.vectron.selection"};

    /** What a class's documentation says, and how one sees it. */
    enum Part {
        FORMULA("[=←Σ√·]"),
        SHAPES("→"),
        ERRORS("Exception|no exception"),
        THREADS("[Tt]hread-safe|many threads|one thread at a time"),
        SNIPPET(""),
        DEFAULTS("");

        private final Pattern sign;

        Part(String sign) {
            this.sign = Pattern.compile(sign);
        }
    }

    /** Options whose defaults the documentation of their own class tells. */
    private static final Set<Class<?>> GATHERED = Set.of(ParameterOptions.class, Window.class, Resampling.class,
        RecurrentOptions.class, OptimizerOptions.class);

    /** Classes that have no use for a part, and why. */
    private record Exemption(Part part, String reason, Set<Class<?>> types) {}

    private static final List<Exemption> EXEMPTIONS = List.of(
        new Exemption(Part.FORMULA, "moves or picks values and computes none",
        Set.of(Concatenate.class, Cropping1D.class, Cropping2D.class,
            Masking.class, MaxPooling1D.class, Permute.class, RandomCrop.class, RandomFlip.class, RepeatVector.class,
            Reshape.class, StatePart.class, TimeDistributed.class, ZeroPadding1D.class, ZeroPadding2D.class)),
        new Exemption(Part.ERRORS, "is called by layers, which have checked their sizes",
        Set.of(MatrixParts.class, MeanAccumulator.class,
            WeightBlock.class)),
        new Exemption(Part.SNIPPET, "is handed to a class of the user's own, and shown there",
        Set.of(MeanAccumulator.class, WeightBlock.class,
            TrainingContext.class)),
        new Exemption(Part.DEFAULTS, "is made from one number that stands for both",
        Set.of(Dot.class, RandomContrast.class)));

    private static List<Class<?>> types() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PACKAGES).stream()
            .<Class<?>>map(JavaClass::reflect)
            .filter(c -> Modifier.isPublic(c.getModifiers()) && c.getEnclosingClass() == null
            && ClassDoc.file(c, ROOT).isPresent())
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
            default -> part.sign.matcher(doc.text().replaceAll("\\s+", " ")).find();
        };
    }

    private static List<String> withoutDefault(ClassDoc doc) {
        List<String> without = new ArrayList<>();
        for (RecordComponent option : doc.type().isRecord() ? doc.type().getRecordComponents()
            : new RecordComponent[0]) {
            boolean said = doc.parameters().getOrDefault(option.getName(), "")
                .matches("(?s).*\\b(default|if never set)\\b.*");
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
            EXEMPTIONS.stream().filter(e -> e.types.contains(type)).forEach(e -> parts.remove(e.part));
            if (!parts.isEmpty()) {
                missing.put(type.getName(),
                    parts + (parts.contains(Part.DEFAULTS) ? " of " + withoutDefault(doc) : ""));
            }
        }
        assertThat(missing)
            .as("classes whose documentation lacks a part: a formula with =, shapes with →, errors by the name of their"
            + " exception, \"thread-safe\" or \"not thread-safe\", {@snippet …}, the default of each option; see "
            + "CONTRIBUTING.md").isEmpty();
    }

    @Test
    void everyExemptionIsNeeded() throws IOException {
        List<String> idle = new ArrayList<>();
        for (Exemption exemption : EXEMPTIONS) {
            for (Class<?> type : exemption.types) {
                if (!needed(type).contains(exemption.part) || has(ClassDoc.of(type, ROOT), exemption.part)) {
                    idle.add(type.getName() + " " + exemption.part);
                }
            }
        }
        assertThat(idle).isEmpty();
    }
}
