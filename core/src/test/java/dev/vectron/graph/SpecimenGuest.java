package dev.vectron.graph;

import dev.vectron.tensor.Shape;

/**
 * Specimens that let their neighbours do parts of their work: what they see of a sample beforehand they keep, and need.
 */
interface SpecimenGuest extends Specimen, Guest {
    /** Keeps what belongs to a sample. */
    private static void keep(Call call, int sample, int half, float[] from, int at) {
        System.arraycopy(from, at + sample * SIZE, call.saved(), keptAt(call, sample, half), SIZE);
    }

    private static int keptAt(Call call, int sample, int half) {
        return call.savedAt() + (2 * sample + half) * SIZE;
    }

    /** Writes an element of the output from the inputs and from what was kept of the last one. */
    void output(Call call, int i, float kept);

    /** Writes an element of the last input's gradient from what was kept of dOut. */
    void lastGradient(Call call, int i, float kept);

    @Override
    default void forward(Call call) {
        for (int sample = 0; sample < call.batch(); sample++) {
            if (call.training() && !call.hostInFront()) {
                takeIn(call, sample, 1, 0);
            }
            if (!call.hostBehind()) {
                makeOut(call, sample, 1, 0);
            }
        }
        spoil(call);
    }

    @Override
    default void backward(Call call) {
        for (int sample = 0; sample < call.batch(); sample++) {
            if (!call.hostBehind()) {
                takeDOut(call, sample, 1, 0);
            }
            if (!call.hostInFront()) {
                makeDIn(call, sample, 1, 0);
            }
        }
        spoil(call);
    }

    @Override
    default void takeIn(Call call, int sample, int samples, int thread) {
        int last = call.inputs() - 1;
        keep(call, sample, 0, call.in(last), call.inAt(last));
    }

    @Override
    default void makeOut(Call call, int sample, int samples, int thread) {
        int last = call.inputs() - 1;
        for (int i = 0; i < SIZE; i++) {
            int at = sample * SIZE + i;
            output(call, at, call.training() ? call.saved()[keptAt(call, sample, 0) + i]
                    : call.in(last)[call.inAt(last) + at]);
        }
    }

    @Override
    default void takeDOut(Call call, int sample, int samples, int thread) {
        keep(call, sample, 1, call.dOut(), call.dOutAt());
    }

    @Override
    default void makeDIn(Call call, int sample, int samples, int thread) {
        for (int i = 0; i < SIZE && call.wantsDIn(call.inputs() - 1); i++) {
            lastGradient(call, sample * SIZE + i, call.saved()[keptAt(call, sample, 1) + i]);
        }
    }

    private static void put(Call call, int input, int i, float gradient) {
        int at = call.dInAt(input) + i;
        call.dIn(input)[at] = call.dInBeta(input) == 0 ? gradient : call.dIn(input)[at] + gradient;
    }

    /** y = x², half each of two readings of x. */
    final class Late implements SpecimenGuest {
        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().input().savedPerSample(2 * SIZE).workspace(60).scratch(50).allowsInPlace();
        }

        @Override
        public void output(Call call, int i, float kept) {
            call.out()[call.outAt() + i] = 0.5f * kept * call.in(0)[call.inAt(0) + i];
        }

        @Override
        public void lastGradient(Call call, int i, float kept) {
            put(call, 0, i, 0.5f * (kept + call.dOut()[call.dOutAt() + i]) * call.in(0)[call.inAt(0) + i]);
        }

        @Override
        public void evaluate(int batch, float[][] in, float[][] none, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = 0.5f * in[0][i] * in[0][i];
            }
        }

        @Override
        public void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] none, float[][] dIn,
                float[][] nothing) {
            for (int i = 0; i < dOut.length; i++) {
                dIn[0][i] = dOut[i] * in[0][i];
            }
        }
    }

    /** z = x + 2y, in place over x; the gradient of x is written with dOut, that of y later. */
    final class Lean implements SpecimenGuest {
        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().savedPerSample(2 * SIZE).allowsInPlace();
        }

        @Override
        public void output(Call call, int i, float kept) {
            call.out()[call.outAt() + i] = call.in(0)[call.inAt(0) + i] + (kept + call.in(1)[call.inAt(1) + i]);
        }

        @Override
        public void takeDOut(Call call, int sample, int samples, int thread) {
            SpecimenGuest.super.takeDOut(call, sample, samples, thread);
            boolean inPlace = call.dInAt(0) == call.dOutAt();
            for (int i = sample * SIZE; i < (sample + 1) * SIZE && call.wantsDIn(0) && !inPlace; i++) {
                put(call, 0, i, call.dOut()[call.dOutAt() + i]);
            }
        }

        @Override
        public void lastGradient(Call call, int i, float kept) {
            put(call, 1, i, kept + call.dOut()[call.dOutAt() + i]);
        }

        @Override
        public void evaluate(int batch, float[][] in, float[][] none, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = in[0][i] + 2 * in[1][i];
            }
        }

        @Override
        public void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] none, float[][] dIn,
                float[][] nothing) {
            for (int i = 0; i < dOut.length; i++) {
                dIn[0][i] = dOut[i];
                dIn[1][i] = 2 * dOut[i];
            }
        }
    }
}
