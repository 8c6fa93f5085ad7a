package dev.vectron.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of written times. */
class BaselineTest {
    @TempDir
    Path folder;

    private static Baseline.Entry entry(String machine, int threads, Map<String, List<Double>> times) {
        return new Baseline.Entry(machine, threads, "2026-11-21", "25", times);
    }

    @Test
    void roundTrip() throws IOException {
        Path file = folder.resolve("baseline.json");
        Baseline written = Baseline.readOrEmpty(file)
                .with(entry("A", 2, Map.of("m1.train.b128", List.of(3.0, 1.0, 2.5))))
                .with(entry("B", 2, Map.of("conv.3-32-3x3s-32.fwd", List.of(0.5, 0.25, 0.125))));
        written.write(file);
        assertThat(Baseline.read(file)).isEqualTo(written);
        assertThat(Baseline.read(file).of("A", 2).orElseThrow().time("m1.train.b128")).isEqualTo(2.5);
        assertThat(Baseline.read(file).of("A", 1)).isEmpty();
        assertThat(Baseline.read(file).of("C", 2)).isEmpty();
    }

    @Test
    void aSecondEntryOfAMachineKeepsItsOtherCases() {
        Baseline baseline = new Baseline(List.of()).with(entry("A", 2, Map.of("x", List.of(1.0))))
                .with(entry("A", 2, Map.of("y", List.of(2.0)))).with(entry("A", 1, Map.of("x", List.of(9.0))))
                .with(entry("A", 2, Map.of("x", List.of(3.0))));
        assertThat(baseline.entries()).hasSize(2);
        assertThat(baseline.of("A", 2).orElseThrow().times()).isEqualTo(Map.of("x", List.of(3.0), "y", List.of(2.0)));
    }

    @Test
    void whatIsNoBaseline() throws IOException {
        Path file = folder.resolve("wrong.json");
        for (String text : List.of("", "[]", "{}", "{\"machines\": [1]}", "{\"machines\": [{\"machine\": \"A\"}]}",
                "{\"machines\": [{\"machine\": \"A\", \"threads\": 2, \"date\": \"\", \"java\": \"\", \"ms\": "
                + "{\"x\": [\"1\"]}}]}")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> Baseline.read(file)).isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + " is no baseline: ");
        }
    }
}
