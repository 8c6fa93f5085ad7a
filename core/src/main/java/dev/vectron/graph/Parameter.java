package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;

/**
 * A parameter of a graph: a named range of the graph's one array of values.
 *
 * <p>All parameters of a graph lie one behind the other in {@link Graph#values}, in graph order; the gradients of a run
 * and the slots of an optimizer use the same offsets.
 */
public final class Parameter {
    private final String name;
    private final ParameterSpec spec;
    private final int at;
    private final ParameterValues values;
    private boolean frozen;
    private float learningRateFactor = 1;

    Parameter(String name, ParameterSpec spec, int at, ParameterValues values) {
        spec.checkTerms(name);
        this.name = name;
        this.spec = spec;
        this.at = at;
        this.values = values;
    }

    /** {@return the full name: {@code conv2d/kernel}} */
    public String name() {
        return name;
    }

    /** {@return what the layer asked for} */
    public ParameterSpec spec() {
        return spec;
    }

    /** {@return where the values begin in {@link Graph#values}} */
    public int at() {
        return at;
    }

    /** {@return the graph's array, shared by all its parameters; what {@link Graph#values} says of it holds here} */
    public float[] values() {
        return values.give();
    }

    /** The array, for those who only read, and for those who count their change. */
    float[] array() {
        return values.array;
    }

    /** {@return the shape} */
    public Shape shape() {
        return spec.shape();
    }

    /** {@return how many values there are} */
    public int size() {
        return spec.shape().size();
    }

    /** {@return whether an optimizer changes it: it is no statistic, and its layer is not frozen} */
    public boolean trainable() {
        return spec.trainable() && !frozen;
    }

    /** {@return by how much the learning rate is multiplied for this parameter; 1 unless its layer says otherwise} */
    public float learningRateFactor() {
        return learningRateFactor;
    }

    void freeze(boolean freeze) {
        frozen = freeze;
    }

    void learningRateFactor(float factor) {
        learningRateFactor = factor;
    }

    /** {@return a copy of the values} */
    public Tensor toTensor() {
        Tensor t = Tensor.zeros(shape());
        System.arraycopy(values.array, at, t.values(), 0, size());
        return t;
    }

    /**
     * Replaces the values.
     *
     * @param tensor as many values as this parameter has, of the same shape
     * @throws dev.vectron.tensor.ShapeException if the shapes differ
     */
    public void set(Tensor tensor) {
        if (!tensor.shape().equals(shape())) {
            throw new dev.vectron.tensor.ShapeException(
                    "Parameter \"" + name + "\": expects shape " + shape() + ", got " + tensor.shape() + ".");
        }
        System.arraycopy(tensor.values(), 0, values.array, at, size());
        values.changed();
    }

    @Override
    public String toString() {
        return name + shape();
    }
}
