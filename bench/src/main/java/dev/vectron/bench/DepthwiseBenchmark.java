package dev.vectron.bench;

import dev.vectron.kernels.ActivationFunction;
import dev.vectron.kernels.DepthwiseKernels;
import dev.vectron.kernels.DepthwiseShape;
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

/** Depthwise convolution of one picture on one thread: forward, data gradient, weight gradient. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DepthwiseBenchmark {
    /** Sizes as pixels of a side, channels, multiplier, kernel, stride; the padding is as SAME without a stride. */
    @Param({"32 64 1 3 1", "16 128 1 3 1", "8 512 1 3 1", "32 64 1 3 2", "16 128 1 3 2", "8 512 1 3 2", "16 128 1 5 1",
        "32 3 1 3 1", "32 24 1 3 1", "32 32 2 3 1"})
    public String size = "";

    private final Kernels kernels = KernelsProvider.best();
    private DepthwiseShape shape = new DepthwiseShape(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
    private float[] x = {};
    private float[] kernel = {};
    private float[] out = {};
    private float[] dIn = {};
    private float[] dKernel = {};
    private float[] scratch = {};

    /** Fills picture and kernel. */
    @Setup
    public void fill() {
        String[] parts = size.split(" ", -1);
        int side = Integer.parseInt(parts[0]);
        int channels = Integer.parseInt(parts[1]);
        int multiplier = Integer.parseInt(parts[2]);
        int window = Integer.parseInt(parts[3]);
        int stride = Integer.parseInt(parts[4]);
        int outSide = Math.ceilDiv(side, stride);
        shape = new DepthwiseShape(side, side, channels, outSide, outSide, multiplier, window, window, stride, stride,
                1, 1, window / 2, window / 2);
        SplittableRandom random = new SplittableRandom(1);
        x = GemmBenchmark.randomArray(shape.inputSize(), random);
        kernel = GemmBenchmark.randomArray(shape.kernelSize(), random);
        out = GemmBenchmark.randomArray(shape.outputSize(), random);
        dIn = new float[shape.inputSize()];
        dKernel = new float[shape.kernelSize()];
        scratch = new float[DepthwiseKernels.depthwiseScratch(shape)];
    }

    /** Output from input. */
    @Benchmark
    public void forward() {
        forward(kernels, out);
    }

    private void forward(Kernels with, float[] to) {
        with.depthwise(shape, 1, x, 0, kernel, 0, null, 0, ActivationFunction.LINEAR, 0, 0, shape.outHeight(), to, 0,
                scratch, 0);
    }

    /** Gradient of the input from that of the output. */
    @Benchmark
    public void dataGradient() {
        dataGradient(kernels, dIn);
    }

    private void dataGradient(Kernels with, float[] to) {
        with.depthwiseDataGradient(shape, 1, out, 0, kernel, 0, 0, 0, shape.height(), to, 0, scratch, 0);
    }

    /** Gradient of the kernel from input and gradient of the output. */
    @Benchmark
    public void weightGradient() {
        weightGradient(kernels, dKernel);
    }

    private void weightGradient(Kernels with, float[] to) {
        with.depthwiseWeightGradient(shape, 1, x, 0, out, 0, 0, to, 0, scratch, 0);
    }

    /** Compares all three with the scalar kernels, bit for bit. */
    @TearDown
    public void check() {
        Kernels scalar = KernelsProvider.scalar();
        float[] expected = new float[out.length];
        forward(scalar, expected);
        forward();
        Checks.same("depthwise convolution " + size, expected, out);
        float[] expectedDIn = new float[dIn.length];
        dataGradient(scalar, expectedDIn);
        dataGradient();
        Checks.same("depthwise data gradient " + size, expectedDIn, dIn);
        float[] expectedDKernel = new float[dKernel.length];
        weightGradient(scalar, expectedDKernel);
        weightGradient();
        Checks.same("depthwise weight gradient " + size, expectedDKernel, dKernel);
    }
}
