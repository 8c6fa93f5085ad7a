package dev.vectron.coverage;

import com.sun.management.ThreadMXBean;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A program that prints which words' steps go on allocating with this process's kernels. */
final class WordAllocation {
    /** More than the longest period of an optimizer's options, and than an epoch of the metrics. */
    private static final int QUIET_STEPS = 13;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private WordAllocation() {}

    /** Whether some steps in a row allocate nothing before so many were done. */
    static boolean becomesQuiet(Work work, int mostSteps) {
        int quiet = 0;
        for (int number = 0; number < mostSteps && quiet < QUIET_STEPS; number++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.step(number);
            quiet = THREADS.getCurrentThreadAllocatedBytes() == before ? quiet + 1 : 0;
        }
        return quiet == QUIET_STEPS;
    }

    /** Of each class the first case in each place: other options seldom lead to other kernels. */
    private static List<WordCase> cases() {
        Set<String> places = new HashSet<>();
        return WordCases.all().stream()
            .filter(each -> !each.divided() && places.add(each.word().getClass() + each.place())).toList();
    }

    /**
     * Prints the lanes, then the title of each case that goes on allocating, then the number of cases.
     *
     * @param args after how many steps of a case it must have become quiet
     */
    public static void main(String[] args) {
        Kernels kernels = KernelsProvider.best();
        System.out.println(kernels.lanes());
        List<WordCase> cases = cases();
        for (WordCase each : cases) {
            if (!becomesQuiet(each.start().begin(kernels, 1), Integer.parseInt(args[0]))) {
                System.out.println(each.title());
            }
        }
        System.out.println(cases.size());
    }
}
