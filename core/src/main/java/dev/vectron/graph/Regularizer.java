package dev.vectron.graph;

import dev.vectron.tensor.Shape;

/** A term of the loss that depends on one parameter alone. */
public interface Regularizer {
    /**
     * The term's value.
     *
     * @param shape the parameter's shape
     * @param w the weights
     * @param at where they begin
     * @return the value that is added to the loss
     */
    double value(Shape shape, float[] w, int at);

    /**
     * Adds the term's gradient; allocates nothing.
     *
     * @param shape the parameter's shape
     * @param w the weights
     * @param at where weights and gradients begin
     * @param gradient receives the sum
     */
    void addGradient(Shape shape, float[] w, int at, float[] gradient);

    /**
     * Refuses parameters that it is not defined for; asked when a model is built.
     *
     * @param shape a parameter's shape
     * @throws IllegalArgumentException if it has too many axes, for example; by default every shape will do
     */
    default void check(Shape shape) {}
}
