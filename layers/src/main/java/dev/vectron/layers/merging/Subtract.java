package dev.vectron.layers.merging;

import dev.vectron.kernels.Kernels;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/**
 * The difference of exactly two inputs: y = x₀ − x₁. Shapes as of every {@link Merge}. Immutable and thread-safe.
 *
 * <p>[batch, …] and the same shape → [batch, …]; another number of inputs, or shapes that do not agree, are a {@code
 * ShapeException}.
 *
 * {@snippet :
 * Node y = subtract(a, b);
 * }
 */
public record Subtract() implements Merge {
    @Override
    public Shape outputShape(Shape... inputs) {
        if (inputs.length != 2) {
            throw new ShapeException("takes exactly two inputs, got " + inputs.length
                    + "; give it two nodes: subtract(a, b).");
        }
        return Merge.super.outputShape(inputs);
    }

    @Override
    public void combine(Kernels kernels, int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt) {
        for (int i = 0; i < n; i++) {
            z[zAt + i] = x[xAt + i] - y[yAt + i];
        }
    }

    @Override
    public float gradientFactor(int input, int inputs) {
        return input == 0 ? 1 : -1;
    }
}
