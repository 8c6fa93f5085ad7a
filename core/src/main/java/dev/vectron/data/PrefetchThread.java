package dev.vectron.data;

import org.jspecify.annotations.Nullable;

/**
 * The thread that fills one batch at a time on request. It is started by the first request. Waiting uses monitors,
 * which, unlike the locks of java.util.concurrent, allocate nothing.
 */
final class PrefetchThread {
    private static final int[] NONE = {};

    private final Object lock = new Object();
    private @Nullable Thread thread;

    // All guarded by the lock.
    private @Nullable Batch wanted;
    private int[] order = NONE;
    private int from;
    private int count;
    private Epoch epoch = Epoch.NONE;
    private @Nullable Throwable failure;
    private boolean ended;

    /** Asks for a batch; the one before must have been awaited. */
    void request(Batch batch, int[] sampleOrder, int first, int samples, Epoch newEpoch) {
        synchronized (lock) {
            wanted = batch;
            order = sampleOrder;
            from = first;
            count = samples;
            epoch = newEpoch;
            failure = null;
            if (thread == null) {
                thread = Thread.ofPlatform().daemon().name("vectron-prefetch").start(this::work);
            } else {
                lock.notifyAll();
            }
        }
    }

    /** Waits for the requested batch and throws what reading it threw. */
    void await() {
        synchronized (lock) {
            untilIdle();
            if (failure != null) {
                Throwable thrown = failure;
                failure = null;
                throw asUnchecked(thrown);
            }
        }
    }

    /** Waits until nothing is being read and forgets what became of it. */
    void settle() {
        synchronized (lock) {
            untilIdle();
            failure = null;
        }
    }

    /** Waits for the batch under way and lets the thread end. */
    void end() {
        synchronized (lock) {
            untilIdle();
            ended = true;
            lock.notifyAll();
        }
    }

    /** Waits without giving way to interruption, which the caller finds still set: a batch half read helps nobody. */
    private void untilIdle() {
        boolean interrupted = false;
        while (wanted != null) {
            try {
                lock.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (true) {
            Batch batch;
            int[] sampleOrder;
            int first;
            int samples;
            Epoch wantedEpoch;
            synchronized (lock) {
                while (wanted == null && !ended) {
                    try {
                        lock.wait();
                    } catch (InterruptedException e) {
                        // Nobody knows this thread; it ends when it is told to.
                    }
                }
                batch = wanted;
                if (batch == null) {
                    return;
                }
                sampleOrder = order;
                first = from;
                samples = count;
                wantedEpoch = epoch;
            }
            Throwable thrown = null;
            try {
                batch.fill(sampleOrder, first, samples, wantedEpoch);
            } catch (Throwable t) {
                thrown = t;
            }
            synchronized (lock) {
                failure = thrown;
                wanted = null;
                lock.notifyAll();
            }
        }
    }

    private static RuntimeException asUnchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new DataException("reading ahead failed: " + thrown.getMessage(), thrown);
        };
    }
}
