package dev.vectron.layers.merging;

import dev.vectron.kernels.RowSums;
import dev.vectron.tensor.Shape;

/**
 * The vectors along one axis of a tensor [outer, length, inner]: outer · inner of them, each with a stride of inner.
 *
 * @param outer the product of the axes in front
 * @param length elements of a vector
 * @param inner the product of the axes behind
 */
record Vectors(int outer, int length, int inner) {
    /** The longest that a vector of length 0 may become by normalization: Keras's epsilon of 10⁻⁷. */
    private static final float LONGEST = 1e7f;

    static Vectors along(int axis, Shape shape) {
        int outer = 1;
        int inner = 1;
        for (int i = 0; i < shape.rank(); i++) {
            outer *= i < axis ? shape.dim(i) : 1;
            inner *= i > axis ? shape.dim(i) : 1;
        }
        return new Vectors(outer, shape.dim(axis), inner);
    }

    int count() {
        return outer * inner;
    }

    int size() {
        return count() * length;
    }

    private int start(int vector) {
        return vector / inner * length * inner + vector % inner;
    }

    /** Copies all vectors to rows, if asked for as long as 1. */
    void toRows(float[] x, int xAt, boolean normalize, float[] rows, int rowsAt) {
        for (int v = 0; v < count(); v++) {
            int from = xAt + start(v);
            int to = rowsAt + v * length;
            for (int k = 0; k < length; k++) {
                rows[to + k] = x[from + k * inner];
            }
            if (normalize) {
                multiply(rows, to, inverse(rows, to));
            }
        }
    }

    /** One over the length of a row. */
    private float inverse(float[] rows, int at) {
        return Math.min((float) (1 / Math.sqrt(RowSums.squares(length, rows, at, 0))), LONGEST);
    }

    private void multiply(float[] rows, int at, float factor) {
        for (int k = 0; k < length; k++) {
            rows[at + k] *= factor;
        }
    }

    /**
     * Turns the gradient of a normalized row u = x / ‖x‖ into that of x: (g − (g · u) u) / ‖x‖; a row so short that its
     * factor was limited is only multiplied by that.
     *
     * @param x the tensor
     * @param rows the normalized rows
     * @param g their gradients, then those of x
     */
    void throughNormalization(float[] x, int xAt, float[] rows, int rowsAt, float[] g, int gAt) {
        for (int v = 0; v < count(); v++) {
            float squares = 0;
            for (int k = 0; k < length; k++) {
                float each = x[xAt + start(v) + k * inner];
                squares = Math.fma(each, each, squares);
            }
            float inverse = (float) (1 / Math.sqrt(squares));
            int at = gAt + v * length;
            if (inverse < LONGEST) {
                int unit = rowsAt + v * length;
                float along = RowSums.dot(length, g, at, rows, unit);
                for (int k = 0; k < length; k++) {
                    g[at + k] = Math.fma(-along, rows[unit + k], g[at + k]);
                }
            }
            multiply(g, at, Math.min(inverse, LONGEST));
        }
    }

    /** Puts gradients of rows where their vectors lie. */
    void fromRows(float[] g, int gAt, float beta, float[] dX, int dXAt) {
        for (int v = 0; v < count(); v++) {
            int to = dXAt + start(v);
            int from = gAt + v * length;
            for (int k = 0; k < length; k++) {
                float value = g[from + k];
                dX[to + k * inner] = beta == 0 ? value : dX[to + k * inner] + value;
            }
        }
    }
}
