package dev.vectron.training;

import dev.vectron.optimizers.OptimizerState;
import java.util.LinkedHashMap;
import java.util.Map;

/** The optimizer's part of what is saved of a training. */
final class SavedOptimizer {
    private static final String SCOPE = "optimizer";
    private static final String NUMBERS = "numbers";

    private SavedOptimizer() {}

    static void save(OptimizerState optimizer, SavedState state) {
        SavedState own = state.in(SCOPE);
        Map<String, Object> numbers = optimizer.toNumbers();
        numbers.forEach((name, value) -> {
            if (value instanceof Long whole) {
                own.put(name, whole);
            } else {
                own.put(name, ((Number) value).doubleValue());
            }
        });
        own.put(NUMBERS, String.join(",", numbers.keySet()));
        optimizer.toTensors().forEach(own::put);
    }

    /** Whether there is an optimizer's part. */
    static boolean isIn(SavedState state) {
        return state.in(SCOPE).has(NUMBERS);
    }

    /**
     * Takes over what was saved.
     *
     * @throws IllegalArgumentException if it is that of another optimizer or model; nothing was changed then
     */
    static void restore(OptimizerState optimizer, SavedState state) {
        SavedState own = state.in(SCOPE);
        Map<String, Object> numbers = new LinkedHashMap<>();
        for (String name : own.text(NUMBERS).split(",")) {
            numbers.put(name, own.number(name));
        }
        optimizer.restore(numbers, own.ownTensors());
    }
}
