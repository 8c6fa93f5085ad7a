package dev.vectron.layers.merging;

import dev.vectron.graph.Call;
import dev.vectron.kernels.RowSums;
import java.util.Arrays;

/**
 * The work of {@link Dot} on one sample: the vectors of both inputs are copied to rows, so that every product runs
 * along memory.
 *
 * @param first the vectors of the first input
 * @param second the vectors of the second input
 * @param normalize whether they are brought to length 1 first
 */
record Pair(Vectors first, Vectors second, boolean normalize) {
    /** Rows of both inputs, and the gradients of those of one. */
    int scratch() {
        return first.size() + second.size() + Math.max(first.size(), second.size());
    }

    private Vectors vectors(int input) {
        return input == 0 ? first : second;
    }

    private int rowsAt(int input, int scratchAt) {
        return input == 0 ? scratchAt : scratchAt + first.size();
    }

    private void toRows(Call call, int input, int sample, int scratchAt) {
        vectors(input).toRows(call.in(input), call.inAt(input) + sample * vectors(input).size(), normalize,
                call.scratch(), rowsAt(input, scratchAt));
    }

    void products(Call call, int sample, int scratchAt) {
        toRows(call, 0, sample, scratchAt);
        toRows(call, 1, sample, scratchAt);
        int length = first.length();
        int out = call.outAt() + sample * first.count() * second.count();
        for (int i = 0; i < first.count(); i++) {
            for (int j = 0; j < second.count(); j++) {
                call.out()[out++] = RowSums.dot(length, call.scratch(), rowsAt(0, scratchAt) + i * length,
                        call.scratch(), rowsAt(1, scratchAt) + j * length);
            }
        }
    }

    void gradients(Call call, int sample, int scratchAt) {
        toRows(call, 0, sample, scratchAt);
        toRows(call, 1, sample, scratchAt);
        int g = scratchAt + first.size() + second.size();
        for (int i = 0; i < 2; i++) {
            if (call.wantsDIn(i)) {
                addProducts(call, i, sample, scratchAt, g);
                int at = sample * vectors(i).size();
                if (normalize) {
                    vectors(i).throughNormalization(call.in(i), call.inAt(i) + at, call.scratch(),
                            rowsAt(i, scratchAt), call.scratch(), g);
                }
                vectors(i).fromRows(call.scratch(), g, call.dInBeta(i), call.dIn(i), call.dInAt(i) + at);
            }
        }
    }

    /** The gradient of each row: the other input's rows, each times its product's gradient, in order. */
    private void addProducts(Call call, int input, int sample, int scratchAt, int g) {
        int length = first.length();
        float[] rows = call.scratch();
        int rowStep = input == 0 ? second.count() : 1;
        int otherStep = input == 0 ? 1 : second.count();
        int dOut = call.dOutAt() + sample * first.count() * second.count();
        Arrays.fill(rows, g, g + vectors(input).size(), 0f);
        for (int i = 0; i < vectors(input).count(); i++) {
            for (int j = 0; j < vectors(1 - input).count(); j++) {
                call.kernels().scale(length, call.dOut()[dOut + i * rowStep + j * otherStep], rows,
                        rowsAt(1 - input, scratchAt) + j * length, 1, rows, g + i * length);
            }
        }
    }
}
