package dev.vectron.layers.reshaping;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.layers.Extent;
import dev.vectron.layers.Interpolation;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A picture made larger by whole factors: [batch, height, width, channels] → [batch, height·size.height,
 * width·size.width, channels].
 *
 * <p>NEAREST repeats every pixel; its gradient is the sum over the copies. BILINEAR takes the value at (i + ½) / size −
 * ½ on the line between the neighbouring pixels, along both axes; at the border the outermost pixel goes on. An input
 * that is no picture is refused with a {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(7, 7, 32), upSampling2D(2).interpolation(Interpolation.BILINEAR), conv2D(16, 3).padding(SAME));
 * }
 *
 * @param size factors of height and width
 * @param interpolation what lies between the pixels; NEAREST by default
 */
public record UpSampling2D(Extent size, Interpolation interpolation) implements Layer {
    /** Checks that there is an interpolation. */
    public UpSampling2D {
        Expect.given("UpSampling2D", "interpolation", interpolation, "use NEAREST or BILINEAR");
    }

    private static final int BLOCK = 16_384;

    /**
     * Every pixel repeated, Keras's default.
     *
     * @param size factors of height and width
     */
    public UpSampling2D(Extent size) {
        this(size, Interpolation.NEAREST);
    }

    /**
     * This layer with that interpolation.
     *
     * @param way what lies between the pixels
     * @return the changed copy
     */
    public UpSampling2D interpolation(Interpolation way) {
        return new UpSampling2D(size, way);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("size", size.toArray());
        config.put("interpolation", interpolation);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static UpSampling2D fromConfig(Config config) {
        return new UpSampling2D(Extent.readFrom(config, "size", Extent.square(2)),
                config.choice("interpolation", Interpolation.NEAREST));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.picture(inputs);
        return Shape.of(in.dim(0) * size.height(), in.dim(1) * size.width(), in.dim(2));
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of();
    }

    @Override
    public Object prepare(Shape... inputs) {
        return new Lines(Line.of(inputs[0].dim(0), size.height()), Line.of(inputs[0].dim(1), size.width()));
    }

    @Override
    public long flops(Shape... inputs) {
        return interpolation == Interpolation.NEAREST ? 0 : 7L * outputShape(inputs).size();
    }

    private static int picturesPerPart(Call call) {
        return Math.max(1, BLOCK / call.outShape().size());
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.batch(), picturesPerPart(call)), this, UpSampling2D::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int end = Math.min(call.batch(), (part + 1) * picturesPerPart(call));
        for (int picture = part * picturesPerPart(call); picture < end; picture++) {
            int in = call.inAt(0) + picture * call.inShape(0).size();
            int out = call.outAt() + picture * call.outShape().size();
            if (interpolation == Interpolation.NEAREST) {
                repeat(call, in, out);
            } else {
                interpolate(call, in, out);
            }
        }
    }

    private void repeat(Call call, int in, int out) {
        int channels = call.outShape().dim(2);
        int row = call.outShape().dim(1) * channels;
        for (int y = 0; y < call.inShape(0).dim(0); y++) {
            int first = out + y * size.height() * row;
            for (int x = 0; x < call.outShape().dim(1); x++) {
                int pixel = in + (y * call.inShape(0).dim(1) + x / size.width()) * channels;
                System.arraycopy(call.in(0), pixel, call.out(), first + x * channels, channels);
            }
            for (int copy = 1; copy < size.height(); copy++) {
                System.arraycopy(call.out(), first, call.out(), first + copy * row, row);
            }
        }
    }

    private static void interpolate(Call call, int in, int out) {
        Lines lines = call.prepared(Lines.class);
        int channels = call.outShape().dim(2);
        int width = call.outShape().dim(1);
        int row = call.inShape(0).dim(1) * channels;
        for (int y = 0; y < call.outShape().dim(0); y++) {
            int upper = in + lines.vertical.low[y] * row;
            int lower = in + lines.vertical.high[y] * row;
            for (int x = 0; x < width; x++) {
                int left = lines.horizontal.low[x] * channels;
                int right = lines.horizontal.high[x] * channels;
                mean(channels, lines.vertical.weight[y], lines.horizontal.weight[x], call.in(0), upper + left,
                        upper + right, lower + left, lower + right, call.out(), out + (y * width + x) * channels);
            }
        }
    }

