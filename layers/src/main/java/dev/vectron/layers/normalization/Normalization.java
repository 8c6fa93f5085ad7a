package dev.vectron.layers.normalization;

import dev.vectron.data.Dataset;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings features to mean 0 and standard deviation 1 by numbers taken from the training data:
 * y = (x − mean) / max(√variance, 10⁻⁷), any shape → the same shape.
 *
 * <p>There is a mean and a variance for each place on the axes that are kept; by default the last, the features or
 * channels. {@link #adapt} takes them from data, {@link #statistics} from the caller. They are options, not parameters:
 * no training changes them, and a model's file holds them. A layer that has none yet, or an input that does not fit
 * them, gives a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Normalization normalized = normalization().adapt(split.train());
 * Model model = Sequential.of(input(13), normalized, dense(64).activation(RELU), dense(1));
 * }
 *
 * @param axis the axes to keep, counted with the batch as 0 as in Keras, or from the end if negative; −1 by default;
 *     without any there is one mean for all values
 * @param mean the means, or empty; one stands for all; empty by default
 * @param variance as many variances, each at least 0; empty by default
 * @param invert whether to go back: y = x · max(√variance, 10⁻⁷) + mean; false by default
 */
public record Normalization(List<Integer> axis, List<Float> mean, List<Float> variance, boolean invert)
        implements Layer {
    private static final int BLOCK = 16_384;

    /** Checks the options. */
    public Normalization {
        axis = List.copyOf(axis);
        mean = List.copyOf(mean);
        variance = List.copyOf(variance);
        if (axis.contains(0)) {
            throw new IllegalArgumentException("Normalization: axis 0 is the batch; use 1 or more, or -1 for the last"
                    + " axis.");
        }
        if (mean.size() != variance.size()) {
            throw new IllegalArgumentException("Normalization: needs as many variances as means, got " + mean.size()
                    + " means and " + variance.size() + " variances.");
        }
        for (int i = 0; i < mean.size(); i++) {
            if (!Float.isFinite(mean.get(i)) || !(variance.get(i) >= 0) || Float.isInfinite(variance.get(i))) {
                throw new IllegalArgumentException("Normalization: means must be finite and variances at least 0, got "
                        + mean.get(i) + " and " + variance.get(i) + " in place " + i + ".");
            }
        }
    }

    /** For each place on the last axis, without numbers yet. */
    public Normalization() {
        this(List.of(-1), List.of(), List.of(), false);
    }

    /**
     * This layer with other axes, without numbers.
     *
     * @param kept the axes to keep
     * @return the changed copy
     */
    public Normalization axis(int... kept) {
        return new Normalization(Arrays.stream(kept).boxed().toList(), List.of(), List.of(), invert);
    }

    /** {@return this layer with one mean and variance of all values, without numbers: {@code axis=None}} */
    public Normalization noAxis() {
        return new Normalization(List.of(), List.of(), List.of(), invert);
    }

    /**
     * This layer with known numbers.
     *
     * @param means one for each place on the kept axes, row-major, or one for all
     * @param variances as many, each at least 0
     * @return the changed copy
     */
    public Normalization statistics(float[] means, float[] variances) {
        return new Normalization(axis, boxed(means), boxed(variances), invert);
    }

    /**
     * This layer backwards: from mean 0 and standard deviation 1 to the data's.
     *
     * @param back whether to go back
     * @return the changed copy
     */
    public Normalization invert(boolean back) {
        return new Normalization(axis, mean, variance, back);
    }

    /**
     * This layer with the means and biased variances of data, summed in double in the order of the samples. Give it the
     * training data only, and before the model is built.
     *
     * @param train the data; of several inputs, the first
     * @return the layer with its numbers
     * @throws ShapeException if the inputs have no such axes
     * @throws dev.vectron.data.DataException if a value is NaN or infinite
     */
    public Normalization adapt(Dataset train) {
        Shape shape = train.inputShape();
        KeptAxes.require(axis, shape);
        FeatureMoments moments = FeatureMoments.of(train, KeptAxes.numbers(axis, shape), KeptAxes.count(axis, shape));
        return statistics(moments.mean(), moments.variance());
    }

    private static List<Float> boxed(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("axis", axis.size() == 1 ? axis.getFirst() : axis.isEmpty() ? null : axis);
        config.put("invert", invert);
        config.put("mean", mean);
        config.put("variance", variance);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static Normalization fromConfig(Config config) {
        int[] axes = config.has("axis") ? config.integers("axis", 0) : new int[0];
        return new Normalization().axis(axes).statistics(floats(config, "mean"), floats(config, "variance"))
                .invert(config.flag("invert", false));
    }

    private static float[] floats(Config config, String key) {
        double[] values = config.has(key) ? config.numbers(key) : new double[0];
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        if (mean.isEmpty()) {
            throw new ShapeException("has no mean and variance yet; call adapt(trainingData), or statistics(means,"
                    + " variances).");
        }
        KeptAxes.require(axis, in);
        int count = KeptAxes.count(axis, in);
        if (mean.size() != 1 && mean.size() != count) {
            throw ShapeException.mismatch("inputs of " + mean.size() + " means on axis " + axis, in,
                    "adapt it to data of this shape, which has " + count);
        }
        return in;
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Object prepare(Shape... inputs) {
        return FeatureScale.of(KeptAxes.numbers(axis, inputs[0]), mean, variance);
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().allowsInPlace();
    }

    private static int samplesPerPart(Call call) {
        return Math.max(1, BLOCK / call.outShape().size());
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, Normalization::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        FeatureScale scale = call.prepared(FeatureScale.class);
        int size = call.outShape().size();
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call)) * size;
        for (int at = part * samplesPerPart(call) * size; at < end; at += scale.period()) {
            scale.apply(invert, call.in(0), call.inAt(0) + at, call.out(), call.outAt() + at);
        }
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, Normalization::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        FeatureScale scale = call.prepared(FeatureScale.class);
        int size = call.outShape().size();
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call)) * size;
        for (int at = part * samplesPerPart(call) * size; at < end; at += scale.period()) {
            scale.applyGradient(invert, call.dOut(), call.dOutAt() + at, call.dInBeta(0), call.dIn(0),
                    call.dInAt(0) + at);
        }
    }
}
