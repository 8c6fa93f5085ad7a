package dev.vectron.schedules;

import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keras's {@code PiecewiseConstantDecay}: {@code values[0]} up to and including step {@code boundaries[0]}, then
 * {@code values[1]} up to and including {@code boundaries[1]}, and so on; the last value for good:
 * {@code rate(step) = values[i]} with i the number of boundaries below the step.
 *
 * <p>Rates that are negative or not finite, boundaries that do not rise, and another number of values than boundaries
 * plus 1 are an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * LearningRateSchedule steps = piecewiseConstantDecay(new int[] {32_000, 48_000}, 0.1, 0.01, 0.001);
 * }
 *
 * @param boundaries the last steps of all values but the last, rising
 * @param values one rate more than there are boundaries
 */
public record PiecewiseConstantDecay(List<Integer> boundaries, List<Double> values)
        implements LearningRateSchedule, Configured {
    private static final String NAME = "piecewiseConstantDecay";

    /** Checks the numbers, and keeps copies. */
    public PiecewiseConstantDecay {
        boundaries = List.copyOf(boundaries);
        values = List.copyOf(values);
        if (values.size() != boundaries.size() + 1) {
            throw new IllegalArgumentException(NAME + ": expects one value more than boundaries, got "
                    + values.size() + " values and " + boundaries.size() + " boundaries.");
        }
        values.forEach(value -> Rules.notNegative(NAME, "each value", value));
        int last = -1;
        for (int boundary : boundaries) {
            if (boundary <= last) {
                throw new IllegalArgumentException(NAME
                        + ": boundaries must rise from one to the next and be at least 0, got " + boundaries + ".");
            }
            last = boundary;
        }
    }

    static PiecewiseConstantDecay of(Config config) {
        return new PiecewiseConstantDecay(Arrays.stream(config.integers("boundaries", 0)).boxed().toList(),
                Arrays.stream(config.numbers("values")).boxed().toList());
    }

    @Override
    public double rate(long step) {
        int piece = 0;
        while (piece < boundaries.size() && step > boundaries.get(piece)) {
            piece++;
        }
        return values.get(piece);
    }

    @Override
    public String className() {
        return "PiecewiseConstantDecay";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("boundaries", boundaries);
        config.put("values", values);
        return config;
    }
}
