package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * The options of layers that add a bias and apply an activation.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * @param <L> the layer
 */
public interface Biased<L> {
    /** {@return how the bias begins and what holds it in bounds} */
    ParameterOptions bias();

    /**
     * This layer with other options of the bias.
     *
     * @param options how it begins and what holds it in bounds
     * @return the changed copy
     */
    L bias(ParameterOptions options);

    /**
     * This layer with or without bias.
     *
     * @param use whether there is a bias
     * @return the changed copy
     */
    L useBias(boolean use);

    /**
     * This layer with that activation.
     *
     * @param function applied to the sum
     * @return the changed copy
     */
    L activation(Activation function);

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of the bias
     * @return the changed copy
     */
    default L biasInitializer(Initializer initializer) {
        return bias(bias().initializer(initializer));
    }

    /**
     * This layer with that regularizer.
     *
     * @param regularizer adds to the loss what the bias costs
     * @return the changed copy
     */
    default L biasRegularizer(@Nullable Regularizer regularizer) {
        return bias(bias().regularizer(regularizer));
    }

    /**
     * This layer with that constraint.
     *
     * @param constraint brings the bias back into bounds after each step
     * @return the changed copy
     */
    default L biasConstraint(@Nullable Constraint constraint) {
        return bias(bias().constraint(constraint));
    }
}
