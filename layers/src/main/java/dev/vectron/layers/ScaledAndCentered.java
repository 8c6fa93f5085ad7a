package dev.vectron.layers;

import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * The options of layers that multiply by a gamma and add a beta.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * @param <L> the layer
 */
public interface ScaledAndCentered<L> {
    /** {@return how gamma begins and what holds it in bounds} */
    ParameterOptions gamma();

    /** {@return how beta begins and what holds it in bounds} */
    ParameterOptions beta();

    /**
     * This layer with other options of gamma.
     *
     * @param options how it begins and what holds it in bounds
     * @return the changed copy
     */
    L gamma(ParameterOptions options);

    /**
     * This layer with other options of beta.
     *
     * @param options how it begins and what holds it in bounds
     * @return the changed copy
     */
    L beta(ParameterOptions options);

    /**
     * This layer with or without it.
     *
     * @param use whether there is a gamma
     * @return the changed copy
     */
    L scale(boolean use);

    /**
     * This layer with or without it.
     *
     * @param use whether there is a beta
     * @return the changed copy
     */
    L center(boolean use);

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of gamma
     * @return the changed copy
     */
    default L gammaInitializer(Initializer initializer) {
        return gamma(gamma().initializer(initializer));
    }

    /**
     * This layer with that regularizer.
     *
     * @param regularizer adds to the loss what gamma costs
     * @return the changed copy
     */
    default L gammaRegularizer(@Nullable Regularizer regularizer) {
        return gamma(gamma().regularizer(regularizer));
    }

    /**
     * This layer with that constraint.
     *
     * @param constraint brings gamma back into bounds after each step
     * @return the changed copy
     */
    default L gammaConstraint(@Nullable Constraint constraint) {
        return gamma(gamma().constraint(constraint));
    }

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of beta
     * @return the changed copy
     */
    default L betaInitializer(Initializer initializer) {
        return beta(beta().initializer(initializer));
    }

    /**
     * This layer with that regularizer.
     *
     * @param regularizer adds to the loss what beta costs
     * @return the changed copy
     */
    default L betaRegularizer(@Nullable Regularizer regularizer) {
        return beta(beta().regularizer(regularizer));
    }

    /**
     * This layer with that constraint.
     *
     * @param constraint brings beta back into bounds after each step
     * @return the changed copy
     */
    default L betaConstraint(@Nullable Constraint constraint) {
        return beta(beta().constraint(constraint));
    }
}
