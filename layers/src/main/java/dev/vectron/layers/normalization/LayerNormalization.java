package dev.vectron.layers.normalization;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.initializers.Initializers;
import dev.vectron.layers.Expect;
import dev.vectron.layers.ParameterOptions;
import dev.vectron.layers.ScaledAndCentered;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Layer normalization (Ba, Kiros, Hinton 2016): y = gamma · (x − mean) / √(variance + epsilon) + beta, with mean and
 * biased variance of each sample at each position over the last axis, or over several last axes; any shape → the same
 * shape.
 *
 * <p>Training and inference are the same, and no sample depends on others. Parameters, each of the shape of the
 * normalized axes: {@code gamma} ones, {@code beta} zeros. An input without the axes, or where they are not the last,
 * gives a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * x.then(dense(64)).then(layerNormalization());                 // each row of 64
 * x.then(conv2D(16, 3)).then(layerNormalization().axis(1, 2, 3));   // each picture as a whole
 * }
 *
 * @param axis the axes, counted with the batch as 0 as in Keras, or from the end if negative; −1 by default
 * @param epsilon is added to the variance, above 0; 0.001 by default
 * @param center whether there is a beta; true by default
 * @param scale whether there is a gamma; true by default
 * @param gamma initial values of gamma, its regularizer and its constraint
 * @param beta initial values of beta, its regularizer and its constraint
 */
public record LayerNormalization(List<Integer> axis, double epsilon, boolean center, boolean scale,
        ParameterOptions gamma, ParameterOptions beta) implements Layer, ScaledAndCentered<LayerNormalization> {

    /** Checks the options. */
    public LayerNormalization {
        axis = TrailingAxes.of("LayerNormalization", axis.stream().mapToInt(Integer::intValue).toArray());
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("LayerNormalization: epsilon must be above 0, got " + epsilon + ".");
        }
    }

    /** With Keras's defaults. */
    public LayerNormalization() {
        this(List.of(-1), 1e-3, true, true, new ParameterOptions(Initializers.ones()),
                new ParameterOptions(Initializers.zeros()));
    }

    /**
     * This layer over those axes.
     *
     * @param axes the last axes of the input, counted with the batch as 0 as in Keras, or from the end if negative
     * @return the changed copy
     */
    public LayerNormalization axis(int... axes) {
        return new LayerNormalization(TrailingAxes.of("LayerNormalization", axes), epsilon, center, scale, gamma, beta);
    }

    /**
     * This layer with that epsilon.
     *
     * @param added to the variance, above 0
     * @return the changed copy
     */
    public LayerNormalization epsilon(double added) {
        return new LayerNormalization(axis, added, center, scale, gamma, beta);
    }

    @Override
    public LayerNormalization center(boolean use) {
        return new LayerNormalization(axis, epsilon, use, scale, gamma, beta);
    }

    @Override
    public LayerNormalization scale(boolean use) {
        return new LayerNormalization(axis, epsilon, center, use, gamma, beta);
    }

    @Override
    public LayerNormalization gamma(ParameterOptions options) {
        return new LayerNormalization(axis, epsilon, center, scale, options, beta);
    }

    @Override
    public LayerNormalization beta(ParameterOptions options) {
        return new LayerNormalization(axis, epsilon, center, scale, gamma, options);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("axis", axis.size() == 1 ? axis.getFirst() : axis);
        config.put("epsilon", epsilon);
        config.put("center", center);
        config.put("scale", scale);
        gamma.writeTo(config, "gamma");
        beta.writeTo(config, "beta");
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static LayerNormalization fromConfig(Config config) {
        LayerNormalization layer = new LayerNormalization();
        return layer.axis(config.has("axis") ? config.integers("axis", 0) : new int[] {-1})
                .epsilon(config.number("epsilon", layer.epsilon)).center(config.flag("center", true))
                .scale(config.flag("scale", true))
                .gamma(ParameterOptions.readFrom(config, "gamma", Initializers.ones()))
                .beta(ParameterOptions.readFrom(config, "beta", Initializers.zeros()));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        TrailingAxes.require(axis, in);
        return in;
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        Shape shape = TrailingAxes.shape(axis, inputs[0]);
        List<ParameterSpec> specs = new ArrayList<>();
        if (scale) {
            specs.add(gamma.trainable("gamma", shape));
        }
        if (center) {
            specs.add(beta.trainable("beta", shape));
        }
        return List.copyOf(specs);
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Object prepare(Shape... inputs) {
        return new NormalizedRows(TrailingAxes.shape(axis, inputs[0]).size(), (float) epsilon, true);
    }

    @Override
    public Needs needs(Shape... inputs) {
        int n = TrailingAxes.shape(axis, inputs[0]).size();
        return Needs.of().input().packed(NormalizedRows.packed(n)).workspace(NormalizedRows.workspace(n))
                .savedPerSample(NormalizedRows.saved(inputs[0].size() / n)).allowsInPlace();
    }

    @Override
    public long flops(Shape... inputs) {
        return 8L * inputs[0].size();
    }

    /** Gamma, then beta, with ones and zeros for those that are not there. */
    @Override
    public void pack(Call call) {
        int n = call.prepared(NormalizedRows.class).length();
        int at = call.packedAt();
        Arrays.fill(call.packed(), at, at + n, 1f);
        Arrays.fill(call.packed(), at + n, at + 2 * n, 0f);
        if (scale) {
            System.arraycopy(call.parameter(0), call.parameterAt(0), call.packed(), at, n);
        }
        if (center) {
            int p = scale ? 1 : 0;
            System.arraycopy(call.parameter(p), call.parameterAt(p), call.packed(), at + n, n);
        }
    }

    @Override
    public void forward(Call call) {
        call.parallel(call.prepared(NormalizedRows.class).parts(call), this, LayerNormalization::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        call.prepared(NormalizedRows.class).forward(call, part);
    }

    @Override
    public void backward(Call call) {
        NormalizedRows rows = call.prepared(NormalizedRows.class);
        call.parallel(rows.chains(call), this, LayerNormalization::backwardPart);
        if (scale && call.wantsGradient(0)) {
            rows.join(call, 0, 0);
        }
        int p = scale ? 1 : 0;
        if (center && call.wantsGradient(p)) {
            rows.join(call, 1, p);
        }
    }

    private void backwardPart(Call call, int chain, int thread) {
        call.prepared(NormalizedRows.class).backward(call, chain);
    }
}
