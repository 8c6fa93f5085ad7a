package dev.vectron.bench;

import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.kernels.PoolingShape;
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

/** Maximum pooling of one picture and its gradient, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PoolingBenchmark {
    /** Sizes as pixels of a side, channels, window, stride. */
    @Param({"32 32 2 2", "60 32 2 2", "24 16 3 2"})
    public String size = "";

    private final Kernels kernels = KernelsProvider.best();
    private PoolingShape shape = new PoolingShape(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
    private float[] x = {};
    private float[] out = {};
    private float[] winners = {};
    private float[] dOut = {};
    private float[] dIn = {};

    /** Fills picture and gradient. */
    @Setup
    public void fill() {
        String[] parts = size.split(" ", -1);
        int side = Integer.parseInt(parts[0]);
        int channels = Integer.parseInt(parts[1]);
        int window = Integer.parseInt(parts[2]);
        int stride = Integer.parseInt(parts[3]);
        int outSide = (side - window) / stride + 1;
        shape = new PoolingShape(side, side, channels, outSide, outSide, window, window, stride, stride, 0, 0);
        SplittableRandom random = new SplittableRandom(1);
        x = GemmBenchmark.randomArray(shape.inputSize(), random);
        dOut = GemmBenchmark.randomArray(shape.outputSize(), random);
        out = new float[shape.outputSize()];
        winners = new float[shape.outputSize()];
        dIn = new float[shape.inputSize()];
        forward();
    }

    /** Output and winners from the input. */
    @Benchmark
    public void forward() {
        kernels.maxPooling(shape, x, 0, out, 0, winners, 0);
    }

    /** Gradient of the input from that of the output. */
    @Benchmark
    public void gradient() {
        kernels.maxPoolingGradient(shape, dOut, 0, winners, 0, 0, dIn, 0);
    }

    /** Compares both with the scalar kernels, bit for bit. */
    @TearDown
    public void check() {
        Kernels scalar = KernelsProvider.scalar();
        float[] expected = new float[out.length];
        float[] expectedWinners = new float[out.length];
        scalar.maxPooling(shape, x, 0, expected, 0, expectedWinners, 0);
        forward();
        Checks.same("maximum pooling " + size, expected, out);
        Checks.same("winners " + size, expectedWinners, winners);
        float[] expectedDIn = new float[dIn.length];
        scalar.maxPoolingGradient(shape, dOut, 0, winners, 0, 0, expectedDIn, 0);
        gradient();
        Checks.same("gradient of maximum pooling " + size, expectedDIn, dIn);
    }
}
