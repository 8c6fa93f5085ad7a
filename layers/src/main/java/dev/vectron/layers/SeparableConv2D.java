package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Node;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.graph.Regularizer;
import dev.vectron.initializers.Initializers;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A depthwise convolution, which looks at each channel on its own, and then a convolution of 1×1, which mixes the
 * channels: [batch, height, width, channels] → [batch, outHeight, outWidth, filters]; sizes as {@link Padding} says.
 *
 * <p>Parameters: {@code depthwise_kernel} [kernelHeight, kernelWidth, channels, depthMultiplier] and
 * {@code pointwise_kernel} [1, 1, channels·depthMultiplier, filters], Glorot uniform; {@code bias} [filters], zeros.
 * There is neither bias nor activation between the two. It runs as {@link DepthwiseConv2D} and {@link Conv2D}, with
 * their errors. Immutable and thread-safe.
 *
 * <p>Sizes below 1 are an {@code IllegalArgumentException}; an input that is no picture, or with VALID one smaller than
 * the kernel, is a {@code ShapeException}.
 *
 * {@snippet :
 * Node y = x.then(separableConv2D(64, 3).padding(SAME).useBias(false)).then(batchNormalization()).then(relu());
 * }
 *
 * @param filters output channels, at least 1
 * @param window size, strides, padding and dilation of the depthwise kernel
 * @param depthMultiplier channels between the two for each input channel, at least 1; 1 by default
 * @param activation applied to the sum; linear by default
 * @param useBias whether there is a bias; true by default
 * @param depthwise initial values of the depthwise kernel, its regularizer and its constraint
 * @param pointwise initial values of the kernel of 1×1, its regularizer and its constraint
 * @param bias initial values of the bias, its regularizer and its constraint
 */
