package dev.vectron.coverage;

import com.sun.management.ThreadMXBean;
import dev.vectron.graph.Loss;
import dev.vectron.kernels.KernelsProvider;
import java.lang.management.ManagementFactory;

/**
 * A program in which many words work, one after another, on this process's kernels, and that prints those whose steps
 * go on allocating: also what words before taught the compiler must not matter.
 */
final class WordAllocations {
    /** More than the longest period of an optimizer's options, and than an epoch of the metrics. */
    private static final int QUIET_STEPS = 13;
    /** Until C2 has compiled a kernel, its vectors are objects; what is called once a step takes the longest. */
    private static final int MOST_STEPS = 1_500;

    private WordAllocations() {}

    static boolean becomesQuiet(Work work, int mostSteps) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int quiet = 0;
        for (int number = 0; number < mostSteps && quiet < QUIET_STEPS; number++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.step(number);
            quiet = threads.getCurrentThreadAllocatedBytes() == before ? quiet + 1 : 0;
        }
        return quiet == QUIET_STEPS;
    }

    /** Prints a line for each that allocates, and then how many there were. */
    public static void main(String[] args) {
        int count = 0;
        for (WordCase each : WordCases.all()) {
            if (each.divided() || each.word() instanceof Loss) {
                count++;
                if (!becomesQuiet(each.start().begin(KernelsProvider.best(), 1), MOST_STEPS)) {
                    System.out.println("allocates: " + each.title());
                }
            }
        }
        System.out.println(count);
    }
}
