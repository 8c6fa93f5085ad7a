package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Layer;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.initializers.Initializers;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A convolution along the steps of a sequence: {@code y[t][f] = activation(bias[f] + Σ x[t·s − p + k·d][c] ·
 * kernel[k][c][f])}, [batch, steps, channels] → [batch, outSteps, filters]; as many outputs as {@link Padding} says.
 * With CAUSAL an output sees its own and earlier steps only.
 *
 * <p>Parameters: {@code kernel} [kernelSize, channels / groups, filters], Glorot uniform; {@code bias} [filters],
 * zeros. Strides and dilation above 1 exclude each other, as in Keras. It runs as {@link Conv2D} on a picture of one
 * row. An input that is no sequence, with VALID one shorter than the kernel, or one whose channels the groups do not
 * divide, is refused with a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(100, 8), conv1D(32, 5).activation(RELU), maxPooling1D(2), conv1D(64, 5).padding(CAUSAL));
 * }
 *
 * @param filters output channels, at least 1
 * @param kernelSize steps of the kernel, at least 1
 * @param strides steps from one output to the next; 1 by default
 * @param padding what happens at the ends; VALID by default
 * @param dilationRate steps from one tap of the kernel to the next; 1 by default
 * @param groups parts that channels and filters are divided into, each convolved on its own; 1 by default
 * @param activation applied to the sum; linear by default
 * @param useBias whether there is a bias; true by default
 * @param kernel initial values of the kernel, its regularizer and its constraint
 * @param bias initial values of the bias, its regularizer and its constraint
 */
public record Conv1D(int filters, int kernelSize, int strides, Padding padding, int dilationRate, int groups,
        Activation activation, boolean useBias, ParameterOptions kernel, ParameterOptions bias)
        implements OneRow, Weighted<Conv1D> {
    /** Checks the options. */
    public Conv1D {
        Expect.size("Conv1D", "filters", filters);
        Expect.size("Conv1D", "kernelSize", kernelSize);
        Expect.size("Conv1D", "strides", strides);
        Expect.size("Conv1D", "dilationRate", dilationRate);
        Expect.groups("Conv1D", filters, groups);
        Expect.padding("Conv1D", padding);
        Expect.atMost("Conv1D", Window.REACH, Window.reach(kernelSize, dilationRate));
        if (strides > 1 && dilationRate > 1) {
            throw new IllegalArgumentException("Conv1D: strides " + strides + " and dilationRate " + dilationRate
                    + " cannot both be above 1; use one of them.");
        }
        Expect.activation("Conv1D", activation);
    }

    /**
     * A linear convolution with Keras's defaults.
     *
     * @param filters output channels, at least 1
     * @param kernelSize steps of the kernel, at least 1
     */
    public Conv1D(int filters, int kernelSize) {
        this(filters, kernelSize, 1, Padding.VALID, 1, 1, Activation.LINEAR, true,
                new ParameterOptions(Initializers.glorotUniform()), new ParameterOptions(Initializers.zeros()));
    }

    /**
     * This layer with those strides.
     *
     * @param step steps from one output to the next
     * @return the changed copy
     */
    public Conv1D strides(int step) {
        return new Conv1D(filters, kernelSize, step, padding, dilationRate, groups, activation, useBias, kernel, bias);
    }

    /**
     * This layer with that padding.
     *
     * @param ends VALID, SAME or CAUSAL
     * @return the changed copy
     */
    public Conv1D padding(Padding ends) {
        return new Conv1D(filters, kernelSize, strides, ends, dilationRate, groups, activation, useBias, kernel, bias);
    }

    /**
     * This layer with that dilation.
     *
     * @param rate steps from one tap of the kernel to the next
     * @return the changed copy
     */
    public Conv1D dilationRate(int rate) {
        return new Conv1D(filters, kernelSize, strides, padding, rate, groups, activation, useBias, kernel, bias);
    }

    /**
     * This layer with that many groups.
     *
     * @param parts that channels and filters are divided into; a divisor of both
     * @return the changed copy
     */
    public Conv1D groups(int parts) {
        return new Conv1D(filters, kernelSize, strides, padding, dilationRate, parts, activation, useBias, kernel,
                bias);
    }

    @Override
    public Conv1D activation(Activation function) {
        return new Conv1D(filters, kernelSize, strides, padding, dilationRate, groups, function, useBias, kernel, bias);
    }

    @Override
    public Conv1D useBias(boolean use) {
        return new Conv1D(filters, kernelSize, strides, padding, dilationRate, groups, activation, use, kernel, bias);
    }

    @Override
    public Conv1D kernel(ParameterOptions options) {
        return new Conv1D(filters, kernelSize, strides, padding, dilationRate, groups, activation, useBias, options,
                bias);
    }

    @Override
    public Conv1D bias(ParameterOptions options) {
        return new Conv1D(filters, kernelSize, strides, padding, dilationRate, groups, activation, useBias, kernel,
                options);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("filters", filters);
        config.put("kernel_size", kernelSize);
        config.put("strides", strides);
        config.put("padding", padding);
        config.put("dilation_rate", dilationRate);
        config.put("groups", groups);
        config.put("activation", activation.asOption());
        config.put("use_bias", useBias);
        kernel.writeTo(config, "kernel");
        bias.writeTo(config, "bias");
        return config;
    }

    /** What {@link #config} says. */
    static Conv1D fromConfig(Config config) {
        return new Conv1D(config.integer("filters"), config.integers("kernel_size", 1)[0],
                config.has("strides") ? config.integers("strides", 1)[0] : 1, config.choice("padding", Padding.VALID),
                config.has("dilation_rate") ? config.integers("dilation_rate", 1)[0] : 1, config.integer("groups", 1),
                Activation.readFrom(config, "activation"), config.flag("use_bias", true),
                ParameterOptions.readFrom(config, "kernel", Initializers.glorotUniform()),
                ParameterOptions.readFrom(config, "bias", Initializers.zeros()));
    }

    @Override
    public void requireFit(Shape in) {
        Expect.steps(in, "kernel", (kernelSize - 1) * dilationRate + 1, padding);
        Expect.channels(in, groups);
    }

    @Override
    public Layer ofPictures() {
        Window window = new Window(new Extent(1, kernelSize), new Extent(1, strides), padding,
                new Extent(1, dilationRate));
        return new Conv2D(filters, window, groups, activation, useBias, kernel, bias, 0);
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(kernel.trainable("kernel", Shape.of(kernelSize, inputs[0].dim(1) / groups, filters)));
        if (useBias) {
            specs.add(bias.trainable("bias", Shape.of(filters)));
        }
        return List.copyOf(specs);
    }
}
