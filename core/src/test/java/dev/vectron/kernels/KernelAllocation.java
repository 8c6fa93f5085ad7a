package dev.vectron.kernels;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds out which kernels allocate memory once they are warm: a program of its own, so that what other tests ran does
 * not show. Until C2 has compiled a kernel its vectors are objects; after that 100 calls in a row must come that
 * allocate nothing, and, when all kernels have run, 100 more.
 */
final class KernelAllocation {
    private static final int CALLS = 100;
    private static final long PATIENCE_SECONDS = 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private KernelAllocation() {}

    public static void main(String[] args) {
        Map<String, Runnable> kernels = kernels(KernelsProvider.best());
        boolean clean = true;
        for (int pass = 1; pass <= 2; pass++) {
            for (Map.Entry<String, Runnable> kernel : kernels.entrySet()) {
                if (!becomesFree(kernel.getValue())) {
                    System.out.println(kernel.getKey() + " allocates " + bytes(kernel.getValue())
                            + " bytes a call in pass " + pass);
                    clean = false;
                }
            }
        }
        System.out.println(KernelsProvider.describe() + (clean ? ": nothing allocated" : ": memory allocated"));
        System.exit(clean ? 0 : 1);
    }

    private static boolean becomesFree(Runnable kernel) {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        int free = 0;
        while (free < CALLS && System.nanoTime() < end) {
            free = bytes(kernel) == 0 ? free + 1 : 0;
        }
        return free == CALLS;
    }

    private static long bytes(Runnable kernel) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        kernel.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static Map<String, Runnable> kernels(Kernels k) {
        Map<String, Runnable> all = new LinkedHashMap<>();
        float[] x = new float[20_000];
        float[] y = new float[20_000];
        float[] z = new float[20_000];
        float[] v = new float[20_000];
        float[] scratch = new float[200_000];
        Arrays.fill(x, 0.5f);
        Arrays.fill(y, 0.25f);
        for (int i = 0; i < 8; i++) {
            boolean transA = (i & 1) != 0;
            boolean transB = (i & 2) != 0;
            int n = (i & 4) != 0 ? 64 : 37;
            all.put("gemm " + transA + " " + transB + " " + n, () -> k.gemm(transA, transB, 51, n, 80, x, 0,
                    transA ? 51 : 80,
                    y, 0, transB ? 80 : n, 1f, z, 0, n, v, 0, ActivationFunction.RELU, 0f, scratch, 0));
            all.put("packMatrix " + transB + " " + n + " " + transA, () -> k.packMatrix(transB, 80, n, y, 0,
                    transB ? 80 : n, z, 0));
            all.put("gemmPacked " + transA + " " + transB + " " + n, () -> k.gemmPacked(transB ? 51 : 3, n, 80,
                    x, 0, 80, y, 0, 0f, z, 0, n, v, 0, ActivationFunction.LINEAR, 0f, scratch, 0));
            all.put("gemm of few rows " + transA + " " + transB + " " + n, () -> k.gemm(transA, transB, 3, n, 80, x,
                    0, 80, y, 0, 80, 0f, z, 0, n, null, 0, ActivationFunction.LINEAR, 0f, scratch, 0));
        }
        fewColumns(all, k, x, y, z, v, scratch);
        for (int steps = 1; steps <= Blocking.FEW_STEPS; steps++) {
            int depth = steps;
            all.put("gemm of steps " + depth, () -> k.gemm(false, false, 15, 1041, depth, x, 0, depth, y, 0, 1041,
                    1f, z, 0, 1041, v, 0, ActivationFunction.RELU, 0f, scratch, 0));
        }
        convolutions(all, k, x, y, z, scratch);
        for (int channels : new int[] {35, 3}) {
            for (int multiplier = 1; multiplier <= 2; multiplier++) {
                depthwise(all, k, new DepthwiseShape(9, 12, channels, 9, 12, multiplier, 3, 3, 1, 1, 1, 1, 1, 1), x, y,
                        z, scratch);
                depthwise(all, k, new DepthwiseShape(9, 12, channels, 5, 6, multiplier, 3, 3, 2, 2, 1, 1, 1, 1), x, y,
                        z, scratch);
            }
        }
        PoolingShape p = new PoolingShape(12, 12, 20, 6, 6, 2, 2, 2, 2, 0, 0);
        all.put("maxPooling", () -> k.maxPooling(p, x, 0, y, 0, v, 0));
        all.put("maxPoolingGradient", () -> k.maxPoolingGradient(p, y, 0, v, 0, 0f, z, 0));
        elementwise(all, k, x, y, z, v);
        rows(all, k, x, y, z, v);
        return all;
    }

