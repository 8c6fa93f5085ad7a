package dev.vectron.graph;

import dev.vectron.parallel.Workers;

/**
 * The first moments of a process on one or two processors: there the compiler needs one of them, and layers get
 * compiled sooner when a single thread does their work than when two threads interpret it and the compiler waits for
 * both. Results do not depend on it.
 */
final class ColdStart {
    private static final long NANOS = 1_000_000_000L;
    private static final int FEW_PROCESSORS = 2;
    private static final long BEGIN = System.nanoTime();
    private static boolean over = Workers.defaultThreads() > FEW_PROCESSORS;

    private ColdStart() {}

    /** How many of the wanted threads to use at this moment. */
    static int threads(int wanted) {
        if (over) {
            return wanted;
        }
        over = System.nanoTime() - BEGIN > NANOS;
        return 1;
    }
}
