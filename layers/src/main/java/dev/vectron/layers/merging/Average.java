package dev.vectron.layers.merging;

import dev.vectron.kernels.Kernels;

/**
 * The mean of two or more inputs: y = (x₀ + x₁ + …) / n, added from left to right and multiplied by 1 / n. Shapes as of
 * every {@link Merge}. Immutable and thread-safe.
 *
 * <p>[batch, …] and the same shape → [batch, …]; fewer than two inputs, or shapes that do not agree, are a {@code
 * ShapeException}.
 *
 * {@snippet :
 * Node y = average(a, b, c);
 * }
 */
public record Average() implements Merge {
    @Override
    public void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        kernels.add(n, x, xAt, y, yAt, z, zAt);
    }

    @Override
    public float factor(int inputs) {
        return 1f / inputs;
    }

    @Override
    public float gradientFactor(int input, int inputs) {
        return 1f / inputs;
    }
}
