package dev.vectron.layers.augmentation;

import dev.vectron.graph.Call;
import dev.vectron.tensor.Shape;

/**
 * How the pictures of a batch are divided into parts for layers that vary them: several together where they are small.
 */
final class AugmentationParts {
    private static final int BLOCK = 16_384;

    private AugmentationParts() {}

    private static int samplesPerPart(Call call) {
        return Math.max(1, BLOCK / Math.max(call.inShape(0).size(), call.outShape().size()));
    }

    static int count(Call call) {
        return Math.ceilDiv(call.batch(), samplesPerPart(call));
    }

    static void forward(Augmentation layer, Call call, int part, int thread) {
        Shape shape = call.inShape(0);
        int size = call.outShape().size();
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            int from = call.inAt(0) + sample * shape.size();
            int to = call.outAt() + sample * size;
            if (call.training()) {
                layer.vary(call.randomKey(sample), shape, call.in(0), from, call.out(), to);
            } else {
                layer.infer(shape, call.in(0), from, call.out(), to);
            }
        }
    }

    static void backward(Augmentation layer, Call call, int part, int thread) {
        Shape shape = call.inShape(0);
        int size = call.outShape().size();
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            int at = sample * size;
            layer.adjoint(call.randomKey(sample), shape, call.out(), call.outAt() + at, call.dOut(), call.dOutAt() + at,
                    call.dInBeta(0), call.dIn(0), call.dInAt(0) + sample * shape.size());
        }
    }
}
