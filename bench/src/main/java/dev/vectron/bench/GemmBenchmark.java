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

/**
 * The matrix product on one thread, in the three forms that a dense layer needs: forward (NN), weight gradient (TN),
 * data gradient (NT).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {
    /** Sizes as m x n x k. */
    @Param({"256x256x256", "512x512x512", "128x256x784"})
    public String size = "";

    /** Whether A and B are stored transposed: N or T for each. */
    @Param({"NN", "TN", "NT"})
    public String form = "";

    private final Kernels kernels = KernelsProvider.best();
    private int m;
    private int n;
    private int k;
    private float[] a = {};
    private float[] b = {};
    private float[] c = {};
    private float[] scratch = {};

    /** Fills the operands. */
    @Setup
    public void fill() {
        String[] sizes = size.split("x", -1);
        m = Integer.parseInt(sizes[0]);
        n = Integer.parseInt(sizes[1]);
        k = Integer.parseInt(sizes[2]);
        SplittableRandom random = new SplittableRandom(1);
        a = randomArray(m * k, random);
        b = randomArray(k * n, random);
        c = new float[m * n];
        scratch = new float[Kernels.gemmScratch(m, n, k)];
    }

    /** One product. */
    @Benchmark
    public void gemm() {
        multiply(kernels, c);
    }

    /** Compares the last product with the scalar kernels, bit for bit. */
    @TearDown
    public void check() {
        float[] expected = new float[c.length];
        multiply(KernelsProvider.scalar(), expected);
        Checks.same("gemm " + form + " " + size, expected, c);
    }

    private void multiply(Kernels with, float[] to) {
        boolean transA = form.charAt(0) == 'T';
        boolean transB = form.charAt(1) == 'T';
        with.gemm(transA, transB, m, n, k, a, 0, transA ? m : k, b, 0, transB ? k : n, 0, to, 0, n, null, 0,
                ActivationFunction.LINEAR, 0, scratch, 0);
    }

    static float[] randomArray(int size, SplittableRandom random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
