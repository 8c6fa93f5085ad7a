package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.graph.Regularizer;
import dev.vectron.initializers.Initializers;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rectifier with learnt slopes: y = x where x &gt; 0, else alpha · x; any shape → the same shape (He et al. 2015).
 *
 * <p>Parameter: {@code alpha}, zeros, one for each element of a sample; over shared axes one together, {@code
 * sharedAxes(1, 2)} for one per channel of a picture. The derivative at 0 is alpha. A NaN stays NaN. Immutable and
 * thread-safe.
 *
 * <p>A shared axis below 1 is an {@code IllegalArgumentException}, an input without it a {@code ShapeException}.
 *
 * {@snippet :
 * Sequential.of(input(28, 28, 1), conv2D(32, 3), prelu().sharedAxes(1, 2));
 * }
 *
 * @param sharedAxes the axes along which alpha is the same, the batch being 0; empty by default
 * @param alpha how alpha begins, its regularizer and its constraint
 */
public record PReLU(List<Integer> sharedAxes, ParameterOptions alpha) implements Layer {
    private static final int CHUNK = 4_096;
    /** How many parts the samples' sums are in, which are then added in order. */
    private static final int PARTS = 8;

    /** Checks the axes. */
    public PReLU {
        sharedAxes = List.copyOf(sharedAxes);
        for (int axis : sharedAxes) {
            if (axis < 1) {
                throw new IllegalArgumentException("PReLU: shared axes are counted from 1, the first after the batch,"
                        + " got " + axis + ".");
            }
        }
    }

    /** A slope for each element, beginning with zeros. */
    public PReLU() {
        this(List.of(), new ParameterOptions(Initializers.zeros()));
    }

    /**
     * This layer with the same alpha along axes.
     *
     * @param axes the axes, the batch being 0; {@code 1, 2} for the height and width of a picture
     * @return the changed copy
     */
    public PReLU sharedAxes(int... axes) {
        List<Integer> list = new ArrayList<>();
        for (int axis : axes) {
            list.add(axis);
        }
        return new PReLU(list, alpha);
    }

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of alpha
     * @return the changed copy
     */
    public PReLU alphaInitializer(Initializer initializer) {
        return new PReLU(sharedAxes, alpha.initializer(initializer));
    }

    /**
     * This layer with that regularizer.
     *
     * @param regularizer adds to the loss, or null for none
     * @return the changed copy
     */
    public PReLU alphaRegularizer(@Nullable Regularizer regularizer) {
        return new PReLU(sharedAxes, alpha.regularizer(regularizer));
    }

    /**
     * This layer with that constraint.
     *
     * @param constraint is applied to alpha after each step, or null for none
     * @return the changed copy
     */
    public PReLU alphaConstraint(@Nullable Constraint constraint) {
        return new PReLU(sharedAxes, alpha.constraint(constraint));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        for (int axis : sharedAxes) {
            if (axis > in.rank()) {
                throw ShapeException.mismatch("an input with a shared axis " + axis, in,
                        "choose among the axes 1 to " + in.rank());
            }
        }
        return in;
    }

    private Shape alphaShape(Shape in) {
        Shape shape = in;
        for (int axis : sharedAxes) {
            shape = shape.with(axis - 1, 1);
        }
        return shape;
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return List.of(alpha.trainable("alpha", alphaShape(inputs[0])));
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().input().workspace(PARTS * alphaShape(inputs[0]).size());
    }

    /**
     * Where alphas lie: rows of {@code length} elements along the last axis, or one of all where no axis is shared; row
     * r of a sample begins at {@code alphas[r]}, and from one element to the next it is {@code step}, 0 or 1.
     */
    private record Rows(int[] alphas, int length, int step) {}

    @Override
    public Object prepare(Shape... inputs) {
        Shape in = inputs[0];
        if (in.rank() == 0) {
            return new Rows(new int[] {0}, 1, 0);
        }
        if (sharedAxes.isEmpty()) {
            return new Rows(new int[] {0}, in.size(), 1);
        }
        int length = in.dim(-1);
        int[] alphas = new int[in.size() / length];
        for (int row = 0; row < alphas.length; row++) {
            int rest = row;
            int stride = sharedAxes.contains(in.rank()) ? 1 : length;
            for (int axis = in.rank() - 2; axis >= 0; axis--) {
                if (!sharedAxes.contains(axis + 1)) {
                    alphas[row] += rest % in.dim(axis) * stride;
                    stride *= in.dim(axis);
                }
                rest /= in.dim(axis);
            }
        }
        return new Rows(alphas, length, sharedAxes.contains(in.rank()) ? 0 : 1);
    }

