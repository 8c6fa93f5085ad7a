package dev.vectron.layers.merging;

import dev.vectron.kernels.Kernels;

/**
 * The product of two or more inputs: y = x₀ · x₁ · …, from left to right. Shapes as of every {@link Merge}. Immutable
 * and thread-safe.
 *
 * <p>The gradient of an input is that of the output times all other inputs.
 *
 * <p>[batch, …] and the same shape → [batch, …]; fewer than two inputs, or shapes that do not agree, are a {@code
 * ShapeException}.
 *
 * {@snippet :
 * Node gate = x.then(globalAveragePooling2D().keepDims(true)).then(conv2D(16, 1).activation(SIGMOID));
 * Node y = multiply(x, gate);                                  // squeeze and excitation (Hu et al. 2018)
 * }
 */
public record Multiply() implements Merge {
    @Override
    public void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        kernels.multiply(n, x, xAt, y, yAt, z, zAt);
    }

    @Override
    public boolean gradientReads(int input, int other) {
        return input != other;
    }

    @Override
    public void gradient(Kernels kernels, int input, int other, int n, float[] x, int xAt, float[] y, int yAt,
            float[] g, int gAt) {
        kernels.multiply(n, g, gAt, x, xAt, g, gAt);
    }
}
