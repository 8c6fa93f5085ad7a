package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.tensor.Shape;

/** 1 for steps in which anything differs from a value, 0 for the others: [batch, time, …] → [batch, time]. */
record StepMask(float value) implements Layer {
    @Override
    public Shape outputShape(Shape... inputs) {
        return Shape.of(inputs[0].dim(0));
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of();
    }

    @Override
    public void forward(Call call) {
        int size = call.inShape(0).size() / call.outShape().size();
        for (int step = 0; step < call.outSize(); step++) {
            call.out()[call.outAt() + step] = differs(call.in(0), call.inAt(0) + step * size, size) ? 1f : 0f;
        }
    }

    private boolean differs(float[] x, int at, int n) {
        for (int j = 0; j < n; j++) {
            if (x[at + j] != value) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void backward(Call call) {
        throw new IllegalStateException("A mask has no gradient.");
    }
}
