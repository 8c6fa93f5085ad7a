package dev.vectron.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons with scripts in the place of peers and of another checkout. */
@DisabledOnOs(OS.WINDOWS)
class ComparisonTest {
    private static final String PEER = """
            #!/bin/bash
            cd "$(dirname "$0")"
            [ -x "$JAVA_HOME/bin/java" ] && [ "$WARM" = 0.0 ] && [ "$MEAS" = 0.0 ] \
            && [ -f jctorch/target/cp.txt ] || exit 9
            name=$1 ms=1000000
            [ "$MALLOC" = 1 ] && ms=500000
            [ "$1" = conv ] && name=conv.3-8-3x3s-6.fwd
            [ "$1" = conv.cl ] && name=conv.3-8-3x3s-6.fwd.cl ms=250000
            echo "{\\"peer\\":\\"$PEERS\\",\\"version\\":\\"1\\",\\"case\\":\\"$name\\",\
            \\"threads\\":$THREADS,\\"ms_median\\":$ms,\\"ms_min\\":1,\
            \\"gflops\\":1.0,\\"samples\\":5,\\"other_cpu\\":1.5,\\"rss_peak_mb\\":9}"
            """;

    private static final String BUILD = """
            #!/bin/bash
            cd "$(dirname "$0")" && mkdir -p jctorch/target && echo x >>jctorch/target/cp.txt
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final RunOptions options = new RunOptions(Runtime.getRuntime().availableProcessors(), 0, 0);
    private final Comparison comparison = new Comparison(options, 2,
            new PrintStream(printed, true, StandardCharsets.UTF_8));

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Path script(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private int against(String... words) {
        return comparison.against(folder.resolve("peers"), folder.resolve("copy"), List.of("jctorch"), false,
                List.of(words));
    }

    @Test
    void againstAPeer() throws IOException {
        script("peers/run.sh", PEER);
        script("peers/build.sh", BUILD);
        script("peers/pom.xml", "<project/>");
        script("peers/jctorch/target/built-there", "is left out");
        assertThat(against("m1.infer.b1", "conv.3-8-3x3s-6.fwd")).isZero();
        // Two rounds of: ours and two settings of M1, ours and four settings of the convolution; forth and back.
        assertThat(lines().stream().flatMap(line -> SpeedResult.fromLine(line).stream())
                .map(r -> r.peer() + " " + r.name()))
                .hasSize(16).startsWith("vectron m1.infer.b1", "jctorch m1.infer.b1", "jctorch m1.infer.b1",
                        "vectron conv.3-8-3x3s-6.fwd")
                        .endsWith("jctorch conv.3-8-3x3s-6.fwd", "vectron conv.3-8-3x3s-6.fwd");
        assertThat(lines()).anyMatch(line -> line.startsWith("DISTURBED: during ") && line.contains("other_cpu"))
                .anyMatch(line -> line.startsWith(Machine.name())).contains("Peers: jctorch 1.")
                .anyMatch(line -> line.startsWith("| m1.infer.b1 | ")
                && line.contains(" | 1000000.0 | 500000.0 | malloc kept | "))
                .anyMatch(line -> line.startsWith("| conv.3-8-3x3s-6.fwd | ")
                && line.contains(" | 250000.0 | channels-last | "));
        assertThat(folder.resolve("copy/jctorch/target/built-there")).doesNotExist();

        assertThat(against("m1.infer.b1")).isZero();
        assertThat(Files.readAllLines(folder.resolve("copy/jctorch/target/cp.txt"))).as("builds").hasSize(1);
        script("peers/pom.xml", "<project>changed</project>");
        assertThat(against("m1.infer.b1")).isZero();
        assertThat(Files.readAllLines(folder.resolve("copy/jctorch/target/cp.txt"))).as("builds").hasSize(2);
    }

    @Test
    void peersThatCannot() throws IOException {
        script("peers/run.sh", PEER);
        script("peers/build.sh", "echo no network; exit 3");
        script("peers/pom.xml", "<project/>");
        assertThatThrownBy(() -> against("m1.infer.b1"))
                .hasMessageContainingAll("do not build here", "ended with 3", "no network");
        script("peers/build.sh", BUILD);
        assertThatThrownBy(() -> against("conv.3-8-3x3s-7.fwd"))
                .hasMessageContainingAll("jctorch gave no time for conv.3-8-3x3s-7.fwd",
                "only in the cases that it has");
        script("peers/run.sh", "echo libtorch is missing >&2; exit 4");
        assertThatThrownBy(() -> against("m1.infer.b1")).hasMessageContainingAll("The peer jctorch ended with 4");
    }

    @Test
    void aPairOfCheckouts() throws IOException {
        String other = PEER.replace("name=$1 ms=1000000", "name=${!#} ms=1000000")
                .replaceAll("(?m)^\\[ -x.*$", "[ \"\\$1\" = speed ] || exit 9")
                .replace("$THREADS", "2");
        script("other/run", other);
        assertThat(comparison.pair(folder.resolve("other"), List.of("gemm.4x4x4"))).isZero();
        assertThat(lines()).contains("Nothing got slower.")
                .anyMatch(line -> line.startsWith("gemm.4x4x4 ") && line.endsWith("   faster"));
        script("other/run", other.replace("ms=1000000", "ms=0.0000001"));
        assertThat(comparison.pair(folder.resolve("other"), List.of("gemm.4x4x4"))).isEqualTo(1);
        assertThat(lines()).contains("Slower: gemm.4x4x4");
        script("other/run", "echo 'Unmatched argument: speed' >&2; exit 2");
        assertThatThrownBy(() -> comparison.pair(folder.resolve("other"), List.of("gemm.4x4x4")))
                .hasMessageContaining("The other checkout's ./run speed ended with 2");
    }

    @Test
    void writtenTimes() throws IOException {
        Path file = folder.resolve("times.json");
        assertThat(comparison.writeBaseline(file, List.of("gemm.5x5x5"))).isZero();
        Baseline written = Baseline.read(file);
        Baseline.Entry entry = written.of(Machine.name(), options.threads()).orElseThrow();
        assertThat(entry.times().get("gemm.5x5x5")).hasSize(2).allMatch(t -> t > 0);

        // The same case, as if it had been a million times as slow, then as fast, before.
        withTime(written, entry, 1e6).write(file);
        assertThat(comparison.withBaseline(file, List.of())).isZero();
        assertThat(lines()).contains("Nothing got slower.");
        withTime(written, entry, 1e-9).write(file);
        assertThat(comparison.withBaseline(file, List.of("gemm.5x5x5"))).isEqualTo(1);
        assertThat(lines()).contains("Slower: gemm.5x5x5");

        assertThatThrownBy(() -> comparison.withBaseline(file, List.of("gemm.6x6x6")))
                .hasMessageContaining("has no time of gemm.6x6x6");
        new Baseline(List.of(new Baseline.Entry("Cray-1, 1 processor, 64 lanes", 1, "1976-01-01", "0", Map.of())))
                .write(file);
        assertThatThrownBy(() -> comparison.withBaseline(file, List.of())).hasMessageContainingAll(Machine.name(),
                "\n  Cray-1, 1 processor, 64 lanes, 1 threads\n", "--write-baseline", "--pair DIR");
    }

    private static Baseline withTime(Baseline all, Baseline.Entry entry, double ms) {
        return all.with(new Baseline.Entry(entry.machine(), entry.threads(), entry.date(), entry.java(),
                Map.of("gemm.5x5x5", List.of(ms, ms, ms))));
    }
}
