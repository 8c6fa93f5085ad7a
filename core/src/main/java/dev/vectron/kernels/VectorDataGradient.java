package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;
import static dev.vectron.kernels.VectorPixelTiles.NONE;

import java.util.Arrays;

/**
 * The data gradient of a convolution: input pixels whose rows and columns have the same rest modulo the strides are
 * read by the same taps, and for each such phase the gradient is a convolution of dOut (with zeros left and right of
 * it) with those taps, rotated and transposed. So nothing is multiplied by the zeros between strides. With stride 1
 * there is one phase.
 *
 * <p>The packed kernel holds one part per phase, phases in row-major order: [panel of channels][kh descending][kw
 * descending][f][width of the panel].
 */
final class VectorDataGradient {
    private VectorDataGradient() {}

    static void packKernel(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed, int packedAt) {
        int at = packedAt;
        for (int ph = 0; ph < s.strideH(); ph++) {
            for (int pw = 0; pw < s.strideW(); pw++) {
                for (int c = 0; c < s.channels(); c += PANEL) {
                    at = packPanel(s, ph, pw, c, kernel, kernelAt, packed, at);
                }
            }
        }
    }

    private static int packPanel(ConvolutionShape s, int ph, int pw, int channel0, float[] kernel, int kernelAt,
            float[] packed, int packedAt) {
        int width = s.channels() - channel0 <= LANES ? LANES : PANEL;
        int stepH = TapRange.gradientStep(s.strideH(), s.dilationH());
        int stepW = TapRange.gradientStep(s.strideW(), s.dilationW());
        int lastW = TapRange.last(s.kernelWidth(), s.strideW(), s.dilationW(), pw);
        int at = packedAt;
        for (int kh = TapRange.last(s.kernelHeight(), s.strideH(), s.dilationH(), ph); kh >= 0; kh -= stepH) {
            for (int kw = lastW; kw >= 0; kw -= stepW) {
                int tap = kernelAt + (kh * s.kernelWidth() + kw) * s.channels() * s.filters();
                VectorPanels.packPanel(true, s.filters(), s.channels(), channel0, kernel, tap, s.filters(), packed, at);
                at += s.filters() * width;
            }
        }
        return at;
    }

    private static int countTaps(int lastTap, int step) {
        return lastTap < 0 ? 0 : lastTap / step + 1;
    }

