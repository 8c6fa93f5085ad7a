package dev.vectron.bench;

import dev.vectron.kernels.ActivationFunction;
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

/** Sigmoid and tanh, which are made of the library's own exponential function, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExponentialBenchmark {
    private static final int N = 4096;

    /** The function. */
    @Param({"SIGMOID", "TANH"})
    public String function = "";

    private final Kernels kernels = KernelsProvider.best();
    private ActivationFunction f = ActivationFunction.LINEAR;
    private float[] x = {};
    private float[] y = {};

    /** Fills the input. */
    @Setup
    public void fill() {
        f = ActivationFunction.valueOf(function);
        x = GemmBenchmark.randomArray(N, new SplittableRandom(1));
        for (int i = 0; i < N; i++) {
            x[i] *= 10;
        }
        y = new float[N];
    }

    /** The function of 4,096 values. */
    @Benchmark
    public void function() {
        kernels.activate(f, 0, N, x, 0, y, 0);
    }

    /** Compares with the scalar kernels, bit for bit, and with the JDK's functions. */
    @TearDown
    public void check() {
        function();
        float[] expected = new float[N];
        KernelsProvider.scalar().activate(f, 0, N, x, 0, expected, 0);
        Checks.same(function, expected, y);
        for (int i = 0; i < N; i++) {
            double exact = f == ActivationFunction.TANH ? StrictMath.tanh(x[i]) : 1 / (1 + StrictMath.exp(-x[i]));
            if (!(Math.abs(y[i] - exact) <= 1e-6)) {
                throw new IllegalStateException(function + " of " + x[i] + " is " + exact + ", not " + y[i]);
            }
        }
    }
}
