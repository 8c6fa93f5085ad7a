package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** Poolings with lanes across channels; the channels that do not fill a vector go through {@link ScalarPooling}. */
final class VectorPooling {
    private VectorPooling() {}

    static void maxPooling(PoolingShape s, float[] x, int xAt, float[] out, int outAt, float @Nullable [] winners,
            int winnersAt) {
        boolean usual = VectorTwoByTwoPooling.isChosen(s);
        if (usual) {
            VectorTwoByTwoPooling.maxPooling(s, x, xAt, out, outAt, winners, winnersAt);
        }
        int rows = usual ? VectorTwoByTwoPooling.rows(s) : 0;
        int whole = FLOATS.loopBound(s.channels());
        for (int oh = 0; oh < s.outHeight(); oh++) {
            for (int ow = oh < rows ? VectorTwoByTwoPooling.columns(s) : 0; ow < s.outWidth(); ow++) {
                int pixel = (oh * s.outWidth() + ow) * s.channels();
                int vectors = hasPixels(s, oh, ow) ? whole : 0;
                for (int c = 0; c < vectors; c += LANES) {
                    maxOfWindow(s, oh, ow, x, xAt + c, out, outAt + pixel + c, winners, winnersAt + pixel + c);
                }
                ScalarPooling.maxOfWindow(s, oh, ow, vectors, x, xAt, out, outAt + pixel, winners, winnersAt + pixel);
            }
        }
    }

    private static boolean hasPixels(PoolingShape s, int oh, int ow) {
        int ih = oh * s.strideH() - s.padTop();
        int iw = ow * s.strideW() - s.padLeft();
        return ih + s.poolHeight() > 0 && ih < s.height() && iw + s.poolWidth() > 0 && iw < s.width();
    }

    private static void maxOfWindow(PoolingShape s, int oh, int ow, float[] x, int xAt,
            float[] out, int outAt, float @Nullable [] winners, int winnersAt) {
        int ih = oh * s.strideH() - s.padTop();
        int iw = ow * s.strideW() - s.padLeft();
        int firstRow = Math.max(0, -ih);
        int firstColumn = Math.max(0, -iw);
        int endRow = Math.min(s.poolHeight(), s.height() - ih);
        int endColumn = Math.min(s.poolWidth(), s.width() - iw);
        FloatVector max = FloatVector.fromArray(FLOATS, x,
                xAt + ((ih + firstRow) * s.width() + iw + firstColumn) * s.channels());
        FloatVector winner = FloatVector.broadcast(FLOATS, firstRow * s.poolWidth() + firstColumn);
        for (int kh = firstRow; kh < endRow; kh++) {
            int at = xAt + ((ih + kh) * s.width() + iw) * s.channels();
            for (int kw = firstColumn; kw < endColumn; kw++) {
                FloatVector v = FloatVector.fromArray(FLOATS, x, at + kw * s.channels());
                VectorMask<Float> stays = v.compare(VectorOperators.LE, max).or(max.compare(VectorOperators.NE, max));
                max = v.blend(max, stays);
                winner = FloatVector.broadcast(FLOATS, kh * s.poolWidth() + kw).blend(winner, stays);
            }
        }
        max.intoArray(out, outAt);
        if (winners != null) {
            winner.intoArray(winners, winnersAt);
        }
    }

    static void maxPoolingGradient(PoolingShape s, float[] dOut, int dOutAt, float[] winners, int winnersAt,
            float beta, float[] dIn, int dInAt) {
        boolean usual = VectorTwoByTwoPooling.isChosen(s);
        int rows = usual ? VectorTwoByTwoPooling.rows(s) : 0;
        if (usual) {
            VectorTwoByTwoPooling.maxPoolingGradient(s, dOut, dOutAt, winners, winnersAt, beta, dIn, dInAt);
        }
        if (beta == 0f) {
            Arrays.fill(dIn, dInAt + 2 * rows * s.width() * s.channels(), dInAt + s.inputSize(), 0f);
        }
        int whole = FLOATS.loopBound(s.channels());
        for (int oh = 0; oh < s.outHeight(); oh++) {
            for (int ow = oh < rows ? VectorTwoByTwoPooling.columns(s) : 0; ow < s.outWidth(); ow++) {
                int pixel = (oh * s.outWidth() + ow) * s.channels();
                for (int c = 0; c < whole; c += LANES) {
                    giveToWinners(s, oh, ow, dOut, dOutAt + pixel + c, winners, winnersAt + pixel + c, dIn, dInAt + c);
                }
                ScalarPooling.giveToWinners(s, oh, ow, whole, dOut, dOutAt + pixel, winners, winnersAt + pixel, dIn,
                        dInAt);
            }
        }
    }

    static void give(FloatVector gradient, FloatVector winner, float place, float[] dIn, int at) {
        FloatVector sum = FloatVector.fromArray(FLOATS, dIn, at);
        sum.blend(sum.add(gradient), winner.compare(VectorOperators.EQ, place)).intoArray(dIn, at);
    }

    private static void giveToWinners(PoolingShape s, int oh, int ow, float[] dOut, int dOutAt,
            float[] winners, int winnersAt, float[] dIn, int dInAt) {
        int ih = oh * s.strideH() - s.padTop();
        int iw = ow * s.strideW() - s.padLeft();
        int firstColumn = Math.max(0, -iw);
        int endRow = Math.min(s.poolHeight(), s.height() - ih);
        int endColumn = Math.min(s.poolWidth(), s.width() - iw);
        FloatVector gradient = FloatVector.fromArray(FLOATS, dOut, dOutAt);
        FloatVector winner = FloatVector.fromArray(FLOATS, winners, winnersAt);
        for (int kh = Math.max(0, -ih); kh < endRow; kh++) {
            int row = dInAt + ((ih + kh) * s.width() + iw) * s.channels();
            for (int kw = firstColumn; kw < endColumn; kw++) {
                give(gradient, winner, kh * s.poolWidth() + kw, dIn, row + kw * s.channels());
            }
        }
    }
}
