package dev.vectron.layers.reshaping;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A picture without rows and columns at its border: [batch, height, width, channels] → [batch, height − top − bottom,
 * width − left − right, channels]. An input that is no picture, or of which nothing would be left, is refused with a
 * {@link ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(32, 32, 3), cropping2D(2), conv2D(16, 3));
 * }
 *
 * @param cropping how many on each side
 */
public record Cropping2D(Borders cropping) implements Layer {
    private static final int BLOCK = 16_384;

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("cropping", cropping.toPairs());
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static Cropping2D fromConfig(Config config) {
        return new Cropping2D(Borders.readFrom(config, "cropping"));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.picture(inputs);
        if (in.dim(0) <= cropping.rows() || in.dim(1) <= cropping.columns()) {
            throw ShapeException.mismatch("pictures larger than " + cropping.rows() + "×" + cropping.columns()
                    + ", which are cut off", in, "cut off less");
        }
        return Shape.of(in.dim(0) - cropping.rows(), in.dim(1) - cropping.columns(), in.dim(2));
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
        return Math.max(1, BLOCK / call.inShape(0).size());
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.batch(), picturesPerPart(call)), this, Cropping2D::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int row = call.outShape().dim(1) * call.outShape().dim(2);
        int height = call.outShape().dim(0);
        int end = Math.min(call.batch(), (part + 1) * picturesPerPart(call));
        for (int picture = part * picturesPerPart(call); picture < end; picture++) {
            int in = call.inAt(0) + picture * call.inShape(0).size();
            for (int y = 0; y < height; y++) {
                System.arraycopy(call.in(0), in + place(call, y), call.out(),
                        call.outAt() + (picture * height + y) * row, row);
            }
        }
    }

    /** Where a row of the output begins within the input. */
    private int place(Call call, int row) {
        return ((cropping.top() + row) * call.inShape(0).dim(1) + cropping.left()) * call.inShape(0).dim(2);
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.batch(), picturesPerPart(call)), this, Cropping2D::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int row = call.outShape().dim(1) * call.outShape().dim(2);
        int height = call.outShape().dim(0);
        int end = Math.min(call.batch(), (part + 1) * picturesPerPart(call));
        for (int picture = part * picturesPerPart(call); picture < end; picture++) {
            int dIn = call.dInAt(0) + picture * call.inShape(0).size();
            if (call.dInBeta(0) == 0) {
                Arrays.fill(call.dIn(0), dIn, dIn + call.inShape(0).size(), 0f);
            }
            for (int y = 0; y < height; y++) {
                call.kernels().scale(row, 1, call.dOut(), call.dOutAt() + (picture * height + y) * row,
                        call.dInBeta(0), call.dIn(0), dIn + place(call, y));
            }
        }
    }
}
