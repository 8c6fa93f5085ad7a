package dev.vectron.bench;

import dev.vectron.kernels.ActivationFunction;
import dev.vectron.kernels.ConvolutionShape;
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

/** Convolution of one picture on one thread: forward, data gradient, weight gradient. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvolutionBenchmark {
    /** Sizes as pixels of a side, channels, filters, kernel; the padding keeps the size. */
    @Param({"32 64 64 3", "16 128 128 3", "8 256 256 3", "16 32 32 3", "28 1 16 5", "12 16 32 3", "32 64 64 1",
        "24 7 13 3"})
    public String size = "";

    private final Kernels kernels = KernelsProvider.best();
    private ConvolutionShape shape = new ConvolutionShape(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
    private float[] x = {};
    private float[] kernel = {};
    private float[] packed = {};
    private float[] packedForDataGradient = {};
    private float[] out = {};
    private float[] dIn = {};
    private float[] dKernel = {};
    private float[] sums = {};
    private float[] scratch = {};

    /** Fills picture and kernel. */
    @Setup
    public void fill() {
        String[] parts = size.split(" ", -1);
        int side = Integer.parseInt(parts[0]);
        int channels = Integer.parseInt(parts[1]);
        int filters = Integer.parseInt(parts[2]);
        int window = Integer.parseInt(parts[3]);
        shape = new ConvolutionShape(side, side, channels, side, side, filters, window, window, 1, 1, 1, 1, window / 2,
                window / 2);
        SplittableRandom random = new SplittableRandom(1);
        x = GemmBenchmark.randomArray(shape.inputSize(), random);
        kernel = GemmBenchmark.randomArray(shape.kernelSize(), random);
        out = GemmBenchmark.randomArray(shape.outputSize(), random);
        dIn = new float[shape.inputSize()];
        dKernel = new float[shape.kernelSize()];
        sums = new float[Kernels.weightSumsSize(shape)];
        packed = new float[Kernels.packedKernelSize(shape)];
        packedForDataGradient = new float[Kernels.packedKernelSize(shape)];
        scratch = new float[Kernels.convolutionScratch(shape)];
        kernels.packKernel(shape, kernel, 0, packed, 0);
        kernels.packKernelForDataGradient(shape, kernel, 0, packedForDataGradient, 0);
    }

    /** Output from input. */
    @Benchmark
    public void forward() {
        kernels.convolution(shape, 1, x, 0, packed, 0, null, 0, ActivationFunction.LINEAR, 0, 0, shape.outHeight(),
                out, 0, scratch, 0);
    }

    /** Gradient of the input from that of the output. */
    @Benchmark
    public void dataGradient() {
        kernels.convolutionDataGradient(shape, 1, out, 0, packedForDataGradient, 0, 0, dIn, 0, scratch, 0);
    }

    /** Gradient of the kernel from input and gradient of the output. */
    @Benchmark
    public void weightGradient() {
        kernels.convolutionWeightGradient(shape, 1, x, 0, out, 0, 0, sums, 0, scratch, 0);
        kernels.finishWeightGradient(shape, 0, shape.channels(), sums, 0, 0, dKernel, 0);
    }

    /** Compares all three with the scalar kernels, bit for bit. */
    @TearDown
    public void check() {
        Kernels scalar = KernelsProvider.scalar();
        float[] scalarPacked = new float[packed.length];
        float[] expected = new float[out.length];
        scalar.packKernel(shape, kernel, 0, scalarPacked, 0);
        scalar.convolution(shape, 1, x, 0, scalarPacked, 0, null, 0, ActivationFunction.LINEAR, 0, 0,
                shape.outHeight(), expected, 0, scratch, 0);
        forward();
        Checks.same("convolution " + size, expected, out);
        scalar.packKernelForDataGradient(shape, kernel, 0, scalarPacked, 0);
        float[] expectedDIn = new float[dIn.length];
        scalar.convolutionDataGradient(shape, 1, out, 0, scalarPacked, 0, 0, expectedDIn, 0, scratch, 0);
        dataGradient();
        Checks.same("data gradient " + size, expectedDIn, dIn);
        float[] expectedDKernel = new float[dKernel.length];
        scalar.convolutionWeightGradient(shape, 1, x, 0, out, 0, 0, sums, 0, scratch, 0);
        scalar.finishWeightGradient(shape, 0, shape.channels(), sums, 0, 0, expectedDKernel, 0);
        weightGradient();
        Checks.same("weight gradient " + size, expectedDKernel, dKernel);
    }
}
