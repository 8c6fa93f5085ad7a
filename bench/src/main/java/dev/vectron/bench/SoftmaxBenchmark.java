package dev.vectron.bench;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.losses.Losses;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Softmax, its gradient, and the cross-entropy of class labels from logits (value and gradient), on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SoftmaxBenchmark {
    private static final int ROWS = 128;

    /** Classes. */
    @Param({"10", "1000"})
    public int classes;

    private final Kernels kernels = KernelsProvider.best();
    private final Loss loss = Losses.sparseCategoricalCrossentropy().fromLogits(true);
    private final LossCall call = new LossCall(kernels);
    private float[] x = {};
    private float[] y = {};
    private float[] dY = {};
    private float[] dX = {};
    private int[] labels = {};

    /** Fills logits, labels and gradients. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        x = GemmBenchmark.randomArray(ROWS * classes, random);
        dY = GemmBenchmark.randomArray(ROWS * classes, random);
        labels = random.ints(ROWS, 0, classes).toArray();
        y = new float[ROWS * classes];
        dX = new float[ROWS * classes];
        kernels.softmax(ROWS, classes, x, 0, y, 0);
    }

    /** Softmax of 128 rows. */
    @Benchmark
    public void softmax() {
        kernels.softmax(ROWS, classes, x, 0, y, 0);
    }

    /** The gradient of softmax. */
    @Benchmark
    public void gradient() {
        kernels.softmaxGradient(ROWS, classes, y, 0, dY, 0, 0, dX, 0);
    }

    /** The mean loss of 128 samples and the gradient of the logits. */
    @Benchmark
    public double crossentropy() {
        return crossentropy(call, dX);
    }

    private double crossentropy(LossCall with, float[] to) {
        with.predictions(ROWS, 1, classes, x, 0).labels(labels, 0).gradientTo(to, 0);
        loss.value(with);
        loss.gradient(with);
        return with.mean();
    }

    /** Compares all three with the scalar kernels, bit for bit. */
    @TearDown
    public void check() {
        Kernels scalar = KernelsProvider.scalar();
        float[] expected = new float[y.length];
        softmax();
        scalar.softmax(ROWS, classes, x, 0, expected, 0);
        Checks.same("softmax of " + classes, expected, y);
        gradient();
        scalar.softmaxGradient(ROWS, classes, y, 0, dY, 0, 0, expected, 0);
        Checks.same("gradient of softmax of " + classes, expected, dX);
        double mean = crossentropy();
        double expectedMean = crossentropy(new LossCall(scalar), expected);
        Checks.same("gradient of the cross-entropy of " + classes, expected, dX);
        if (mean != expectedMean) {
            throw new IllegalStateException("The cross-entropy is " + mean + ", expected " + expectedMean);
        }
    }
}
