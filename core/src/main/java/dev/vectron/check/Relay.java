package dev.vectron.check;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.tensor.Shape;

/**
 * Copies its input, so that the layer after it reads memory of the run, over which it may work in place if it says so.
 */
record Relay() implements Layer {
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
        System.arraycopy(call.in(0), call.inAt(0), call.out(), call.outAt(), call.outSize());
    }

    @Override
    public void backward(Call call) {
        if (!call.wantsDIn(0)) {
            return;
        }
        for (int i = 0; i < call.outSize(); i++) {
            float g = call.dOut()[call.dOutAt() + i];
            int at = call.dInAt(0) + i;
            call.dIn(0)[at] = call.dInBeta(0) == 0 ? g : call.dIn(0)[at] + g;
        }
    }
}