    private static void mean(int channels, float down, float along, float[] x, int upperLeft, int upperRight,
            int lowerLeft, int lowerRight, float[] out, int at) {
        float a = (1 - down) * (1 - along);
        float b = (1 - down) * along;
        float c = down * (1 - along);
        float d = down * along;
        for (int i = 0; i < channels; i++) {
            float upper = Math.fma(b, x[upperRight + i], a * x[upperLeft + i]);
            out[at + i] = Math.fma(d, x[lowerRight + i], Math.fma(c, x[lowerLeft + i], upper));
        }
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.batch(), picturesPerPart(call)), this, UpSampling2D::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int end = Math.min(call.batch(), (part + 1) * picturesPerPart(call));
        for (int picture = part * picturesPerPart(call); picture < end; picture++) {
            int dIn = call.dInAt(0) + picture * call.inShape(0).size();
            int dOut = call.dOutAt() + picture * call.outShape().size();
            if (interpolation == Interpolation.NEAREST) {
                sumOfCopies(call, dIn, dOut);
            } else {
                giveToNeighbours(call, dIn, dOut);
            }
        }
    }

    private void sumOfCopies(Call call, int dIn, int dOut) {
        int channels = call.outShape().dim(2);
        int row = call.outShape().dim(1) * channels;
        for (int y = 0; y < call.inShape(0).dim(0); y++) {
            for (int x = 0; x < call.inShape(0).dim(1); x++) {
                int pixel = dIn + (y * call.inShape(0).dim(1) + x) * channels;
                int first = dOut + y * size.height() * row + x * size.width() * channels;
                for (int copy = 0; copy < size.height(); copy++) {
                    call.kernels().columnSums(size.width(), channels, call.dOut(), first + copy * row,
                            copy == 0 ? call.dInBeta(0) : 1, call.dIn(0), pixel);
                }
            }
        }
    }

    /** Each pixel gets its shares in the order of the output's pixels. */
    private static void giveToNeighbours(Call call, int dIn, int dOut) {
        if (call.dInBeta(0) == 0) {
            Arrays.fill(call.dIn(0), dIn, dIn + call.inShape(0).size(), 0f);
        }
        Lines lines = call.prepared(Lines.class);
        int channels = call.outShape().dim(2);
        int width = call.outShape().dim(1);
        int row = call.inShape(0).dim(1) * channels;
        for (int y = 0; y < call.outShape().dim(0); y++) {
            float down = lines.vertical.weight[y];
            int upper = dIn + lines.vertical.low[y] * row;
            int lower = dIn + lines.vertical.high[y] * row;
            for (int x = 0; x < width; x++) {
                float along = lines.horizontal.weight[x];
                int left = lines.horizontal.low[x] * channels;
                int right = lines.horizontal.high[x] * channels;
                int from = dOut + (y * width + x) * channels;
                give(call, (1 - down) * (1 - along), from, upper + left);
                give(call, (1 - down) * along, from, upper + right);
                give(call, down * (1 - along), from, lower + left);
                give(call, down * along, from, lower + right);
            }
        }
    }

    private static void give(Call call, float weight, int from, int to) {
        if (weight != 0) {
            call.kernels().scale(call.outShape().dim(2), weight, call.dOut(), from, 1, call.dIn(0), to);
        }
    }

    private record Lines(Line vertical, Line horizontal) {}

    /**
     * For each place along an axis of the output the two places of the input that it lies between, and how far it is
     * from the first to the second.
     */
    private record Line(int[] low, int[] high, float[] weight) {
        static Line of(int n, int factor) {
            Line line = new Line(new int[n * factor], new int[n * factor], new float[n * factor]);
            for (int i = 0; i < n * factor; i++) {
                double place = Math.clamp((i + 0.5) / factor - 0.5, 0, n - 1);
                line.low[i] = (int) place;
                line.weight[i] = (float) (place - line.low[i]);
                line.high[i] = line.low[i] + (line.weight[i] == 0 ? 0 : 1);
            }
            return line;
        }
    }
}
