package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorScatteredTiles.NOTHING;

import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution and its data gradient, lanes across filters. Pictures are read in place: a row of pixels is cut
 * into those whose taps all lie inside the picture, which go through tiles together, and those at both ends, which do
 * with fewer taps one by one.
 *
 * <p>With a multiplier, or with fewer filters than a vector has lanes, pictures are copied to {@link WidePixels} first.
 * Both passes are then the same: sums over a rectangle of taps that is read at fixed steps.
 */
final class VectorDepthwise {
    private VectorDepthwise() {}

    /** {@return whether pixels need more floats than there are filters} */
    static boolean isNarrow(DepthwiseShape s) {
        return s.filters() < LANES;
    }

    /** {@return floats of a pixel that has one for each filter} */
    static int depth(DepthwiseShape s) {
        return isNarrow(s) ? WidePixels.DEPTH : s.filters();
    }

    static void depthwise(DepthwiseShape s, int pictures, float[] x, int xAt, float[] kernel, int kernelAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        int depth = depth(s);
        boolean narrow = isNarrow(s);
        if (narrow) {
            WidePixels.copy(s.taps(), s.filters(), 1, kernel, kernelAt, depth, scratch, scratchAt);
        }
        int rowAt = scratchAt + s.taps() * WidePixels.DEPTH;
        int copyAt = rowAt + s.outWidth() * WidePixels.DEPTH;
        float[] k = narrow ? scratch : kernel;
        int kAt = narrow ? scratchAt : kernelAt;
        for (int i = 0; i < pictures; i++) {
            int picture = xAt + i * s.inputSize();
            int to = outAt + i * s.outputSize() + row0 * s.outWidth() * s.filters();
            boolean copied = narrow || s.multiplier() > 1;
            if (copied) {
                int at = narrow ? copyAt : scratchAt;
                picture = copyRows(s, row0, rows, x, picture, depth, scratch, at);
            }
            for (int oh = row0; oh < row0 + rows; oh++) {
                if (narrow) {
                    row(s, oh, scratch, picture, depth, k, kAt, NOTHING, 0, 0, false, scratch, rowAt);
                    narrowRow(s, scratch, rowAt, bias, biasAt, f == ActivationFunction.RELU, out, to);
                } else {
                    row(s, oh, copied ? scratch : x, picture, depth, k, kAt, bias == null ? NOTHING : bias,
                            bias == null ? 0 : biasAt, bias == null ? 0 : 1, f == ActivationFunction.RELU, out, to);
                }
                VectorEpilogue.activate(1, s.outWidth() * s.filters(), f, slope, out, to, 0);
                to += s.outWidth() * s.filters();
            }
        }
    }

    /** Copies the input rows of some output rows. {@return where row 0 of the picture would be in the copy} */
    private static int copyRows(DepthwiseShape s, int row0, int rows, float[] x, int xAt, int depth, float[] to,
            int toAt) {
        int from = Math.clamp(row0 * s.strideH() - s.padTop(), 0, s.height());
        int end = (row0 + rows - 1) * s.strideH() - s.padTop() + (s.kernelHeight() - 1) * s.dilationH() + 1;
        int count = Math.max(0, Math.min(s.height(), end) - from);
        WidePixels.copy(count * s.width(), s.channels(), s.multiplier(), x, xAt + from * s.width() * s.channels(),
                depth, to, toAt);
        return toAt - from * s.width() * depth;
    }

    /** Takes a row of wide pixels, adds the bias and rectifies. */
    private static void narrowRow(DepthwiseShape s, float[] row, int rowAt, float @Nullable [] bias, int biasAt,
            boolean rectified, float[] out, int outAt) {
        int filters = s.filters();
        for (int ow = 0; ow < s.outWidth(); ow++) {
            int from = rowAt + ow * WidePixels.DEPTH;
            int to = outAt + ow * filters;
            for (int j = 0; j < filters; j++) {
                float value = bias == null ? row[from + j] : row[from + j] + bias[biasAt + j];
                out[to + j] = rectified ? Math.max(value, 0f) : value;
            }
        }
    }

    /** One output row. */
    private static void row(DepthwiseShape s, int oh, float[] x, int xAt, int depth, float[] kernel, int kernelAt,
            float[] bias, int biasAt, int biasStep, boolean rectified, float[] out, int outAt) {
        int start = oh * s.strideH() - s.padTop();
        int first = TapRange.first(start, s.dilationH());
        int tapRows = TapRange.end(start, s.dilationH(), s.height(), s.kernelHeight(), first) - first;
        int tapRow = s.kernelWidth() * depth;
        pixels(s.outWidth(), -s.padLeft(), s.strideW(), s.dilationW(), s.kernelWidth(), s.width(), depth, tapRows,
                x, xAt + (start + first * s.dilationH()) * s.width() * depth, s.dilationH() * s.width() * depth,
                kernel, kernelAt + first * tapRow, tapRow, depth, bias, biasAt, biasStep, rectified, out, outAt, depth);
    }

