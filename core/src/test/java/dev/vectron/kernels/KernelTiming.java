package dev.vectron.kernels;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Times the main kernels on one thread, to be run by hand: prints the best of many short runs, in GF/s or ns per
 * element. Arguments choose lines by their beginnings.
 */
final class KernelTiming {
    private static final SplittableRandom RANDOM = new SplittableRandom(1);
    private static final long WARM_UP = Long.getLong("warm", 700) * 1_000_000;
    private static final long MEASURED = 700_000_000L;
    /** Pictures of a convolution. */
    private static final int PICTURES = Integer.getInteger("pictures", 1);

    /** Buffers of one array, each at the beginning of a cache line, as those of a plan are. */
    private static final class Buffers {
        /** Where a line begins, and floats of one. */
        private static final int FIRST = 12;
        private static final int LINE = 16;
        /** Floats of an array that collectors put at the beginning of a page. */
        private static final int LARGE = 1 << 22;

        private int end = FIRST;

        int add(int floats) {
            int at = end;
            end += Blocking.roundUp(floats, LINE);
            return at;
        }

        float[] filled() {
            return values(Math.max(end, LARGE));
        }
    }

    private final Kernels kernels;
    private final String[] chosen;

    private KernelTiming(Kernels kernels, String[] chosen) {
        this.kernels = kernels;
        this.chosen = chosen;
    }

