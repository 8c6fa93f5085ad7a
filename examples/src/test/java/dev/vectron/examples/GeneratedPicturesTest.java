package dev.vectron.examples;

import static dev.vectron.examples.ExampleProcess.VECTOR_MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.store.Json;
import dev.vectron.store.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command on a machine without data and network. */
class GeneratedPicturesTest {
    /** Every address is refused at once, as on a machine without a network. */
    private static final List<String> OFFLINE = List.of(VECTOR_MODULE, "-Dhttp.proxyHost=127.0.0.1",
            "-Dhttp.proxyPort=1", "-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=1");

    @TempDir
    Path folder;

    private Map<String, String> emptyPlaces() {
        return Map.of("VECTRON_DATA", folder.resolve("nothing").toString(), "XDG_CACHE_HOME",
                folder.resolve("cache").toString());
    }

    @Test
    void theNetworkOfFashionMnistLearnsThemToNinetyPercent() throws Exception {
        Path out = folder.resolve("out");
        ExampleProcess.Finished run = ExampleProcess.run(folder, OFFLINE, emptyPlaces(), "fashion-mnist", "--out",
                out.toString());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("Training on generated pictures instead.").doesNotContain("\tat ");
        Map<String, ?> result = Json.parseObject(Files.readString(out.resolve("result.json")));
        assertThat(result.get("dataset")).isEqualTo("generated");
        assertThat((Double) result.get("testAccuracy")).isGreaterThanOrEqualTo(0.90);
        assertThat(out.resolve("samples.png")).isNotEmptyFile();
    }

    @Test
    void ctrlCEndsWith130AndLeavesTheLastCheckpointWhole() throws Exception {
        Path out = folder.resolve("out");
        Path log = folder.resolve("log");
        Process process = ExampleProcess.start(log, OFFLINE, emptyPlaces(),
                List.of("fashion-mnist", "--limit", "600", "--epochs", "1000", "--out", out.toString()));
        Path weights = out.resolve("weights.safetensors");
        for (int i = 0; i < 600 && !Files.exists(weights) && process.isAlive(); i++) {
            Thread.sleep(100);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        boolean ended = process.waitFor(10, TimeUnit.SECONDS);
        process.destroyForcibly();

        assertThat(ended).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(130);
        assertThat(Safetensors.open(weights).tensors().values().stream().mapToInt(t -> t.size()).sum())
                .isEqualTo(244_298);
        assertThat(Files.readString(log)).doesNotContain("\tat ");
    }
}
