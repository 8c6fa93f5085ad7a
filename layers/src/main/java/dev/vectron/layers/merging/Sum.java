package dev.vectron.layers.merging;

import dev.vectron.kernels.Kernels;

/**
 * The sum of inputs whose shapes differ in axes of length 1: y = x₀ + x₁ + …; what {@code add()} is for such inputs.
 * Shapes as of every {@link Merge}. Immutable and thread-safe.
 *
 * <p>[batch, …] and the same shape → [batch, …]; fewer than two inputs, or shapes that do not agree, are a {@code
 * ShapeException}.
 *
 * {@snippet :
 * Node y = add(input(8, 8, 16), input(1, 1, 16));
 * }
 */
public record Sum() implements Merge {
    @Override
    public void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        kernels.add(n, x, xAt, y, yAt, z, zAt);
    }
}