    public static void main(String[] args) {
        KernelTiming timing = new KernelTiming(KernelsProvider.best(), args);
        System.out.println(KernelsProvider.describe());
        int[][] products = {{512, 512, 512}, {1024, 1024, 1024}, {128, 256, 784}, {128, 128, 256}, {128, 10, 128}};
        for (int[] size : products) {
            timing.product(false, false, size[0], size[1], size[2]);
            timing.product(false, true, size[0], size[2], size[1]);
            timing.product(true, false, size[2], size[1], size[0]);
        }
        int[][] peers = {{4096, 1024, 1024}, {128, 784, 256}, {128, 256, 128}, {73728, 32, 400}, {100352, 16, 25},
            {115200, 32, 288}, {128, 28800, 6}, {128, 6, 28800}, {128, 2048, 256}, {1, 256, 784}, {4, 256, 784},
            {128, 1, 256}};
        for (int[] size : peers) {
            timing.product(false, false, size[0], size[1], size[2]);
            timing.packedProduct(size[0], size[1], size[2]);
        }
        for (int[] size : new int[][] {{400, 32, 73728}, {25, 16, 100352}, {288, 32, 115200}}) {
            timing.product(true, false, size[0], size[1], size[2]);
        }
        timing.convolution("64→64 3×3 32²", new ConvolutionShape(32, 32, 64, 32, 32, 64, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("128→128 3×3 16²", new ConvolutionShape(16, 16, 128, 16, 16, 128, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("64→128 3×3 s2 32²", new ConvolutionShape(32, 32, 64, 16, 16, 128, 3, 3, 2, 2, 1, 1, 0, 0));
        timing.convolution("512→512 3×3 4²", new ConvolutionShape(4, 4, 512, 4, 4, 512, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("1→16 5×5 28²", new ConvolutionShape(28, 28, 1, 24, 24, 16, 5, 5, 1, 1, 1, 1, 0, 0));
        timing.convolution("16→32 3×3 12²", new ConvolutionShape(12, 12, 16, 10, 10, 32, 3, 3, 1, 1, 1, 1, 0, 0));
        timing.convolution("3→32 3×3 32²", new ConvolutionShape(32, 32, 3, 32, 32, 32, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("3→16 5×5 32²", new ConvolutionShape(32, 32, 3, 28, 28, 16, 5, 5, 1, 1, 1, 1, 0, 0));
        timing.convolution("16→32 5×5 14²", new ConvolutionShape(14, 14, 16, 10, 10, 32, 5, 5, 1, 1, 1, 1, 0, 0));
        timing.convolution("6→16 5×5 14²", new ConvolutionShape(14, 14, 6, 10, 10, 16, 5, 5, 1, 1, 1, 1, 0, 0));
        timing.convolution("16→16 5×5 8²", new ConvolutionShape(8, 8, 16, 8, 8, 16, 5, 5, 1, 1, 1, 1, 2, 2));
        timing.convolution("32→64 5×5 8²", new ConvolutionShape(8, 8, 32, 8, 8, 64, 5, 5, 1, 1, 1, 1, 2, 2));
        timing.convolution("32→32 5×5 14²", new ConvolutionShape(14, 14, 32, 14, 14, 32, 5, 5, 1, 1, 1, 1, 2, 2));
        timing.convolution("16→16 5×5 14²", new ConvolutionShape(14, 14, 16, 14, 14, 16, 5, 5, 1, 1, 1, 1, 2, 2));
        timing.convolution("64→64 5×5 16²", new ConvolutionShape(16, 16, 64, 16, 16, 64, 5, 5, 1, 1, 1, 1, 2, 2));
        timing.convolution("96→256 5×5 27²", new ConvolutionShape(27, 27, 96, 27, 27, 256, 5, 5, 1, 1, 1, 1, 2, 2));
        timing.convolution("20→50 5×5 12²", new ConvolutionShape(12, 12, 20, 8, 8, 50, 5, 5, 1, 1, 1, 1, 0, 0));
        timing.convolution("32→32 7×7 8²", new ConvolutionShape(8, 8, 32, 8, 8, 32, 7, 7, 1, 1, 1, 1, 3, 3));
        timing.convolution("40→40 3×3 14²", new ConvolutionShape(14, 14, 40, 14, 14, 40, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("16→16 3×3 32²", new ConvolutionShape(32, 32, 16, 32, 32, 16, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("32→32 3×3 32²", new ConvolutionShape(32, 32, 32, 32, 32, 32, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("64→64 3×3 16²", new ConvolutionShape(16, 16, 64, 16, 16, 64, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("96→96 3×3 14²", new ConvolutionShape(14, 14, 96, 14, 14, 96, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("24→24 3×3 24²", new ConvolutionShape(24, 24, 24, 24, 24, 24, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("16→32 3×3 s2 32²", new ConvolutionShape(32, 32, 16, 16, 16, 32, 3, 3, 2, 2, 1, 1, 0, 0));
        timing.convolution("16→32 1×1 s2 32²", new ConvolutionShape(32, 32, 16, 16, 16, 32, 1, 1, 2, 2, 1, 1, 0, 0));
        timing.convolution("64→64 1×1 32²", new ConvolutionShape(32, 32, 64, 32, 32, 64, 1, 1, 1, 1, 1, 1, 0, 0));
        timing.convolution("256→64 1×1 16²", new ConvolutionShape(16, 16, 256, 16, 16, 64, 1, 1, 1, 1, 1, 1, 0, 0));
        timing.convolution("64→256 1×1 16²", new ConvolutionShape(16, 16, 64, 16, 16, 256, 1, 1, 1, 1, 1, 1, 0, 0));
        timing.convolution("480→192 1×1 14²", new ConvolutionShape(14, 14, 480, 14, 14, 192, 1, 1, 1, 1, 1, 1, 0, 0));
        timing.convolution("128→256 3×3 s2 16²", new ConvolutionShape(16, 16, 128, 8, 8, 256, 3, 3, 2, 2, 1, 1, 0, 0));
        timing.convolution("64→128 1×1 s2 32²", new ConvolutionShape(32, 32, 64, 16, 16, 128, 1, 1, 2, 2, 1, 1, 0, 0));
        timing.convolution("32→32 3×3 62²", new ConvolutionShape(62, 62, 32, 60, 60, 32, 3, 3, 1, 1, 1, 1, 0, 0));
        timing.convolution("32→3 3×3 32²", new ConvolutionShape(32, 32, 32, 32, 32, 3, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("32→1 3×3 28²", new ConvolutionShape(28, 28, 32, 28, 28, 1, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("64→8 3×3 14²", new ConvolutionShape(14, 14, 64, 14, 14, 8, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("12→12 3×3 24²", new ConvolutionShape(24, 24, 12, 24, 24, 12, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("3→16 3×3 64²", new ConvolutionShape(64, 64, 3, 64, 64, 16, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("32→8 3×3 28²", new ConvolutionShape(28, 28, 32, 28, 28, 8, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("48→48 3×3 s2 24²", new ConvolutionShape(24, 24, 48, 12, 12, 48, 3, 3, 2, 2, 1, 1, 0, 0));
        timing.convolution("8→8 3×3 28²", new ConvolutionShape(28, 28, 8, 28, 28, 8, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.convolution("1→6 5×5 28²", new ConvolutionShape(28, 28, 1, 24, 24, 6, 5, 5, 1, 1, 1, 1, 0, 0));
        timing.depthwise("64 3×3 32²", new DepthwiseShape(32, 32, 64, 32, 32, 1, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.depthwise("128 3×3 16²", new DepthwiseShape(16, 16, 128, 16, 16, 1, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.depthwise("512 3×3 8²", new DepthwiseShape(8, 8, 512, 8, 8, 1, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.depthwise("64 3×3 s2 32²", new DepthwiseShape(32, 32, 64, 16, 16, 1, 3, 3, 2, 2, 1, 1, 0, 0));
        timing.depthwise("128 3×3 s2 16²", new DepthwiseShape(16, 16, 128, 8, 8, 1, 3, 3, 2, 2, 1, 1, 0, 0));
        timing.depthwise("512 3×3 s2 8²", new DepthwiseShape(8, 8, 512, 4, 4, 1, 3, 3, 2, 2, 1, 1, 0, 0));
        timing.depthwise("128 5×5 16²", new DepthwiseShape(16, 16, 128, 16, 16, 1, 5, 5, 1, 1, 1, 1, 2, 2));
        timing.depthwise("8 3×3 32²", new DepthwiseShape(32, 32, 8, 32, 32, 1, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.depthwise("32×2 3×3 32²", new DepthwiseShape(32, 32, 32, 32, 32, 2, 3, 3, 1, 1, 1, 1, 1, 1));
        timing.pooling("2×2 24² 16", new PoolingShape(24, 24, 16, 12, 12, 2, 2, 2, 2, 0, 0));
        timing.pooling("2×2 10² 32", new PoolingShape(10, 10, 32, 5, 5, 2, 2, 2, 2, 0, 0));
        timing.pooling("2×2 32² 64", new PoolingShape(32, 32, 64, 16, 16, 2, 2, 2, 2, 0, 0));
        timing.pooling("2×2 24² 6", new PoolingShape(24, 24, 6, 12, 12, 2, 2, 2, 2, 0, 0));
        timing.pooling("3×3 s2 32² 64", new PoolingShape(32, 32, 64, 16, 16, 3, 3, 2, 2, 0, 0));
        timing.elementwise();
        timing.rows();
    }

    private static float[] values(int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) RANDOM.nextDouble(-1, 1);
        }
        return x;
    }

    private boolean isChosen(String name) {
        return chosen.length == 0 || Arrays.stream(chosen).anyMatch(name::startsWith);
    }

    private void product(boolean transA, boolean transB, int m, int n, int k) {
        float[] a = values(m * k);
        float[] b = values(k * n);
        float[] c = new float[m * n];
        float[] scratch = new float[Kernels.gemmScratch(m, n, k)];
        String name = "gemm " + (transA ? "T" : "N") + (transB ? "T" : "N") + " " + m + "×" + n + "×" + k;
        flops(name, 2.0 * m * n * k, () -> kernels.gemm(transA, transB, m, n, k, a, 0, transA ? m : k, b, 0,
                transB ? k : n,
                0f, c, 0, n, null, 0, ActivationFunction.LINEAR, 0f, scratch, 0));
    }

    private void packedProduct(int m, int n, int k) {
        float[] a = values(m * k);
        float[] packed = new float[Kernels.packedMatrixSize(k, n)];
        float[] c = new float[m * n];
        float[] scratch = new float[Kernels.gemmScratch(m, n, k)];
        kernels.packMatrix(false, k, n, values(k * n), 0, n, packed, 0);
        float[] b = values(k * n);
        each("pack N " + n + "×" + k, k * n, () -> kernels.packMatrix(false, k, n, b, 0, n, packed, 0));
        each("pack T " + n + "×" + k, k * n, () -> kernels.packMatrix(true, k, n, b, 0, k, packed, 0));
        flops("packed " + m + "×" + n + "×" + k, 2.0 * m * n * k, () -> kernels.gemmPacked(m, n, k, a, 0, k,
                packed, 0, 0f, c, 0, n, null, 0, ActivationFunction.LINEAR, 0f, scratch, 0));
    }

    private void convolution(String name, ConvolutionShape s) {
        int n = PICTURES;
        Buffers buffers = new Buffers();
        int x = buffers.add(n * s.inputSize());
        int kernel = buffers.add(s.kernelSize());
        int bias = buffers.add(s.filters());
        int packed = buffers.add(Kernels.packedKernelSize(s));
        int packedGradient = buffers.add(Kernels.packedKernelSize(s));
        int out = buffers.add(n * s.outputSize());
        int dOut = buffers.add(n * s.outputSize());
        int dIn = buffers.add(n * s.inputSize());
        int sums = buffers.add(Kernels.weightSumsSize(s));
        int dKernel = buffers.add(s.kernelSize());
        int scratch = buffers.add(Kernels.convolutionScratch(s));
        float[] a = buffers.filled();
        kernels.packKernel(s, a, kernel, a, packed);
        kernels.packKernelForDataGradient(s, a, kernel, a, packedGradient);
        double flops = 2.0 * n * s.outHeight() * s.outWidth() * s.kernelSize();
        flops("forward " + name, flops, () -> kernels.convolution(s, n, a, x, a, packed, a, bias,
                ActivationFunction.RELU, 0f, 0, s.outHeight(), a, out, a, scratch));
        flops("data gradient " + name, flops, () -> kernels.convolutionDataGradient(s, n, a, dOut, a, packedGradient,
                0f, a, dIn, a, scratch));
        flops("weight gradient " + name, flops, () -> kernels.convolutionWeightGradient(s, n, a, x, a, dOut, 1f, a,
                sums, a, scratch));
        each("finish gradient " + name, s.kernelSize(), () -> kernels.finishWeightGradient(s, 0, s.channels(), a, sums,
                0f, a, dKernel));
        each("pack kernel " + name, s.kernelSize(), () -> kernels.packKernel(s, a, kernel, a, packed));
        each("pack gradient " + name, s.kernelSize(), () -> kernels.packKernelForDataGradient(s, a, kernel, a,
                packedGradient));
    }

    private void depthwise(String name, DepthwiseShape s) {
        int n = PICTURES;
        Buffers buffers = new Buffers();
        int x = buffers.add(n * s.inputSize());
        int kernel = buffers.add(s.kernelSize());
        int bias = buffers.add(s.filters());
        int out = buffers.add(n * s.outputSize());
        int dOut = buffers.add(n * s.outputSize());
        int dIn = buffers.add(n * s.inputSize());
        int dKernel = buffers.add(s.kernelSize());
        int scratch = buffers.add(DepthwiseKernels.depthwiseScratch(s));
        float[] a = buffers.filled();
        double flops = 2.0 * n * s.outHeight() * s.outWidth() * s.kernelSize();
        flops("depthwise " + name, flops, () -> kernels.depthwise(s, n, a, x, a, kernel, a, bias,
                ActivationFunction.RELU, 0f, 0, s.outHeight(), a, out, a, scratch));
        flops("depthwise data " + name, flops, () -> kernels.depthwiseDataGradient(s, n, a, dOut, a, kernel, 0f, 0,
                s.height(), a, dIn, a, scratch));
        flops("depthwise weights " + name, flops, () -> kernels.depthwiseWeightGradient(s, n, a, x, a, dOut, 1f,
                a, dKernel, a, scratch));
    }

    private void pooling(String name, PoolingShape s) {
        float[] x = values(s.inputSize());
        float[] out = new float[s.outputSize()];
        float[] winners = new float[s.outputSize()];
        float[] dIn = new float[s.inputSize()];
        each("maxPooling " + name, s.inputSize(), () -> kernels.maxPooling(s, x, 0, out, 0, winners, 0));
        each("maxPoolingGradient " + name, s.inputSize(), () -> kernels.maxPoolingGradient(s, out, 0, winners,
                0, 0f, dIn, 0));
    }

    private void elementwise() {
        int n = 4096;
        float[] x = values(n);
        float[] y = values(n);
        float[] z = values(n);
        float[] v = new float[n];
        for (ActivationFunction f : ActivationFunction.values()) {
            each("activate " + f, n, () -> kernels.activate(f, 0.3f, n, x, 0, z, 0));
            each("activateGradient " + f, n, () -> kernels.activateGradient(f, 0.3f, n, x, 0, y, 0, 0f, z, 0));
        }
        for (GatedFunction f : GatedFunction.values()) {
            each("gate " + f, n, () -> kernels.gate(f, n, x, 0, z, 0));
            each("gateDerivative " + f, n, () -> kernels.gateDerivative(f, n, x, 0, z, 0));
        }
        each("scale", n, () -> kernels.scale(n, 0.5f, x, 0, 0f, z, 0));
        each("scale beta 1", n, () -> kernels.scale(n, 1e-9f, x, 0, 1f, z, 0));
        each("affine", n, () -> kernels.affine(n, 0.5f, 1f, x, 0, z, 0));
        each("add", n, () -> kernels.add(n, x, 0, y, 0, z, 0));
        each("dropout", n, () -> kernels.dropout(n, 0.5f, 42, 0, x, 0, 0f, z, 0));
        each("sgd", n, () -> kernels.sgd(n, 1e-9f, z, x, 0));
        each("momentum", n, () -> kernels.momentum(n, 1e-9f, 0.9f, false, z, x, y, 0));
        each("adam", n, () -> kernels.adam(n, 1e-9f, 0.1f, 0.001f, 1e-7f, z, x, y, v, 0));
        each("sumOfSquares", n, () -> z[0] = (float) kernels.sumOfSquares(n, x, 0));
    }

    private void rows() {
        int rows = 256;
        int n = 64;
        float[] x = values(rows * n);
        float[] y = values(rows * n);
        float[] z = values(rows * n);
        float[] p = values(rows * n);
        each("columnSums", rows * n, () -> kernels.columnSums(rows, n, x, 0, 0f, p, 0));
        each("columnMoments", rows * n, () -> kernels.columnMoments(rows, n, x, 0, y, 0, 0f, p, 0));
        each("columnGradientSums", rows * n, () -> kernels.columnGradientSums(rows, n, 0.3f, x, 0, y, 0, y, 0, 0f, p,
                0));
        each("columnAffine RELU", rows * n, () -> kernels.columnAffine(rows, n, x, 0, y, 0, y, 0,
                ActivationFunction.RELU, 0f, z, 0));
        each("columnAffine LEAKY_RELU", rows * n, () -> kernels.columnAffine(rows, n, x, 0, y, 0, y, 0,
                ActivationFunction.LEAKY_RELU, 0.3f, z, 0));
        each("columnGradient", rows * n, () -> kernels.columnGradient(rows, n, 0.3f, x, 0, y, 0, y, 0, 0f, z, 0));
        each("columnAffineAdd RELU", rows * n, () -> kernels.columnAffineAdd(rows, n, x, 0, y, 0, y, 0, y, 0,
                ActivationFunction.RELU, 0f, z, 0));
        each("rectifiedGradientSums", rows * n, () -> kernels.rectifiedGradientSums(rows, n, 0.3f, x, 0, z, 0, y, 0, y,
                0, 0f, p, 0));
        for (int length : new int[] {10, 1000}) {
            int count = 10_000 / length;
            each("softmax of " + length, count * length, () -> kernels.softmax(count, length, x, 0, z, 0));
            each("softmaxGradient of " + length, count * length, () -> kernels.softmaxGradient(count, length, x, 0, y,
                    0, 0f, z, 0));
            each("logSumExpAboveMax of " + length, count * length,
                    () -> kernels.logSumExpAboveMax(count, length, x, 0, p, 0));
        }
    }

    private void flops(String name, double flops, Runnable kernel) {
        if (isChosen(name)) {
            System.out.printf(Locale.ROOT, "%-36s %7.1f GF/s%n", name, flops / best(kernel));
        }
    }

    private void each(String name, int n, Runnable kernel) {
        if (isChosen(name)) {
            System.out.printf(Locale.ROOT, "%-36s %7.3f ns/element%n", name, best(kernel) / n);
        }
    }

    /** {@return the shortest time of one run in nanoseconds, after a warm-up, each measured over at least 50 µs} */
    private static double best(Runnable kernel) {
        long start = System.nanoTime();
        long runs = 0;
        while (System.nanoTime() - start < WARM_UP) {
            kernel.run();
            runs++;
        }
        long together = Math.max(1, runs * 50_000 / WARM_UP);
        double best = Double.MAX_VALUE;
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < MEASURED) {
            long from = System.nanoTime();
            for (long i = 0; i < together; i++) {
                kernel.run();
            }
            best = Math.min(best, (System.nanoTime() - from) / (double) together);
        }
        return best;
    }
}
