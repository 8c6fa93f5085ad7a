package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.kernels.KernelsProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A step of any word allocates nothing: with default and other options with scalar kernels, which need no compiler for
 * that, and in processes of their own with vector kernels, once they are compiled.
 */
class EveryWordAllocationTest {
    /** The compiler may allocate once or twice on our account while it replaces a method. */
    private static final int MOST_STEPS = 80;
    /** Vectors are objects until the last of the kernels that a word needs is compiled. */
    private static final String MOST_STEPS_OF_VECTORS = "3000";
    /** Early for kernels alone, and a call waits for it: else it would take minutes. */
    private static final List<String> COMPILE_KERNELS_EARLY = List.of("-XX:-BackgroundCompilation",
        "-XX:CompileCommand=quiet", "-XX:CompileCommand=CompileThresholdScaling,dev.vectron.kernels.*::*,0.02");

    @Test
    void aStepAllocatesNothing() {
        List<String> wrong = new ArrayList<>();
        for (WordCase each : WordCases.all()) {
            if (!each.divided()
                && !WordAllocation.becomesQuiet(each.start().begin(KernelsProvider.scalar(), 1), MOST_STEPS)) {
                wrong.add(each.title());
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** With all lanes of the machine, and as on one without AVX-512. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStepAllocatesNothingWithVectorKernels(boolean withoutAvx512) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(COMPILE_KERNELS_EARLY);
        if (withoutAvx512) {
            options.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=2"));
        }
        List<String> lines = new ArrayList<>(ChildProcess.lines(WordAllocation.class, options, MOST_STEPS_OF_VECTORS));

        assertThat(Integer.parseInt(lines.removeFirst())).as("lanes").isPositive();
        assertThat(Integer.parseInt(lines.removeLast())).as("cases").isGreaterThan(500);
        assertThat(lines).as("what goes on allocating").isEmpty();
    }
}
