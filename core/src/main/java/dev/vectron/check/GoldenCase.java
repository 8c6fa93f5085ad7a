package dev.vectron.check;

import dev.vectron.graph.Graph;
import dev.vectron.store.DType;
import dev.vectron.store.Safetensors;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One case of a {@link GoldenSet}: what was computed, with which attributes, and the tensors that went in and came out.
 *
 * <p>Attributes have Keras's names in snake case ({@code pool_size}, {@code use_bias}). The file is opened when a
 * tensor is first asked for. Failed comparisons throw {@link AssertionError} with the case, the tensor, the worst place
 * and both values. Thread-safe.
 *
 * {@snippet :
 * for (GoldenCase c : golden.cases("dense")) {
 *     float[] y = myDense(c.tensor("x"), c.tensor("kernel"), c.flag("use_bias", true));
 *     c.assertClose("y", y, 1e-5);
 *     c.agreesWith(MyDense.class);
 * }
 * }
 */
public final class GoldenCase {
    private final Path path;
    private final String op;
    private final String description;
    private final Map<?, ?> config;
    private volatile @Nullable Safetensors file;

    GoldenCase(Path path, String op, String description, Map<?, ?> config) {
        this.path = path;
        this.op = op;
        this.description = description;
        this.config = config;
    }

    /** {@return the file's name without its ending: {@code conv2d_k3_valid}} */
    public String name() {
        return String.valueOf(path.getFileName()).replace(".safetensors", "");
    }

    /** {@return the operation: {@code conv2d}} */
    public String op() {
        return op;
    }

    /** {@return what the case shows, in words} */
    public String description() {
        return description;
    }

    /**
     * Whether the case has an attribute.
     *
     * @param key an attribute
     * @return whether the case has it, with a value other than null
     */
    public boolean has(String key) {
        return config.get(key) != null;
    }

    /** {@return the names of the attributes} */
    public Set<?> attributes() {
        return config.keySet();
    }

    /**
     * An attribute that is a word.
     *
     * @param key an attribute that is a word
     * @return its value
     */
    public String string(String key) {
        if (config.get(key) instanceof String s) {
            return s;
        }
        throw wrongAttribute(key, "a word");
    }

    /**
     * An attribute that is a number.
     *
     * @param key an attribute that is a number
     * @return its value
     */
    public double number(String key) {
        if (config.get(key) instanceof Number n) {
            return n.doubleValue();
        }
        throw wrongAttribute(key, "a number");
    }

    /**
     * An attribute that is a number.
     *
     * @param key an attribute that is a number, or absent
     * @param otherwise the value if it is absent
     * @return its value
     */
    public double number(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    /**
     * An attribute that is a whole number.
     *
     * @param key an attribute that is a whole number
     * @return its value
     */
    public int integer(String key) {
        if (config.get(key) instanceof Long n) {
            return Math.toIntExact(n);
        }
        throw wrongAttribute(key, "a whole number");
    }

    /**
     * An attribute that is a whole number.
     *
     * @param key an attribute that is a whole number, or absent
     * @param otherwise the value if it is absent
     * @return its value
     */
    public int integer(String key, int otherwise) {
        return has(key) ? integer(key) : otherwise;
    }

    /**
     * An attribute that is true or false.
     *
     * @param key an attribute that is true or false, or absent
     * @param otherwise the value if it is absent
     * @return its value
     */
    public boolean flag(String key, boolean otherwise) {
        Object value = config.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean b) {
            return b;
        }
        throw wrongAttribute(key, "true or false");
    }

    /**
     * An attribute that is a list of whole numbers.
     *
     * @param key an attribute that is a list of whole numbers, or one whole number
     * @return its values
     */
    public int[] integers(String key) {
        if (config.get(key) instanceof List<?> list && list.stream().allMatch(Long.class::isInstance)) {
            return list.stream().mapToInt(v -> Math.toIntExact((Long) v)).toArray();
        }
        return new int[] {integer(key)};
    }

    /** {@return the names of the tensors} */
    public Set<String> tensors() {
        return opened().entries().keySet();
    }

    /**
     * Whether the case has a tensor.
     *
     * @param tensor a name
     * @return whether the case has such a tensor
     */
    public boolean hasTensor(String tensor) {
        return opened().entries().containsKey(tensor);
    }

    /**
     * Whether a tensor holds whole numbers.
     *
     * @param tensor a name
     * @return whether it holds whole numbers, to be read by {@link #ints}
     */
    public boolean isInteger(String tensor) {
        return entry(tensor).type() == DType.I32;
    }

    /**
     * The shape of a tensor.
     *
     * @param tensor a name
     * @return its shape, the batch axis included
     */
    public Shape shape(String tensor) {
        return entry(tensor).shape();
    }

