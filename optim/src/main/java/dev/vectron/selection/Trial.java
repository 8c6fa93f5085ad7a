package dev.vectron.selection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of one trial of a search.
 *
 * <p>A value that it does not have is an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * double accuracy = result.best().value("val_accuracy");
 * }
 *
 * @param number its number, from 1, in the order of the search
 * @param parameters what was tried
 * @param values means over the folds, by names of the history: {@code loss}, {@code val_accuracy}; empty if it failed
 * @param deviations standard deviations over the folds, by the same names; empty without cross-validation
 * @param epochs how many epochs were trained, of all folds together
 * @param seconds how long it took
 * @param error why it failed, in one line; empty if it did not
 */
public record Trial(int number, Parameters parameters, Map<String, Double> values, Map<String, Double> deviations,
        int epochs, double seconds, String error) {
    /** Keeps copies. */
    public Trial {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        deviations = Collections.unmodifiableMap(new LinkedHashMap<>(deviations));
    }

    /** {@return whether there are no values} */
    public boolean failed() {
        return !error.isEmpty();
    }

    /**
     * A value.
     *
     * @param name its name: {@code val_loss}
     * @return the mean over the folds
     * @throws IllegalArgumentException if there is no such value
     */
    public double value(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Trial " + number + " has no value \"" + name + "\"; "
                    + (failed() ? "it failed: " + error : "it has " + String.join(", ", values.keySet()) + "."));
        }
        return value;
    }
}
