package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.tensor.Shape;

/**
 * Makes one output of those of both directions, that of the backward one put into the order of time: [batch, time,
 * units] twice, or [batch, units], → the same or with twice the units.
 */
record MergedDirections(MergeMode mode) implements Layer {
    private static final int BLOCK = 16_384;

    @Override
    public Shape outputShape(Shape... inputs) {
        return mode == MergeMode.CONCAT ? inputs[0].with(-1, inputs[0].dim(-1) + inputs[1].dim(-1)) : inputs[0];
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Needs needs(Shape... inputs) {
        return mode == MergeMode.MUL ? Needs.of().input() : Needs.of();
    }

    private static int samplesPerPart(Call call) {
        return Math.max(1, BLOCK / call.outShape().size());
    }

    private static int parts(Call call) {
        return Math.ceilDiv(call.batch(), samplesPerPart(call));
    }

    private static int rows(Call call) {
        return call.inShape(0).rank() == 1 ? 1 : call.inShape(0).dim(0);
    }

    /** The row of an input that belongs to a row of the output. */
    private static int row(Call call, int input, int sample, int t) {
        int rows = rows(call);
        return sample * rows + (input == 0 ? t : rows - 1 - t);
    }

    @Override
    public void forward(Call call) {
        call.parallel(parts(call), this, MergedDirections::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int last = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int s = part * samplesPerPart(call); s < last; s++) {
            for (int t = 0; t < rows(call); t++) {
                merge(call, s, t);
            }
        }
    }

    private void merge(Call call, int sample, int t) {
        int n = call.inShape(0).dim(-1);
        int m = call.inShape(1).dim(-1);
        int a = call.inAt(0) + row(call, 0, sample, t) * n;
        int b = call.inAt(1) + row(call, 1, sample, t) * m;
        int to = call.outAt() + (sample * rows(call) + t) * call.outShape().dim(-1);
        switch (mode) {
            case CONCAT -> {
                System.arraycopy(call.in(0), a, call.out(), to, n);
                System.arraycopy(call.in(1), b, call.out(), to + n, m);
            }
            case SUM -> call.kernels().add(n, call.in(0), a, call.in(1), b, call.out(), to);
            case MUL -> product(n, call.in(0), a, call.in(1), b, 0, call.out(), to);
            case AVE -> {
                call.kernels().add(n, call.in(0), a, call.in(1), b, call.out(), to);
                call.kernels().scale(n, 0.5f, call.out(), to, 0, call.out(), to);
            }
        }
    }

    private static void product(int n, float[] a, int aAt, float[] b, int bAt, float beta, float[] to, int at) {
        for (int j = 0; j < n; j++) {
            float product = a[aAt + j] * b[bAt + j];
            to[at + j] = beta == 0 ? product : to[at + j] + product;
        }
    }

    @Override
    public void backward(Call call) {
        call.parallel(parts(call), this, MergedDirections::backwardPart);
    }

    private void backwardPart(Call call, int part, int thread) {
        int last = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int s = part * samplesPerPart(call); s < last; s++) {
            for (int t = 0; t < rows(call); t++) {
                split(call, 0, s, t);
                split(call, 1, s, t);
            }
        }
    }

    private void split(Call call, int input, int sample, int t) {
        if (!call.wantsDIn(input)) {
            return;
        }
        int n = call.inShape(input).dim(-1);
        int from = call.dOutAt() + (sample * rows(call) + t) * call.outShape().dim(-1)
                + (mode == MergeMode.CONCAT && input == 1 ? call.inShape(0).dim(-1) : 0);
        int to = call.dInAt(input) + row(call, input, sample, t) * n;
        if (mode == MergeMode.MUL) {
            int other = call.inAt(1 - input) + row(call, 1 - input, sample, t) * n;
            product(n, call.dOut(), from, call.in(1 - input), other, call.dInBeta(input), call.dIn(input), to);
        } else {
            call.kernels().scale(n, mode == MergeMode.AVE ? 0.5f : 1, call.dOut(), from, call.dInBeta(input),
                    call.dIn(input), to);
        }
    }
}
