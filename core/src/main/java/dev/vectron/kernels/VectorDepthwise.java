package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorScatteredTiles.NOTHING;

import org.jspecify.annotations.Nullable;

/**
 * Depthwise convolution and its data gradient, lanes across filters. Pictures are read in place: a row of pixels is cut
 * into those whose taps all lie inside the picture, which go through tiles together, and those at both ends, which do
 * with fewer taps one by one; 3×3 with stride 1 goes through {@link VectorDepthwiseBlocks}. Both passes are the same:
 * sums over a rectangle of taps that is read at fixed steps.
 *
 * <p>With a multiplier, pictures are copied to {@link WidePixels} first. With fewer filters than a vector has lanes the
 * surplus lanes read the next pixel, and are written where the next pixel's sums come later, to a row in scratch;
 * kernel and bias, and a picture that ends with its array, are copied to wide pixels.
 */
final class VectorDepthwise {
    private VectorDepthwise() {}

    /** {@return filters that are computed: at least a vector of them} */
    static int lanes(DepthwiseShape s) {
        return Math.max(s.filters(), LANES);
    }

    /** {@return floats of a pixel that was copied} */
    static int wide(DepthwiseShape s) {
        return s.filters() < LANES ? WidePixels.DEPTH : s.filters();
    }

    /** {@return whether a vector may be read at the last of the pixels that end here} */
    static boolean isInside(DepthwiseShape s, float[] a, int end) {
        return end - s.filters() + LANES <= a.length || s.filters() >= LANES;
    }

    static void depthwise(DepthwiseShape s, int pictures, float[] x, int xAt, float[] kernel, int kernelAt,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        if (s.filters() >= LANES) {
            pictures(s, pictures, x, xAt, kernel, kernelAt, bias == null ? NOTHING : bias, bias == null ? 0 : biasAt,
                    bias == null ? 0 : 1, f, slope, row0, rows, out, outAt, scratch, scratchAt);
            return;
        }
        int wideBias = scratchAt + s.taps() * WidePixels.DEPTH;
        WidePixels.copy(s.taps(), s.filters(), 1, kernel, kernelAt, WidePixels.DEPTH, scratch, scratchAt);
        if (bias != null) {
            WidePixels.copy(1, s.filters(), 1, bias, biasAt, WidePixels.DEPTH, scratch, wideBias);
        }
        pictures(s, pictures, x, xAt, scratch, scratchAt, bias == null ? NOTHING : scratch, bias == null ? 0 : wideBias,
                0, f, slope, row0, rows, out, outAt, scratch, wideBias + WidePixels.DEPTH);
    }