    /**
     * A tensor.
     *
     * @param tensor a name
     * @return its values; whole numbers as floats
     */
    public Tensor tensor(String tensor) {
        entry(tensor);
        try {
            return opened().tensor(tensor);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * The values of a tensor of whole numbers.
     *
     * @param tensor the name of a tensor of whole numbers
     * @return its values
     */
    public int[] ints(String tensor) {
        entry(tensor);
        try {
            return opened().ints(tensor);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Compares relative to the largest magnitude M of the reference: max |actual − reference| ≤ bound · M.
     *
     * @param tensor the reference
     * @param actual as many values as it has
     * @param bound the bound; 1e-5 for forward values, 1e-4 for gradients
     * @throws AssertionError if the difference is larger or anything is NaN that should not be
     */
    public void assertClose(String tensor, float[] actual, double bound) {
        assertClose(tensor, actual, 0, bound);
    }

    /**
     * As {@link #assertClose(String, float[], double)}, for a range of an array.
     *
     * @param tensor the reference
     * @param actual the array
     * @param at where the values begin
     * @param bound the bound
     */
    public void assertClose(String tensor, float[] actual, int at, double bound) {
        comparison(tensor).verify(actual, at, 0, bound * GoldenComparison.largest(tensor(tensor).values()));
    }

    /**
     * Compares with a bound that does not depend on the reference: max |actual − reference| ≤ bound.
     *
     * @param tensor the reference
     * @param actual as many values as it has
     * @param bound the bound
     */
    public void assertWithin(String tensor, float[] actual, double bound) {
        comparison(tensor).verify(actual, 0, 0, bound);
    }

    /**
     * Compares element by element: |actual − reference| ≤ relative · |reference| + absolute.
     *
     * @param tensor the reference
     * @param actual as many values as it has
     * @param relative the bound relative to each element
     * @param absolute what is added to it
     */
    public void assertCloseElementwise(String tensor, float[] actual, double relative, double absolute) {
        comparison(tensor).verify(actual, 0, relative, absolute);
    }

    /**
     * Compares for equality (0 equals −0).
     *
     * @param tensor the reference
     * @param actual as many values as it has
     */
    public void assertExact(String tensor, float[] actual) {
        comparison(tensor).verify(actual, 0, 0, 0);
    }

    /**
     * Compares the steps of an optimizer by how far they moved from the first weights:
     * |displacement − reference| ≤ 1e-4 · M + 3e-7 · largest weight, M being the largest displacement.
     *
     * @param parameter the parameter: with {@code w}, the tensors {@code w} and {@code w_displacement} are read
     * @param steps the weights after each step, all steps one behind the other
     */
    public void assertDisplacement(String parameter, float[] steps) {
        Tensor start = tensor(parameter);
        Tensor reference = tensor(parameter + "_displacement");
        float[] moved = new float[steps.length];
        for (int i = 0; i < steps.length; i++) {
            // The exact difference, rounded once.
            moved[i] = (float) ((double) steps[i] - start.values()[i % start.size()]);
        }
        double bound = 1e-4 * GoldenComparison.largest(reference.values())
                + 3e-7 * GoldenComparison.largest(start.values());
        comparison(parameter + "_displacement").verify(moved, 0, 0, bound);
    }

    /**
     * Says at the end of a test that everything in the case agreed: the table of what is covered then lists the case
     * with these classes. A case of which no test says so counts as not run.
     *
     * @param checked what was compared (layers, losses, optimizers, metrics), or classes; of a graph all its layers
     */
    public void agreesWith(Object... checked) {
        for (Object each : checked) {
            if (each instanceof Graph graph) {
                CheckRecord.passedWithin("golden", graph, op, name());
            } else {
                CheckRecord.passed("golden", each, op, name());
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }

    private GoldenComparison comparison(String tensor) {
        return new GoldenComparison(name() + ": \"" + tensor + "\"", description, tensor(tensor));
    }

    private Safetensors.Entry entry(String tensor) {
        Safetensors.Entry entry = opened().entries().get(tensor);
        if (entry == null) {
            throw new IllegalArgumentException(name() + ": has no tensor \"" + tensor + "\"; it holds "
                    + String.join(", ", tensors()) + ".");
        }
        return entry;
    }

    private Safetensors opened() {
        Safetensors known = file;
        if (known == null) {
            try {
                known = Safetensors.open(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
            file = known;
        }
        return known;
    }

    private IllegalArgumentException wrongAttribute(String key, String expected) {
        return new IllegalArgumentException(name() + ": attribute \"" + key + "\": expected " + expected + ", found "
                + config.get(key)
                + "; the case has " + config + ".");
    }
}
