package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as a layer asks for it.
 *
 * @param name the name within the layer, Keras's where there is one: {@code kernel}, {@code bias}, {@code gamma},
 *     {@code moving_mean}
 * @param shape the shape
 * @param initializer gives the initial values
 * @param regularizer adds to the loss, or null
 * @param constraint is applied after each step, or null
 * @param trainable false for statistics that the layer itself updates
 */
public record ParameterSpec(String name, Shape shape, Initializer initializer, @Nullable Regularizer regularizer,
        @Nullable Constraint constraint, boolean trainable) {

    /**
     * A trainable parameter without regularizer and constraint.
     *
     * @param name the name within the layer
     * @param shape the shape
     * @param initializer gives the initial values
     * @return the specification
     */
    public static ParameterSpec trainable(String name, Shape shape, Initializer initializer) {
        return new ParameterSpec(name, shape, initializer, null, null, true);
    }

    /**
     * A parameter that no optimizer touches; the layer updates it through {@link Call#update}.
     *
     * @param name the name within the layer
     * @param shape the shape
     * @param initializer gives the initial values
     * @return the specification
     */
    public static ParameterSpec statistic(String name, Shape shape, Initializer initializer) {
        return new ParameterSpec(name, shape, initializer, null, null, false);
    }

    /** Asks regularizer and constraint whether they suit the shape; their message gets the full name in front. */
    void checkTerms(String fullName) {
        try {
            if (regularizer != null) {
                regularizer.check(shape);
            }
            if (constraint != null) {
                constraint.check(shape);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + fullName + "\": " + e.getMessage(), e);
        }
    }
}
