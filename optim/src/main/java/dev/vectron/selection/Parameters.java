package dev.vectron.selection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values that one trial of a search tries, by name. Immutable.
 *
 * <p>A name that is not there, or a value of another kind, is an {@code IllegalArgumentException}. Thread-safe if its
 * values are.
 *
 * {@snippet :
 * Model model = Sequential.of(input(4), dense(p.whole("units")), dense(3).activation(SOFTMAX));
 * Optimizer optimizer = adam(p.number("rate"));
 * }
 *
 * @param values the values in the order of the search: numbers, texts, truth values or objects of any kind
 */
public record Parameters(Map<String, Object> values) {
    /** Keeps a copy. */
    public Parameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * A number.
     *
     * @param name its name
     * @return the value
     * @throws IllegalArgumentException if there is none, or it is no number
     */
    public double number(String name) {
        return get(name, Number.class).doubleValue();
    }

    /**
     * A whole number.
     *
     * @param name its name
     * @return the value
     * @throws IllegalArgumentException if there is none, or it is no whole number
     */
    public int whole(String name) {
        Number value = get(name, Number.class);
        if (value.doubleValue() != value.intValue()) {
            throw new IllegalArgumentException("The parameter \"" + name + "\" is " + value + ", not a whole number.");
        }
        return value.intValue();
    }

    /**
     * A text.
     *
     * @param name its name
     * @return the value
     * @throws IllegalArgumentException if there is none, or it is no text
     */
    public String text(String name) {
        return get(name, String.class);
    }

    /**
     * A truth value.
     *
     * @param name its name
     * @return the value
     * @throws IllegalArgumentException if there is none, or it is neither true nor false
     */
    public boolean flag(String name) {
        return get(name, Boolean.class);
    }

    /**
     * A value of any kind, for example an activation.
     *
     * @param <T> its type
     * @param name its name
     * @param type its type
     * @return the value
     * @throws IllegalArgumentException if there is none of that name and type
     */
    public <T> T get(String name, Class<T> type) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("There is no parameter \"" + name + "\"; there are "
                    + String.join(", ", values.keySet()) + ".");
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("The parameter \"" + name + "\" is " + value + ", a "
                    + value.getClass().getSimpleName() + ", not a " + type.getSimpleName() + ".");
        }
        return type.cast(value);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
