package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * The usual pooling, windows of 2×2 pixels side by side from the picture's corner: those that lie whole in the picture.
 *
 * <p>Where the channels are few, a loop runs over the pixels of a row for one or two vectors of channels. The
 * last vector of a pixel may reach into the following pixels, so what it writes there is written again: the vectors go
 * from the last to the first, and the pixels from the first to the last. Where it would leave the row,
 * {@link ScalarPooling} takes the row's last pixels.
 */
final class VectorTwoByTwoPooling {
    private VectorTwoByTwoPooling() {}

    static boolean isChosen(PoolingShape s) {
        return s.poolHeight() == 2 && s.poolWidth() == 2 && s.strideH() == 2 && s.strideW() == 2 && s.padTop() == 0
                && s.padLeft() == 0;
    }

    /** {@return rows of windows that lie whole in the picture} */
    static int rows(PoolingShape s) {
        return Math.min(s.outHeight(), s.height() / 2);
    }

    /** {@return windows of a row that lie whole in the picture} */
    static int columns(PoolingShape s) {
        return Math.min(s.outWidth(), s.width() / 2);
    }

    private static int lastVector(int channels) {
        return (channels - 1) / LANES * LANES;
    }

    /** {@return how many of a row's pixels have a whole vector from channel c on before the row ends} */
    private static int pixels(int columns, int channels, int c) {
        int rest = columns * channels - c - LANES;
        return rest < 0 ? 0 : Math.min(columns, rest / channels + 1);
    }

    /** {@return whether each window gets a loop over its channels, instead of each vector one over the windows} */
    private static boolean hasManyChannels(PoolingShape s) {
        return s.channels() >= 4 * LANES && s.channels() % LANES == 0;
    }

    static void maxPooling(PoolingShape s, float[] x, int xAt, float[] out, int outAt, float @Nullable [] winners,
            int winnersAt) {
        int channels = s.channels();
        int row = s.width() * channels;
        int columns = columns(s);
        for (int oh = 0; oh < rows(s); oh++) {
            int in = xAt + 2 * oh * row;
            int at = oh * s.outWidth() * channels;
            if (hasManyChannels(s)) {
                for (int ow = 0; ow < columns; ow++) {
                    int pixel = at + ow * channels;
                    maxOfVectors(channels / LANES, LANES, LANES, channels, row, x, in + 2 * ow * channels, out,
                            outAt + pixel, winners, winnersAt + pixel);
                }
            } else if (channels % PANEL == 0) {
                for (int c = 0; c < channels; c += PANEL) {
                    maxOfPanels(columns, channels, row, x, in + c, out, outAt + at + c, winners, winnersAt + at + c);
                }
            } else {
                maxOfRow(s, oh, x, xAt, out, outAt, winners, winnersAt);
            }
        }
    }

    /** A row of windows with any channels. */
    private static void maxOfRow(PoolingShape s, int oh, float[] x, int xAt, float[] out, int outAt,
            float @Nullable [] winners, int winnersAt) {
        int channels = s.channels();
        int row = s.width() * channels;
        int at = oh * s.outWidth() * channels;
        for (int c = lastVector(channels); c >= 0; c -= LANES) {
            int pixels = pixels(columns(s), channels, c);
            maxOfVectors(pixels, 2 * channels, channels, channels, row, x, xAt + 2 * oh * row + c, out,
                    outAt + at + c, winners, winnersAt + at + c);
            for (int ow = pixels; ow < columns(s); ow++) {
                int pixel = at + ow * channels;
                ScalarPooling.maxOfWindow(s, oh, ow, c, x, xAt, out, outAt + pixel, winners, winnersAt + pixel);
            }
        }
    }

