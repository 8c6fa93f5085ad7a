package dev.vectron.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vectron.kernels.KernelsProvider;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A step of any word, with default and other options, allocates nothing; here with scalar kernels, which need no
 * compiler for that.
 */
class EveryWordAllocationTest {
    /** More than the longest period of an optimizer's options, and than an epoch of the metrics. */
    private static final int QUIET_STEPS = 13;
    /** The compiler may allocate once or twice on our account while it replaces a method. */
    private static final int MOST_STEPS = 80;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aStepAllocatesNothing() {
        List<String> wrong = new ArrayList<>();
        for (WordCase each : WordCases.all()) {
            if (!each.divided() && !becomesQuiet(each.start().begin(KernelsProvider.scalar(), 1))) {
                wrong.add(each.title());
            }
        }
        assertThat(wrong).isEmpty();
    }

    private boolean becomesQuiet(Work work) {
        int quiet = 0;
        for (int number = 0; number < MOST_STEPS && quiet < QUIET_STEPS; number++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.step(number);
            quiet = threads.getCurrentThreadAllocatedBytes() == before ? quiet + 1 : 0;
        }
        return quiet == QUIET_STEPS;
    }
}
