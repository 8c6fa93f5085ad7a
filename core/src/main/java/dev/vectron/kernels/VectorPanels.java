package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.VectorLanes.PANEL;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Brings matrices into panels: PANEL columns side by side, row after row, so that kernels read them as one stream; the
 * last panel is filled up with zeros. Panel q of a matrix with k rows begins at q·k·PANEL.
 */
final class VectorPanels {
    private VectorPanels() {}

    /** Packs k rows of n contiguous columns, {@code ldb} floats apart. */
    static void pack(int k, int n, float[] b, int bAt, int ldb, float[] to, int toAt) {
        for (int j = 0; j < n; j += PANEL) {
            int panel = toAt + j * k;
            if (n - j >= PANEL) {
                packWhole(k, b, bAt + j, ldb, to, panel);
            } else {
                packPart(k, n - j, b, bAt + j, ldb, to, panel);
            }
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
        for (int p = 0; p < k; p++) {
            int at = toAt + p * PANEL;
            for (int j = 0; j < n; j++) {
                to[at + j] = b[bAt + p * ldb + j];
            }
            Arrays.fill(to, at + n, at + PANEL, 0f);
        }
    }

    /** Packs the transposed of n rows of k contiguous floats, {@code ldb} floats apart. */
    static void packTransposed(int k, int n, float[] b, int bAt, int ldb, float[] to, int toAt) {
        for (int j = 0; j < n; j += PANEL) {
            int panel = toAt + j * k;
            int columns = Math.min(PANEL, n - j);
            if (columns < PANEL) {
                Arrays.fill(to, panel, panel + k * PANEL, 0f);
            }
            int column = 0;
            for (; column + 4 <= columns; column += 4) {
                transposeFour(k, b, bAt + (j + column) * ldb, ldb, to, panel + column);
            }
            for (; column < columns; column++) {
                transposeOne(k, b, bAt + (j + column) * ldb, to, panel + column);
            }
        }
    }

    private static void transposeFour(int k, float[] b, int bAt, int ldb, float[] to, int toAt) {
        int b1 = bAt + ldb;
        int b2 = b1 + ldb;
        int b3 = b2 + ldb;
        for (int p = 0; p < k; p++) {
            int at = toAt + p * PANEL;
            to[at] = b[bAt + p];
            to[at + 1] = b[b1 + p];
            to[at + 2] = b[b2 + p];
            to[at + 3] = b[b3 + p];
        }
    }

    private static void transposeOne(int k, float[] b, int bAt, float[] to, int toAt) {
        for (int p = 0; p < k; p++) {
            to[toAt + p * PANEL] = b[bAt + p];
        }
    }
}
