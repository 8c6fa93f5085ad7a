package dev.vectron.layers.reshaping;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows and columns of zeros around a picture: [batch, height, width, channels] → [batch, top + height + bottom, left +
 * width + right, channels]. An input that is no picture is refused with a {@code ShapeException}. Immutable and
 * thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(28, 28, 1), zeroPadding2D(2), conv2D(6, 5));
 * }
 *
 * @param padding how many on each side
 */
public record ZeroPadding2D(Borders padding) implements Layer {
    private static final int BLOCK = 16_384;

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("padding", padding.toPairs());
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static ZeroPadding2D fromConfig(Config config) {
        return new ZeroPadding2D(Borders.readFrom(config, "padding"));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.picture(inputs);
        return Shape.of(in.dim(0) + padding.rows(), in.dim(1) + padding.columns(), in.dim(2));
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of();
    }

    @Override
    public long flops(Shape... inputs) {
        return 0;
    }

    private static int picturesPerPart(Call call) {
        return Math.max(1, BLOCK / call.outShape().size());
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.batch(), picturesPerPart(call)), this, ZeroPadding2D::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int row = call.inShape(0).dim(1) * call.inShape(0).dim(2);
        int height = call.inShape(0).dim(0);
        int end = Math.min(call.batch(), (part + 1) * picturesPerPart(call));
        for (int picture = part * picturesPerPart(call); picture < end; picture++) {
            int out = call.outAt() + picture * call.outShape().size();
            Arrays.fill(call.out(), out, out + call.outShape().size(), 0f);
            for (int y = 0; y < height; y++) {
                System.arraycopy(call.in(0), call.inAt(0) + (picture * height + y) * row, call.out(),
                        out + place(call, y), row);
            }
        }
    }

    /** Where a row of the input begins within the output. */
    private int place(Call call, int row) {
        return ((padding.top() + row) * call.outShape().dim(1) + padding.left()) * call.outShape().dim(2);
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.batch(), picturesPerPart(call)), this, ZeroPadding2D::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int row = call.inShape(0).dim(1) * call.inShape(0).dim(2);
        int height = call.inShape(0).dim(0);
        int end = Math.min(call.batch(), (part + 1) * picturesPerPart(call));
        for (int picture = part * picturesPerPart(call); picture < end; picture++) {
            for (int y = 0; y < height; y++) {
                call.kernels().scale(row, 1, call.dOut(),
                        call.dOutAt() + picture * call.outShape().size() + place(call, y), call.dInBeta(0),
                        call.dIn(0), call.dInAt(0) + (picture * height + y) * row);
            }
        }
    }
}