    private static void pictures(DepthwiseShape s, int pictures, float[] x, int xAt, float[] kernel, int kernelAt,
            float[] bias, int biasAt, int biasStep, ActivationFunction f, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt) {
        int rowSize = s.outWidth() * s.filters();
        boolean direct = s.filters() >= LANES;
        boolean copied = s.multiplier() > 1 || !isInside(s, x, xAt + pictures * s.inputSize());
        int depth = copied ? wide(s) : s.filters();
        int copyAt = scratchAt + (direct ? 0 : s.outWidth() * WidePixels.DEPTH);
        for (int i = 0; i < pictures; i++) {
            int picture = xAt + i * s.inputSize();
            if (copied) {
                picture = copyRows(s, row0, rows, x, picture, depth, scratch, copyAt);
            }
            if (direct && VectorDepthwiseBlocks.suit(s) && VectorDepthwiseBlocks.rows(s.height(), s.width(), depth,
                    s.padTop(), s.padLeft(), row0, rows, s.outWidth(), s.filters(), copied ? scratch : x, picture,
                    kernel, kernelAt, s.kernelWidth() * wide(s), wide(s), bias, biasAt, biasStep,
                    f == ActivationFunction.RELU, out, outAt + i * s.outputSize())) {
                VectorEpilogue.activate(1, rows * rowSize, f, slope, out, outAt + i * s.outputSize() + row0 * rowSize,
                        0);
                continue;
            }
            for (int oh = row0; oh < row0 + rows; oh++) {
                int to = outAt + i * s.outputSize() + oh * rowSize;
                row(s, oh, copied ? scratch : x, picture, depth, kernel, kernelAt, bias, biasAt, biasStep,
                        f == ActivationFunction.RELU, direct ? out : scratch, direct ? to : scratchAt);
                if (!direct) {
                    System.arraycopy(scratch, scratchAt, out, to, rowSize);
                }
                VectorEpilogue.activate(1, rowSize, f, slope, out, to, 0);
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

    /** One output row of pixels that are read {@code depth} floats apart. */
    private static void row(DepthwiseShape s, int oh, float[] x, int xAt, int depth, float[] kernel, int kernelAt,
            float[] bias, int biasAt, int biasStep, boolean rectified, float[] out, int outAt) {
        int start = oh * s.strideH() - s.padTop();
        int first = TapRange.first(start, s.dilationH());
        int tapRows = TapRange.end(start, s.dilationH(), s.height(), s.kernelHeight(), first) - first;
        int tapRow = s.kernelWidth() * wide(s);
        pixels(lanes(s), s.outWidth(), -s.padLeft(), s.strideW(), s.dilationW(), s.kernelWidth(), s.width(), depth,
                tapRows, x, xAt + (start + first * s.dilationH()) * s.width() * depth,
                s.dilationH() * s.width() * depth, kernel, kernelAt + first * tapRow, tapRow, wide(s),
                bias, biasAt, biasStep, rectified, out, outAt, s.filters());
    }

    /**
     * A row of n pixels, of which pixel p reads columns {@code start + p·step + t·tapStep} for tap column t.
     *
     * @param width columns of the picture that is read, {@code depth} floats apart
     * @param tapRows rows of taps inside the picture, {@code xRow} and {@code kRow} floats apart
     * @param xAt where the first of them begins, at column 0
     */
    private static void pixels(int filters, int n, int start, int step, int tapStep, int taps, int width, int depth,
            int tapRows, float[] x, int xAt, int xRow, float[] k, int kAt, int kRow, int kColumn,
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
            VectorDepthwiseTiles.sums(count, filters, tapRows, tapColumns, x, xAt + (at + first * tapStep) * depth,
                    step * depth, xRow, tapStep * depth, k, kAt + first * kColumn, kRow, kColumn,
                    bias, biasAt, biasStep, rectified, out, outAt + p * outStep, outStep);
            p += count;
        }
    }

    static void dataGradient(DepthwiseShape s, int pictures, float[] dOut, int dOutAt, float[] kernel, int kernelAt,
            float beta, int row0, int rows, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        if (s.filters() >= LANES) {
            gradients(s, pictures, dOut, dOutAt, kernel, kernelAt, beta, row0, rows, dIn, dInAt, scratch, scratchAt);
            return;
        }
        WidePixels.copy(s.taps(), s.filters(), 1, kernel, kernelAt, WidePixels.DEPTH, scratch, scratchAt);
        gradients(s, pictures, dOut, dOutAt, scratch, scratchAt, beta, row0, rows, dIn, dInAt, scratch,
                scratchAt + s.taps() * WidePixels.DEPTH);
    }

    private static void gradients(DepthwiseShape s, int pictures, float[] dOut, int dOutAt,
            float[] kernel, int kernelAt, float beta, int row0, int rows, float[] dIn, int dInAt,
            float[] scratch, int scratchAt) {
        boolean direct = s.filters() >= LANES && s.multiplier() == 1 && beta == 0f;
        boolean copied = !isInside(s, dOut, dOutAt + pictures * s.outputSize());
        int depth = copied ? wide(s) : s.filters();
        int copyAt = scratchAt + s.width() * WidePixels.DEPTH;
        // Surplus lanes may lie where a sum comes later, but not where one already is: with a stride it may be.
        int sumsStep = s.strideW() == 1 ? s.filters() : wide(s);
        for (int i = 0; i < pictures; i++) {
            int gradient = copied ? copyAt : dOutAt + i * s.outputSize();
            if (copied) {
                WidePixels.copy(s.outHeight() * s.outWidth(), s.filters(), 1, dOut, dOutAt + i * s.outputSize(), depth,
                        scratch, copyAt);
            }
            // The taps backwards, each pixel of dIn reading dOut.
            if (direct && VectorDepthwiseBlocks.suit(s) && VectorDepthwiseBlocks.rows(s.outHeight(), s.outWidth(),
                    depth, s.kernelHeight() - 1 - s.padTop(), s.kernelWidth() - 1 - s.padLeft(), row0, rows, s.width(),
                    s.filters(), copied ? scratch : dOut, gradient, kernel, kernelAt + (s.taps() - 1) * wide(s),
                    -s.kernelWidth() * wide(s), -wide(s), NOTHING, 0, 0, false, dIn, dInAt + i * s.inputSize())) {
                continue;
            }
            for (int ih = row0; ih < row0 + rows; ih++) {
                int to = dInAt + i * s.inputSize() + ih * s.width() * s.channels();
                gradientRow(s, ih, copied ? scratch : dOut, gradient, depth, kernel, kernelAt, direct ? dIn : scratch,
                        direct ? to : scratchAt, sumsStep);
                if (!direct) {
                    join(s, scratch, scratchAt, sumsStep, beta, dIn, to);
                }
            }
        }
    }

    /** Brings a row of sums to dIn. */
    private static void join(DepthwiseShape s, float[] sums, int sumsAt, int sumsStep, float beta, float[] dIn,
            int dInAt) {
        if (s.multiplier() > 1 || sumsStep > s.channels()) {
            ScalarDepthwise.join(s.width(), s.channels(), s.multiplier(), sums, sumsAt, sumsStep, beta, dIn, dInAt);
        } else if (beta == 0f) {
            System.arraycopy(sums, sumsAt, dIn, dInAt, s.width() * s.channels());
        } else {
            VectorElementwise.add(s.width() * s.channels(), dIn, dInAt, sums, sumsAt, dIn, dInAt);
        }
    }

    /** One input row, a float for each filter: columns with the same rest modulo the stride together. */
    private static void gradientRow(DepthwiseShape s, int ih, float[] dOut, int dOutAt, int depth, float[] kernel,
            int kernelAt, float[] sums, int sumsAt, int sumsStep) {
        int place = ih + s.padTop();
        int last = TapRange.last(s.kernelHeight(), s.strideH(), s.dilationH(), place);
        int step = TapRange.gradientStep(s.strideH(), s.dilationH());
        int outputStep = TapRange.outputStep(s.strideH(), s.dilationH());
        int start = (place - last * s.dilationH()) / s.strideH();
        int first = TapRange.first(start, outputStep);
        int taps = last < 0 ? 0 : last / step + 1;
        int tapRows = TapRange.end(start, outputStep, s.outHeight(), taps, first) - first;
        int tapRow = s.kernelWidth() * wide(s);
        int gradient = dOutAt + (start + first * outputStep) * s.outWidth() * depth;
        int weights = kernelAt + (last - first * step) * tapRow;
        for (int iw = 0; iw < Math.min(s.strideW(), s.width()); iw++) {
            columns(s, iw, tapRows, dOut, gradient, outputStep * s.outWidth() * depth, depth, kernel, weights,
                    -step * tapRow, sums, sumsAt + iw * sumsStep, sumsStep);
        }
    }

    /** The columns iw, iw + strideW, … of an input row. */
    private static void columns(DepthwiseShape s, int iw, int tapRows, float[] dOut, int dOutAt, int dOutRow, int depth,
            float[] kernel, int kernelAt, int kernelRow, float[] sums, int sumsAt, int sumsStep) {
        int place = iw + s.padLeft();
        int last = TapRange.last(s.kernelWidth(), s.strideW(), s.dilationW(), place);
        int step = TapRange.gradientStep(s.strideW(), s.dilationW());
        int n = (s.width() - iw + s.strideW() - 1) / s.strideW();
        int taps = last < 0 ? 0 : last / step + 1;
        pixels(lanes(s), n, (place - last * s.dilationW()) / s.strideW(), 1,
                TapRange.outputStep(s.strideW(), s.dilationW()), taps, s.outWidth(), depth, tapRows,
                dOut, dOutAt, dOutRow, kernel, kernelAt + last * wide(s), kernelRow, -step * wide(s),
                NOTHING, 0, 0, false, sums, sumsAt, s.strideW() * sumsStep);
    }
}
