package dev.vectron.layers.pooling;

import dev.vectron.graph.Node;
import dev.vectron.layers.Composed;
import dev.vectron.layers.Expect;
import dev.vectron.layers.Extent;
import dev.vectron.layers.MaxPooling2D;
import dev.vectron.layers.reshaping.Reshape;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The maximum of each feature over all steps: y[f] = max x[t][f], [batch, steps, features] → [batch, features], or →
 * [batch, 1, features] with {@link #keepDims}.
 *
 * <p>The gradient goes whole to the first maximum. A NaN in a feature makes its maximum NaN. Masks are not looked at,
 * as in Keras. An input that is no sequence is refused with a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(80), embedding(10_000, 64), conv1D(64, 5).activation(RELU), globalMaxPooling1D(), dense(1));
 * }
 *
 * @param keepDims whether the steps stay as an axis of length 1; false by default
 */
public record GlobalMaxPooling1D(boolean keepDims) implements Composed {
    /** Maxima as vectors, Keras's default. */
    public GlobalMaxPooling1D() {
        this(false);
    }

    /**
     * This layer with or without an axis of length 1 for the steps.
     *
     * @param keep whether it stays
     * @return the changed copy
     */
    public GlobalMaxPooling1D keepDims(boolean keep) {
        return new GlobalMaxPooling1D(keep);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("keepdims", keepDims);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static GlobalMaxPooling1D fromConfig(Config config) {
        return new GlobalMaxPooling1D(config.flag("keepdims", false));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        int features = Expect.sequence(Expect.single(inputs)).dim(1);
        return keepDims ? Shape.of(1, features) : Shape.of(features);
    }

    @Override
    public long flops(Shape... inputs) {
        return inputs[0].size();
    }

    @Override
    public Optional<Node> expanded(Node... inputs) {
        Shape in = inputs[0].shape();
        Node row = inputs[0].then(Reshape.to(Shape.of(1, in.dim(0), in.dim(1))));
        return Optional.of(row.then(new MaxPooling2D(new Extent(1, in.dim(0)))).then(Reshape.to(outputShape(in))));
    }
}
