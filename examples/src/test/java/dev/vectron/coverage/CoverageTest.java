package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vectron.check.GoldenCase;
import dev.vectron.check.GoldenSet;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the tests of the other modules noted: all golden cases ran, every layer and loss has its gradients checked, and
 * docs/coverage.md says so. Runs behind the other modules' tests.
 */
class CoverageTest {
    private static final Path ROOT = Path.of(System.getProperty("vectron.root", "..")).toAbsolutePath().normalize();
    private static final Path TABLE = ROOT.resolve("docs/coverage.md");
    /** Golden cases that cannot pass, by name, with the reason. */
    private static final Map<String, String> CANNOT_PASS = Map.of();

    private static Checks checks;

    @BeforeAll
    static void readNotes() throws IOException {
        for (String module : Checks.MODULES) {
            // Of optim's tests only those with golden values leave notes.
            if (module.equals("optim") && GoldenSet.find().isEmpty()) {
                continue;
            }
            assertThat(Checks.file(ROOT, module))
                .as("the tests of " + module + " left no note of what they checked; run them first: "
                + "mvn verify, without -Dtest").exists();
        }
        checks = Checks.read(ROOT);
    }

    /** Public classes, and others that a word gives; the rest are parts of them. */
    static List<Class<?>> classes() {
        Set<Class<?>> ofWords = Variations.ofWords().stream().map(Object::getClass).collect(Collectors.toSet());
        return Vocabulary.classes().stream().filter(c -> Modifier.isPublic(c.getModifiers())
            || ofWords.contains(c)).toList();
    }

    @Test
    void everyGoldenCaseRan() {
        GoldenSet golden = GoldenSet.find().orElse(null);
        assumeTrue(golden != null, GoldenSet.ABSENT);
        Set<String> agreed = checks.goldenCases();
        Set<String> all = golden.cases().stream().map(GoldenCase::name).collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> missing = new TreeMap<>();
        all.stream().filter(name -> !agreed.contains(name))
            .forEach(name -> missing.put(name, CANNOT_PASS.getOrDefault(name, "no test said that it agrees")));
        System.out.println("Golden cases: " + all.stream().filter(agreed::contains).count() + " of " + all.size()
            + " agree"
            + (missing.isEmpty() ? "." : "; not " + missing + "."));

        assertThat(missing.keySet())
            .as("golden cases that did not run, or failed: name their op in a Golden…Test, call "
            + "GoldenCase.agreesWith(…) at its end").isEqualTo(CANNOT_PASS.keySet());
    }

    @Test
    void everyGradientIsChecked() throws IOException {
        List<String> unchecked = CoverageTable.of(checks, classes()).lines()
            .filter(line -> line.contains("**no**")).toList();

        assertThat(unchecked).as(
            "classes with a backward pass or gradient that no LayerContract or GradientCheck has verified").isEmpty();
    }

    @Test
    void theTableIsUpToDate() throws IOException {
        GoldenSet golden = GoldenSet.find().orElse(null);
        String now = CoverageTable.of(checks, classes());
        if (System.getProperty("vectron.coverage", "").equals("write")) {
            assertThat(golden).as("the table is written with golden values at hand: " + GoldenSet.ABSENT).isNotNull();
            Files.writeString(TABLE, now);
        }
        String message = "docs/coverage.md differs from what the tests checked; after a whole run of the tests: "
            + "mvn test -pl examples -am -Dtest=CoverageTest -Dsurefire.failIfNoSpecifiedTests=false "
            + "-Dvectron.coverage=write";
        String written = Files.readString(TABLE);
        if (golden == null) {
            System.out.println("docs/coverage.md: compared without its golden cases. " + GoldenSet.ABSENT);
            assertThat(CoverageTable.withoutGolden(written)).as(message).isEqualTo(CoverageTable.withoutGolden(now));
        } else if (!written.contains("**" + golden.cases().size() + "**")) {
            System.out.println(
                "docs/coverage.md: compared without the numbers of cases, which this golden set has others of.");
            assertThat(CoverageTable.withoutCounts(written)).as(message).isEqualTo(CoverageTable.withoutCounts(now));
        } else {
            assertThat(written).as(message).isEqualTo(now);
        }
    }
}