    private static int samplesPerPart(Call call) {
        return Math.max(1, CHUNK / call.outShape().size());
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, PReLU::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        Rows rows = call.prepared(Rows.class);
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            for (int r = 0; r < rows.alphas.length; r++) {
                int from = (sample * rows.alphas.length + r) * rows.length;
                int alphaAt = call.parameterAt(0) + rows.alphas[r];
                if (rows.step == 1) {
                    call.kernels().bend(rows.length, call.parameter(0), alphaAt, call.in(0), call.inAt(0) + from,
                            call.out(), call.outAt() + from);
                } else {
                    rectify(rows.length, call.parameter(0)[alphaAt], call.in(0), call.inAt(0) + from, call.out(),
                            call.outAt() + from);
                }
            }
        }
    }

    private static void rectify(int n, float alpha, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < n; i++) {
            y[yAt + i] = Math.fma(alpha, Math.min(x[xAt + i], 0f), Math.max(x[xAt + i], 0f));
        }
    }

    @Override
    public void backward(Call call) {
        if (call.wantsGradient(0)) {
            call.parallel(sumParts(call), this, PReLU::sumPart);
            finishSums(call);
        }
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, PReLU::inputPart);
        }
    }

    private static int sumParts(Call call) {
        return Math.min(PARTS, call.batch());
    }

    /** dAlpha = Σ min(x, 0) · dy over the samples of a part, in their order. */
    private void sumPart(Call call, int part, int thread) {
        Rows rows = call.prepared(Rows.class);
        int size = alphas(call);
        float[] sums = call.workspace();
        int sumsAt = call.workspaceAt() + part * size;
        Arrays.fill(sums, sumsAt, sumsAt + size, 0f);
        int first = (int) ((long) part * call.batch() / sumParts(call));
        int end = (int) ((part + 1L) * call.batch() / sumParts(call));
        for (int sample = first; sample < end; sample++) {
            for (int r = 0; r < rows.alphas.length; r++) {
                int from = (sample * rows.alphas.length + r) * rows.length;
                add(call, rows, call.in(0), call.inAt(0) + from, call.dOut(), call.dOutAt() + from, sums,
                        sumsAt + rows.alphas[r]);
            }
        }
    }

    private static void add(Call call, Rows rows, float[] x, int xAt, float[] dY, int dYAt, float[] sums, int at) {
        if (rows.step == 1) {
            call.kernels().addSlopeGradient(rows.length, x, xAt, dY, dYAt, sums, at);
        } else {
            float sum = sums[at];
            for (int i = 0; i < rows.length; i++) {
                sum = Math.fma(Math.min(x[xAt + i], 0f), dY[dYAt + i], sum);
            }
            sums[at] = sum;
        }
    }

    private static int alphas(Call call) {
        Rows rows = call.prepared(Rows.class);
        return rows.alphas[rows.alphas.length - 1] + (rows.step == 1 ? rows.length : 1);
    }

    private static void finishSums(Call call) {
        int size = alphas(call);
        call.kernels().columnSums(sumParts(call), size, call.workspace(), call.workspaceAt(), call.gradientBeta(0),
                call.gradient(0), call.gradientAt(0));
    }

    private void inputPart(Call call, int part, int thread) {
        Rows rows = call.prepared(Rows.class);
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            for (int r = 0; r < rows.alphas.length; r++) {
                int from = (sample * rows.alphas.length + r) * rows.length;
                inputGradient(call, rows, from, call.parameterAt(0) + rows.alphas[r]);
            }
        }
    }

    private static void inputGradient(Call call, Rows rows, int from, int alphaAt) {
        float[] in = call.in(0);
        float[] dOut = call.dOut();
        float[] dIn = call.dIn(0);
        float[] alpha = call.parameter(0);
        int inAt = call.inAt(0) + from;
        int dOutAt = call.dOutAt() + from;
        int dInAt = call.dInAt(0) + from;
        float beta = call.dInBeta(0);
        if (rows.step == 1) {
            call.kernels().bendGradient(rows.length, alpha, alphaAt, in, inAt, dOut, dOutAt, beta, dIn, dInAt);
            return;
        }
        for (int i = 0; i < rows.length; i++) {
            float x = in[inAt + i];
            float g = (x > 0 ? 1f : x <= 0 ? alpha[alphaAt] : x) * dOut[dOutAt + i];
            dIn[dInAt + i] = beta == 0 ? g : dIn[dInAt + i] + g;
        }
    }

    @Override
    public String className() {
        return "PReLU";
    }

    @Override
    public String baseName() {
        return "p_re_lu";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        alpha.writeTo(options, "alpha");
        options.put("shared_axes", sharedAxes.isEmpty() ? null : sharedAxes);
        return options;
    }

    /**
     * The layer that a file describes.
     *
     * @param config its options
     * @return the layer
     */
    public static PReLU fromConfig(Config config) {
        ParameterOptions options = ParameterOptions.readFrom(config, "alpha", Initializers.zeros());
        return new PReLU(
                config.has("shared_axes") ? Arrays.stream(config.integers("shared_axes", 0)).boxed().toList()
                : List.of(), options);
    }
}