    /**
     * A row of n pixels, of which pixel p reads columns {@code start + p·step + t·tapStep} for tap column t.
     *
     * @param width columns of the picture that is read
     * @param tapRows rows of taps inside the picture, {@code xRow} and {@code kRow} floats apart
     * @param xAt where the first of them begins, at column 0
     */
    private static void pixels(int n, int start, int step, int tapStep, int taps, int width, int depth, int tapRows,
            float[] x, int xAt, int xRow, float[] k, int kAt, int kRow, int kColumn,
            float[] bias, int biasAt, int biasStep, boolean rectified, float[] out, int outAt, int outStep) {
        int left = Math.clamp(TapRange.first(start, step), 0, n);
        int right = Math.clamp(Math.floorDiv(width - 1 - (taps - 1) * tapStep - start, step) + 1, left, n);
        int p = 0;
        while (p < n) {
            boolean inside = p == left && left < right;
            int at = start + p * step;
            int first = inside ? 0 : TapRange.first(at, tapStep);
            int tapColumns = inside ? taps : TapRange.end(at, tapStep, width, taps, first) - first;
            int count = inside ? right - left : 1;
            VectorDepthwiseTiles.sums(count, depth, tapRows, tapColumns, x, xAt + (at + first * tapStep) * depth,
                    step * depth, xRow, tapStep * depth, k, kAt + first * kColumn, kRow, kColumn,
                    bias, biasAt, biasStep, rectified, out, outAt + p * outStep, outStep);
            p += count;
        }
    }

    static void dataGradient(DepthwiseShape s, int pictures, float[] dOut, int dOutAt, float[] kernel, int kernelAt,
            float beta, int row0, int rows, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        int depth = depth(s);
        boolean narrow = isNarrow(s);
        boolean direct = !narrow && s.multiplier() == 1 && beta == 0f;
        int kAt = scratchAt + s.width() * depth;
        int copyAt = kAt + s.taps() * WidePixels.DEPTH;
        if (narrow) {
            WidePixels.copy(s.taps(), s.filters(), 1, kernel, kernelAt, depth, scratch, kAt);
        }
        for (int i = 0; i < pictures; i++) {
            int gradient = dOutAt + i * s.outputSize();
            if (narrow) {
                WidePixels.copy(s.outHeight() * s.outWidth(), s.filters(), 1, dOut, gradient, depth, scratch, copyAt);
            }
            for (int ih = row0; ih < row0 + rows; ih++) {
                int to = dInAt + i * s.inputSize() + ih * s.width() * s.channels();
                gradientRow(s, ih, narrow ? scratch : dOut, narrow ? copyAt : gradient, depth,
                        narrow ? scratch : kernel, narrow ? kAt : kernelAt, direct ? dIn : scratch,
                        direct ? to : scratchAt);
                if (!narrow && s.multiplier() == 1 && !direct) {
                    VectorElementwise.add(s.width() * depth, dIn, to, scratch, scratchAt, dIn, to);
                } else if (!direct) {
                    ScalarDepthwise.join(s.width(), s.channels(), s.multiplier(), scratch, scratchAt, depth, beta, dIn,
                            to);
                }
            }
        }
    }

    /** One input row, a float for each filter: columns with the same rest modulo the stride together. */
    private static void gradientRow(DepthwiseShape s, int ih, float[] dOut, int dOutAt, int depth, float[] kernel,
            int kernelAt, float[] sums, int sumsAt) {
        int place = ih + s.padTop();
        int last = TapRange.last(s.kernelHeight(), s.strideH(), s.dilationH(), place);
        int step = TapRange.gradientStep(s.strideH(), s.dilationH());
        int outputStep = TapRange.outputStep(s.strideH(), s.dilationH());
        int start = (place - last * s.dilationH()) / s.strideH();
        int first = TapRange.first(start, outputStep);
        int taps = last < 0 ? 0 : last / step + 1;
        int tapRows = TapRange.end(start, outputStep, s.outHeight(), taps, first) - first;
        int tapRow = s.kernelWidth() * depth;
        int gradient = dOutAt + (start + first * outputStep) * s.outWidth() * depth;
        int weights = kernelAt + (last - first * step) * tapRow;
        for (int iw = 0; iw < Math.min(s.strideW(), s.width()); iw++) {
            columns(s, iw, tapRows, dOut, gradient, outputStep * s.outWidth() * depth, kernel, weights, -step * tapRow,
                    depth, sums, sumsAt + iw * depth);
        }
    }

    /** The columns iw, iw + strideW, … of an input row. */
    private static void columns(DepthwiseShape s, int iw, int tapRows, float[] dOut, int dOutAt, int dOutRow,
            float[] kernel, int kernelAt, int kernelRow, int depth, float[] sums, int sumsAt) {
        int place = iw + s.padLeft();
        int last = TapRange.last(s.kernelWidth(), s.strideW(), s.dilationW(), place);
        int step = TapRange.gradientStep(s.strideW(), s.dilationW());
        int n = (s.width() - iw + s.strideW() - 1) / s.strideW();
        int taps = last < 0 ? 0 : last / step + 1;
        pixels(n, (place - last * s.dilationW()) / s.strideW(), 1, TapRange.outputStep(s.strideW(), s.dilationW()),
                taps, s.outWidth(), depth, tapRows, dOut, dOutAt, dOutRow,
                kernel, kernelAt + last * depth, kernelRow, -step * depth,
                NOTHING, 0, 0, false, sums, sumsAt, s.strideW() * depth);
    }
}
