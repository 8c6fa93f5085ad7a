package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Brings matrices into panels: PANEL columns side by side, row after row, so that kernels read them as one stream; the
 * last panel is filled up with zeros. Panel q of a matrix with k rows begins at q·k·PANEL.
 */
final class VectorPanels {
    private static final int SIX = VectorPackedTiles.ROWS;

    private VectorPanels() {}

    /** Packs k rows of n contiguous columns, {@code ldb} floats apart. */
    static void pack(int k, int n, float[] b, int bAt, int ldb, float[] to, int toAt) {
        int first = 0;
        for (; n - first >= 4 * PANEL; first += 4 * PANEL) {
            packFour(k, b, bAt + first, ldb, to, toAt + first * k);
        }
        for (int j = first; j < n; j += PANEL) {
            int panel = toAt + j * k;
            if (n - j >= PANEL) {
                packWhole(k, b, bAt + j, ldb, to, panel);
            } else {
                packPart(k, n - j, b, bAt + j, ldb, to, panel);
            }
        }
    }

    /** Four panels at a time: their part of a row is long enough for the processor to fetch ahead. */
    private static void packFour(int k, float[] b, int bAt, int ldb, float[] to, int toAt) {
        int panel = k * PANEL;
        int from = bAt;
        for (int p = 0; p < k; p++) {
            int at = toAt + p * PANEL;
            FloatVector.fromArray(FLOATS, b, from).intoArray(to, at);
            FloatVector.fromArray(FLOATS, b, from + LANES).intoArray(to, at + LANES);
            at += panel;
            FloatVector.fromArray(FLOATS, b, from + 2 * LANES).intoArray(to, at);
            FloatVector.fromArray(FLOATS, b, from + 3 * LANES).intoArray(to, at + LANES);
            at += panel;
            FloatVector.fromArray(FLOATS, b, from + 4 * LANES).intoArray(to, at);
            FloatVector.fromArray(FLOATS, b, from + 5 * LANES).intoArray(to, at + LANES);
            at += panel;
            FloatVector.fromArray(FLOATS, b, from + 6 * LANES).intoArray(to, at);
            FloatVector.fromArray(FLOATS, b, from + 7 * LANES).intoArray(to, at + LANES);
            from += ldb;
        }
    }

    private static void packWhole(int k, float[] b, int bAt, int ldb, float[] to, int toAt) {
        int from = bAt;
        for (int p = 0; p < k; p++) {
            int at = toAt + p * PANEL;
            FloatVector.fromArray(FLOATS, b, from).intoArray(to, at);
            FloatVector.fromArray(FLOATS, b, from + LANES).intoArray(to, at + LANES);
            from += ldb;
        }
    }

    private static void packPart(int k, int n, float[] b, int bAt, int ldb, float[] to, int toAt) {
        int whole = n < LANES ? 0 : LANES;
        VectorMask<Float> rest = FLOATS.indexInRange(0, n - whole);
        int inside = rowsInside(k, b, bAt + whole, ldb);
        for (int p = 0; p < inside; p++) {
            int from = bAt + p * ldb;
            int at = toAt + p * PANEL;
            if (whole > 0) {
                FloatVector.fromArray(FLOATS, b, from).intoArray(to, at);
                FloatVector.fromArray(FLOATS, b, from + LANES, rest).intoArray(to, at + LANES);
            } else {
                FloatVector.fromArray(FLOATS, b, from, rest).intoArray(to, at);
                FloatVector.zero(FLOATS).intoArray(to, at + LANES);
            }
        }
        copyAndFill(inside, k, n, b, bAt, ldb, to, toAt, PANEL);
    }

    /**
     * {@return how many of the first rows have a whole vector at {@code at}, their last one within the array}
     *
     * <p>Masks are used on those alone: where a masked vector reaches over the end of an array, the Vector API looks at
     * its lanes one by one and allocates the mask.
     */
    static int rowsInside(int rows, float[] a, int at, int step) {
        int room = a.length - LANES - at;
        if (room < 0) {
            return 0;
        }
        return step == 0 ? rows : Math.min(rows, room / step + 1);
    }

