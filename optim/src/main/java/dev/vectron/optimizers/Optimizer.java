package dev.vectron.optimizers;

import dev.vectron.graph.Graph;
import dev.vectron.kernels.Kernels;
import dev.vectron.schedules.LearningRateSchedule;
import java.util.List;

/**
 * How gradients change weights: an immutable description, from which every training makes its own
 * {@link OptimizerState}.
 *
 * <p>An optimizer of your own is one record. All weights of a model, their gradients and each slot lie in arrays of one
 * layout, and {@link #update} is given blocks of them, so an optimizer knows nothing of layers. With the
 * {@link #options} of a {@link TunableOptimizer} it also has schedules, clipping, weight decay and so on.
 * Implementations are immutable and thread-safe.
 *
 * {@snippet :
 * record SignDescent(double learningRate) implements Optimizer {
 *     public String name() {
 *         return "sign_descent";
 *     }
 *     public void update(Kernels kernels, WeightBlock block) {
 *         for (int i = block.at(); i < block.end(); i++) {
 *             block.weights()[i] -= block.learningRate() * Math.signum(block.gradients()[i]);
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

    /** {@return the learning rate of all steps, and what is done around them; by default only the rate} */
    default OptimizerOptions options() {
        return OptimizerOptions.of(name(), learningRate());
    }

    /**
     * {@return the names of the numbers kept for each weight, Keras's: {@code momentum}, {@code velocity}; none by
     * default}
     */
    default List<String> slots() {
        return List.of();
    }

    /**
     * What a slot holds before the first update.
     *
     * @param slot its number in {@link #slots}
     * @return the value for each weight; 0 by default
     */
    default float initialValue(int slot) {
        return 0;
    }

    /**
     * {@return the names of numbers kept once for all weights and saved with the slots; 0 at first; none by default}
     */
    default List<String> numbers() {
        return List.of();
    }

    /**
     * Called once before the blocks of an update, by one thread: the place to change {@link #numbers}. It must not
     * allocate.
     *
     * @param state the state of this training
     */
    default void beginUpdate(OptimizerState state) {}

    /**
     * The factor of this update, computed once; corrections that depend on the update's number belong here.
     *
     * @param learningRate the present learning rate
     * @param iteration the number of this update, from 1
     * @return the factor, which {@link WeightBlock#stepSize} gives to {@link #update}; by default the learning rate
     */
    default double stepSize(double learningRate, long iteration) {
        return learningRate;
    }

    /**
     * Updates a block of weights and slots. Called for disjoint blocks from several threads; it must not allocate, and
     * must not change the gradients.
     *
     * @param kernels the kernels to compute with
     * @param block the weights, gradients and slots, and the numbers of this update
     */
    void update(Kernels kernels, WeightBlock block);

    /**
     * The state of a training that begins: slots as they are before the first update, no step done.
     *
     * @param graph the graph to train
     * @return a new state
     */
    default OptimizerState begin(Graph graph) {
        return begin(graph, options().learningRate());
    }

    /**
     * The state of a training that begins, with other learning rates than the optimizer's own.
     *
     * @param graph the graph to train
     * @param schedule the learning rates
     * @return a new state
     */
    default OptimizerState begin(Graph graph, LearningRateSchedule schedule) {
        return new OptimizerState(this, graph, schedule);
    }
}