    private static void fewColumns(Map<String, Runnable> all, Kernels k, float[] x, float[] y, float[] z, float[] v,
            float[] scratch) {
        for (int columns : new int[] {3, 6}) {
            for (int beta = 0; beta <= 1; beta++) {
                boolean transB = beta == 1;
                int b = beta;
                int n = columns;
                all.put("gemm of few columns " + n + " " + transB, () -> k.gemm(false, transB, 51, n, 300, x, 0, 300,
                        y, 0, transB ? 300 : n, b, z, 0, n, v, 0, ActivationFunction.RELU, 0f, scratch, 0));
                all.put("packMatrix of few columns " + n + " " + transB, () -> k.packMatrix(transB, 300, n, y, 0,
                        transB ? 300 : n, z, 0));
                all.put("gemmPacked of few columns " + n + " " + b, () -> k.gemmPacked(51, n, 300, x, 0, 300, y, 0, b,
                        z, 0, n, v, 0, ActivationFunction.LINEAR, 0f, scratch, 0));
            }
        }
    }

    private static void convolutions(Map<String, Runnable> all, Kernels k, float[] x, float[] w, float[] out,
            float[] scratch) {
        float[] packed = new float[20_000];
        for (int stride = 1; stride <= 2; stride++) {
            int size = 12 / stride;
            int pad = stride == 1 ? 1 : 0;
            convolution(all, k, "direct " + stride, new ConvolutionShape(12, 12, 10, size, size, 20, 3, 3, stride,
                    stride, 1, 1, pad, pad), x, w, packed, out, scratch);
        }
        convolution(all, k, "few", new ConvolutionShape(9, 9, 7, 9, 9, 3, 3, 3, 1, 1, 1, 1, 1, 1), x, w, packed,
                out, scratch);
        convolution(all, k, "few, many taps", new ConvolutionShape(6, 6, 24, 6, 6, 3, 3, 3, 1, 1, 1, 1, 1, 1), x, w,
                packed, out, scratch);
        convolution(all, k, "Winograd", new ConvolutionShape(7, 7, 32, 7, 7, 32, 3, 3, 1, 1, 1, 1, 1, 1), x, w, packed,
                out, scratch);
        convolution(all, k, "Winograd in strips", new ConvolutionShape(7, 10, 16, 7, 10, 48, 3, 3, 1, 1, 1, 1, 1, 1),
                x, w, packed, out, scratch);
        convolution(all, k, "Winograd in strips, vectors not full", new ConvolutionShape(7, 10, 17, 7, 10, 33, 3, 3,
                1, 1, 1, 1, 1, 1), x, w, packed, out, scratch);
        convolution(all, k, "Winograd in strips, 5×5", new ConvolutionShape(12, 11, 16, 12, 11, 17, 5, 5, 1, 1, 1, 1, 2,
                2), x, w, packed, out, scratch);
    }

    private static void convolution(Map<String, Runnable> all, Kernels k, String name, ConvolutionShape s, float[] x,
            float[] w, float[] packed, float[] out, float[] scratch) {
        all.put("packKernel " + name, () -> k.packKernel(s, w, 0, packed, 0));
        all.put("convolution " + name, () -> k.convolution(s, 1, x, 0, packed, 0, w, 0, ActivationFunction.RELU, 0f,
                0, s.outHeight(), out, 0, scratch, 0));
        all.put("packKernelForDataGradient " + name, () -> k.packKernelForDataGradient(s, w, 0, packed, 0));
        all.put("convolutionDataGradient " + name, () -> k.convolutionDataGradient(s, 1, x, 0, packed, 0, 1f, out, 0,
                scratch, 0));
        all.put("convolutionWeightGradient " + name, () -> k.convolutionWeightGradient(s, 1, x, 0, w, 0, 1f, out,
                0, scratch, 0));
        all.put("finishWeightGradient " + name, () -> k.finishWeightGradient(s, 0, s.channels(), x, 0, 1f, out, 0));
    }

    private static void depthwise(Map<String, Runnable> all, Kernels k, DepthwiseShape s, float[] x, float[] w,
            float[] out, float[] scratch) {
        all.put("depthwise " + s, () -> k.depthwise(s, 1, x, 0, w, 0, w, 0, ActivationFunction.RELU, 0f, 0,
                s.outHeight(), out, 0, scratch, 0));
        for (int beta = 0; beta <= 1; beta++) {
            int b = beta;
            all.put("depthwiseDataGradient " + b + s, () -> k.depthwiseDataGradient(s, 1, x, 0, w, 0, b, 0, s.height(),
                    out, 0, scratch, 0));
            all.put("depthwiseWeightGradient " + b + s, () -> k.depthwiseWeightGradient(s, 1, x, 0, w, 0, b, out, 0,
                    scratch, 0));
        }
    }