    /** n windows of one vector, {@code inStep} floats apart in x and {@code step} in out. */
    private static void maxOfVectors(int n, int inStep, int step, int column, int row, float[] x, int xAt,
            float[] out, int outAt, float @Nullable [] winners, int winnersAt) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector two = FloatVector.broadcast(FLOATS, 2f);
        FloatVector three = FloatVector.broadcast(FLOATS, 3f);
        for (int i = 0; i < n; i++) {
            int at = xAt + i * inStep;
            FloatVector a = FloatVector.fromArray(FLOATS, x, at);
            FloatVector b = FloatVector.fromArray(FLOATS, x, at + column);
            VectorMask<Float> first = b.compare(VectorOperators.LE, a).or(a.compare(VectorOperators.NE, a));
            FloatVector top = b.blend(a, first);
            FloatVector c = FloatVector.fromArray(FLOATS, x, at + row);
            FloatVector d = FloatVector.fromArray(FLOATS, x, at + row + column);
            VectorMask<Float> third = d.compare(VectorOperators.LE, c).or(c.compare(VectorOperators.NE, c));
            FloatVector bottom = d.blend(c, third);
            VectorMask<Float> upper = bottom.compare(VectorOperators.LE, top).or(top.compare(VectorOperators.NE, top));
            bottom.blend(top, upper).intoArray(out, outAt + i * step);
            if (winners != null) {
                three.blend(two, third).blend(one.blend(0f, first), upper)
                        .intoArray(winners, winnersAt + i * step);
            }
        }
    }

    /** Two vectors of channels in the windows of a row. */
    private static void maxOfPanels(int pixels, int channels, int row, float[] x, int xAt, float[] out, int outAt,
            float @Nullable [] winners, int winnersAt) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector two = FloatVector.broadcast(FLOATS, 2f);
        FloatVector three = FloatVector.broadcast(FLOATS, 3f);
        for (int i = 0; i < pixels; i++) {
            for (int v = 0; v < PANEL; v += LANES) {
                int at = xAt + 2 * i * channels + v;
                int to = i * channels + v;
                FloatVector a = FloatVector.fromArray(FLOATS, x, at);
                FloatVector b = FloatVector.fromArray(FLOATS, x, at + channels);
                VectorMask<Float> first = b.compare(VectorOperators.LE, a).or(a.compare(VectorOperators.NE, a));
                FloatVector top = b.blend(a, first);
                FloatVector c = FloatVector.fromArray(FLOATS, x, at + row);
                FloatVector d = FloatVector.fromArray(FLOATS, x, at + row + channels);
                VectorMask<Float> third = d.compare(VectorOperators.LE, c).or(c.compare(VectorOperators.NE, c));
                FloatVector bottom = d.blend(c, third);
                VectorMask<Float> upper = bottom.compare(VectorOperators.LE, top)
                        .or(top.compare(VectorOperators.NE, top));
                bottom.blend(top, upper).intoArray(out, outAt + to);
                if (winners != null) {
                    three.blend(two, third).blend(one.blend(0f, first), upper).intoArray(winners, winnersAt + to);
                }
            }
        }
    }

    /** Writes dIn's rows with whole windows; for beta 0 also what those rows have beside them. */
    static void maxPoolingGradient(PoolingShape s, float[] dOut, int dOutAt, float[] winners, int winnersAt,
            float beta, float[] dIn, int dInAt) {
        int channels = s.channels();
        int row = s.width() * channels;
        int columns = columns(s);
        for (int oh = 0; oh < rows(s); oh++) {
            int in = dInAt + 2 * oh * row;
            if (beta != 0f) {
                addToRow(s, oh, dOut, dOutAt, winners, winnersAt, dIn, dInAt);
                continue;
            }
            if (hasManyChannels(s)) {
                for (int ow = 0; ow < columns; ow++) {
                    int pixel = (oh * s.outWidth() + ow) * channels;
                    giveToVectors(channels / LANES, LANES, LANES, channels, row, dOut, dOutAt + pixel, winners,
                            winnersAt + pixel, dIn, in + 2 * ow * channels);
                }
            } else {
                giveToRow(s, oh, dOut, dOutAt, winners, winnersAt, dIn, dInAt);
            }
            Arrays.fill(dIn, in + 2 * columns * channels, in + row, 0f);
            Arrays.fill(dIn, in + row + 2 * columns * channels, in + 2 * row, 0f);
        }
    }

    /** A row of windows with any channels. */
    private static void giveToRow(PoolingShape s, int oh, float[] dOut, int dOutAt, float[] winners, int winnersAt,
            float[] dIn, int dInAt) {
        int channels = s.channels();
        int row = s.width() * channels;
        int in = dInAt + 2 * oh * row;
        int at = oh * s.outWidth() * channels;
        for (int c = lastVector(channels); c >= 0; c -= LANES) {
            int pixels = pixels(columns(s), channels, c);
            giveToVectors(pixels, 2 * channels, channels, channels, row, dOut, dOutAt + at + c, winners,
                    winnersAt + at + c, dIn, in + c);
            for (int ow = pixels; ow < columns(s); ow++) {
                int pixel = at + ow * channels;
                clear(in + 2 * ow * channels + c, channels - c, channels, row, dIn);
                ScalarPooling.giveToWinners(s, oh, ow, c, dOut, dOutAt + pixel, winners, winnersAt + pixel, dIn,
                        dInAt);
            }
        }
    }

    private static void addToRow(PoolingShape s, int oh, float[] dOut, int dOutAt, float[] winners, int winnersAt,
            float[] dIn, int dInAt) {
        int channels = s.channels();
        int row = s.width() * channels;
        int at = oh * s.outWidth() * channels;
        int whole = FLOATS.loopBound(channels);
        for (int c = 0; c < whole; c += LANES) {
            addToVectors(columns(s), channels, row, dOut, dOutAt + at + c, winners, winnersAt + at + c, dIn,
                    dInAt + 2 * oh * row + c);
        }
        for (int ow = 0; ow < columns(s); ow++) {
            int pixel = at + ow * channels;
            ScalarPooling.giveToWinners(s, oh, ow, whole, dOut, dOutAt + pixel, winners, winnersAt + pixel, dIn,
                    dInAt);
        }
    }

    private static void clear(int at, int n, int column, int row, float[] dIn) {
        Arrays.fill(dIn, at, at + n, 0f);
        Arrays.fill(dIn, at + column, at + column + n, 0f);
        Arrays.fill(dIn, at + row, at + row + n, 0f);
        Arrays.fill(dIn, at + row + column, at + row + column + n, 0f);
    }

    private static void giveToVectors(int n, int inStep, int step, int column, int row, float[] dOut, int dOutAt,
            float[] winners, int winnersAt, float[] dIn, int dInAt) {
        FloatVector zero = FloatVector.zero(FLOATS);
        for (int i = 0; i < n; i++) {
            // 0 + x is not x where x is −0.
            FloatVector gradient = FloatVector.fromArray(FLOATS, dOut, dOutAt + i * step).add(zero);
            FloatVector winner = FloatVector.fromArray(FLOATS, winners, winnersAt + i * step);
            int at = dInAt + i * inStep;
            zero.blend(gradient, winner.compare(VectorOperators.EQ, 0f)).intoArray(dIn, at);
            zero.blend(gradient, winner.compare(VectorOperators.EQ, 1f)).intoArray(dIn, at + column);
            zero.blend(gradient, winner.compare(VectorOperators.EQ, 2f)).intoArray(dIn, at + row);
            zero.blend(gradient, winner.compare(VectorOperators.EQ, 3f)).intoArray(dIn, at + row + column);
        }
    }

    private static void addToVectors(int pixels, int channels, int row, float[] dOut, int dOutAt, float[] winners,
            int winnersAt, float[] dIn, int dInAt) {
        for (int i = 0; i < pixels; i++) {
            FloatVector gradient = FloatVector.fromArray(FLOATS, dOut, dOutAt + i * channels);
            FloatVector winner = FloatVector.fromArray(FLOATS, winners, winnersAt + i * channels);
            int at = dInAt + 2 * i * channels;
            VectorPooling.give(gradient, winner, 0f, dIn, at);
            VectorPooling.give(gradient, winner, 1f, dIn, at + channels);
            VectorPooling.give(gradient, winner, 2f, dIn, at + row);
            VectorPooling.give(gradient, winner, 3f, dIn, at + row + channels);
        }
    }
}
