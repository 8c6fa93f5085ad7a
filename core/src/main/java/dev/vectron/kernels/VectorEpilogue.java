package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;
import static dev.vectron.kernels.VectorScatteredTiles.NOTHING;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/** What happens to finished chains: the bias, the activation, and the way from a tile to the output. */
final class VectorEpilogue {
    private VectorEpilogue() {}

    /**
     * Takes rows of a tile, {@code tileStep} apart, adds the bias, activates and writes the first n of each row
     * to out; the tile may be out itself.
     */
    static void finish(int rows, int n, float[] tile, int tileAt, int tileStep,
            float @Nullable [] bias, int biasAt, ActivationFunction f, float slope, float[] out, int outAt,
            int outStep) {
        boolean rectified = f == ActivationFunction.RELU;
        if (n < PANEL) {
            finishPart(rows, n, tile, tileAt, tileStep, bias == null ? NOTHING : bias, bias == null ? 0 : biasAt,
                    rectified, out, outAt, outStep);
        } else if (bias == null) {
            finishWhole(rows, tile, tileAt, tileStep, rectified, out, outAt, outStep);
        } else {
            finishWhole(rows, tile, tileAt, tileStep, bias, biasAt, rectified, out, outAt, outStep);
        }
        activate(rows, n, f, slope, out, outAt, outStep);
    }

    /** The activations that take more than a comparison, on rows of n floats, {@code outStep} apart. */
    static void activate(int rows, int n, ActivationFunction f, float slope, float[] out, int outAt, int outStep) {
        if (f != ActivationFunction.LINEAR && f != ActivationFunction.RELU) {
            for (int i = 0; i < rows; i++) {
                VectorActivations.activate(f, slope, n, out, outAt + i * outStep, out, outAt + i * outStep);
            }
        }
    }

    private static void finishWhole(int rows, float[] tile, int tileAt, int tileStep, float[] bias, int biasAt,
            boolean rectified, float[] out, int outAt, int outStep) {
        float floor = rectified ? 0f : Float.NEGATIVE_INFINITY;
        FloatVector bias0 = FloatVector.fromArray(FLOATS, bias, biasAt);
        FloatVector bias1 = FloatVector.fromArray(FLOATS, bias, biasAt + LANES);
        int from = tileAt;
        int to = outAt;
        for (int i = 0; i < rows; i++) {
            FloatVector.fromArray(FLOATS, tile, from).add(bias0).max(floor).intoArray(out, to);
            FloatVector.fromArray(FLOATS, tile, from + LANES).add(bias1).max(floor).intoArray(out, to + LANES);
            from += tileStep;
            to += outStep;
        }
    }

    private static void finishWhole(int rows, float[] tile, int tileAt, int tileStep,
            boolean rectified, float[] out, int outAt, int outStep) {
        float floor = rectified ? 0f : Float.NEGATIVE_INFINITY;
        int from = tileAt;
        int to = outAt;
        for (int i = 0; i < rows; i++) {
            FloatVector.fromArray(FLOATS, tile, from).max(floor).intoArray(out, to);
            FloatVector.fromArray(FLOATS, tile, from + LANES).max(floor).intoArray(out, to + LANES);
            from += tileStep;
            to += outStep;
        }
    }

    private static void finishPart(int rows, int n, float[] tile, int tileAt, int tileStep,
            float[] bias, int biasAt, boolean rectified, float[] out, int outAt, int outStep) {
        boolean wide = n > LANES;
        int rest = wide ? LANES : 0;
        VectorMask<Float> columns = FLOATS.indexInRange(0, n - rest);
        float floor = rectified ? 0f : Float.NEGATIVE_INFINITY;
        int inside = Math.min(VectorPanels.rowsInside(rows, out, outAt + rest, outStep),
                VectorPanels.rowsInside(rows, tile, tileAt + rest, tileStep));
        if (inside > 0) {
            // The last parameter of a model ends with its array: the first row's place is lent to it.
            boolean lent = VectorPanels.rowsInside(1, bias, biasAt + rest, 0) == 0;
            FloatVector first = FloatVector.fromArray(FLOATS, tile, tileAt + rest);
            if (lent) {
                System.arraycopy(bias, biasAt + rest, tile, tileAt + rest, n - rest);
            }
            FloatVector bias0 = wide ? FloatVector.fromArray(FLOATS, bias, biasAt) : first;
            FloatVector bias1 = FloatVector.fromArray(FLOATS, lent ? tile : bias, (lent ? tileAt : biasAt) + rest);
            if (lent) {
                first.intoArray(tile, tileAt + rest, columns);
            }
            for (int i = 0; i < inside; i++) {
                int from = tileAt + i * tileStep;
                int to = outAt + i * outStep;
                if (wide) {
                    FloatVector.fromArray(FLOATS, tile, from).add(bias0).max(floor).intoArray(out, to);
                }
                FloatVector.fromArray(FLOATS, tile, from + rest).add(bias1).max(floor)
                        .intoArray(out, to + rest, columns);
            }
        }
        for (int i = inside; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                out[outAt + i * outStep + j] = Math.max(tile[tileAt + i * tileStep + j] + bias[biasAt + j], floor);
            }
        }
    }

    /** Assigns the first n floats of rows of a tile to out (beta 0) or adds them (beta 1). */
    static void add(int rows, int n, float[] tile, int tileAt, int tileStep, float beta, float[] out, int outAt,
            int outStep) {
        if (beta == 0f) {
            VectorPanels.copyPart(rows, n, tile, tileAt, tileStep, out, outAt, outStep);
            return;
        }
        boolean wide = n > LANES;
        int rest = wide ? LANES : 0;
        VectorMask<Float> columns = FLOATS.indexInRange(0, n - rest);
        int inside = VectorPanels.rowsInside(rows, out, outAt + rest, outStep);
        for (int i = 0; i < inside; i++) {
            int from = tileAt + i * tileStep;
            int to = outAt + i * outStep;
            if (wide) {
                FloatVector old = FloatVector.fromArray(FLOATS, out, to);
                old.add(FloatVector.fromArray(FLOATS, tile, from)).intoArray(out, to);
            }
            FloatVector sum = FloatVector.fromArray(FLOATS, out, to + rest);
            sum.add(FloatVector.fromArray(FLOATS, tile, from + rest)).intoArray(out, to + rest, columns);
        }
        for (int i = inside; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                out[outAt + i * outStep + j] += tile[tileAt + i * tileStep + j];
            }
        }
    }
}