    private static void elementwise(Map<String, Runnable> all, Kernels k, float[] x, float[] y, float[] z, float[] v) {
        int n = 1003;
        for (ActivationFunction f : ActivationFunction.values()) {
            all.put("activate " + f, () -> k.activate(f, 0.3f, n, x, 0, z, 0));
            all.put("activateGradient " + f, () -> k.activateGradient(f, 0.3f, n, x, 0, y, 0, 1f, z, 0));
        }
        for (GatedFunction f : GatedFunction.values()) {
            all.put("gate " + f, () -> k.gate(f, n, x, 0, z, 0));
            all.put("gateDerivative " + f, () -> k.gateDerivative(f, n, x, 0, z, 0));
        }
        all.put("scale", () -> k.scale(n, 0.5f, x, 0, 1f, z, 0));
        all.put("affine", () -> k.affine(n, 0.5f, 1f, x, 0, z, 0));
        all.put("add", () -> k.add(n, x, 0, y, 0, z, 0));
        all.put("multiply", () -> k.multiply(n, x, 0, y, 0, z, 0));
        all.put("dropout", () -> k.dropout(n, 0.5f, 42, 0, x, 0, 0f, z, 0));
        all.put("sgd", () -> k.sgd(n, 1e-9f, z, x, 0));
        all.put("momentum", () -> k.momentum(n, 1e-9f, 0.9f, true, z, x, y, 0));
        all.put("adam", () -> k.adam(n, 1e-9f, 0.1f, 0.001f, 1e-7f, z, x, y, v, 0));
        all.put("amsgrad", () -> k.amsgrad(n, 1e-9f, 0.1f, 0.001f, 1e-7f, z, x, y, v, v, 0));
        all.put("nadam", () -> k.nadam(n, 1e-9f, 1e-9f, 1f, 0.1f, 0.001f, 1e-7f, z, x, y, v, 0));
        all.put("adamax", () -> k.adamax(n, 1e-9f, 0.1f, 0.999f, 1e-7f, z, x, y, v, 0));
        all.put("rmsprop", () -> k.rmsprop(n, 1e-9f, 0.1f, 0.9f, 1e-7f, z, x, v, y, 0));
        all.put("centeredRmsprop", () -> k.centeredRmsprop(n, 1e-9f, 0.1f, 0.9f, 1e-7f, z, x, v, y, y, 0));
        all.put("adagrad", () -> k.adagrad(n, 1e-9f, 1e-7f, z, x, v, 0));
        all.put("adadelta", () -> k.adadelta(n, 1e-9f, 0.05f, 1e-7f, z, x, v, v, 0));
        all.put("lion", () -> k.lion(n, 1e-9f, 0.1f, 0.01f, z, x, y, 0));
        all.put("approach", () -> k.approach(n, 0.5f, x, z, 0));
        all.put("clip", () -> k.clip(n, 0.5f, x, z, 0));
        all.put("sumOfSquares", () -> z[0] = (float) k.sumOfSquares(n, x, 0));
    }

    private static void rows(Map<String, Runnable> all, Kernels k, float[] x, float[] y, float[] z, float[] v) {
        int rows = 50;
        int n = 35;
        all.put("columnSums", () -> k.columnSums(rows, n, x, 0, 0f, v, 0));
        all.put("columnMoments", () -> k.columnMoments(rows, n, x, 0, y, 0, 0f, v, 0));
        all.put("columnGradientSums", () -> k.columnGradientSums(rows, n, 0.3f, x, 0, y, 0, y, 0, 0f, v, 0));
        all.put("columnAffine", () -> k.columnAffine(rows, n, x, 0, y, 0, y, 0, ActivationFunction.RELU, 0f, z, 0));
        all.put("columnAffine leaky", () -> k.columnAffine(rows, n, x, 0, y, 0, y, 0, ActivationFunction.LEAKY_RELU,
                0.3f, z, 0));
        all.put("columnGradient", () -> k.columnGradient(rows, n, 0.3f, x, 0, y, 0, y, 0, 1f, z, 0));
        all.put("columnAffineAdd", () -> k.columnAffineAdd(rows, n, x, 0, y, 0, y, 0, y, 0, ActivationFunction.RELU, 0f,
                z, 0));
        all.put("rectifiedGradientSums", () -> k.rectifiedGradientSums(rows, n, 0.3f, x, 0, z, 0, y, 0, y, 0, 0f, v,
                0));
        all.put("softmax", () -> k.softmax(rows, n, x, 0, z, 0));
        int[] labels = new int[rows];
        all.put("softmaxCrossentropy", () -> k.softmaxCrossentropy(rows, n, z, 0, labels, 0, v, 0));
        all.put("softmax of 10", () -> k.softmax(rows, 10, x, 0, z, 0));
        all.put("softmaxCrossentropy of 10", () -> k.softmaxCrossentropy(rows, 10, z, 0, labels, 0, v, 0));
        all.put("softmaxGradient", () -> k.softmaxGradient(rows, n, x, 0, y, 0, 1f, z, 0));
        all.put("logSumExpAboveMax", () -> k.logSumExpAboveMax(rows, n, x, 0, v, 0));
    }
}
