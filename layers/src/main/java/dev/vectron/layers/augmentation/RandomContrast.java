package dev.vectron.layers.augmentation;

import dev.vectron.graph.Needs;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes the contrast of pictures in training: out = mean + f · (in − mean), clipped to the range of values, with f
 * drawn uniformly from [1 − lower, 1 + upper] for each picture and the mean that of each channel; in inference does
 * nothing. [height, width, channels] → the same. Where a value was clipped the gradient is 0. Immutable and
 * thread-safe.
 *
 * <p>A factor outside of [0, 1] is an {@code IllegalArgumentException}, an input that is no picture a {@code
 * ShapeException}.
 *
 * {@snippet :
 * randomContrast(0.2);                       // f from 0.8 to 1.2, values from 0 to 255
 * randomContrast(0.5).valueRange(0, 1);      // behind rescaling(1 / 255f)
 * }
 *
 * @param lower how far f goes below 1, from 0 to 1
 * @param upper how far f goes above 1, from 0 to 1
 * @param valueRange the values that pictures have; 0 to 255 by default
 */
public record RandomContrast(double lower, double upper, Interval valueRange) implements Augmentation {
    private static final int FACTOR = -1;

    /** Checks the factors. */
    public RandomContrast {
        if (!(lower >= 0 && lower <= 1 && upper >= 0 && upper <= 1)) {
            throw new IllegalArgumentException("RandomContrast: factor must be between 0 and 1, got " + lower
                    + (Double.compare(lower, upper) == 0 ? "" : " below and " + upper + " above") + ".");
        }
    }

    /**
     * Pictures with values from 0 to 255.
     *
     * @param factor how far f goes below and above 1
     */
    public RandomContrast(double factor) {
        this(factor, factor, Interval.BYTES);
    }

    /**
     * This layer for other values.
     *
     * @param lowest the lowest value that pictures have; 0 if never set
     * @param highest the highest; 255 if never set
     * @return the changed copy
     */
    public RandomContrast valueRange(double lowest, double highest) {
        return new RandomContrast(lower, upper, Interval.of("RandomContrast", "valueRange", lowest, highest));
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("factor", new double[] {lower, upper});
        config.put("value_range", valueRange.toArray());
        return config;
    }

    /**
     * Makes the layer from a file.
     *
     * @param config what {@link #config} says
     * @return the layer
     */
    public static RandomContrast fromConfig(Config config) {
        Interval range = config.has("value_range") ? Interval.readFrom(config, "value_range") : Interval.BYTES;
        if (config.isNumber("factor")) {
            return new RandomContrast(config.number("factor")).valueRange(range.lower(), range.upper());
        }
        double[] factors = config.numbers("factor");
        if (factors.length != 2) {
            throw new IllegalArgumentException("RandomContrast: option \"factor\" expects a number or two, got "
                    + factors.length + ".");
        }
        return new RandomContrast(factors[0], factors[1], range);
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().output().allowsInPlace();
    }

    private float factor(long key) {
        return (float) (1 - lower + (lower + upper) * CounterRandom.uniform(key, FACTOR));
    }

    @Override
    public void vary(long key, Shape input, float[] from, int fromAt, float[] to, int toAt) {
        float factor = factor(key);
        int channels = input.dim(2);
        int size = input.size();
        float least = (float) valueRange.lower();
        float most = (float) valueRange.upper();
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int i = c; i < size; i += channels) {
                sum += from[fromAt + i];
            }
            float mean = (float) (sum * channels / size);
            for (int i = c; i < size; i += channels) {
                to[toAt + i] = Math.max(least, Math.min(most, (from[fromAt + i] - mean) * factor + mean));
            }
        }
    }

    /** Each value's gradient times f, and an equal share of 1 − f times the sum of all, for the mean. */
    @Override
    public void adjoint(long key, Shape input, float[] out, int outAt, float[] dOut, int dOutAt, float beta,
            float[] dIn, int dInAt) {
        float factor = factor(key);
        int channels = input.dim(2);
        int size = input.size();
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int i = c; i < size; i += channels) {
                sum += valueRange.passes(out[outAt + i]) ? dOut[dOutAt + i] : 0;
            }
            float share = (float) (sum * channels / size * (1 - factor));
            for (int i = c; i < size; i += channels) {
                float g = share + (valueRange.passes(out[outAt + i]) ? factor * dOut[dOutAt + i] : 0);
                dIn[dInAt + i] = beta == 0 ? g : dIn[dInAt + i] + g;
            }
        }
    }
}
