package dev.vectron.initializers;

import dev.vectron.graph.Initializer;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The convolution kernel [height, width, in, out], or one of fewer or more spatial axes, that leaves channels as they
 * are: 1 at its middle from channel i to channel i, else 0.
 *
 * <p>With padding {@code SAME} and stride 1 the layer's output is its input; the middle of an even size k is k / 2 −
 * 1, as the padding asks for. Not in Keras; PyTorch's {@code dirac_}. Immutable and thread-safe.
 *
 * <p>w[middle, middle, i, i] = 1. A parameter of fewer than three axes is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * conv2D(16, 3).padding(SAME).kernelInitializer(dirac());
 * }
 */
public record Dirac() implements Initializer, Configured {
    @Override
    public void fill(Shape shape, long key, float[] to, int at) {
        if (shape.rank() < 3) {
            throw new IllegalArgumentException("Dirac: expects a convolution kernel [height, width, in, out], got "
                    + shape + "; use identity() for a matrix.");
        }
        int in = shape.dim(-2);
        int out = shape.dim(-1);
        int middle = 0;
        for (int axis = 0; axis < shape.rank() - 2; axis++) {
            middle = middle * shape.dim(axis) + (shape.dim(axis) - 1) / 2;
        }
        Arrays.fill(to, at, at + shape.size(), 0f);
        for (int i = 0; i < Math.min(in, out); i++) {
            to[at + (middle * in + i) * out + i] = 1f;
        }
    }

    @Override
    public String className() {
        return "Dirac";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
