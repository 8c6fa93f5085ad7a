package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.kernels.Kernels;
import dev.vectron.layers.MatrixParts;
import org.jspecify.annotations.Nullable;

/**
 * The products of a recurrent layer with its kernels, which are packed once and used for many steps. The recurrent
 * kernel may be used in pieces of columns; for backward each piece is packed a second time, transposed.
 */
final class RecurrentKernels {
    private final int units;
    private final int features;
    private final int columns;
    private final int[] pieces;
    private final int scratch;
    /** Chains are so short that the kernel is read in place. */
    private final boolean kernelInPlace;

    RecurrentKernels(int units, int features, int... pieces) {
        this.units = units;
        this.features = features;
        this.pieces = pieces.clone();
        int all = 0;
        for (int piece : pieces) {
            all += piece;
        }
        this.columns = all;
        this.kernelInPlace = Kernels.readsInPlace(columns, features);
        this.scratch = MatrixParts.scratch(Math.max(columns, features));
    }

    int scratch() {
        return scratch;
    }

    int pieces() {
        return pieces.length;
    }

    int columns(int piece) {
        return pieces[piece];
    }

    int firstColumn(int piece) {
        int first = 0;
        for (int p = 0; p < piece; p++) {
            first += pieces[p];
        }
        return first;
    }

    // ---- packing: the kernel, the pieces, the transposed pieces

    int packedSize() {
        return transposedAt(pieces.length);
    }

    private int pieceAt(int piece) {
        int at = kernelInPlace ? 0 : Kernels.packedMatrixSize(features, columns);
        for (int p = 0; p < piece; p++) {
            at += Kernels.packedMatrixSize(units, pieces[p]);
        }
        return at;
    }

    private int transposedAt(int piece) {
        int at = pieceAt(pieces.length);
        for (int p = 0; p < piece; p++) {
            at += Kernels.packedMatrixSize(pieces[p], units);
        }
        return at;
    }

    private int kernelParts() {
        return kernelInPlace ? 0 : Kernels.packedParts(features, columns);
    }

    /** How many parts {@link #pack} may be called for. */
    int packedParts(boolean training) {
        int parts = kernelParts();
        for (int piece : pieces) {
            parts += Kernels.packedParts(units, piece) + (training ? Kernels.packedParts(piece, units) : 0);
        }
        return parts;
    }

    void pack(Call call, int number) {
        int part = number;
        if (part < kernelParts()) {
            pack(call, Recurrence.KERNEL, false, part, features, columns, 0, 0);
            return;
        }
        part -= kernelParts();
        for (int p = 0; p < pieces.length; p++) {
            int parts = Kernels.packedParts(units, pieces[p]);
            if (part < parts) {
                pack(call, Recurrence.RECURRENT, false, part, units, pieces[p], firstColumn(p), pieceAt(p));
                return;
            }
            part -= parts;
        }
        int p = 0;
        while (part >= Kernels.packedParts(pieces[p], units)) {
            part -= Kernels.packedParts(pieces[p], units);
            p++;
        }
        pack(call, Recurrence.RECURRENT, true, part, pieces[p], units, firstColumn(p), transposedAt(p));
    }

    /** Packs one part of B (k×n), whose first column is one of a kernel's. */
    private void pack(Call call, int parameter, boolean transB, int part, int k, int n, int firstColumn, int at) {
        call.kernels().packPart(part, transB, k, n, call.parameter(parameter),
                call.parameterAt(parameter) + firstColumn, columns, call.packed(), call.packedAt() + at);
    }

    // ---- products

    /** C = A·kernel + bias for rows of the input. */
    void multiplyInput(Call call, int rows, float[] a, int aAt, int lda, float[] c, int cAt, int ldc, boolean useBias,
            int thread) {
        float[] bias = useBias ? call.parameter(Recurrence.BIAS) : null;
        int biasAt = useBias ? call.parameterAt(Recurrence.BIAS) : 0;
        if (kernelInPlace) {
            call.kernels().gemm(false, false, rows, columns, features, a, aAt, lda, call.parameter(Recurrence.KERNEL),
                    call.parameterAt(Recurrence.KERNEL), columns, 0, c, cAt, ldc, bias, biasAt,
                    ActivationFunction.LINEAR, 0, call.scratch(), call.scratchAt(thread));
        } else {
            call.kernels().gemmPacked(rows, columns, features, a, aAt, lda, call.packed(), call.packedAt(), 0, c,
                    cAt, ldc, bias, biasAt, ActivationFunction.LINEAR, 0, call.scratch(), call.scratchAt(thread));
        }
    }

    /** C = beta·C + A·piece + bias for rows of states. */
    void multiply(Call call, int piece, int rows, float[] a, int aAt, int lda, float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, int thread) {
        call.kernels().gemmPacked(rows, pieces[piece], units, a, aAt, lda, call.packed(),
                call.packedAt() + pieceAt(piece), beta, c, cAt, ldc, bias, biasAt, ActivationFunction.LINEAR, 0,
                call.scratch(), call.scratchAt(thread));
    }

    /** C = beta·C + A·pieceᵀ for rows of gradients; the rows of C lie together. */
    void multiplyBack(Call call, int piece, int rows, float[] a, int aAt, int lda, float beta, float[] c, int cAt,
            int thread) {
        call.kernels().gemmPacked(rows, units, pieces[piece], a, aAt, lda, call.packed(),
                call.packedAt() + transposedAt(piece), beta, c, cAt, units, null, 0, ActivationFunction.LINEAR, 0,
                call.scratch(), call.scratchAt(thread));
    }
}
