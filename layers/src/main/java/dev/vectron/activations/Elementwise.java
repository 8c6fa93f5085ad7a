package dev.vectron.activations;

import dev.vectron.graph.Call;
import dev.vectron.graph.Needs;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An activation of each element alone, y = f(x), whose derivative follows from its output; any shape → the same shape.
 *
 * <p>Dense, convolution and batch normalization apply it in their last write when it stands behind them. It works in
 * place. A NaN stays NaN. Immutable and thread-safe.
 *
 * <p>A slope that is negative or no number is an {@code IllegalArgumentException}, a second input a {@code
 * ShapeException}.
 *
 * {@snippet :
 * dense(64).activation(TANH);
 * Node y = x.then(elu(0.5));
 * }
 *
 * @param function the function
 * @param slope its parameter, at least 0: the slope of {@link ActivationFunction#LEAKY_RELU} for negative x, the
 *     largest value of {@link ActivationFunction#CAPPED_RELU}, how far {@link ActivationFunction#ELU} falls; 0 for the
 *     others
 */
public record Elementwise(ActivationFunction function, float slope) implements Activation {
    /** How many elements a part of the work has. */
    static final int BLOCK = 16_384;

    /** Checks the parameter. */
    public Elementwise {
        String parameter = switch (function) {
            case LEAKY_RELU -> "leakyRelu: the slope";
            case CAPPED_RELU -> "relu: maxValue";
            case ELU -> "elu: alpha";
            default -> "";
        };
        if (parameter.isEmpty() && slope != 0) {
            throw new IllegalArgumentException(function + " has no parameter: it must be 0, got " + slope + ".");
        }
        if (!(slope >= 0) || slope == Float.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(parameter + " must be a number of at least 0, got " + slope + ".");
        }
    }

    /** The shape of the only input. */
    static Shape single(Shape... inputs) {
        if (inputs.length != 1) {
            throw new ShapeException("takes one input, got " + inputs.length
                    + "; put add() or concatenate() in front.");
        }
        return inputs[0];
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return single(inputs);
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Needs needs(Shape... inputs) {
        return function == ActivationFunction.LINEAR ? Needs.of().view() : Needs.of().output().allowsInPlace();
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.outSize(), BLOCK), this, Elementwise::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int from = part * BLOCK;
        int n = Math.min(BLOCK, call.outSize() - from);
        call.kernels().activate(function, slope, n, call.in(0), call.inAt(0) + from, call.out(), call.outAt() + from);
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.outSize(), BLOCK), this, Elementwise::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int from = part * BLOCK;
        int n = Math.min(BLOCK, call.outSize() - from);
        if (function == ActivationFunction.LINEAR) {
            call.kernels().scale(n, 1, call.dOut(), call.dOutAt() + from, call.dInBeta(0), call.dIn(0),
                    call.dInAt(0) + from);
        } else {
            call.kernels().activateGradient(function, slope, n, call.out(), call.outAt() + from,
                    call.dOut(), call.dOutAt() + from, call.dInBeta(0), call.dIn(0), call.dInAt(0) + from);
        }
    }

    /**
     * Turns the gradient of this function's output into that of its input, in place; for layers that apply it in their
     * last write.
     *
     * @param call the layer's call; its output is this function's
     * @param from the first element of the output
     * @param n how many
     */
    public void gradientInPlace(Call call, int from, int n) {
        if (function != ActivationFunction.LINEAR) {
            call.kernels().activateGradient(function, slope, n, call.out(), call.outAt() + from,
                    call.dOut(), call.dOutAt() + from, 0, call.dOut(), call.dOutAt() + from);
        }
    }

    @Override
    public String functionName() {
        return equals(RELU6) ? "relu6" : switch (function) {
            case CAPPED_RELU -> "relu";
            default -> function.name().toLowerCase(Locale.ROOT);
        };
    }

    /**
     * {@return ReLU, LeakyReLU or ELU, else Activation, as Keras has no layers of their own for the other functions}
     */
    @Override
    public String className() {
        return switch (function) {
            case RELU, CAPPED_RELU -> "ReLU";
            case LEAKY_RELU -> "LeakyReLU";
            case ELU -> "ELU";
            default -> "Activation";
        };
    }

    @Override
    public String baseName() {
        return switch (function) {
            case RELU, CAPPED_RELU -> "re_lu";
            case LEAKY_RELU -> "leaky_re_lu";
            case ELU -> "elu";
            default -> "activation";
        };
    }

    @Override
    public Object asOption() {
        return KnownActivations.asOption(this);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return switch (function) {
            case RELU -> Rectifier.config(0, Float.POSITIVE_INFINITY, 0);
            case CAPPED_RELU -> Rectifier.config(0, slope, 0);
            case LEAKY_RELU -> Map.of("negative_slope", slope);
            case ELU -> Map.of("alpha", slope);
            default -> KnownActivations.config(functionName(), Map.of());
        };
    }
}
