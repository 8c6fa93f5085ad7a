package dev.vectron.layers.augmentation;

import dev.vectron.graph.Needs;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes pictures lighter or darker in training: out = in + f · (highest − lowest value), clipped to the range of
 * values, with f drawn uniformly for each picture; in inference does nothing. [height, width, channels] → the same.
 * Where a value was clipped the gradient is 0. Immutable and thread-safe.
 *
 * <p>A factor outside of [−1, 1] is an {@code IllegalArgumentException}, an input that is no picture a {@code
 * ShapeException}.
 *
 * {@snippet :
 * randomBrightness(0.2);                       // values from 0 to 255, up to 51 more or less
 * randomBrightness(0, 0.5).valueRange(0, 1);   // lighter only, behind rescaling(1 / 255f)
 * }
 *
 * @param factor shares of the range, within −1 (black) and 1 (white)
 * @param valueRange the values that pictures have; 0 to 255 by default
 */
public record RandomBrightness(Interval factor, Interval valueRange) implements Augmentation {
    private static final int FACTOR = -1;

    /** Checks the factor. */
    public RandomBrightness {
        factor.within(-1, 1, "RandomBrightness", "factor");
    }

    /**
     * Lighter and darker pictures with values from 0 to 255.
     *
     * @param factor the largest share of the range
     */
    public RandomBrightness(double factor) {
        this(Interval.around("RandomBrightness", "factor", factor), Interval.BYTES);
    }

    /**
     * This layer for other values.
     *
     * @param lowest the lowest value that pictures have; 0 if never set
     * @param highest the highest; 255 if never set
     * @return the changed copy
     */
    public RandomBrightness valueRange(double lowest, double highest) {
        return new RandomBrightness(factor, Interval.of("RandomBrightness", "valueRange", lowest, highest));
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("factor", factor.toArray());
        config.put("value_range", valueRange.toArray());
        return config;
    }

    /**
     * Makes the layer from a file.
     *
     * @param config what {@link #config} says
     * @return the layer
     */
    public static RandomBrightness fromConfig(Config config) {
        return new RandomBrightness(Interval.readFrom(config, "factor"),
                config.has("value_range") ? Interval.readFrom(config, "value_range") : Interval.BYTES);
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().output().allowsInPlace();
    }

    @Override
    public void vary(long key, Shape input, float[] from, int fromAt, float[] to, int toAt) {
        float more = (float) (factor.draw(key, FACTOR) * (valueRange.upper() - valueRange.lower()));
        float least = (float) valueRange.lower();
        float most = (float) valueRange.upper();
        int size = input.size();
        for (int i = 0; i < size; i++) {
            to[toAt + i] = Math.max(least, Math.min(most, from[fromAt + i] + more));
        }
    }

    @Override
    public void adjoint(long key, Shape input, float[] out, int outAt, float[] dOut, int dOutAt, float beta,
            float[] dIn, int dInAt) {
        for (int i = 0; i < input.size(); i++) {
            float g = valueRange.passes(out[outAt + i]) ? dOut[dOutAt + i] : 0;
            dIn[dInAt + i] = beta == 0 ? g : dIn[dInAt + i] + g;
        }
    }
}
