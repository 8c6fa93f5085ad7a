package dev.vectron.optimizers;

import dev.vectron.graph.Graph;
import dev.vectron.kernels.Kernels;
import java.util.List;

/**
 * How gradients change weights: an immutable description, from which every training makes its own
 * {@link OptimizerState}.
 *
 * <p>An optimizer of your own is one record. All weights of a model, their gradients and each slot lie in arrays of one
 * layout, and {@link #update} is given ranges of them, so an optimizer knows nothing of layers. Implementations are
 * immutable and thread-safe.
 *
 * {@snippet :
 * record SignDescent(double learningRate) implements Optimizer {
 *     public String name() {
 *         return "sign_descent";
 *     }
 *     public void update(OptimizerState state, Kernels kernels, float[] gradients, int at, int n) {
 *         for (int i = at; i < at + n; i++) {
 *             state.weights()[i] -= (float) state.learningRate() * Math.signum(gradients[i]);
 *         }
 *     }
 * }
 * }
 */
public interface Optimizer {
    /** {@return the name, Keras's where Keras has the optimizer: {@code adam}} */
    String name();

    /** {@return the learning rate of the first step} */
    double learningRate();

    /**
     * {@return the names of the numbers kept for each weight, Keras's: {@code momentum}, {@code velocity}; none by
     * default}
     */
    default List<String> slots() {
        return List.of();
    }

    /**
     * The factor of this step's update, computed once a step; corrections that depend on the step's number belong here.
     *
     * @param learningRate the present learning rate
     * @param iteration the number of this step, from 1
     * @return the factor, which {@link OptimizerState#stepSize} gives to {@link #update}; by default the learning rate
     */
    default double stepSize(double learningRate, long iteration) {
        return learningRate;
    }

    /**
     * Updates a range of weights and slots. Called for disjoint ranges from several threads; it must not allocate.
     *
     * @param state the weights, the slots and the numbers of this step
     * @param kernels the kernels to compute with
     * @param gradients the gradients, in the layout of the weights
     * @param at where the range begins in all of these arrays
     * @param n how many weights it has
     */
    void update(OptimizerState state, Kernels kernels, float[] gradients, int at, int n);

    /**
     * The state of a training that begins: slots of zeros, no step done.
     *
     * @param graph the graph to train
     * @return a new state
     */
    default OptimizerState begin(Graph graph) {
        return new OptimizerState(this, graph);
    }
}
