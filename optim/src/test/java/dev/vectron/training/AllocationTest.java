package dev.vectron.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Once warm, a training step allocates nothing, nor do the short last batch, validation and the beginning of the next epoch. */
class AllocationTest {
    @Test
    void warmStepsAllocateNothing() {
        long[] numbers = count("--add-modules=jdk.incubator.vector");

        assertThat(numbers[0]).as("a worker and two threads that read ahead").isEqualTo(3);
        assertThat(numbers[1]).as("steps of warm-up").isLessThan(CountingAllocations.WARM_UP);
        assertThat(numbers[2]).as("bytes in " + CountingAllocations.MEASURED + " steps").isZero();
    }

    @Test
    void withScalarKernelsNothingIsAllocatedFromTheSecondStepOn() {
        long[] numbers = count("-Dvectron.lanes=0", "--add-modules=jdk.incubator.vector");

        assertThat(numbers[1]).as("steps of warm-up").isEqualTo(CountingAllocations.QUIET);
        assertThat(numbers[2] + numbers[3]).as("bytes").isZero();
    }

    private static long[] count(String... options) {
        String output = Fork.output(List.of(options), CountingAllocations.class);
        return List.of(output.strip().lines().toList().getLast().split(" ")).stream().mapToLong(Long::parseLong).toArray();
    }
}
