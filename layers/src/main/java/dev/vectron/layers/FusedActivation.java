package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.kernels.ActivationFunction;
import java.util.List;
import java.util.Optional;

/**
 * An activation that a layer applies in its last write.
 *
 * <p>A layer with an activation as its option is executed as two stages, and a layer followed by an elementwise
 * activation as one, so both ways of writing a model run the same code.
 */
final class FusedActivation {
    static final Elementwise NONE = new Elementwise(ActivationFunction.LINEAR, 0);
    private static final int BLOCK = 16_384;

    private FusedActivation() {}

    /** The function that {@code next} is, if a layer that applies {@code present} so far can apply it. */
    static Optional<Activation> with(Layer next, Activation present) {
        return present.equals(NONE) && next instanceof Elementwise function ? Optional.of(function) : Optional.empty();
    }

    /** The stages of a layer with an activation. */
    static List<Layer> stages(Layer layer, Activation activation, Layer linear) {
        return activation.equals(NONE) ? List.of(layer) : List.of(linear, activation);
    }

    /** The elementwise function that a fused layer applies. */
    static Elementwise of(Activation activation) {
        // No pattern switch: while it is interpreted it allocates.
        if (activation instanceof Elementwise function) {
            return function;
        }
        throw new IllegalStateException(activation.functionName() + " is a stage of its own.");
    }

    /** Turns the gradient of the whole output into that of the sum before the activation. */
    static void gradientInPlace(Call call, Activation activation) {
        Elementwise function = of(activation);
        if (function.function() != ActivationFunction.LINEAR) {
            call.parallel(Math.ceilDiv(call.outSize(), BLOCK), function, FusedActivation::gradientPart);
        }
    }

    private static void gradientPart(Elementwise function, Call call, int part, int thread) {
        int from = part * BLOCK;
        function.gradientInPlace(call, from, Math.min(BLOCK, call.outSize() - from));
    }
}
