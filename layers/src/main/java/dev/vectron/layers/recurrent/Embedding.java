package dev.vectron.layers.recurrent;

import dev.vectron.graph.Call;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.graph.Regularizer;
import dev.vectron.initializers.Initializers;
import dev.vectron.layers.Expect;
import dev.vectron.layers.ParameterOptions;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vector for each token: y = embeddings[x], [batch, time] → [batch, time, outputDim]; other ranks likewise.
 *
 * <p>Tokens are whole numbers 0 … inputDim − 1 that travel as floats, which hold them exactly up to 2²⁴. Parameters:
 * {@code embeddings} [inputDim, outputDim], uniform in ±0.05. With {@link #maskZero} steps with token 0 are padding for
 * the recurrent layers behind it and for the loss. A token out of range or no whole number is an
 * {@link IllegalArgumentException} that says where it is. The gradient of an embedding is one chain over its tokens in
 * the order of samples and steps. Immutable and thread-safe.
 *
 * {@snippet :
 * Model model = Sequential.of(input(80), embedding(10_000, 64).maskZero(true), lstm(32), dense(1).activation(SIGMOID));
 * }
 *
 * @param inputDim how many tokens there are, 1 to 2²⁴
 * @param outputDim floats of a vector, at least 1
 * @param maskZero whether token 0 is padding; false by default
 * @param embeddings initial values of the embeddings, their regularizer and their constraint
 */
public record Embedding(int inputDim, int outputDim, boolean maskZero, ParameterOptions embeddings) implements Layer {
    private static final int MOST_TOKENS = 1 << 24;
    private static final int BLOCK = 16_384;
    /** Columns of a part of the gradient: at least a cache line. */
    private static final int FEWEST_COLUMNS = 16;
    private static final int MOST_PARTS = 8;

    /** Checks the sizes. */
    public Embedding {
        Expect.atLeastOne("Embedding", "inputDim", inputDim);
        Expect.size("Embedding", "outputDim", outputDim);
        if (inputDim > MOST_TOKENS) {
            throw new IllegalArgumentException("Embedding: inputDim must be at most " + MOST_TOKENS
                    + ", as tokens travel as floats, got " + inputDim + ".");
        }
    }

    /**
     * A layer with Keras's defaults.
     *
     * @param inputDim how many tokens there are
     * @param outputDim floats of a vector
     */
    public Embedding(int inputDim, int outputDim) {
        this(inputDim, outputDim, false, new ParameterOptions(Initializers.randomUniform(-0.05f, 0.05f)));
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("input_dim", inputDim);
        config.put("output_dim", outputDim);
        embeddings.writeTo(config, "embeddings");
        config.put("mask_zero", maskZero);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static Embedding fromConfig(Config config) {
        Embedding defaults = new Embedding(config.integer("input_dim"), config.integer("output_dim"));
        return new Embedding(defaults.inputDim, defaults.outputDim, config.flag("mask_zero", false),
                ParameterOptions.readFrom(config, "embeddings", defaults.embeddings.initializer()));
    }

    /**
     * This layer with token 0 as padding, or not.
     *
     * @param mask whether token 0 is padding
     * @return the changed copy
     */
    public Embedding maskZero(boolean mask) {
        return new Embedding(inputDim, outputDim, mask, embeddings);
    }

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of the embeddings
     * @return the changed copy
     */
    public Embedding embeddingsInitializer(Initializer initializer) {
        return new Embedding(inputDim, outputDim, maskZero, embeddings.initializer(initializer));
    }

    /**
     * This layer with that regularizer.
     *
     * @param regularizer adds to the loss what the embeddings cost
     * @return the changed copy
     */
    public Embedding embeddingsRegularizer(@Nullable Regularizer regularizer) {
        return new Embedding(inputDim, outputDim, maskZero, embeddings.regularizer(regularizer));
    }

    /**
     * This layer with that constraint.
     *
     * @param constraint brings the embeddings back into bounds after each step
     * @return the changed copy
     */
    public Embedding embeddingsConstraint(@Nullable Constraint constraint) {
        return new Embedding(inputDim, outputDim, maskZero, embeddings.constraint(constraint));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        if (maskZero && in.rank() != 1) {
            throw ShapeException.mismatch("[batch, time] for maskZero(true)", in, in.rank() == 0
                    ? "give the tokens a time axis: input(20)"
                    : "use timeDistributed(embedding(…)), or maskZero(false)");
        }
        int[] dims = Arrays.copyOf(in.dims(), in.rank() + 1);
        dims[in.rank()] = outputDim;
        return Shape.of(dims);
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return List.of(embeddings.trainable("embeddings", Shape.of(inputDim, outputDim)));
    }

    @Override
    public Optional<Layer> mask(Shape... inputs) {
        return maskZero ? Optional.of(new StepMask(0)) : Optional.empty();
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of().input();
    }

    @Override
    public long flops(Shape... inputs) {
        return 0;
    }

    private int tokensPerPart() {
        return Math.max(1, BLOCK / outputDim);
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.inSize(0), tokensPerPart()), this, Embedding::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int last = Math.min(call.inSize(0), (part + 1) * tokensPerPart());
        for (int i = part * tokensPerPart(); i < last; i++) {
            System.arraycopy(call.parameter(0), call.parameterAt(0) + token(call, i) * outputDim, call.out(),
                    call.outAt() + i * outputDim, outputDim);
        }
    }

    private int token(Call call, int i) {
        float value = call.in(0)[call.inAt(0) + i];
        int token = (int) value;
        if (!(value >= 0 && token < inputDim && token == value)) {
            throw notAToken(call, i, value);
        }
        return token;
    }

    private IllegalArgumentException notAToken(Call call, int i, float value) {
        int size = call.inShape(0).size();
        return new IllegalArgumentException("Embedding \"" + call.name() + "\": expects tokens from 0 to "
                + (inputDim - 1) + ", got " + value + " in sample " + i / size + " of the batch at position " + i % size
                + "; " + (value == Math.rint(value) && value >= inputDim
                ? "make inputDim the largest token plus 1." : "tokens are whole numbers, beginning with 0."));
    }

    private int columnsPerPart() {
        return Math.max(FEWEST_COLUMNS, Math.ceilDiv(outputDim, MOST_PARTS));
    }

    @Override
    public void backward(Call call) {
        if (call.wantsGradient(0)) {
            call.parallel(Math.ceilDiv(outputDim, columnsPerPart()), this, Embedding::backwardPart);
        }
        if (call.wantsDIn(0) && call.dInBeta(0) == 0) {
            Arrays.fill(call.dIn(0), call.dInAt(0), call.dInAt(0) + call.inSize(0), 0f);
        }
    }

    /** Some columns of all embeddings, so that the parts have the same work, however often each token comes. */
    private void backwardPart(Call call, int part, int thread) {
        int column = part * columnsPerPart();
        int columns = Math.min(columnsPerPart(), outputDim - column);
        float[] gradient = call.gradient(0);
        int at = call.gradientAt(0) + column;
        for (int row = 0; row < inputDim && call.gradientBeta(0) == 0; row++) {
            Arrays.fill(gradient, at + row * outputDim, at + row * outputDim + columns, 0f);
        }
        for (int i = 0; i < call.inSize(0); i++) {
            int to = at + token(call, i) * outputDim;
            call.kernels().add(columns, gradient, to, call.dOut(), call.dOutAt() + i * outputDim + column, gradient,
                    to);
        }
    }
}
