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
}
