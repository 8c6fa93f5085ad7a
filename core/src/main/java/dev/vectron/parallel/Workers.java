package dev.vectron.parallel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One process-wide set of daemon threads that run the numbered parts of a task.
 *
 * <p>The caller takes part itself, from the first part upwards; every other worker from the last one downwards. So with
 * two threads each finds in its cache what it wrote there in the task before. Any thread may take any part, so results
 * must depend on the part's number alone. A second caller that finds the set busy, or a part that starts parts of its
 * own, runs them itself, with the same results. Idle threads spin for about a millisecond, then park. Starting a task
 * allocates nothing.
 *
 * {@snippet :
 * float[] squares = new float[8];
 * Workers.run(2, 8, (part, thread) -> squares[part] = part * part);
 * }
 */
public final class Workers {
    /** Work that is divided into numbered parts. */
    @FunctionalInterface
    public interface Task {
        /**
         * Does one part.
         *
         * @param part the part's number, from 0
         * @param thread the number of the thread within this task, 0 … threads − 1; no two parts run on one number at
         *     the same time
         */
        void run(int part, int thread);
    }

    private static final int SPINS = 20_000;
    private static final int SPINS_BEFORE_YIELD = 2_000;
    /** The most parts that a ticket counts; more are taken several at a time. */
    private static final int MOST_COUNTED = 0xFFFF;
    private static final Workers SHARED = new Workers();

    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile Worker[] workers = new Worker[0];

    /**
     * The number of the present task in the upper half; in the lower half, 16 bits each, the first part that nobody has
     * taken and the end of those. When they meet the ticket is used up.
     */
    private final AtomicLong ticket = new AtomicLong();
    private final AtomicInteger finished = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    // Written while the ticket is used up, read after the ticket of their task was seen.
    private @Nullable Task task;
    private int parts;
    private int partsAtOnce;
    private int threads;

    private Workers() {}

    /** {@return the number of threads that use every processor: the processors the JVM sees} */
    public static int defaultThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Runs all parts of a task on up to {@code threads} threads, the caller among them, and returns when all are done.
     *
     * @param threads how many threads may take part, at least 1
     * @param parts how many parts there are
     * @param task the work; must not keep a reference to anything beyond the call
     * @throws RuntimeException or an Error that a part threw, after all other parts ended
     */
    public static void run(int threads, int parts, Task task) {
        if (threads <= 1 || parts <= 1 || !SHARED.busy.compareAndSet(false, true)) {
            for (int part = 0; part < parts; part++) {
                task.run(part, 0);
            }
            return;
        }
        try {
            SHARED.runShared(threads, parts, task);
        } finally {
            SHARED.busy.set(false);
        }
    }

    /** {@return the identifiers of all worker threads started so far, for counting what they allocate} */
    public static long[] threadIds() {
        Worker[] all = SHARED.workers;
        long[] ids = new long[all.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = all[i].threadId();
        }
        return ids;
    }

    private void runShared(int threadCount, int partCount, Task work) {
        Worker[] all = workersFor(threadCount - 1);
        task = work;
        parts = partCount;
        threads = threadCount;
        partsAtOnce = Math.ceilDiv(partCount, MOST_COUNTED);
        finished.set(0);
        failure = null;
        // 32 bits of the ticket count tasks; a long training wraps them.
        long epoch = ((ticket.get() >>> 32) + 1) & 0xFFFF_FFFFL;
        int takes = Math.ceilDiv(partCount, partsAtOnce);
        ticket.set(epoch << 32 | takes);
        for (int i = 0; i < Math.min(threadCount, partCount) - 1; i++) {
            if (all[i].parked) {
                LockSupport.unpark(all[i]);
            }
        }
        takeParts(epoch, 0);
        for (int spin = 0; finished.get() < takes; spin++) {
            if (spin < SPINS_BEFORE_YIELD) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        task = null;
        Throwable thrown = failure;
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    private void takeParts(long epoch, int thread) {
        Task work = task;
        boolean upwards = (thread & 1) == 0;
        while (work != null) {
            long now = ticket.get();
            int first = (int) now >>> 16;
            int end = (int) now & 0xFFFF;
            if (now >>> 32 != epoch || first >= end) {
                return;
            }
            if (ticket.compareAndSet(now, upwards ? now + 0x1_0000 : now - 1)) {
                runParts(work, upwards ? first : end - 1, thread);
            }
        }
    }

    /** Runs the parts that one take of the ticket stands for: nearly always one. */
    private void runParts(Task work, int take, int thread) {
        int end = (int) Math.min(parts, (take + 1L) * partsAtOnce);
        for (int part = take * partsAtOnce; part < end; part++) {
            try {
                work.run(part, thread);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
        finished.incrementAndGet();
    }

    private Worker[] workersFor(int count) {
        Worker[] all = workers;
        if (all.length < count) {
            Worker[] more = java.util.Arrays.copyOf(all, count);
            for (int i = all.length; i < count; i++) {
                more[i] = new Worker(this, i + 1, ticket.get() >>> 32);
            }
            workers = more;
            for (int i = all.length; i < count; i++) {
                more[i].start();
            }
            return more;
        }
        return all;
    }

    private static final class Worker extends Thread {
        private final Workers set;
        private final int number;
        private long seen;
        volatile boolean parked;

        Worker(Workers set, int number, long seen) {
            super("vectron-worker-" + number);
            this.set = set;
            this.number = number;
            this.seen = seen;
            setDaemon(true);
        }

        @Override
        public void run() {
            while (true) {
                awaitTask();
                if (number < set.threads) {
                    set.takeParts(seen, number);
                }
            }
        }

        private void awaitTask() {
            for (int spin = 0; set.ticket.get() >>> 32 == seen; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    parked = true;
                    if (set.ticket.get() >>> 32 == seen) {
                        LockSupport.park(set);
                    }
                    parked = false;
                    spin = 0;
                }
            }
            seen = set.ticket.get() >>> 32;
        }
    }
}
