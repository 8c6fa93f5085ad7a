package dev.vectron.initializers;

import dev.vectron.graph.Initializer;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identity matrix times gain, for parameters of two axes; where these differ in size, the rest is 0. Immutable and
 * thread-safe.
 *
 * <p>w[i, i] = gain. A gain that is not finite, and a parameter that is no matrix, are an {@code
 * IllegalArgumentException}.
 *
 * {@snippet :
 * simpleRNN(64).activation(RELU).recurrentInitializer(identity());
 * }
 *
 * @param gain the value on the diagonal; Keras's default is 1
 */
public record Identity(float gain) implements Initializer, Configured {
    /** Checks the gain. */
    public Identity {
        Rules.finite("Identity", "the gain", gain);
    }

    @Override
    public void fill(Shape shape, long key, float[] to, int at) {
        if (shape.rank() != 2) {
            throw new IllegalArgumentException("Identity: expects a parameter of two axes, got " + shape
                    + "; use dirac() for convolution kernels.");
        }
        Arrays.fill(to, at, at + shape.size(), 0f);
        for (int i = 0; i < Math.min(shape.dim(0), shape.dim(1)); i++) {
            to[at + i * shape.dim(1) + i] = gain;
        }
    }

    @Override
    public String className() {
        return "Identity";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of("gain", gain);
    }
}
