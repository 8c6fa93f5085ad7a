package dev.vectron.training;

import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a training or a callback remembers, by names, to be written to a file and read again exactly: numbers with all
 * their bits, NaN and infinities included, texts and tensors. Not thread-safe.
 *
 * <p>A name that is not there, or another kind of value, is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * public void save(SavedState state) {
 *     state.put("best", best);
 *     state.put("waited", (long) waited);
 * }
 * public void restore(SavedState state) {
 *     best = state.number("best");
 *     waited = (int) state.whole("waited");
 * }
 * }
 */
public final class SavedState {
    private final Map<String, @Nullable Object> values;
    private final Map<String, Tensor> tensors;
    private final String scope;

    SavedState() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), "");
    }

    SavedState(Map<String, @Nullable Object> values, Map<String, Tensor> tensors) {
        this(values, tensors, "");
    }

    private SavedState(Map<String, @Nullable Object> values, Map<String, Tensor> tensors, String scope) {
        this.values = values;
        this.tensors = tensors;
        this.scope = scope;
    }

    /** The part of this state whose names begin with a word of their own. */
    SavedState in(String word) {
        return new SavedState(values, tensors, scope + word + "/");
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    Map<String, Tensor> tensors() {
        return tensors;
    }

    /** The tensors of this part of the state, by the names that they have in it. */
    Map<String, Tensor> ownTensors() {
        Map<String, Tensor> own = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(scope)) {
                own.put(name.substring(scope.length()), tensor);
            }
        });
        return own;
    }

    /**
     * Whether there is a value or a tensor.
     *
     * @param name its name
     * @return whether it is there
     */
    public boolean has(String name) {
        return values.containsKey(scope + name) || tensors.containsKey(scope + name);
    }

    /**
     * Keeps a number.
     *
     * @param name its name
     * @param value any number, NaN too
     */
    public void put(String name, double value) {
        values.put(scope + name, Double.toString(value));
    }

    /**
     * Keeps a whole number.
     *
     * @param name its name
     * @param value the number
     */
    public void put(String name, long value) {
        values.put(scope + name, Long.toString(value));
    }

    /**
     * Keeps a text.
     *
     * @param name its name
     * @param value the text
     */
    public void put(String name, String value) {
        values.put(scope + name, value);
    }

    /**
     * Keeps numbers.
     *
     * @param name their name
     * @param numbers any numbers
     */
    public void put(String name, double[] numbers) {
        List<String> texts = new ArrayList<>();
        for (double number : numbers) {
            texts.add(Double.toString(number));
        }
        values.put(scope + name, texts);
    }

    /**
     * Keeps a tensor; it must not change before the state is written.
     *
     * @param name its name
     * @param tensor the tensor
     */
    public void put(String name, Tensor tensor) {
        tensors.put(scope + name, tensor);
    }

    /**
     * A number.
     *
     * @param name its name
     * @return the value that was kept, bit for bit
     * @throws IllegalArgumentException if there is none
     */
    public double number(String name) {
        return Double.parseDouble(text(name));
    }

    /**
     * A whole number.
     *
     * @param name its name
     * @return the value that was kept
     * @throws IllegalArgumentException if there is none
     */
    public long whole(String name) {
        return Long.parseLong(text(name));
    }

    /**
     * A text.
     *
     * @param name its name
     * @return the text that was kept
     * @throws IllegalArgumentException if there is none
     */
    public String text(String name) {
        if (values.get(scope + name) instanceof String text) {
            return text;
        }
        throw missing(name);
    }

    /**
     * Numbers.
     *
     * @param name their name
     * @return the numbers that were kept, bit for bit
     * @throws IllegalArgumentException if there are none
     */
    public double[] numbers(String name) {
        if (values.get(scope + name) instanceof List<?> texts) {
            return texts.stream().mapToDouble(text -> Double.parseDouble(String.valueOf(text))).toArray();
        }
        throw missing(name);
    }

    /**
     * A tensor.
     *
     * @param name its name
     * @return the tensor that was kept
     * @throws IllegalArgumentException if there is none
     */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(scope + name);
        if (tensor == null) {
            throw missing(name);
        }
        return tensor;
    }

    private IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("the saved training has no \"" + scope + name
                + "\"; it belongs to another training, or to one with other callbacks.");
    }
}
