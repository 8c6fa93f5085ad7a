package dev.vectron.kernels;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** Depthwise convolutions and their gradients: chosen shapes at every edge, and many drawn ones. */
final class DepthwiseTrials {
    private static final List<ActivationFunction> FUNCTIONS = List.of(ActivationFunction.values());

    private final Trial trial;
    private int count;

    private DepthwiseTrials(Trial trial) {
        this.trial = trial;
    }

    static void run(Trial trial) {
        DepthwiseTrials trials = new DepthwiseTrials(trial);
        for (DepthwiseShape s : shapes()) {
            trials.all(s);
        }
    }

    /** {@return shapes that reach every branch at every number of lanes} */
    static List<DepthwiseShape> shapes() {
        List<DepthwiseShape> shapes = new ArrayList<>();
        for (int channels : new int[] {1, 3, 4, 7, 8, 15, 16, 17, 24, 31, 32, 33, 64}) {
            shapes.add(same(5, 9, channels, 1, 3, 3, 1, 1));
        }
        shapes.add(same(6, 8, 32, 1, 3, 3, 1, 1));
        // 3×3 in one, two and three blocks of rows, the last of two rows and of three.
        shapes.add(same(14, 40, 64, 1, 3, 3, 1, 1));
        shapes.add(same(15, 40, 64, 1, 3, 3, 1, 1));
        shapes.add(valid(28, 40, 72, 1, 3, 3, 1, 1));
        shapes.add(same(4, 6, 20, 2, 3, 3, 1, 1));
        shapes.add(same(4, 17, 48, 1, 3, 3, 2, 1));
        shapes.add(same(7, 20, 16, 1, 5, 5, 1, 1));
        shapes.add(same(7, 9, 20, 1, 5, 5, 2, 1));
        shapes.add(same(9, 8, 17, 1, 7, 4, 1, 1));
        shapes.add(same(8, 8, 18, 2, 3, 3, 1, 1));
        shapes.add(same(8, 8, 3, 2, 3, 3, 2, 1));
        shapes.add(valid(7, 6, 2, 3, 5, 5, 1, 1));
        shapes.add(valid(9, 12, 16, 3, 3, 3, 1, 1));
        shapes.add(valid(6, 7, 40, 1, 1, 1, 1, 1));
        shapes.add(same(6, 7, 16, 2, 1, 1, 2, 1));
        shapes.add(same(11, 14, 16, 1, 3, 3, 1, 2));
        shapes.add(same(12, 11, 19, 1, 3, 2, 4, 2));
        shapes.add(same(11, 12, 16, 1, 3, 3, 2, 3));
        shapes.add(same(2, 2, 32, 1, 5, 5, 1, 1));
        shapes.add(same(1, 1, 16, 1, 3, 3, 1, 1));
        shapes.add(new DepthwiseShape(5, 6, 16, 9, 10, 2, 3, 3, 1, 1, 1, 1, 4, 5));
        shapes.add(new DepthwiseShape(6, 7, 24, 3, 3, 1, 3, 3, 1, 1, 1, 1, 0, 0));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 80; i++) {
            shapes.add(drawn(random));
        }
        return shapes;
    }

    private static DepthwiseShape drawn(SplittableRandom random) {
        int h = random.nextInt(1, 14);
        int w = random.nextInt(1, 14);
        int kh = random.nextInt(1, 6);
        int kw = random.nextInt(1, 6);
        int dh = random.nextInt(1, 4);
        int dw = random.nextInt(1, 4);
        int sh = random.nextInt(1, 4);
        int sw = random.nextInt(1, 4);
        int top = random.nextInt(kh * dh);
        int left = random.nextInt(kw * dw);
        int outH = Math.max(1, (h + 2 * top - (kh - 1) * dh - 1) / sh + 1);
        int outW = Math.max(1, (w + 2 * left - (kw - 1) * dw - 1) / sw + 1);
        return new DepthwiseShape(h, w, random.nextInt(1, 40), outH, outW, random.nextInt(1, 4), kh, kw, sh, sw, dh, dw,
                top, left);
    }

    private static DepthwiseShape valid(int h, int w, int c, int m, int kh, int kw, int stride, int dilation) {
        int outH = (h - (kh - 1) * dilation - 1) / stride + 1;
        int outW = (w - (kw - 1) * dilation - 1) / stride + 1;
        return new DepthwiseShape(h, w, c, outH, outW, m, kh, kw, stride, stride, dilation, dilation, 0, 0);
    }

    private static DepthwiseShape same(int h, int w, int c, int m, int kh, int kw, int stride, int dilation) {
        int outH = (h + stride - 1) / stride;
        int outW = (w + stride - 1) / stride;
        int top = Math.max(0, (outH - 1) * stride + (kh - 1) * dilation + 1 - h) / 2;
        int left = Math.max(0, (outW - 1) * stride + (kw - 1) * dilation + 1 - w) / 2;
        return new DepthwiseShape(h, w, c, outH, outW, m, kh, kw, stride, stride, dilation, dilation, top, left);
    }

    private void all(DepthwiseShape s) {
        for (int i = 0; i < 3; i++) {
            boolean special = count % 5 == 4;
            int pictures = 1 + count % 4 / 2 * trial.random().nextInt(1, 4);
            int at = trial.random().nextInt(4);
            // Pictures that end with their array, and others.
            float[] x = values(special, at + pictures * s.inputSize() + count % 3 / 2 * 20);
            float[] kernel = values(special, at + s.kernelSize());
            float[] dOut = values(special, at + pictures * s.outputSize() + count % 4 / 3 * 20);
            forward(s, pictures, at, x, kernel, values(special, s.filters() + at));
            dataGradient(s, pictures, at, dOut, kernel, values(special, at + pictures * s.inputSize()));
            weightGradient(s, pictures, at, x, dOut, values(special, at + s.kernelSize()));
            count++;
        }
    }

    private void forward(DepthwiseShape s, int pictures, int at, float[] x, float[] kernel, float[] bias) {
        ActivationFunction f = FUNCTIONS.get(count % 5);
        boolean withBias = count % 3 != 0;
        int row0 = count % 2 == 0 ? 0 : trial.random().nextInt(s.outHeight());
        int rows = count % 2 == 0 ? s.outHeight() : trial.random().nextInt(1, s.outHeight() - row0 + 1);
        trial.compare("depthwise " + s + " × " + pictures + " rows " + row0 + "+" + rows + " " + f,
                new float[][] {x, kernel, bias, trial.values(at + pictures * s.outputSize())}, 3,
                rows(pictures, at, s.outputSize(), s.outWidth() * s.filters(), row0, rows),
                DepthwiseKernels.depthwiseScratch(s), (kernels, a, scratch) -> kernels.depthwise(s, pictures, a[0], at,
                        a[1], at, withBias ? a[2] : null, at, f, 0.2f, row0, rows, a[3], at, scratch,
                        Trial.SCRATCH_AT));
    }

    private void dataGradient(DepthwiseShape s, int pictures, int at, float[] dOut, float[] kernel, float[] dIn) {
        float beta = count % 2;
        int row0 = count % 4 < 2 ? 0 : trial.random().nextInt(s.height());
        int rows = count % 4 < 2 ? s.height() : trial.random().nextInt(1, s.height() - row0 + 1);
        trial.compare("depthwise data gradient " + s + " × " + pictures + " rows " + row0 + "+" + rows + " beta "
                + beta, new float[][] {dOut, kernel, dIn}, 2,
                rows(pictures, at, s.inputSize(), s.width() * s.channels(), row0, rows),
                DepthwiseKernels.depthwiseScratch(s), (kernels, a, scratch) -> kernels.depthwiseDataGradient(s,
                        pictures, a[0], at, a[1], at, beta, row0, rows, a[2], at, scratch, Trial.SCRATCH_AT));
    }

    private void weightGradient(DepthwiseShape s, int pictures, int at, float[] x, float[] dOut, float[] dKernel) {
        float beta = count % 2;
        trial.compare("depthwise weight gradient " + s + " × " + pictures + " beta " + beta,
                new float[][] {x, dOut, dKernel}, 2, Trial.range(at, s.kernelSize()),
                DepthwiseKernels.depthwiseScratch(s), (kernels, a, scratch) -> kernels.depthwiseWeightGradient(s,
                        pictures, a[0], at, a[1], at, beta, a[2], at, scratch, Trial.SCRATCH_AT));
    }

    private static BitSet rows(int pictures, int at, int pictureSize, int rowSize, int row0, int rows) {
        BitSet owned = new BitSet();
        for (int i = 0; i < pictures; i++) {
            owned.or(Trial.range(at + i * pictureSize + row0 * rowSize, rows * rowSize));
        }
        return owned;
    }

    private float[] values(boolean special, int n) {
        return special ? trial.valuesWithSpecials(n, 60) : trial.values(n);
    }
}
