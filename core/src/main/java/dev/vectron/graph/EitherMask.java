package dev.vectron.graph;

import dev.vectron.tensor.Shape;

/** The mask of a merge: a step counts if it does in any of the masks, as in Keras. Immutable and thread-safe. */
record EitherMask() implements Layer {
    @Override
    public Shape outputShape(Shape... inputs) {
        return inputs[0];
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of();
    }

    @Override
    public void forward(Call call) {
        for (int step = 0; step < call.outSize(); step++) {
            float counts = 0;
            for (int i = 0; i < call.inputs(); i++) {
                counts = Math.max(counts, call.in(i)[call.inAt(i) + step]);
            }
            call.out()[call.outAt() + step] = counts;
        }
    }

    @Override
    public void backward(Call call) {
        throw new IllegalStateException("A mask has no gradient.");
    }
}
