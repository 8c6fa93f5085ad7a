package dev.vectron.kernels;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** Convolutions, their gradients and packed kernels: chosen shapes at every edge, and many drawn ones. */
final class ConvolutionTrials {
    private static final List<ActivationFunction> FUNCTIONS = List.of(ActivationFunction.values());

    private final Trial trial;
    private int count;

    ConvolutionTrials(Trial trial) {
        this.trial = trial;
    }

    static void run(Trial trial) {
        ConvolutionTrials trials = new ConvolutionTrials(trial);
        for (ConvolutionShape s : shapes()) {
            trials.all(s);
        }
        for (ConvolutionShape s : borderShapes()) {
            trials.withSpecialWeights(s);
        }
    }

    /** {@return shapes that reach every branch} */
    static List<ConvolutionShape> shapes() {
        List<ConvolutionShape> shapes = new ArrayList<>();
        shapes.add(valid(28, 28, 1, 5, 5, 16, 1, 1));
        shapes.add(valid(12, 12, 16, 3, 3, 32, 1, 1));
        shapes.add(valid(11, 11, 16, 3, 3, 32, 1, 1));
        shapes.add(same(9, 10, 3, 3, 3, 33, 1, 1));
        shapes.add(same(8, 8, 64, 3, 3, 17, 1, 1));
        shapes.add(same(9, 9, 64, 3, 3, 17, 1, 1));
        shapes.add(same(4, 53, 2, 3, 3, 16, 1, 1));
        shapes.add(valid(3, 100, 1, 1, 3, 31, 1, 1));
        shapes.add(same(4, 5, 100, 3, 3, 15, 1, 1));
        shapes.add(same(3, 3, 300, 2, 1, 9, 1, 1));
        shapes.add(same(4, 4, 40, 5, 5, 80, 1, 1));
        shapes.add(valid(7, 7, 16, 1, 1, 32, 1, 1));
        shapes.add(valid(8, 7, 16, 1, 1, 32, 2, 2));
        shapes.add(same(9, 9, 8, 3, 3, 16, 2, 2));
        shapes.add(same(7, 9, 5, 4, 2, 16, 3, 2));
        shapes.add(same(11, 11, 4, 3, 3, 8, 1, 2));
        shapes.add(same(11, 12, 20, 3, 3, 34, 2, 3));
        shapes.add(same(12, 11, 6, 3, 4, 7, 4, 2));
        shapes.add(same(2, 2, 3, 5, 5, 4, 1, 1));
        shapes.add(same(3, 300, 2, 3, 3, 16, 1, 1));
        shapes.add(same(9, 8, 3, 3, 3, 24, 1, 1));
        shapes.add(valid(2, 3, 70, 1, 1, 48, 1, 1));
        shapes.add(valid(5, 5, 17, 2, 3, 32, 1, 1));
        shapes.add(new ConvolutionShape(5, 6, 4, 9, 10, 16, 3, 3, 1, 1, 1, 1, 4, 5));
        shapes.add(same(9, 9, 40, 3, 3, 40, 2, 1));
        shapes.add(valid(6, 3, 24, 3, 1, 20, 1, 1));
        shapes.add(same(33, 2, 12, 3, 3, 12, 1, 1));
        shapes.add(same(7, 5, 16, 5, 3, 16, 1, 1));
        twoPanelShapes(shapes);
        winogradShapes(shapes);
        stripShapes(shapes);
        fiveStripShapes(shapes);
        planeShapes(shapes);
        shapes.addAll(borderShapes());
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 60; i++) {
            shapes.add(drawn(random));
        }
        return shapes;
    }

    /** Of two panels forward or in the data gradient: pixels left over, rows left, chains in parts. */
    private static void twoPanelShapes(List<ConvolutionShape> shapes) {
        shapes.add(valid(7, 7, 40, 1, 1, 64, 1, 1));
        shapes.add(valid(9, 8, 70, 1, 1, 144, 1, 1));
        shapes.add(valid(5, 5, 300, 1, 1, 64, 1, 1));
        shapes.add(valid(5, 5, 64, 1, 1, 300, 1, 1));
        shapes.add(valid(9, 15, 64, 1, 1, 81, 2, 1));
        shapes.add(same(9, 15, 12, 3, 3, 80, 2, 1));
        shapes.add(same(15, 13, 64, 3, 3, 12, 2, 1));
        shapes.add(same(8, 9, 80, 3, 3, 64, 1, 2));
    }

    private static void winogradShapes(List<ConvolutionShape> shapes) {
        shapes.add(same(8, 8, 32, 3, 3, 32, 1, 1));
        shapes.add(same(7, 9, 32, 3, 3, 48, 1, 1));
        shapes.add(valid(9, 8, 48, 3, 3, 64, 1, 1));
        shapes.add(valid(5, 4, 80, 3, 3, 32, 1, 1));
        shapes.add(same(5, 33, 64, 3, 3, 32, 1, 1));
        shapes.add(same(2, 2, 32, 3, 3, 32, 1, 1));
        shapes.add(same(1, 4, 32, 3, 3, 32, 1, 1));
        shapes.add(same(2, 3, 288, 3, 3, 32, 1, 1));
        shapes.add(same(14, 14, 32, 3, 3, 32, 1, 1));
        shapes.add(new ConvolutionShape(5, 6, 32, 9, 10, 32, 3, 3, 1, 1, 1, 1, 4, 5));
        shapes.add(new ConvolutionShape(6, 7, 48, 5, 4, 32, 3, 3, 1, 1, 1, 1, 0, 0));
    }

    /** With Winograd's algorithm along the rows. */
    private static void stripShapes(List<ConvolutionShape> shapes) {
        // Few rows: strips of several pictures in a block. From one to four columns in the last strip.
        shapes.add(same(3, 4, 16, 3, 3, 16, 1, 1));
        shapes.add(same(4, 3, 16, 3, 3, 48, 1, 1));
        shapes.add(same(7, 10, 48, 3, 3, 16, 1, 1));
        shapes.add(same(8, 9, 16, 3, 3, 16, 1, 1));
        shapes.add(same(4, 36, 32, 3, 3, 48, 1, 1));
        shapes.add(same(15, 8, 48, 3, 3, 32, 1, 1));
        shapes.add(same(20, 12, 16, 3, 3, 80, 1, 1));
        // Several bands of rows, forward and in the weight gradient.
        shapes.add(same(66, 4, 16, 3, 3, 16, 1, 1));
        shapes.add(same(131, 3, 16, 3, 3, 16, 1, 1));
        // Borders: none, unequal ones, wide ones, and pixels that nothing reads.
        shapes.add(valid(10, 12, 16, 3, 3, 32, 1, 1));
        shapes.add(new ConvolutionShape(7, 7, 16, 8, 8, 48, 3, 3, 1, 1, 1, 1, 2, 0));
        shapes.add(new ConvolutionShape(7, 8, 16, 11, 12, 16, 3, 3, 1, 1, 1, 1, 4, 5));
        shapes.add(new ConvolutionShape(8, 8, 48, 4, 4, 16, 3, 3, 1, 1, 1, 1, 0, 0));
        // Chains in several parts: of half a panel, a panel, a panel and a half.
        shapes.add(same(3, 4, 176, 3, 3, 16, 1, 1));
        shapes.add(same(3, 4, 16, 3, 3, 112, 1, 1));
        shapes.add(same(4, 8, 96, 3, 3, 32, 1, 1));
        shapes.add(same(4, 4, 96, 3, 3, 96, 1, 1));
        shapes.add(same(8, 4, 96, 3, 3, 48, 1, 1));
        shapes.add(same(4, 4, 48, 3, 3, 96, 1, 1));
        // Vectors that are not full: with each of the above.
        shapes.add(same(4, 4, 17, 3, 3, 33, 1, 1));
        shapes.add(same(8, 12, 24, 3, 3, 24, 1, 1));
        shapes.add(same(7, 10, 31, 3, 3, 47, 1, 1));
        shapes.add(same(131, 3, 18, 3, 3, 21, 1, 1));
        shapes.add(new ConvolutionShape(7, 8, 20, 11, 12, 40, 3, 3, 1, 1, 1, 1, 4, 5));
        shapes.add(same(4, 4, 100, 3, 3, 18, 1, 1));
        shapes.add(same(4, 3, 42, 3, 3, 90, 1, 1));
    }

    /** With Winograd's algorithm along the rows, kernels 5×5. */
    private static void fiveStripShapes(List<ConvolutionShape> shapes) {
        // One or two columns in the last strip; every number of rows in the last tile; panels of one vector and two.
        shapes.add(same(8, 8, 16, 5, 5, 16, 1, 1));
        shapes.add(same(4, 12, 32, 5, 5, 48, 1, 1));
        shapes.add(same(7, 16, 48, 5, 5, 32, 1, 1));
        shapes.add(same(12, 11, 32, 5, 5, 16, 1, 1));
        shapes.add(same(14, 13, 16, 5, 5, 64, 1, 1));
        shapes.add(same(19, 14, 16, 5, 5, 32, 1, 1));
        // Several bands of rows, forward and in the weight gradient.
        shapes.add(same(66, 4, 16, 5, 5, 16, 1, 1));
        shapes.add(same(131, 3, 16, 5, 5, 33, 1, 1));
        // Borders: none, unequal ones, wide ones, and pixels that nothing reads.
        shapes.add(valid(14, 14, 16, 5, 5, 32, 1, 1));
        shapes.add(new ConvolutionShape(12, 12, 16, 12, 10, 48, 5, 5, 1, 1, 1, 1, 4, 0));
        shapes.add(new ConvolutionShape(12, 12, 16, 16, 16, 16, 5, 5, 1, 1, 1, 1, 4, 5));
        shapes.add(new ConvolutionShape(16, 16, 16, 11, 10, 16, 5, 5, 1, 1, 1, 1, 0, 0));
        // Chains in several parts, vectors that are not full.
        shapes.add(same(8, 4, 176, 5, 5, 16, 1, 1));
        shapes.add(same(8, 8, 96, 5, 5, 96, 1, 1));
        shapes.add(same(8, 8, 17, 5, 5, 33, 1, 1));
        shapes.add(same(12, 10, 31, 5, 5, 47, 1, 1));
        shapes.add(valid(12, 12, 20, 5, 5, 50, 1, 1));
    }

    /** Many or all rows of the kernel outside: whole and half panels, pairs of rows and one row, and planes. */
    private static List<ConvolutionShape> borderShapes() {
        return List.of(
                valid(14, 14, 16, 5, 5, 32, 1, 1), valid(9, 7, 12, 5, 5, 24, 1, 1), valid(8, 8, 48, 4, 3, 20, 1, 1),
                same(8, 8, 16, 5, 5, 16, 1, 1), same(7, 6, 9, 7, 5, 40, 1, 1), same(2, 10, 33, 7, 3, 35, 1, 1),
                same(9, 5, 16, 5, 3, 16, 1, 2), same(9, 9, 18, 5, 5, 16, 2, 1), same(8, 7, 32, 7, 7, 48, 3, 1),
                valid(14, 14, 6, 5, 5, 16, 1, 1), same(9, 6, 20, 5, 3, 7, 1, 1), same(5, 8, 9, 9, 3, 3, 1, 1),
                new ConvolutionShape(3, 4, 16, 11, 8, 16, 3, 3, 1, 1, 1, 1, 5, 3),
                new ConvolutionShape(3, 4, 16, 10, 9, 16, 3, 3, 1, 1, 1, 1, 5, 3),
                new ConvolutionShape(3, 4, 20, 11, 8, 3, 3, 3, 1, 1, 1, 1, 5, 3),
                new ConvolutionShape(3, 5, 17, 8, 6, 32, 2, 2, 1, 1, 2, 2, 4, 2),
                new ConvolutionShape(4, 5, 32, 5, 3, 16, 3, 3, 2, 2, 1, 1, 5, 0));
    }

    /** Few outputs, forward or for the data gradient; the last two in several bands of rows. */
    private static void planeShapes(List<ConvolutionShape> shapes) {
        for (int outputs = 1; outputs <= 8; outputs++) {
            shapes.add(same(7 + outputs, 9, 5, 3, 3, outputs, 1, 1));
            shapes.add(valid(9, 6 + outputs, outputs, 3, 2, 18, 1, 1));
        }
        shapes.add(same(11, 12, 3, 3, 4, 3, 1, 2));
        shapes.add(new ConvolutionShape(5, 6, 4, 9, 10, 2, 3, 3, 1, 1, 1, 1, 4, 5));
        shapes.add(new ConvolutionShape(6, 7, 3, 5, 4, 2, 3, 3, 1, 1, 1, 1, 0, 0));
        for (int outputs = 1; outputs <= 8; outputs += 1) {
            shapes.add(same(5, 4 + outputs, 30 + 5 * outputs, 3, 3, outputs, 1 + outputs % 2, 1));
        }
        shapes.add(valid(6, 9, 64, 2, 2, 3, 1, 2));
        shapes.add(same(13, 90, 100, 3, 3, 2, 1, 1));
        shapes.add(same(3, 30, 3, 3, 3, 900, 1, 1));
    }

    private static ConvolutionShape drawn(SplittableRandom random) {
        int h = random.nextInt(1, 14);
        int w = random.nextInt(1, 14);
        int kh = random.nextInt(1, 5);
        int kw = random.nextInt(1, 5);
        int dh = random.nextInt(1, 3);
        int dw = random.nextInt(1, 3);
        int sh = random.nextInt(1, 4);
        int sw = random.nextInt(1, 4);
        int top = random.nextInt(kh * dh);
        int left = random.nextInt(kw * dw);
        int outH = Math.max(1, (h + 2 * top - (kh - 1) * dh - 1) / sh + 1);
        int outW = Math.max(1, (w + 2 * left - (kw - 1) * dw - 1) / sw + 1);
        return new ConvolutionShape(h, w, random.nextInt(1, 20), outH, outW, random.nextInt(1, 40), kh, kw, sh, sw, dh,
                dw, top, left);
    }

    private static ConvolutionShape valid(int h, int w, int c, int kh, int kw, int f, int stride, int dilation) {
        int outH = (h - (kh - 1) * dilation - 1) / stride + 1;
        int outW = (w - (kw - 1) * dilation - 1) / stride + 1;
        return new ConvolutionShape(h, w, c, outH, outW, f, kh, kw, stride, stride, dilation, dilation, 0, 0);
    }

    private static ConvolutionShape same(int h, int w, int c, int kh, int kw, int f, int stride, int dilation) {
        int outH = (h + stride - 1) / stride;
        int outW = (w + stride - 1) / stride;
        int top = Math.max(0, (outH - 1) * stride + (kh - 1) * dilation + 1 - h) / 2;
        int left = Math.max(0, (outW - 1) * stride + (kw - 1) * dilation + 1 - w) / 2;
        return new ConvolutionShape(h, w, c, outH, outW, f, kh, kw, stride, stride, dilation, dilation, top, left);
    }

    private void all(ConvolutionShape s) {
        for (int i = 0; i < 3; i++) {
            boolean special = count % 5 == 4;
            int pictures = 1 + count % 4 / 2 * trial.random().nextInt(1, 4);
            int at = trial.random().nextInt(4);
            float[] x = values(special, at + pictures * s.inputSize());
            float[] kernel = values(special, at + s.kernelSize());
            float[] dOut = values(special, at + pictures * s.outputSize());
            forward(s, pictures, at, x, kernel, values(special, s.filters() + at + biasRoom()));
            dataGradient(s, pictures, at, dOut, kernel, values(special, at + pictures * s.inputSize() + 4));
            weightGradient(s, pictures, at, x, dOut, values(special, at + Kernels.weightSumsSize(s) + 4));
            finish(s, at, values(special, at + Kernels.weightSumsSize(s)), values(special, at + s.kernelSize() + 4));
            count++;
        }
    }

    /** Floats behind the bias: none, as behind a model's last parameter, or enough for a vector. */
    private int biasRoom() {
        return count / 2 % 2 * 32;
    }

    /** Whether a tap outside the picture takes part shows by weights that are infinite or NaN. */
    private void withSpecialWeights(ConvolutionShape s) {
        for (int i = 0; i < 2; i++) {
            int at = trial.random().nextInt(4);
            float[] kernel = trial.valuesWithSpecials(at + s.kernelSize(), 8 + 20 * s.channels());
            forward(s, 2, at, trial.values(at + 2 * s.inputSize()), kernel,
                    trial.values(s.filters() + at + biasRoom()));
            dataGradient(s, 2, at, trial.values(at + 2 * s.outputSize()), kernel,
                    trial.values(at + 2 * s.inputSize() + 4));
            count++;
        }
    }

    private void forward(ConvolutionShape s, int pictures, int at, float[] x, float[] kernel, float[] bias) {
        ActivationFunction f = FUNCTIONS.get(count % 5);
        boolean withBias = count % 3 != 0;
        int step = Kernels.rowStep(s);
        int row0 = count % 2 == 0 ? 0 : trial.random().nextInt(Math.ceilDiv(s.outHeight(), step)) * step;
        int rows = count % 2 == 0 ? s.outHeight() : trial.random().nextInt(1, s.outHeight() - row0 + 1);
        int rowSize = s.outWidth() * s.filters();
        BitSet owned = new BitSet();
        for (int i = 0; i < pictures; i++) {
            owned.or(Trial.range(at + i * s.outputSize() + row0 * rowSize, rows * rowSize));
        }
        int packedSize = Kernels.packedKernelSize(s);
        trial.compare("convolution " + s + " × " + pictures + " rows " + row0 + "+" + rows + " " + f,
                new float[][] {x, kernel, bias, trial.values(at + pictures * s.outputSize() + 7)}, 3, owned,
                Kernels.convolutionScratch(s), (kernels, a, scratch) -> {
                    float[] packed = new float[3 + packedSize];
                    kernels.packKernel(s, a[1], at, packed, 3);
                    kernels.convolution(s, pictures, a[0], at, packed, 3, withBias ? a[2] : null, at, f, 0.2f, row0,
                            rows, a[3], at, scratch, Trial.SCRATCH_AT);
                });
    }

    private void dataGradient(ConvolutionShape s, int pictures, int at, float[] dOut, float[] kernel, float[] dIn) {
        float beta = count % 2;
        int packedSize = Kernels.packedKernelSize(s);
        trial.compare("data gradient " + s + " × " + pictures + " beta " + beta, new float[][] {dOut, kernel, dIn}, 2,
                Trial.range(at, pictures * s.inputSize()), Kernels.convolutionScratch(s),
                (kernels, a, scratch) -> {
                    float[] packed = new float[2 + packedSize];
                    kernels.packKernelForDataGradient(s, a[1], at, packed, 2);
                    kernels.convolutionDataGradient(s, pictures, a[0], at, packed, 2, beta, a[2], at, scratch,
                            Trial.SCRATCH_AT);
                });
    }

    private void weightGradient(ConvolutionShape s, int pictures, int at, float[] x, float[] dOut, float[] sums) {
        float beta = count % 2;
        trial.compare("weight gradient " + s + " × " + pictures + " beta " + beta, new float[][] {x, dOut, sums}, 2,
                Trial.range(at, Kernels.weightSumsSize(s)), Kernels.convolutionScratch(s), (kernels, a, scratch) ->
                        kernels.convolutionWeightGradient(s, pictures, a[0], at, a[1], at, beta, a[2], at, scratch,
                                Trial.SCRATCH_AT));
    }

    private void finish(ConvolutionShape s, int at, float[] sums, float[] dKernel) {
        float beta = count % 2;
        int channel0 = trial.random().nextInt(s.channels());
        int channels = trial.random().nextInt(1, s.channels() - channel0 + 1);
        BitSet owned = new BitSet();
        for (int tap = 0; tap < s.kernelHeight() * s.kernelWidth(); tap++) {
            owned.or(Trial.range(at + (tap * s.channels() + channel0) * s.filters(), channels * s.filters()));
        }
        trial.compare("finish weight gradient " + s + " channels " + channel0 + "+" + channels + " beta " + beta,
                new float[][] {sums, dKernel}, 1, owned, 0, (kernels, a, scratch) ->
                        kernels.finishWeightGradient(s, channel0, channels, a[0], at, beta, a[1], at));
    }

    private float[] values(boolean special, int n) {
        return special ? trial.valuesWithSpecials(n, 60) : trial.values(n);
    }
}
