package dev.vectron.layers.augmentation;

import dev.vectron.layers.Expect;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Erases a rectangle of pictures in training; in inference does nothing. [height, width, channels] → the same.
 *
 * <p>A picture is changed with a probability that is itself drawn uniformly from an interval, as in Keras: with the
 * default, 0 to 1, every second one is. Height and width of the rectangle are √s and √t of the picture's, s and t drawn
 * uniformly from {@code scale} independently of each other, and it lies wholly within. It is filled with one value,
 * with a colour, or with noise: normal numbers times the highest value, each clipped to the range of values. The
 * gradient of erased pixels is 0. A colour of another number of channels than the picture's is a {@code
 * ShapeException}. Immutable and thread-safe.
 *
 * <p>Source: Zhong, Zheng, Kang, Li, Yang, "Random Erasing Data Augmentation" (2020).
 *
 * <p>Shares outside of [0, 1] are an {@code IllegalArgumentException}, an input that is no picture a {@code
 * ShapeException}.
 *
 * {@snippet :
 * randomErasing();
 * randomErasing(0.5).scale(0.05, 0.2).fillValue(128);
 * randomErasing().fillValue(124, 116, 104);            // the mean colour of ImageNet
 * randomErasing().factor(1, 1).valueRange(0, 1);       // every picture, behind rescaling(1 / 255f)
 * }
 *
 * @param factor where the probability is drawn from, within 0 and 1
 * @param scale where the share of the area is drawn from, within 0 and 1; 0.02 to 0.33 by default
 * @param fillValue what erased pixels become, one value for all channels or one for each; none for noise, the default
 * @param valueRange the values that pictures have; 0 to 255 by default
 */