public record SeparableConv2D(int filters, Window window, int depthMultiplier, Activation activation, boolean useBias,
        ParameterOptions depthwise, ParameterOptions pointwise, ParameterOptions bias)
        implements Composed, Windowed<SeparableConv2D>, Biased<SeparableConv2D> {
    /** Checks the options. */
    public SeparableConv2D {
        Expect.size("SeparableConv2D", "filters", filters);
        Expect.size("SeparableConv2D", "depthMultiplier", depthMultiplier);
        window.requireOneOfStridesAndDilation("SeparableConv2D");
        Expect.notCausal("SeparableConv2D", window.padding());
        Expect.activation("SeparableConv2D", activation);
    }

    /**
     * A linear layer with Keras's defaults.
     *
     * @param filters output channels, at least 1
     * @param kernelSize height and width of the depthwise kernel
     */
    public SeparableConv2D(int filters, Extent kernelSize) {
        this(filters, new Window(kernelSize), 1, Activation.LINEAR, true,
                new ParameterOptions(Initializers.glorotUniform()), new ParameterOptions(Initializers.glorotUniform()),
                new ParameterOptions(Initializers.zeros()));
    }

    @Override
    public SeparableConv2D window(Window movement) {
        return new SeparableConv2D(filters, movement, depthMultiplier, activation, useBias, depthwise, pointwise, bias);
    }

    /**
     * This layer with that depth multiplier.
     *
     * @param multiplier channels between the two convolutions for each input channel, at least 1
     * @return the changed copy
     */
    public SeparableConv2D depthMultiplier(int multiplier) {
        return new SeparableConv2D(filters, window, multiplier, activation, useBias, depthwise, pointwise, bias);
    }

    @Override
    public SeparableConv2D activation(Activation function) {
        return new SeparableConv2D(filters, window, depthMultiplier, function, useBias, depthwise, pointwise, bias);
    }

    @Override
    public SeparableConv2D useBias(boolean use) {
        return new SeparableConv2D(filters, window, depthMultiplier, activation, use, depthwise, pointwise, bias);
    }

    /**
     * This layer with other options of the depthwise kernel.
     *
     * @param options how it begins and what holds it in bounds
     * @return the changed copy
     */
    public SeparableConv2D depthwise(ParameterOptions options) {
        return new SeparableConv2D(filters, window, depthMultiplier, activation, useBias, options, pointwise, bias);
    }

    /**
     * This layer with other options of the kernel of 1×1.
     *
     * @param options how it begins and what holds it in bounds
     * @return the changed copy
     */
    public SeparableConv2D pointwise(ParameterOptions options) {
        return new SeparableConv2D(filters, window, depthMultiplier, activation, useBias, depthwise, options, bias);
    }

    @Override
    public SeparableConv2D bias(ParameterOptions options) {
        return new SeparableConv2D(filters, window, depthMultiplier, activation, useBias, depthwise, pointwise,
                options);
    }

    /**
     * This layer with that initializer of the depthwise kernel.
     *
     * @param initializer initial values
     * @return the changed copy
     */
    public SeparableConv2D depthwiseInitializer(Initializer initializer) {
        return depthwise(depthwise.initializer(initializer));
    }

    /**
     * This layer with that initializer of the kernel of 1×1.
     *
     * @param initializer initial values
     * @return the changed copy
     */
    public SeparableConv2D pointwiseInitializer(Initializer initializer) {
        return pointwise(pointwise.initializer(initializer));
    }

    /**
     * This layer with that regularizer of the depthwise kernel.
     *
     * @param regularizer adds to the loss what it costs
     * @return the changed copy
     */
    public SeparableConv2D depthwiseRegularizer(@Nullable Regularizer regularizer) {
        return depthwise(depthwise.regularizer(regularizer));
    }

    /**
     * This layer with that constraint of the depthwise kernel.
     *
     * @param constraint brings it back into bounds after each step
     * @return the changed copy
     */
    public SeparableConv2D depthwiseConstraint(@Nullable Constraint constraint) {
        return depthwise(depthwise.constraint(constraint));
    }

    /**
     * This layer with that regularizer of the kernel of 1×1.
     *
     * @param regularizer adds to the loss what it costs
     * @return the changed copy
     */
    public SeparableConv2D pointwiseRegularizer(@Nullable Regularizer regularizer) {
        return pointwise(pointwise.regularizer(regularizer));
    }

    /**
     * This layer with that constraint of the kernel of 1×1.
     *
     * @param constraint brings it back into bounds after each step
     * @return the changed copy
     */
    public SeparableConv2D pointwiseConstraint(@Nullable Constraint constraint) {
        return pointwise(pointwise.constraint(constraint));
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("filters", filters);
        window.writeTo(config);
        config.put("depth_multiplier", depthMultiplier);
        config.put("activation", activation.asOption());
        config.put("use_bias", useBias);
        depthwise.writeTo(config, "depthwise");
        pointwise.writeTo(config, "pointwise");
        bias.writeTo(config, "bias");
        return config;
    }

    /** What {@link #config} says. */
    static SeparableConv2D fromConfig(Config config) {
        return new SeparableConv2D(config.integer("filters"), Window.readFrom(config),
                config.integer("depth_multiplier", 1), Activation.readFrom(config, "activation"),
                config.flag("use_bias", true),
                ParameterOptions.readFrom(config, "depthwise", Initializers.glorotUniform()),
                ParameterOptions.readFrom(config, "pointwise", Initializers.glorotUniform()),
                ParameterOptions.readFrom(config, "bias", Initializers.zeros()));
    }

    private DepthwiseConv2D first() {
        return new DepthwiseConv2D(window, depthMultiplier, Activation.LINEAR, false, depthwise, bias);
    }

    private Conv2D second() {
        return new Conv2D(filters, new Window(Extent.square(1)), 1, activation, useBias, pointwise, bias, 0);
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return second().outputShape(first().outputShape(inputs));
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        int channels = inputs[0].dim(2);
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(depthwise.trainable("depthwise_kernel",
                Shape.of(kernelSize().height(), kernelSize().width(), channels, depthMultiplier)));
        specs.add(pointwise.trainable("pointwise_kernel", Shape.of(1, 1, channels * depthMultiplier, filters)));
        if (useBias) {
            specs.add(bias.trainable("bias", Shape.of(filters)));
        }
        return List.copyOf(specs);
    }

    @Override
    public long flops(Shape... inputs) {
        return first().flops(inputs) + second().flops(first().outputShape(inputs));
    }

    @Override
    public Optional<Node> expanded(Node... inputs) {
        return Optional.of(inputs[0].then(first()).then(second()));
    }
}