    static void dataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        for (int i = 0; i < pictures; i++) {
            picture(s, dOut, dOutAt + i * s.outputSize(), packed, packedAt, beta, dIn, dInAt + i * s.inputSize(),
                    scratch, scratchAt);
        }
    }

    private static void picture(ConvolutionShape s, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt) {
        int columns = Border.gradientColumns(s);
        if (columns == s.outWidth()) {
            phases(s, dOut, dOutAt, columns, packed, packedAt, beta, dIn, dInAt, scratch, scratchAt);
        } else {
            Border.copy(dOut, dOutAt, s.outHeight(), s.outWidth(), s.filters(), Border.gradientLeft(s), columns,
                    scratch, scratchAt);
            phases(s, scratch, scratchAt, columns, packed, packedAt, beta, dIn, dInAt, scratch,
                    scratchAt + s.outHeight() * columns * s.filters());
        }
    }

    private static void phases(ConvolutionShape s, float[] dOut, int dOutAt, int columns, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] tile, int tileAt) {
        int at = packedAt;
        for (int ph = 0; ph < s.strideH(); ph++) {
            int lastH = TapRange.last(s.kernelHeight(), s.strideH(), s.dilationH(), ph);
            int tapRows = countTaps(lastH, TapRange.gradientStep(s.strideH(), s.dilationH()));
            for (int pw = 0; pw < s.strideW(); pw++) {
                int lastW = TapRange.last(s.kernelWidth(), s.strideW(), s.dilationW(), pw);
                int tapColumns = countTaps(lastW, TapRange.gradientStep(s.strideW(), s.dilationW()));
                phase(s, ph, pw, lastH, lastW, tapRows, tapColumns, dOut, dOutAt, columns, packed, at, beta, dIn, dInAt,
                        tile, tileAt);
                at += tapRows * tapColumns * s.filters() * Blocking.roundUp(s.channels(), LANES);
            }
        }
    }

    private static void phase(ConvolutionShape s, int ph, int pw, int lastH, int lastW, int tapRows, int tapColumns,
            float[] dOut, int dOutAt, int columns, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] tile, int tileAt) {
        int ih0 = Math.floorMod(ph - s.padTop(), s.strideH());
        int iw0 = Math.floorMod(pw - s.padLeft(), s.strideW());
        // Where the first tap of the first pixel lies in dOut; exact divisions, except in phases without taps.
        int oh0 = (ih0 + s.padTop() - lastH * s.dilationH()) / s.strideH();
        int ow0 = (iw0 + s.padLeft() - lastW * s.dilationW()) / s.strideW() + Border.gradientLeft(s);
        int rows = (s.height() - ih0 + s.strideH() - 1) / s.strideH();
        int pixels = (s.width() - iw0 + s.strideW() - 1) / s.strideW();
        int at = dOutAt + ow0 * s.filters();
        int to = dInAt + (ih0 * s.width() + iw0) * s.channels();
        int depth = tapRows * tapColumns * s.filters();
        int wide = VectorPanels.wide(s.channels());
        int group = VectorConvolution.groupWidth(Math.max(1, depth));
        for (int c = 0; c < wide; c += group) {
            wholePanels(s, oh0, rows, pixels, Math.min(group, wide - c), tapRows, tapColumns, dOut, at, columns,
                    packed, packedAt + c * depth, beta, dIn, to + c, tile, tileAt);
        }
        if (wide < s.channels()) {
            halfPanel(s, oh0, rows, pixels, tapRows, tapColumns, dOut, at, columns, packed, packedAt + wide * depth,
                    beta, dIn, to, tile, tileAt);
        }
    }

    /** All pixels of a phase, for a group of channels; rows that the same rows of taps read are done together. */
    private static void wholePanels(ConvolutionShape s, int oh0, int rows, int width, int channels, int tapRows,
            int tapColumns, float[] dOut, int dOutAt, int columns, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] tile, int tileAt) {
        int tapStep = TapRange.outputStep(s.strideH(), s.dilationH());
        boolean follow = s.strideH() * s.strideW() == 1;
        if (follow && beta == 0f && TapRange.manyReachOut(oh0, 1, tapStep, s.outHeight(), tapRows, rows)) {
            byTapRows(s, oh0, rows, width, channels, tapRows, tapColumns, dOut, dOutAt, columns, packed, packedAt,
                    dIn, dInAt, tile, tileAt);
            return;
        }
        int count;
        for (int i = 0; i < rows; i += count) {
            int start = oh0 + i;
            count = follow ? TapRange.rowsAlike(start, 1, tapStep, s.outHeight(), tapRows, rows - i) : 1;
            int first = TapRange.first(start, tapStep);
            int end = TapRange.end(start, tapStep, s.outHeight(), tapRows, first);
            rows(s, count, width, channels, end - first, tapColumns, tapRows * tapColumns * s.filters(), false,
                    dOut, dOutAt + (start + first * tapStep) * columns * s.filters(), columns,
                    packed, packedAt + first * tapColumns * s.filters() * PANEL, beta,
                    dIn, dInAt + i * s.strideH() * s.width() * s.channels(), tile, tileAt);
        }
    }

    /** One row of the kernel after the other, with all rows of pixels that it reaches. */
    private static void byTapRows(ConvolutionShape s, int oh0, int rows, int width, int channels, int tapRows,
            int tapColumns, float[] dOut, int dOutAt, int columns, float[] packed, int packedAt,
            float[] dIn, int dInAt, float[] tile, int tileAt) {
        int tapStep = TapRange.outputStep(s.strideH(), s.dilationH());
        int run = tapColumns * s.filters();
        for (int i = 0; i < rows * width; i++) {
            Arrays.fill(dIn, dInAt + i * s.channels(), dInAt + i * s.channels() + channels, 0f);
        }
        for (int kh = 0; kh < tapRows; kh++) {
            int start = oh0 + kh * tapStep;
            int first = Math.min(TapRange.first(start, 1), rows);
            int end = TapRange.end(start, 1, s.outHeight(), rows, first);
            rows(s, end - first, width, channels, 1, tapColumns, tapRows * run, true,
                    dOut, dOutAt + (start + first) * columns * s.filters(), columns,
                    packed, packedAt + kh * run * PANEL, 0f, dIn, dInAt + first * width * s.channels(), tile, tileAt);
        }
    }

    /** All pixels of a phase, for the last channels, which need half a panel. */
    private static void halfPanel(ConvolutionShape s, int oh0, int rows, int width, int tapRows, int tapColumns,
            float[] dOut, int dOutAt, int columns, float[] packed, int packedAt, float beta, float[] dIn, int dInAt,
            float[] tile, int tileAt) {
        int filters = s.filters();
        int wide = VectorPanels.wide(s.channels());
        int n = s.channels() - wide;
        int line = columns * filters;
        int tapStep = TapRange.outputStep(s.strideH(), s.dilationH());
        int tapColumn = TapRange.outputStep(s.strideW(), s.dilationW()) * filters;
        int ldIn = s.strideW() * s.channels();
        int inRow = s.strideH() * s.width() * s.channels();
        boolean sums = beta != 0f;
        if (sums ? n == LANES : s.channels() >= LANES) {
            int to = dInAt + s.channels() - LANES;
            VectorHalfPanel.multiply(rows, width, filters, oh0, 1, tapStep, s.outHeight(), tapRows, tapColumns,
                    filters, dOut, dOutAt, line, tapColumn, packed, packedAt, dIn, to, ldIn, inRow,
                    sums ? dIn : VectorScatteredTiles.NOTHING, sums ? to : 0, sums ? -1 : 0, false);
            return;
        }
        int first = wide == 0 ? 0 : LANES - n;
        int across = Math.clamp(width, 1, Blocking.TILE_PIXELS);
        int down = VectorHalfPanel.tileRows(across);
        for (int i = 0; i < rows; i += down) {
            for (int j = 0; j < width; j += across) {
                int h = Math.min(down, rows - i);
                int w = Math.min(across, width - j);
                VectorHalfPanel.multiply(h, w, filters, oh0 + i, 1, tapStep, s.outHeight(), tapRows, tapColumns,
                        filters, dOut, dOutAt + j * filters, line, tapColumn, packed, packedAt, tile, tileAt, LANES,
                        w * LANES, VectorScatteredTiles.NOTHING, 0, 0, false);
                for (int row = 0; row < h; row++) {
                    VectorEpilogue.add(w, n, tile, tileAt + row * w * LANES + first, LANES, beta, dIn,
                            dInAt + wide + (i + row) * inRow + j * ldIn, ldIn);
                }
            }
        }
    }

    /** Rows of input pixels that follow each other, or one row of a phase. */
    private static void rows(ConvolutionShape s, int rows, int width, int channels, int tapRows, int tapColumns,
            int depth, boolean resume, float[] dOut, int dOutAt, int columns, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] tile, int tileAt) {
        int filters = s.filters();
        int tapRow = TapRange.outputStep(s.strideH(), s.dilationH()) * columns * filters;
        int tapColumn = TapRange.outputStep(s.strideW(), s.dilationW()) * filters;
        int jump = (columns - width) * filters;
        int ldIn = s.strideW() * s.channels();
        boolean sums = beta != 0f;
        boolean direct = !sums || VectorPixelTiles.writeOnce(tapRows, tapColumns, filters, tapColumn);
        for (int i = 0; i < rows * width; i += Blocking.TILE_PIXELS) {
            int m = Math.min(Blocking.TILE_PIXELS, rows * width - i);
            int panels;
            for (int c = 0; c < channels; c += panels) {
                panels = direct ? VectorPixelTiles.width(channels - c) : PANEL;
                int to = dInAt + i * ldIn + c;
                int second = VectorPanels.second(channels, c);
                if (direct) {
                    VectorPixelTiles.multiply(m, i, width, filters, jump, tapRows, tapColumns, filters, dOut, dOutAt,
                            tapRow, tapColumn, packed, packedAt + c * depth, panels > PANEL ? PANEL * depth : NONE,
                            dIn, to, ldIn, second, resume, sums ? dIn : VectorScatteredTiles.NOTHING, sums ? to : 0,
                            sums ? ldIn : 0, false);
                } else {
                    VectorPixelTiles.multiply(m, i, width, filters, jump, tapRows, tapColumns, filters, dOut, dOutAt,
                            tapRow, tapColumn, packed, packedAt + c * depth, NONE, tile, tileAt, PANEL, second, false,
                            VectorScatteredTiles.NOTHING, 0, 0, false);
                    VectorEpilogue.add(m, second + LANES, tile, tileAt, PANEL, beta, dIn, to, ldIn);
                }
            }
        }
    }
}
