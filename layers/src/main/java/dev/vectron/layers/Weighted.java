package dev.vectron.layers;

import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * The options of layers with a kernel and a bias.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * @param <L> the layer
 */
public interface Weighted<L> extends Biased<L> {
    /** {@return how the kernel begins and what holds it in bounds} */
    ParameterOptions kernel();

    /**
     * This layer with other options of the kernel.
     *
     * @param options how it begins and what holds it in bounds
     * @return the changed copy
     */
    L kernel(ParameterOptions options);

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of the kernel
     * @return the changed copy
     */
    default L kernelInitializer(Initializer initializer) {
        return kernel(kernel().initializer(initializer));
    }

    /**
     * This layer with that regularizer.
     *
     * @param regularizer adds to the loss what the kernel costs: {@code l2(1e-4)}
     * @return the changed copy
     */
    default L kernelRegularizer(@Nullable Regularizer regularizer) {
        return kernel(kernel().regularizer(regularizer));
    }

    /**
     * This layer with that constraint.
     *
     * @param constraint brings the kernel back into bounds after each step: {@code maxNorm(3)}
     * @return the changed copy
     */
    default L kernelConstraint(@Nullable Constraint constraint) {
        return kernel(kernel().constraint(constraint));
    }
}
