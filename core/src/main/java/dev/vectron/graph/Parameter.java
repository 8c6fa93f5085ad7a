package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;

/**
 * A parameter of a graph: a named range of the graph's one array of values.
 *
 * <p>All parameters of a graph lie one behind the other in {@link Graph#values}, in graph order; the gradients of a run
 * and the slots of an optimizer use the same offsets.
 *
 * @param name the full name: {@code conv2d/kernel}
 * @param spec what the layer asked for
 * @param at where the values begin in {@link Graph#values}
 * @param values the graph's array, shared by all its parameters
 */
public record Parameter(String name, ParameterSpec spec, int at, float[] values) {
    /** {@return the shape} */
    public Shape shape() {
        return spec.shape();
    }

    /** {@return how many values there are} */
    public int size() {
        return spec.shape().size();
    }

    /** {@return whether an optimizer changes it} */
    public boolean trainable() {
        return spec.trainable();
    }

    /** {@return a copy of the values} */
    public Tensor toTensor() {
        Tensor t = Tensor.zeros(shape());
        System.arraycopy(values, at, t.values(), 0, size());
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
        System.arraycopy(tensor.values(), 0, values, at, size());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name + shape();
    }
}
