package dev.vectron.layers;

import dev.vectron.constraints.Constraints;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.graph.Regularizer;
import dev.vectron.initializers.Initializers;
import dev.vectron.regularizers.Regularizers;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user may choose for one parameter of a layer. Immutable and thread-safe if its parts are.
 *
 * <p>No initializer is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * ParameterOptions small = new ParameterOptions(randomNormal(0.01f)).regularizer(l2(1e-4));
 * }
 *
 * @param initializer gives the initial values
 * @param regularizer adds to the loss, or null; null by default
 * @param constraint is applied after each step, or null; null by default
 */
public record ParameterOptions(Initializer initializer, @Nullable Regularizer regularizer,
        @Nullable Constraint constraint) {
    /** Checks that there is an initializer. */
    public ParameterOptions {
        if (initializer == null) {
            throw new IllegalArgumentException("An initializer must not be null; use zeros(), or leave the option out"
                    + " for the layer's own.");
        }
    }

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
     * Writes the options in Keras's words: {@code kernel_initializer}, {@code kernel_regularizer},
     * {@code kernel_constraint}.
     *
     * @param config receives them
     * @param parameter the parameter's name, {@code kernel}
     */
    public void writeTo(Map<String, @Nullable Object> config, String parameter) {
        config.put(parameter + "_initializer", initializer);
        config.put(parameter + "_regularizer", regularizer);
        config.put(parameter + "_constraint", constraint);
    }

    /**
     * What {@link #writeTo} wrote.
     *
     * @param config the options of the layer
     * @param parameter the parameter's name, {@code kernel}
     * @param otherwise gives the initializer if none is named
     * @return the options
     * @throws IllegalArgumentException if one is not known or wrong
     */
    public static ParameterOptions readFrom(Config config, String parameter, Initializer otherwise) {
        String initializer = parameter + "_initializer";
        String regularizer = parameter + "_regularizer";
        String constraint = parameter + "_constraint";
        return new ParameterOptions(
                config.has(initializer) ? Initializers.fromConfig(config.object(initializer)) : otherwise,
                config.has(regularizer) ? Regularizers.fromConfig(config.object(regularizer)) : null,
                config.has(constraint) ? Constraints.fromConfig(config.object(constraint)) : null);
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
