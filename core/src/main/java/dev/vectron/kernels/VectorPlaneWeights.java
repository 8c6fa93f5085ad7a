package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.LANES;

import java.util.Arrays;

/**
 * The weight gradient of a convolution with few filters: the taps (kw, c) of a row of the kernel are contiguous in
 * NHWC, so lanes run along them instead of along the filters. Pixels are read in place or from bordered copies; the
 * sums of a tile are brought from [tap][filter] to [filter][tap] and back, once per block of pictures.
 */
final class VectorPlaneWeights {
    private VectorPlaneWeights() {}

    static boolean isChosen(ConvolutionShape s) {
        return PlaneConvolution.hasFewFilters(s) && s.filters() <= LANES / 2
                && taps(s) >= VectorPlaneTiles.VECTORS * LANES;
    }

    /** {@return taps that are contiguous in a picture} */
    private static int taps(ConvolutionShape s) {
        return s.kernelWidth() / runs(s) * s.channels();
    }

    private static int runs(ConvolutionShape s) {
        return s.dilationW() == 1 ? 1 : s.kernelWidth();
    }

    static void weightGradient(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] sums, int sumsAt, float[] scratch, int scratchAt) {
        if (pictures == 0 && beta == 0f) {
            Arrays.fill(sums, sumsAt, sumsAt + s.kernelSize(), 0f);
        }
        int together = Border.gradientPictures(s);
        int copyAt = scratchAt + PlaneConvolution.WEIGHTS_TILE;
        for (int i = 0; i < pictures; i += together) {
            int count = Math.min(together, pictures - i);
            int from = xAt + i * s.inputSize();
            int gradient = dOutAt + i * s.outputSize();
            boolean resume = beta != 0f || i > 0;
            if (Border.isNeeded(s)) {
                Border.copy(x, from, count * s.height(), s.width(), s.channels(), s.padLeft(), s.paddedWidth(),
                        scratch, copyAt);
                block(s, count, scratch, copyAt, s.paddedWidth(), dOut, gradient, resume, sums, sumsAt, scratch,
                        scratchAt);
            } else {
                block(s, count, x, from, s.width(), dOut, gradient, resume, sums, sumsAt, scratch, scratchAt);
            }
        }
    }

    /** Some pictures for all taps and filters; each run of taps with the rows of pixels for which it lies inside. */
    private static void block(ConvolutionShape s, int pictures, float[] x, int xAt, int width,
            float[] dOut, int dOutAt, boolean resume, float[] sums, int sumsAt, float[] tile, int tileAt) {
        int runs = runs(s);
        for (int i = 0; i < s.kernelHeight() * runs; i++) {
            int start = i / runs * s.dilationH() - s.padTop();
            int first = Math.min(TapRange.first(start, s.strideH()), s.outHeight());
            int end = TapRange.end(start, s.strideH(), s.height(), s.outHeight(), first);
            int from = xAt + ((start + first * s.strideH()) * width + i % runs * s.dilationW()) * s.channels();
            run(s, pictures, end - first, x, from, width, dOut, dOutAt + first * s.outWidth() * s.filters(), resume,
                    sums, sumsAt + i * taps(s) * s.filters(), tile, tileAt);
        }
    }

    /** One run of taps. The last tile begins early enough to end with it; what it repeats is not kept. */
    private static void run(ConvolutionShape s, int pictures, int rows, float[] x, int xAt, int width,
            float[] dOut, int dOutAt, boolean resume, float[] sums, int sumsAt, float[] tile, int tileAt) {
        int filters = s.filters();
        int taps = taps(s);
        int step = s.strideW() * s.channels();
        int row = s.strideH() * width * s.channels();
        int outputs;
        for (int f = 0; f < filters; f += outputs) {
            outputs = VectorPlaneTiles.outputs(filters - f);
            int vectors = VectorPlaneTiles.vectors(outputs, taps / LANES - VectorPlaneTiles.VECTORS + 1);
            int wide = vectors * LANES;
            for (int tap = 0; tap < taps; tap += wide) {
                int first = Math.min(tap, taps - wide);
                if (resume) {
                    gather(outputs, wide, sums, sumsAt + first * filters + f, filters, tile, tileAt);
                }
                for (int i = 0; i < pictures; i++) {
                    VectorPlaneTiles.multiply(outputs, vectors, rows, 1, s.outWidth(),
                            x, xAt + i * s.height() * width * s.channels() + first, row, 0, step,
                            dOut, dOutAt + i * s.outputSize() + f, filters, resume || i > 0,
                            VectorScatteredTiles.NOTHING, 0, tile, tileAt, wide);
                }
                scatter(outputs, tap - first, wide, tile, tileAt, sums, sumsAt + first * filters + f, filters);
            }
        }
    }

    private static void gather(int outputs, int n, float[] sums, int sumsAt, int filters, float[] tile, int tileAt) {
        for (int f = 0; f < outputs; f++) {
            for (int i = 0; i < n; i++) {
                tile[tileAt + f * n + i] = sums[sumsAt + i * filters + f];
            }
        }
    }

    private static void scatter(int outputs, int first, int n, float[] tile, int tileAt, float[] sums, int sumsAt,
            int filters) {
        for (int f = 0; f < outputs; f++) {
            for (int i = first; i < n; i++) {
                sums[sumsAt + i * filters + f] = tile[tileAt + f * n + i];
            }
        }
    }
}
