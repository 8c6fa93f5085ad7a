package dev.vectron.training;

import static dev.vectron.training.Fit.fit;

import com.sun.management.ThreadMXBean;
import dev.vectron.parallel.Workers;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/** A program that trains and counts what each step allocates over all threads that take part. */
final class CountingAllocations implements TrainingListener {
    static final int WARM_UP = 1000;
    static final int QUIET = 20;
    static final int MEASURED = 200;

    private final TrainingContext training;
    private final ThreadMXBean bean = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final long[] bytes;
    private long[] threads = {};
    private long ownBefore;
    private long othersBefore;
    private int step;
    private int quiet;
    private int measureFrom;

    private CountingAllocations(TrainingContext training, int steps) {
        this.training = training;
        this.bytes = new long[steps + 2];
    }

    @Override
    public void onBatchEnd(Progress p) {
        // Asking may allocate: this thread is asked first when a step ends and last before the next one begins.
        long own = bean.getCurrentThreadAllocatedBytes();
        // All threads there will be exist after the first validation.
        if (p.epoch() == 2 && p.batch() == 1) {
            threads = otherThreads();
        } else if (p.epoch() > 2 || p.epoch() == 2 && p.batch() > 1) {
            count(own - ownBefore + others() - othersBefore);
        }
        othersBefore = others();
        ownBefore = bean.getCurrentThreadAllocatedBytes();
    }

    private void count(long allocated) {
        bytes[step] = allocated;
        quiet = allocated == 0 ? quiet + 1 : 0;
        step++;
        if (measureFrom == 0 && (quiet == QUIET || step == WARM_UP)) {
            measureFrom = step;
        }
        if (measureFrom > 0 && step == measureFrom + MEASURED) {
            training.stop("measured");
        }
    }

    private long others() {
        long sum = 0;
        for (long id : threads) {
            sum += bean.getThreadAllocatedBytes(id);
        }
        return sum;
    }

    private static long[] otherThreads() {
        LongStream reading = Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("vectron-prefetch"))
                .mapToLong(Thread::threadId);
        return LongStream.concat(LongStream.of(Workers.threadIds()), reading).toArray();
    }

    /**
     * Prints threads counted beside the training one, warm-up steps, then the bytes of the measured steps, and the sum of the warm-up's bytes.
     *
     * @param args none
     */
    public static void main(String[] args) {
        CountingAllocations[] counting = new CountingAllocations[1];
        Callback callback = training -> counting[0] = new CountingAllocations(training, 2 * (WARM_UP + MEASURED));
        SmallTraining.trainer(SmallTraining.model()).callbacks(callback).fit(SmallTraining.data(SmallTraining.BATCH * 3 + 9),
                fit().epochs(2 * (WARM_UP + MEASURED)).batchSize(SmallTraining.BATCH).threads(2).validationData(SmallTraining.data(70)));
        CountingAllocations c = counting[0];
        LongStream measured = LongStream.of(c.bytes).skip(c.measureFrom).limit(MEASURED);
        LongStream warmUp = LongStream.of(c.bytes).limit(c.measureFrom);
        System.out.println(c.threads.length + " " + c.measureFrom + " " + measured.sum() + " " + warmUp.sum());
    }
}
