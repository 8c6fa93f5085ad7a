package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;

/**
 * Depthwise convolution 3×3 with stride 1, and its data gradient: rows whose taps all lie inside the picture go through
 * {@link VectorDepthwiseRows} in blocks, a row above them and a row below them do with two rows of taps.
 */
final class VectorDepthwiseBlocks {
    /** Floats of a picture that all vectors of filters pass over before its next rows: they stay in the L2 cache. */
    private static final int BLOCK = 1 << 15;
    /**
     * Pixels that many floats apart compete for few lines of the first-level cache, and with 16 registers that costs
     * more than is gained.
     */
    private static final int ALIASED = 512;

    private VectorDepthwiseBlocks() {}

    /** {@return whether the taps of a convolution, or of its data gradient, are 3×3 neighbors} */
    static boolean suit(DepthwiseShape s) {
        return s.kernelHeight() == 3 && s.kernelWidth() == 3 && s.strideH() == 1 && s.strideW() == 1
                && s.dilationH() == 1 && s.dilationW() == 1;
    }

    /**
     * Some output rows, all of their filters.
     *
     * @param height rows of the picture that is read
     * @param width its columns, {@code depth} floats apart
     * @param padTop rows by which the first output row reaches above it
     * @param padLeft columns by which the first output column reaches left of it
     * @param xAt where its first pixel begins
     * @param kAt where the tap that comes first in a chain begins
     * @param kRow floats from a row of taps to the next one
     * @param kColumn floats from one tap of a row to the next one
     * @param outAt where the first output row begins
     * @return false, with nothing done, if there are too few pixels, or such as have only one row or column of taps
     */
    static boolean rows(int height, int width, int depth, int padTop, int padLeft, int row0, int rows, int outWidth,
            int filters, float[] x, int xAt, float[] k, int kAt, int kRow, int kColumn, float[] bias, int biasAt,
            int biasStep, boolean rectified, float[] out, int outAt) {
        int left = Math.clamp(padLeft, 0, outWidth);
        int right = Math.clamp(width - 2 + padLeft, left, outWidth);
        int top = Math.clamp(padTop, row0, row0 + rows);
        int bottom = Math.clamp(height - 2 + padTop, top, row0 + rows);
        boolean few = right - left < VectorDepthwiseRows.PIXELS || bottom - top < VectorDepthwiseRows.ROWS;
        boolean oneTap = left > 1 || outWidth - right > 1 || top - row0 > 1 || row0 + rows - bottom > 1;
        if (few || oneTap || !VectorLanes.MANY_REGISTERS && depth % ALIASED == 0) {
            return false;
        }
        int xRow = width * depth;
        int outRow = outWidth * filters;
        int from = xAt + (left - padLeft) * depth;
        int to = outAt + left * filters;
        boolean l = left > 0;
        boolean r = right < outWidth;
        if (top > row0) {
            edge(filters, right - left, l, r, x, from, depth, xRow, k, kAt + kRow, kRow, kColumn, bias, biasAt,
                    biasStep, rectified, out, to + row0 * outRow);
        }
        int count;
        for (int row = top; row < bottom; row += count) {
            count = blockRows(bottom - row, xRow);
            block(filters, count, right - left, l, r, x, from + (row - padTop) * xRow, depth, xRow, k, kAt, kRow,
                    kColumn, bias, biasAt, biasStep, rectified, out, to + row * outRow, outRow);
        }
        if (bottom < row0 + rows) {
            edge(filters, right - left, l, r, x, from + (bottom - padTop) * xRow, depth, xRow, k, kAt, kRow, kColumn,
                    bias, biasAt, biasStep, rectified, out, to + bottom * outRow);
        }
        return true;
    }

    /** Rows with all taps, of n pixels with all taps and perhaps one on the left and one on the right. */
    private static void block(int filters, int rows, int n, boolean left, boolean right, float[] x, int xAt, int xStep,
            int xRow, float[] k, int kAt, int kRow, int kColumn, float[] bias, int biasAt, int biasStep,
            boolean rectified, float[] out, int outAt, int outRow) {
        for (int i = 0; i < filters; i += LANES) {
            int f = Math.min(i, filters - LANES);
            VectorDepthwiseRows.inside(rows, n, x, xAt + f, xStep, xRow, k, kAt + f, kRow, kColumn, bias,
                    biasAt + f * biasStep, rectified, out, outAt + f, filters, outRow);
            if (left || right) {
                VectorDepthwiseRows.ends(rows, n, left, right, x, xAt + f, xStep, xRow, k, kAt + f, kRow, kColumn,
                        bias, biasAt + f * biasStep, rectified, out, outAt + f, filters, outRow);
            }
        }
    }

    /** The same for a row with two rows of taps. */
    private static void edge(int filters, int n, boolean left, boolean right, float[] x, int xAt, int xStep, int xRow,
            float[] k, int kAt, int kRow, int kColumn, float[] bias, int biasAt, int biasStep, boolean rectified,
            float[] out, int outAt) {
        for (int i = 0; i < filters; i += LANES) {
            int f = Math.min(i, filters - LANES);
            VectorDepthwiseRows.edge(n, left, right, x, xAt + f, xStep, xRow, k, kAt + f, kRow, kColumn, bias,
                    biasAt + f * biasStep, rectified, out, outAt + f, filters);
        }
    }

    /** {@return rows of the next block, which leaves either no row or as many as a tile has} */
    private static int blockRows(int rows, int xRow) {
        int most = Math.max(2, BLOCK / xRow / VectorDepthwiseRows.ROWS) * VectorDepthwiseRows.ROWS;
        if (rows <= most) {
            return rows;
        }
        return rows - most < VectorDepthwiseRows.ROWS ? most - VectorDepthwiseRows.ROWS : most;
    }
}
