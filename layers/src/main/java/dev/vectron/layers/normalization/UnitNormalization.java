package dev.vectron.layers.normalization;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.kernels.RowSums;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Divides rows by their Euclidean length: y = x / √(Σ x²), the factor being at most 10¹²; over the last axis, or
 * several last axes. Any shape → the same shape.
 *
 * <p>A row of zeros stays, and its gradient is 0. An input without the axes, or where they are not the last, gives a
 * {@code ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Node embedding = x.then(dense(64)).then(unitNormalization());      // dot products are now cosines
 * }
 *
 * @param axis the axes, counted with the batch as 0 as in Keras, or from the end if negative; −1 by default
 */
public record UnitNormalization(List<Integer> axis) implements Layer {
    private static final int BLOCK = 16_384;
    private static final float MOST = 1e12f;

    /** Checks the axes. */
    public UnitNormalization {
        axis = TrailingAxes.of("UnitNormalization", axis.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Over the last axis. */
    public UnitNormalization() {
        this(List.of(-1));
    }

    /**
     * This layer over those axes.
     *
     * @param axes the last axes of the input, counted with the batch as 0 as in Keras, or from the end if negative
     * @return the changed copy
     */
    public UnitNormalization axis(int... axes) {
        return new UnitNormalization(TrailingAxes.of("UnitNormalization", axes));
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("axis", axis.size() == 1 ? axis.getFirst() : axis);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static UnitNormalization fromConfig(Config config) {
        return config.has("axis") ? new UnitNormalization().axis(config.integers("axis", 0)) : new UnitNormalization();
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        TrailingAxes.require(axis, in);
        return in;
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Shape prepare(Shape... inputs) {
        return TrailingAxes.shape(axis, inputs[0]);
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().input().allowsInPlace();
    }

    @Override
    public long flops(Shape... inputs) {
        return 3L * inputs[0].size();
    }

    private static int rowsPerPart(Call call) {
        return Math.max(1, BLOCK / call.prepared(Shape.class).size());
    }

    private static int parts(Call call) {
        return Math.ceilDiv(call.outSize() / call.prepared(Shape.class).size(), rowsPerPart(call));
    }

    @Override
    public void forward(Call call) {
        call.parallel(parts(call), this, UnitNormalization::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int n = call.prepared(Shape.class).size();
        int end = Math.min(call.outSize(), (part + 1) * rowsPerPart(call) * n);
        for (int row = part * rowsPerPart(call) * n; row < end; row += n) {
            int in = call.inAt(0) + row;
            float inverse = inverse(RowSums.squares(n, call.in(0), in, 0));
            call.kernels().scale(n, Math.min(inverse, MOST), call.in(0), in, 0, call.out(), call.outAt() + row);
        }
    }

    private static float inverse(float squares) {
        return (float) (1 / Math.sqrt(squares));
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(parts(call), this, UnitNormalization::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        int n = call.prepared(Shape.class).size();
        int end = Math.min(call.outSize(), (part + 1) * rowsPerPart(call) * n);
        for (int row = part * rowsPerPart(call) * n; row < end; row += n) {
            backwardRow(call, row, n);
        }
    }

    /** dX = (dY − y · (y · dY)) / ‖x‖. */
    private static void backwardRow(Call call, int row, int n) {
        float[] x = call.in(0);
        float[] dY = call.dOut();
        float[] dX = call.dIn(0);
        int in = call.inAt(0) + row;
        int dOut = call.dOutAt() + row;
        int dIn = call.dInAt(0) + row;
        float exact = inverse(RowSums.squares(n, x, in, 0));
        // Zeros have no direction that a gradient could turn.
        float inverse = exact > MOST ? 0 : exact;
        float along = RowSums.dot(n, x, in, dY, dOut) * inverse * inverse;
        for (int j = 0; j < n; j++) {
            float value = inverse * Math.fma(-along, x[in + j], dY[dOut + j]);
            dX[dIn + j] = call.dInBeta(0) == 0 ? value : dX[dIn + j] + value;
        }
    }
}
