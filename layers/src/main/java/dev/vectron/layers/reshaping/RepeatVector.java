package dev.vectron.layers.reshaping;

import dev.vectron.graph.Node;
import dev.vectron.layers.Composed;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vector as every step of a sequence: [batch, features] → [batch, n, features]. The gradient is the sum over the
 * steps. An input that is no vector is refused with a {@link ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(20, 8), lstm(32), repeatVector(20), lstm(8).returnSequences(true));
 * }
 *
 * @param n how many steps, at least 1
 */
public record RepeatVector(int n) implements Composed {
    /** Checks the number. */
    public RepeatVector {
        Expect.size("RepeatVector", "n", n);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("n", n);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static RepeatVector fromConfig(Config config) {
        return new RepeatVector(config.integer("n"));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        if (in.rank() != 1) {
            throw ShapeException.mismatch("[batch, features]", in, in.rank() == 0
                    ? "use an input of at least one feature: input(1)"
                    : "put flatten() between them, or let a recurrent layer return its last output only");
        }
        return Shape.of(n, in.dim(0));
    }

    @Override
    public long flops(Shape... inputs) {
        return 0;
    }

    @Override
    public Optional<Node> expanded(Node... inputs) {
        return Optional.of(inputs[0].then(Reshape.to(Shape.of(1, inputs[0].shape().dim(0)))).then(new UpSampling1D(n)));
    }
}
