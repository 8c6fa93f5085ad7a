package dev.vectron.bench;

import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
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

/** A step of Adam over the weights of M4, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AdamBenchmark {
    private static final float ALPHA = 1e-3f;
    private static final float ONE_MINUS_BETA1 = 0.1f;
    private static final float ONE_MINUS_BETA2 = 1e-3f;
    private static final float EPSILON = 1e-7f;

    /** How many weights. */
    @Param({"4096", "437098"})
    public int weights;

    private final Kernels kernels = KernelsProvider.best();
    private float[] w = {};
    private float[] g = {};
    private float[] m = {};
    private float[] v = {};

    /** Fills weights and gradients; the moments begin as zeros. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        w = GemmBenchmark.randomArray(weights, random);
        g = GemmBenchmark.randomArray(weights, random);
        m = new float[weights];
        v = new float[weights];
    }

    /** One step. */
    @Benchmark
    public void step() {
        step(kernels, w, m, v);
    }

    private void step(Kernels with, float[] values, float[] first, float[] second) {
        with.adam(weights, ALPHA, ONE_MINUS_BETA1, ONE_MINUS_BETA2, EPSILON, values, g, first, second, 0);
    }

    /** Does one more step with the scalar kernels as well and compares, bit for bit. */
    @TearDown
    public void check() {
        float[] expected = w.clone();
        float[] first = m.clone();
        float[] second = v.clone();
        step(KernelsProvider.scalar(), expected, first, second);
        step();
        Checks.same("weights", expected, w);
        Checks.same("first moments", first, m);
        Checks.same("second moments", second, v);
    }
}
