package dev.vectron.layers.merging;

import dev.vectron.kernels.Kernels;

/**
 * The largest of two or more inputs, element by element: y = max(x₀, x₁, …). Shapes as of every {@link Merge}.
 * Immutable and thread-safe.
 *
 * <p>The gradient goes to the input that gave the value; of equal ones to the first, as in TensorFlow. A NaN among the
 * inputs makes the output NaN, and none of them gets a gradient.
 *
 * <p>[batch, …] and the same shape → [batch, …]; fewer than two inputs, or shapes that do not agree, are a {@code
 * ShapeException}.
 *
 * {@snippet :
 * Node y = maximum(a, b);
 * }
 */
public record Maximum() implements Merge {
    @Override
    public void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = Math.max(x[xAt + i], y[yAt + i]);
        }
    }

    @Override
    public boolean gradientReads(int input, int other) {
        return other <= input;
    }

    @Override
    public void gradient(Kernels kernels, int input, int other, int n, float[] x, int xAt, float[] y, int yAt,
            float[] g, int gAt) {
        Choice.keep(other == input, n, x, xAt, y, yAt, g, gAt);
    }
}
