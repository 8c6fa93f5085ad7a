package dev.vectron.graph;

/** A term of the loss that depends on one parameter alone. */
public interface Regularizer {
    /**
     * The term's value.
     *
     * @param n how many weights
     * @param w the weights
     * @param at where they begin
     * @return the value that is added to the loss
     */
    double value(int n, float[] w, int at);

    /**
     * Adds the term's gradient.
     *
     * @param n how many weights
     * @param w the weights
     * @param at where weights and gradients begin
     * @param gradient receives the sum
     */
    void addGradient(int n, float[] w, int at, float[] gradient);
}
