package dev.vectron.layers.normalization;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.initializers.Initializers;
import dev.vectron.layers.Expect;
import dev.vectron.layers.ParameterOptions;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Root mean square normalization (Zhang, Sennrich 2019): y = scale · x / √(mean of x² + epsilon), the mean being taken
 * of each sample at each position over the last axis, or over several last axes; any shape → the same shape.
 *
 * <p>Cheaper than {@link LayerNormalization}, as nothing is subtracted. Training and inference are the same, and no
 * sample depends on others. One parameter of the shape of the normalized axes: {@code scale}, ones. An input without
 * the axes, or where they are not the last, gives a {@code ShapeException}, an epsilon that is not above 0 an
 * {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * x.then(dense(64)).then(rmsNormalization());                   // each row of 64
 * x.then(conv2D(16, 3)).then(rmsNormalization().axis(1, 2, 3).epsilon(1e-5));
 * }
 *
 * @param axis the axes, counted with the batch as 0 as in Keras, or from the end if negative; −1 by default
 * @param epsilon is added to the mean square, above 0; 0.000001 by default
 */
public record RMSNormalization(List<Integer> axis, double epsilon) implements Layer {
    private static final ParameterOptions SCALE = new ParameterOptions(Initializers.ones());

    /** Checks the options. */
    public RMSNormalization {
        axis = TrailingAxes.of("RMSNormalization", axis.stream().mapToInt(Integer::intValue).toArray());
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("RMSNormalization: epsilon must be above 0, got " + epsilon + ".");
        }
    }

    /** With Keras's defaults. */
    public RMSNormalization() {
        this(List.of(-1), 1e-6);
    }

    /**
     * This layer over those axes.
     *
     * @param axes the last axes of the input, counted with the batch as 0 as in Keras, or from the end if negative
     * @return the changed copy
     */
    public RMSNormalization axis(int... axes) {
        return new RMSNormalization(TrailingAxes.of("RMSNormalization", axes), epsilon);
    }

    /**
     * This layer with that epsilon.
     *
     * @param added to the mean square, above 0
     * @return the changed copy
     */
    public RMSNormalization epsilon(double added) {
        return new RMSNormalization(axis, added);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("axis", axis.size() == 1 ? axis.getFirst() : axis);
        config.put("epsilon", epsilon);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static RMSNormalization fromConfig(Config config) {
        RMSNormalization layer = new RMSNormalization();
        return layer.axis(config.has("axis") ? config.integers("axis", 0) : new int[] {-1})
                .epsilon(config.number("epsilon", layer.epsilon));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        TrailingAxes.require(axis, in);
        return in;
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return List.of(SCALE.trainable("scale", TrailingAxes.shape(axis, inputs[0])));
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Object prepare(Shape... inputs) {
        return new NormalizedRows(TrailingAxes.shape(axis, inputs[0]).size(), (float) epsilon, false);
    }

    @Override
    public Needs needs(Shape... inputs) {
        int n = TrailingAxes.shape(axis, inputs[0]).size();
        return Needs.of().input().packed(NormalizedRows.packed(n)).workspace(NormalizedRows.workspace(n))
                .savedPerSample(NormalizedRows.saved(inputs[0].size() / n)).allowsInPlace();
    }

    @Override
    public long flops(Shape... inputs) {
        return 4L * inputs[0].size();
    }

    /** The scale, and zeros for what is not added. */
    @Override
    public void pack(Call call) {
        int n = call.prepared(NormalizedRows.class).length();
        int at = call.packedAt();
        System.arraycopy(call.parameter(0), call.parameterAt(0), call.packed(), at, n);
        Arrays.fill(call.packed(), at + n, at + 2 * n, 0f);
    }

    @Override
    public void forward(Call call) {
        call.parallel(call.prepared(NormalizedRows.class).parts(call), this, RMSNormalization::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        call.prepared(NormalizedRows.class).forward(call, part);
    }

    @Override
    public void backward(Call call) {
        NormalizedRows rows = call.prepared(NormalizedRows.class);
        call.parallel(rows.chains(call), this, RMSNormalization::backwardPart);
        if (call.wantsGradient(0)) {
            rows.join(call, 0, 0);
        }
    }

    private void backwardPart(Call call, int chain, int thread) {
        call.prepared(NormalizedRows.class).backward(call, chain);
    }
}