    private static void copyAndFill(int first, int rows, int n, float[] b, int bAt, int ldb, float[] to, int toAt,
            int width) {
        for (int p = first; p < rows; p++) {
            System.arraycopy(b, bAt + p * ldb, to, toAt + p * width, n);
            Arrays.fill(to, toAt + p * width + n, toAt + (p + 1) * width, 0f);
        }
    }

    /** {@return how many of n columns are in panels of two vectors; what is left has a panel of one} */
    static int wide(int n) {
        int rest = n % PANEL;
        return rest > 0 && rest <= LANES ? n - rest : n;
    }

    /**
     * Packs B (k×n, or n×k if transposed): as the other methods do, but a last panel of at most
     * LANES columns is LANES wide.
     */
    static void packMatrix(boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] to, int toAt) {
        int rest = n % PANEL;
        int wide = wide(n);
        if (transB) {
            packTransposed(k, wide, b, bAt, ldb, to, toAt);
        } else {
            pack(k, wide, b, bAt, ldb, to, toAt);
        }
        if (wide == n) {
            return;
        }
        if (transB) {
            transposeAndFill(k, rest, LANES, b, bAt + wide * ldb, ldb, to, toAt + wide * k);
        } else {
            packNarrow(k, rest, b, bAt + wide, ldb, to, toAt + wide * k);
        }
    }

    /**
     * {@return where the second vector of the panel with columns from j on begins, counted from j: where fewer columns
     * than a panel are left, it ends with the last one and begins within the first vector}
     */
    static int second(int n, int j) {
        return Math.min(LANES, n - j - LANES);
    }

    /**
     * Packs the panel with columns from j on for {@link VectorConvolution}: where fewer columns are left than it has,
     * its last vector holds the last LANES of all columns, so that results can be written without a mask, some of them
     * twice. Only where there are fewer than LANES columns in all they are filled up with zeros.
     */
    static void packPanel(boolean transB, int k, int n, int j, float[] b, int bAt, int ldb, float[] to, int toAt) {
        if (n < LANES) {
            packMatrix(transB, k, n, b, bAt, ldb, to, toAt);
        } else if (n - j <= LANES) {
            packVector(transB, k, n - LANES, b, bAt, ldb, to, toAt, LANES);
        } else {
            packVector(transB, k, j, b, bAt, ldb, to, toAt, PANEL);
            packVector(transB, k, j + second(n, j), b, bAt, ldb, to, toAt + LANES, PANEL);
        }
    }

    private static void packVector(boolean transB, int k, int column, float[] b, int bAt, int ldb, float[] to,
            int toAt, int width) {
        if (transB) {
            transpose(k, LANES, width, b, bAt + column * ldb, ldb, to, toAt);
            return;
        }
        for (int p = 0; p < k; p++) {
            FloatVector.fromArray(FLOATS, b, bAt + column + p * ldb).intoArray(to, toAt + p * width);
        }
    }

    private static void packNarrow(int k, int n, float[] b, int bAt, int ldb, float[] to, int toAt) {
        VectorMask<Float> columns = FLOATS.indexInRange(0, n);
        int inside = rowsInside(k, b, bAt, ldb);
        for (int p = 0; p < inside; p++) {
            FloatVector.fromArray(FLOATS, b, bAt + p * ldb, columns).intoArray(to, toAt + p * LANES);
        }
        copyAndFill(inside, k, n, b, bAt, ldb, to, toAt, LANES);
    }

    /** Packs the transposed of n rows of k contiguous floats, {@code ldb} floats apart. */
    static void packTransposed(int k, int n, float[] b, int bAt, int ldb, float[] to, int toAt) {
        for (int j = 0; j < n; j += PANEL) {
            int panel = toAt + j * k;
            transposeAndFill(k, Math.min(PANEL, n - j), PANEL, b, bAt + j * ldb, ldb, to, panel);
        }
    }

    /** One panel, {@code width} wide, of which the first {@code columns} are there. */
    private static void transposeAndFill(int k, int columns, int width, float[] b, int bAt, int ldb, float[] to,
            int toAt) {
        if (columns < width) {
            Arrays.fill(to, toAt, toAt + k * width, 0f);
        }
        transpose(k, columns, width, b, bAt, ldb, to, toAt);
    }

    /** Makes k rows of {@code columns} floats, {@code width} apart, of as many rows of k contiguous floats. */
    static void transpose(int k, int columns, int width, float[] b, int bAt, int ldb, float[] to, int toAt) {
        int column = 0;
        for (; column + 4 <= columns; column += 4) {
            transposeFour(k, width, b, bAt + column * ldb, ldb, to, toAt + column);
        }
        for (; column < columns; column++) {
            transposeOne(k, width, b, bAt + column * ldb, to, toAt + column);
        }
    }

    private static void transposeFour(int k, int width, float[] b, int bAt, int ldb, float[] to, int toAt) {
        int b1 = bAt + ldb;
        int b2 = b1 + ldb;
        int b3 = b2 + ldb;
        for (int p = 0; p < k; p++) {
            int at = toAt + p * width;
            to[at] = b[bAt + p];
            to[at + 1] = b[b1 + p];
            to[at + 2] = b[b2 + p];
            to[at + 3] = b[b3 + p];
        }
    }

    private static void transposeOne(int k, int width, float[] b, int bAt, float[] to, int toAt) {
        for (int p = 0; p < k; p++) {
            to[toAt + p * width] = b[bAt + p];
        }
    }

    /** Copies rows of k floats, {@code lda} apart, so that they are {@code step} apart. */
    static void copyRows(int rows, int k, float[] a, int aAt, int lda, float[] to, int toAt, int step) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(a, aAt + i * lda, to, toAt + i * step, k);
        }
    }

    /** Packs k rows of m contiguous floats, {@code lda} apart, for {@link VectorPackedTiles}. */
    static void packSixes(int k, int m, float[] a, int aAt, int lda, float[] to, int toAt) {
        int sixes = m / SIX * SIX;
        int step = VectorPackedTiles.step(k);
        for (int p = 0; p < k; p++) {
            int from = aAt + p * lda;
            int at = toAt + p * SIX;
            if (LANES > SIX && from + sixes + LANES <= a.length) {
                for (int i = 0; i < sixes; i += SIX) {
                    // The surplus lanes fall on the next row, which comes later, or between two blocks.
                    FloatVector.fromArray(FLOATS, a, from + i).intoArray(to, at + i / SIX * step);
                }
            } else {
                for (int i = 0; i < sixes; i += SIX) {
                    copySix(a, from + i, to, at + i / SIX * step);
                }
            }
        }
        for (int p = 0; p < k; p++) {
            for (int i = sixes; i < m; i++) {
                to[toAt + sixes / SIX * step + p * (m - sixes) + i - sixes] = a[aAt + p * lda + i];
            }
        }
    }

    private static void copySix(float[] a, int aAt, float[] to, int toAt) {
        to[toAt] = a[aAt];
        to[toAt + 1] = a[aAt + 1];
        to[toAt + 2] = a[aAt + 2];
        to[toAt + 3] = a[aAt + 3];
        to[toAt + 4] = a[aAt + 4];
        to[toAt + 5] = a[aAt + 5];
    }

    /** Copies the first n ≤ PANEL floats of each row. */
    static void copyPart(int rows, int n, float[] from, int fromAt, int fromStep, float[] to, int toAt, int toStep) {
        boolean wide = n > LANES;
        int rest = wide ? LANES : 0;
        VectorMask<Float> columns = FLOATS.indexInRange(0, n - rest);
        int inside = Math.min(rowsInside(rows, from, fromAt + rest, fromStep),
                rowsInside(rows, to, toAt + rest, toStep));
        for (int i = 0; i < inside; i++) {
            int f = fromAt + i * fromStep;
            int t = toAt + i * toStep;
            if (wide) {
                FloatVector.fromArray(FLOATS, from, f).intoArray(to, t);
            }
            FloatVector.fromArray(FLOATS, from, f + rest).intoArray(to, t + rest, columns);
        }
        for (int i = inside; i < rows; i++) {
            System.arraycopy(from, fromAt + i * fromStep, to, toAt + i * toStep, n);
        }
    }
}
