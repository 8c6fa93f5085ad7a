package dev.vectron.graph;

import dev.vectron.tensor.Shape;

/** Brings a parameter back into an allowed set after each optimizer step. */
@FunctionalInterface
public interface Constraint {
    /**
     * Changes the weights in place.
     *
     * @param shape the parameter's shape
     * @param w the weights
     * @param at where they begin
     */
    void apply(Shape shape, float[] w, int at);

    /**
     * Refuses parameters that it cannot be applied to; asked when a model is built.
     *
     * @param shape a parameter's shape
     * @throws IllegalArgumentException if it has too few axes, for example; by default every shape will do
     */
    default void check(Shape shape) {}
}
