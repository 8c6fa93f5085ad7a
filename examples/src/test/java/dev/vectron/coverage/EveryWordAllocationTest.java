package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.kernels.KernelsProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Once warm, a step of any word, with default and other options, allocates nothing. */
class EveryWordAllocationTest {
    /** The compiler may allocate a few times on our account while it replaces a method. */
    private static final int MOST_STEPS = 80;

    @Test
    void withScalarKernelsAStepAllocatesNothing() {
        List<String> wrong = new ArrayList<>();
        for (WordCase each : WordCases.all()) {
            if (!each.divided()
                && !WordAllocations.becomesQuiet(each.start().begin(KernelsProvider.scalar(), 1), MOST_STEPS)) {
                wrong.add(each.title());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void withVectorsAWarmStepAllocatesNothing() throws IOException, InterruptedException {
        List<String> lines = ChildProcess.lines(WordAllocations.class,
            List.of("-XX:-BackgroundCompilation", "-XX:CompileThresholdScaling=0.1"));

        assertThat(lines.subList(0, lines.size() - 1)).isEmpty();
        assertThat(Integer.parseInt(lines.getLast())).isGreaterThan(300);
    }
}
