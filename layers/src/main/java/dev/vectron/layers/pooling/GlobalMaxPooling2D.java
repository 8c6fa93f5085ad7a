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
 * The maximum of each channel over the whole picture: y[c] = max x[h][w][c], [batch, height, width, channels] → [batch,
 * channels], or → [batch, 1, 1, channels] with {@link #keepDims}.
 *
 * <p>The gradient goes whole to the first maximum in row-major order. A NaN in a channel makes its maximum NaN. An
 * input that is no picture is refused with a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(32, 32, 3), conv2D(64, 3).activation(RELU), globalMaxPooling2D(), dense(10));
 * }
 *
 * @param keepDims whether height and width stay as axes of length 1; false by default
 */
public record GlobalMaxPooling2D(boolean keepDims) implements Composed {
    /** Maxima as vectors, Keras's default. */
    public GlobalMaxPooling2D() {
        this(false);
    }

    /**
     * This layer with or without axes of length 1 for height and width.
     *
     * @param keep whether they stay
     * @return the changed copy
     */
    public GlobalMaxPooling2D keepDims(boolean keep) {
        return new GlobalMaxPooling2D(keep);
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
    public static GlobalMaxPooling2D fromConfig(Config config) {
        return new GlobalMaxPooling2D(config.flag("keepdims", false));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        int channels = Expect.picture(inputs).dim(2);
        return keepDims ? Shape.of(1, 1, channels) : Shape.of(channels);
    }

    @Override
    public long flops(Shape... inputs) {
        return inputs[0].size();
    }

    @Override
    public Optional<Node> expanded(Node... inputs) {
        Shape in = inputs[0].shape();
        Node maxima = inputs[0].then(new MaxPooling2D(new Extent(in.dim(0), in.dim(1))));
        return Optional.of(keepDims ? maxima : maxima.then(Reshape.to(Shape.of(in.dim(2)))));
    }
}
