package dev.vectron.layers;

import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.graph.Regularizer;
import dev.vectron.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What a user may choose for one parameter of a layer. Immutable and thread-safe if its parts are.
 *
 * @param initializer gives the initial values
 * @param regularizer adds to the loss, or null
 * @param constraint is applied after each step, or null
 */
public record ParameterOptions(Initializer initializer, @Nullable Regularizer regularizer,
        @Nullable Constraint constraint) {
    /**
     * Neither regularized nor constrained.
     *
     * @param initializer gives the initial values
     */
    public ParameterOptions(Initializer initializer) {
        this(initializer, null, null);
    }

    /**
     * These options with that initializer.
     *
     * @param values gives the initial values
     * @return the changed copy
     */
    public ParameterOptions initializer(Initializer values) {
        return new ParameterOptions(values, regularizer, constraint);
    }

    /**
     * These options with that regularizer.
     *
     * @param penalty adds to the loss
     * @return the changed copy
     */
    public ParameterOptions regularizer(@Nullable Regularizer penalty) {
        return new ParameterOptions(initializer, penalty, constraint);
    }

    /**
     * These options with that constraint.
     *
     * @param limits is applied after each step
     * @return the changed copy
     */
    public ParameterOptions constraint(@Nullable Constraint limits) {
        return new ParameterOptions(initializer, regularizer, limits);
    }

    /**
     * A trainable parameter of these options.
     *
     * @param name the name within the layer
     * @param shape the shape
     * @return the specification
     */
    public ParameterSpec trainable(String name, Shape shape) {
        return new ParameterSpec(name, shape, initializer, regularizer, constraint, true);
    }
}
