package dev.vectron.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Once warm, a training step allocates nothing, nor do the short last batch, validation and the beginning of the next
 * epoch.
 */
class AllocationTest {
    /**
     * When the JVM asks C2 for a method, it makes the String objects of the class's literals: once, some hundred bytes,
     * whenever it pleases. That is why 200 steps in a row are looked for, not taken right after warm-up, and why scalar
     * kernels, which need no C2, go without.
     */
    private static final String WITHOUT_C2 = "-XX:TieredStopAtLevel=1";

    /**
     * Steps wait for the compiler, so that warm-up takes as many of them on a busy machine as on a calm one; these
     * steps are so short that else 2,000 of them pass while C2 still works on the kernels.
     */
    private static final String COMPILE_AT_ONCE = "-XX:-BackgroundCompilation";

    @ParameterizedTest
    @EnumSource(SmallTraining.class)
    void warmStepsAllocateNothing(SmallTraining training) {
        long[] numbers = count(training, CountingAllocations.MEASURED, COMPILE_AT_ONCE,
                "--add-modules=jdk.incubator.vector");

        assertThat(numbers[0]).as("a worker and two threads that read ahead, but for small data")
                .isEqualTo(training == SmallTraining.SEQUENCES ? 1 : 3);
        assertThat(numbers[1]).as("steps of warm-up").isLessThan(CountingAllocations.WARM_UP);
        assertThat(numbers[2]).as("steps in a row without allocation; before them " + numbers[3] + " bytes")
                .isGreaterThanOrEqualTo(CountingAllocations.QUIET + CountingAllocations.MEASURED);
    }

    @ParameterizedTest
    @EnumSource(SmallTraining.class)
    void withScalarKernelsNothingIsAllocatedFromTheSecondEpochOn(SmallTraining training) {
        long[] numbers = count(training, 40, WITHOUT_C2, "-Dvectron.lanes=0",
                "--add-modules=jdk.incubator.vector");

        assertThat(numbers[2]).as("steps in a row without allocation")
                .isGreaterThanOrEqualTo(CountingAllocations.QUIET + 40);
        assertThat(numbers[3]).as("bytes before them").isZero();
    }

    private static long[] count(SmallTraining training, int steps, String... options) {
        String output = Fork.output(List.of(options), CountingAllocations.class, String.valueOf(steps),
                training.name());
        return List.of(output.strip().lines().toList().getLast().split(" ")).stream().mapToLong(Long::parseLong)
                .toArray();
    }
}
