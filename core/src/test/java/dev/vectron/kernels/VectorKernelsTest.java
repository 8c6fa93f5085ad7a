package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorKernelsTest {
    @Test
    void allKernelsWriteTheBitsOfTheScalarOnesAndNothingElse() {
        Trial trial = KernelComparison.run();

        assertThat(trial.runs()).isGreaterThan(10_000);
        assertThat(trial.mismatches()).isEmpty();
    }

    static IntStream otherWidths() {
        return IntStream.of(4, 8, 16).filter(lanes -> lanes <= VectorLanes.machine() && lanes != VectorLanes.LANES);
    }

    @ParameterizedTest
    @MethodSource("otherWidths")
    void narrowerVectorsWriteTheSameBitsAndEveryKernelIsCompiled(int lanes) throws Exception {
        ForkedJava java = ForkedJava.run(KernelComparison.class, "--add-modules", "jdk.incubator.vector",
                "-Dvectron.lanes=" + lanes,
                "-XX:+PrintCompilation");

        List<String> lines = java.output().lines().toList();
        assertThat(lines).anyMatch(line -> line.endsWith("comparisons with " + lanes + " lanes, 0 mismatches"));
        assertThat(java.exitCode()).isZero();
        assertThat(lines).anyMatch(line -> line.contains("dev.vectron.kernels.VectorRowTiles"));
        assertThat(lines).noneMatch(line -> line.contains("COMPILE SKIPPED") && line.contains("dev.vectron"));
    }
}
