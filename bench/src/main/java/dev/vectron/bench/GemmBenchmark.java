package dev.vectron.bench;

import dev.vectron.kernels.ActivationFunction;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * One thread's matrix product C[m, n] = op(A)[m, k] · op(B)[k, n] in the forms that a dense layer needs: forward (NN), gradient of the
 * weights (TN) and of the input (NT). The secondary result {@code flop} is GFLOP/s.
 *
 * <p>Several forks, because the compiler may settle differently from one to the next. After each trial some elements are compared with
 * a product summed in double.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {
    /** m, n and k. The first are the dense layers of the Fashion-MNIST network at batch 128. */
    @Param({"128x256x800", "128x128x256", "512x512x512"})
    public String size = "";

    /** N: stored as used, T: stored transposed; first A, then B. */
    @Param({"NN", "TN", "NT"})
    public String form = "";

    private final Kernels kernels = KernelsProvider.best();
    private int m;
    private int n;
    private int k;
    private boolean transA;
    private boolean transB;
    private float[] a = {};
    private float[] b = {};
    private float[] c = {};
    private float[] scratch = {};

    /** Made by JMH. */
    public GemmBenchmark() {}

    /** What is counted beside the calls. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        /** Floating-point operations, a multiply-add counted as two. */
        public long flop;

        /** Made by JMH. */
        public Counter() {}
    }

    /** Fills the matrices with numbers from a fixed seed. */
    @Setup
    public void fill() {
        String[] sizes = size.split("x", -1);
        m = Integer.parseInt(sizes[0]);
        n = Integer.parseInt(sizes[1]);
        k = Integer.parseInt(sizes[2]);
        transA = form.charAt(0) == 'T';
        transB = form.charAt(1) == 'T';
        SplittableRandom random = new SplittableRandom(42);
        a = random(random, m * k);
        b = random(random, k * n);
        c = new float[m * n];
        scratch = new float[Kernels.gemmScratch(m, n, k)];
    }

    /**
     * One product.
     *
     * @param counter counts the work
     */
    @Benchmark
    public void gemm(Counter counter) {
        kernels.gemm(transA, transB, m, n, k, a, 0, transA ? m : k, b, 0, transB ? k : n, 0, c, 0, n,
            null, 0, ActivationFunction.LINEAR, 0, scratch, 0);
        counter.flop += 2L * m * n * k;
    }

    /** Compares some elements of the last product with sums in double. */
    @TearDown
    public void check() {
        for (int i = 0; i < m; i += 7) {
            for (int j = i % 5; j < n; j += 5) {
                double sum = 0;
                double magnitude = 0;
                for (int p = 0; p < k; p++) {
                    double product = (double) a[transA ? p * m + i : i * k + p] * b[transB ? j * k + p : p * n + j];
                    sum += product;
                    magnitude += Math.abs(product);
                }
                if (!(Math.abs(c[i * n + j] - sum) <= 1e-6 * magnitude)) {
                    throw new IllegalStateException("C[" + i + ", " + j + "] = " + c[i * n + j] + ", expected " + sum);
                }
            }
        }
    }

    private static float[] random(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
