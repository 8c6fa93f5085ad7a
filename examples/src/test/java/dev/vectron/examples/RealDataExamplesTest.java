package dev.vectron.examples;

import static dev.vectron.examples.ExampleProcess.VECTOR_MODULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vectron.store.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples on published data; skipped unless VECTRON_DATA names a folder that holds it. */
class RealDataExamplesTest {
    @TempDir
    Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void findData() {
        String named = System.getenv("VECTRON_DATA");
        boolean given = named != null && !named.isBlank();
        if (!given) {
            System.out.println("Skipped: VECTRON_DATA is not set, so there is no real data to train on.");
        }
        assumeTrue(given, "VECTRON_DATA is not set: no real data to train on");
        data = Path.of(System.getProperty("vectron.root", ".")).resolve(named).toAbsolutePath();
    }

    private Map<String, ?> result(String example, List<String> javaOptions, String... options) throws Exception {
        Path out = folder.resolve("out");
        String[] arguments = new String[options.length + 5];
        System.arraycopy(new String[] {example, "--data", data.toString(), "--out", out.toString()}, 0, arguments, 0,
                5);
        System.arraycopy(options, 0, arguments, 5, options.length);
        ExampleProcess.Finished run = ExampleProcess.run(folder, javaOptions, Map.of(), arguments);
        assertThat(run.status()).as(run.output()).isZero();
        return Json.parseObject(Files.readString(out.resolve("result.json")));
    }

    @Test
    void sameWeightsForAnyThreadsAnyVectorWidthAndWithoutTheModule() throws Exception {
        Map<String, Object> sums = new LinkedHashMap<>();
        for (String threads : List.of("1", "2", "3")) {
            sums.put(threads + " threads",
                    result("fashion-mnist", List.of(VECTOR_MODULE), "--limit", "2000", "--epochs", "1",
                    "--threads", threads).get("weightsSha256"));
        }
        for (String lanes : List.of("0", "4", "8", "16")) {
            sums.put(lanes + " lanes",
                    result("fashion-mnist", List.of(VECTOR_MODULE, "-Dvectron.lanes=" + lanes), "--limit", "2000",
                    "--epochs", "1").get("weightsSha256"));
        }
        sums.put("without the module", result("fashion-mnist", List.of(), "--limit", "2000", "--epochs", "1")
                .get("weightsSha256"));

        assertThat(sums.values()).as("%s", sums).containsOnly(sums.get("1 threads"));
    }

    @Test
    void fashionMnistLearnsQuicklyFromTheRealPictures() throws Exception {
        Map<String, ?> result = result("fashion-mnist", List.of(VECTOR_MODULE), "--epochs", "1");

        assertThat(result.get("dataset")).isEqualTo("fashion-mnist");
        assertThat(result.get("samples")).isEqualTo(54_000L);
        assertThat(result.get("parameters")).isEqualTo(244_298L);
        assertThat((Double) result.get("testAccuracy")).isGreaterThanOrEqualTo(0.80);
    }

    @Test
    void mnistIsLearnedByBothNetworks() throws Exception {
        assertThat((Double) result("mnist-mlp", List.of(VECTOR_MODULE), "--epochs", "1").get("testAccuracy"))
                .isGreaterThanOrEqualTo(0.93);
        assertThat((Double) result("mnist-cnn", List.of(VECTOR_MODULE), "--epochs", "1", "--limit", "20000")
                .get("testAccuracy"))
                .isGreaterThanOrEqualTo(0.93);
    }
}
