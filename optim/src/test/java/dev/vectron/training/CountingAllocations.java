package dev.vectron.training;

import com.sun.management.ThreadMXBean;
import dev.vectron.data.Dataset;
import dev.vectron.parallel.Workers;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/** A program that trains and counts what each step allocates over all threads that take part. */
final class CountingAllocations implements TrainingListener {
    static final int WARM_UP = 1000;
    static final int QUIET = 20;
    static final int MEASURED = 200;
    private static final int LIMIT = 2 * WARM_UP + MEASURED;

    private final TrainingContext training;
    private final int measured;
    private final ThreadMXBean bean = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private long[] threads = {};
    private long ownBefore;
    private long othersBefore;
    private int step;
    private int quiet;
    private int warmUp;
    private long bytes;

    private CountingAllocations(TrainingContext training, int measured) {
        this.training = training;
        this.measured = measured;
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
        step++;
        bytes += allocated;
        quiet = allocated == 0 ? quiet + 1 : 0;
        if (quiet == QUIET && warmUp == 0) {
            warmUp = step - QUIET;
        }
        if (quiet >= QUIET + measured || step >= LIMIT) {
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
        LongStream reading = Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("vectron-prefetch"))
                .mapToLong(Thread::threadId);
        return LongStream.concat(LongStream.of(Workers.threadIds()), reading).toArray();
    }

    /**
     * Prints how many threads were counted beside the training one, how many steps there were before 20 in a row that
     * allocate nothing, how many in a row allocated nothing at the end, and what all steps before those allocated.
     *
     * @param args how many steps are to be measured after the quiet ones, what is trained
     */
    public static void main(String[] args) {
        SmallTraining small = SmallTraining.valueOf(args[1]);
        print(small.trainer(small.model()), small.options(), small.data(SmallTraining.BATCH * 3 + 9), small.data(70),
                SmallTraining.BATCH, Integer.parseInt(args[0]));
    }

    /** Trains until that many steps were measured, and prints what {@link #main} prints. */
    static void print(Trainer trainer, Fit options, Dataset data, Dataset validation, int batchSize, int steps) {
        CountingAllocations[] counting = new CountingAllocations[1];
        Callback callback = training -> counting[0] = new CountingAllocations(training, steps);
        trainer.callbacks(callback)
                .fit(data, options.epochs(LIMIT).batchSize(batchSize).threads(2).validationData(validation));
        CountingAllocations c = counting[0];
        System.out.println(c.threads.length + " " + c.warmUp + " " + c.quiet + " " + c.bytes);
    }
}