public record RandomErasing(Interval factor, Interval scale, List<Float> fillValue, Interval valueRange)
        implements Augmentation {
    private static final int PROBABILITY = -1;
    private static final int CHANCE = -2;
    private static final int HEIGHT = -3;
    private static final int WIDTH = -4;
    private static final int TOP = -5;
    private static final int LEFT = -6;

    /** Checks factor and scale. */
    public RandomErasing {
        factor.within(0, 1, "RandomErasing", "factor");
        scale.within(0, 1, "RandomErasing", "scale");
        fillValue = List.copyOf(fillValue);
        for (float value : fillValue) {
            Expect.finite("RandomErasing", "fillValue", value);
        }
    }

    /**
     * Noise in pictures with values from 0 to 255.
     *
     * @param factor the highest probability
     */
    public RandomErasing(double factor) {
        this(Interval.of("RandomErasing", "factor", Math.min(0, factor), factor),
                new Interval(0.02, 0.33), List.of(), Interval.BYTES);
    }

    /**
     * This layer with other probabilities.
     *
     * @param lower the lowest
     * @param upper the highest
     * @return the changed copy
     */
    public RandomErasing factor(double lower, double upper) {
        return new RandomErasing(Interval.of("RandomErasing", "factor", lower, upper), scale, fillValue, valueRange);
    }

    /**
     * This layer with rectangles of other sizes.
     *
     * @param lower the smallest share of the area; 0.02 if never set
     * @param upper the largest; 0.33 if never set
     * @return the changed copy
     */
    public RandomErasing scale(double lower, double upper) {
        return new RandomErasing(factor, Interval.of("RandomErasing", "scale", lower, upper), fillValue, valueRange);
    }

    /**
     * This layer with one value or a colour instead of noise.
     *
     * @param values what erased pixels become, clipped to the range of values: one for all channels, or one for each;
     *     none for noise
     * @return the changed copy
     */
    public RandomErasing fillValue(double... values) {
        return new RandomErasing(factor, scale, floats(values), valueRange);
    }

    private static List<Float> floats(double... values) {
        return Arrays.stream(values).mapToObj(value -> (float) value).toList();
    }

    /**
     * This layer for other values.
     *
     * @param lowest the lowest value that pictures have; 0 if never set
     * @param highest the highest; 255 if never set
     * @return the changed copy
     */
    public RandomErasing valueRange(double lowest, double highest) {
        return new RandomErasing(factor, scale, fillValue, Interval.of("RandomErasing", "valueRange", lowest, highest));
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("factor", factor.toArray());
        config.put("scale", scale.toArray());
        config.put("fill_value", fillValue.isEmpty() ? null : fillValue.size() == 1 ? fillValue.getFirst() : fillValue);
        config.put("value_range", valueRange.toArray());
        return config;
    }

    /**
     * Makes the layer from a file.
     *
     * @param config what {@link #config} says
     * @return the layer
     */
    public static RandomErasing fromConfig(Config config) {
        RandomErasing defaults = new RandomErasing(1);
        return new RandomErasing(config.has("factor") ? Interval.readFrom(config, "factor", 0) : defaults.factor,
                config.has("scale") ? Interval.readFrom(config, "scale", 0) : defaults.scale,
                fillValue(config),
                config.has("value_range") ? Interval.readFrom(config, "value_range") : Interval.BYTES);
    }

    private static List<Float> fillValue(Config config) {
        if (!config.has("fill_value")) {
            return List.of();
        }
        return config.isNumber("fill_value") ? floats(config.number("fill_value"))
                : floats(config.numbers("fill_value"));
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape picture = Expect.picture(input);
        if (fillValue.size() > 1 && fillValue.size() != picture.dim(2)) {
            throw ShapeException.mismatch("pictures of " + fillValue.size() + " channels, as many as fillValue has",
                    input, "give one value for each channel, or one for all");
        }
        return picture;
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    private boolean erases(long key) {
        return CounterRandom.uniform(key, CHANCE) < factor.draw(key, PROBABILITY);
    }

    /** The length of one side of the rectangle, in pixels and parts of them. */
    private double length(long key, int counter, int whole) {
        return Math.sqrt(scale.draw(key, counter)) * whole;
    }

    /** The first pixel at or behind the beginning of the rectangle, whose place is drawn. */
    private static int begin(long key, int counter, double length, int whole) {
        return (int) Math.ceil(CounterRandom.uniform(key, counter) * (whole - length));
    }

    /** The first pixel at or behind its end. */
    private static int end(long key, int counter, double length, int whole) {
        return Math.min(whole, (int) Math.ceil(CounterRandom.uniform(key, counter) * (whole - length) + length));
    }

    @Override
    public void vary(long key, Shape input, float[] from, int fromAt, float[] to, int toAt) {
        infer(input, from, fromAt, to, toAt);
        if (erases(key)) {
            erase(key, input, false, to, toAt);
        }
    }

    @Override
    public void adjoint(long key, Shape input, float[] out, int outAt, float[] dOut, int dOutAt, float beta,
            float[] dIn, int dInAt) {
        // What was erased does not depend on the input; nobody reads dOut afterwards.
        if (erases(key)) {
            erase(key, input, true, dOut, dOutAt);
        }
        if (beta == 0) {
            infer(input, dOut, dOutAt, dIn, dInAt);
            return;
        }
        for (int i = 0; i < input.size(); i++) {
            dIn[dInAt + i] += dOut[dOutAt + i];
        }
    }

    private void erase(long key, Shape input, boolean gradient, float[] values, int at) {
        int height = input.dim(0);
        int width = input.dim(1);
        int channels = input.dim(2);
        double rows = length(key, HEIGHT, height);
        double columns = length(key, WIDTH, width);
        int left = begin(key, LEFT, columns, width) * channels;
        int right = end(key, LEFT, columns, width) * channels;
        int bottom = end(key, TOP, rows, height);
        long noiseKey = CounterRandom.mix(key);
        for (int y = begin(key, TOP, rows, height); y < bottom; y++) {
            for (int i = y * width * channels + left; i < y * width * channels + right; i++) {
                values[at + i] = gradient ? 0 : fillValue.isEmpty() ? noise(noiseKey, i) : fill(i % channels);
            }
        }
    }

    private float fill(int channel) {
        return valueRange.clip(fillValue.get(fillValue.size() == 1 ? 0 : channel));
    }

    /** A normal number by the Box–Muller formula, from elements of the stream that are those of this pixel alone. */
    private float noise(long key, int element) {
        double u = (CounterRandom.bits(key, 2 * element) >>> 8) + 1;
        double normal = Math.sqrt(-2 * StrictMath.log(u * CounterRandom.UNIT))
                * Turns.cos(CounterRandom.uniform(key, 2 * element + 1));
        return valueRange.clip((float) (normal * valueRange.upper()));
    }
}
