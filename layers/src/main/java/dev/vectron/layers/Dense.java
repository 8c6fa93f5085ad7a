package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.initializers.Initializers;
import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer over the last axis: y = activation(x · kernel + bias), [batch, …, features] → [batch, …,
 * units].
 *
 * <p>Parameters: {@code kernel} [features, units], Glorot uniform; {@code bias} [units], zeros. Vectors and sequences
 * of vectors are taken; pictures are refused, since a forgotten {@code flatten()} is by far the most frequent reason
 * for them, unless {@link #anyRank} says that the layer is meant to work at every position. Immutable and thread-safe.
 *
 * <p>Units below 1 are an {@code IllegalArgumentException}, a picture or a second input a {@code ShapeException}.
 *
 * {@snippet :
 * dense(128).activation(RELU).kernelInitializer(heNormal());
 * }
 *
 * @param units outputs, at least 1
 * @param activation applied to the sum; linear by default
 * @param useBias whether there is a bias; true by default
 * @param kernel initial values of the kernel, its regularizer and its constraint
 * @param bias initial values of the bias, its regularizer and its constraint
 * @param anyPosition whether inputs of more than two axes are taken; false by default
 * @param dropConnect the share of weights that are left out in training; 0 by default
 */
public record Dense(int units, Activation activation, boolean useBias, ParameterOptions kernel, ParameterOptions bias,
        boolean anyPosition, float dropConnect) implements DropsConnections, Weighted<Dense> {
    private static final int KERNEL = 0;
    private static final int BIAS = 1;

    /** Checks the options. */
    public Dense {
        Expect.size("Dense", "units", units);
        DropsConnections.check("Dense", "dropConnect", dropConnect);
        Expect.activation("Dense", activation);
    }

    /**
     * A linear layer with Keras's defaults.
     *
     * @param units outputs, at least 1
     */
    public Dense(int units) {
        this(units, Activation.LINEAR, true, new ParameterOptions(Initializers.glorotUniform()),
                new ParameterOptions(Initializers.zeros()), false, 0);
    }

    @Override
    public Dense activation(Activation function) {
        return new Dense(units, function, useBias, kernel, bias, anyPosition, dropConnect);
    }

    @Override
    public Dense useBias(boolean use) {
        return new Dense(units, activation, use, kernel, bias, anyPosition, dropConnect);
    }

    @Override
    public Dense kernel(ParameterOptions options) {
        return new Dense(units, activation, useBias, options, bias, anyPosition, dropConnect);
    }

    @Override
    public Dense bias(ParameterOptions options) {
        return new Dense(units, activation, useBias, kernel, options, anyPosition, dropConnect);
    }

    /**
     * {@return this layer for inputs of any rank, as in Keras: it works at every position, for example of a picture}
     */
    public Dense anyRank() {
        return new Dense(units, activation, useBias, kernel, bias, true, dropConnect);
    }

    /**
     * This layer with connections left out in training, others for each batch (Wan et al. 2013).
     *
     * @param rate the share of weights that are 0; the others are divided by 1 − rate
     * @return the changed copy
     */
    public Dense dropConnect(double rate) {
        return new Dense(units, activation, useBias, kernel, bias, anyPosition, (float) rate);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("units", units);
        config.put("activation", activation.asOption());
        config.put("use_bias", useBias);
        kernel.writeTo(config, "kernel");
        bias.writeTo(config, "bias");
        config.put("any_rank", anyPosition);
        config.put("drop_connect", dropConnect);
        return config;
    }

    /** What {@link #config} says. */
    static Dense fromConfig(Config config) {
        return new Dense(config.integer("units"), Activation.readFrom(config, "activation"),
                config.flag("use_bias", true),
                ParameterOptions.readFrom(config, "kernel", Initializers.glorotUniform()),
                ParameterOptions.readFrom(config, "bias", Initializers.zeros()), config.flag("any_rank", false),
                (float) config.number("drop_connect", 0));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        if (in.rank() < 1) {
            throw ShapeException.mismatch("[batch, features]", in, "use an input of at least one feature: input(1)");
        }
        if (in.rank() > 2 && !anyPosition) {
            throw ShapeException.mismatch("[batch, features]", in,
                    "put flatten() between them, or use dense(" + units + ").anyRank() to apply it at every position");
        }
        return in.with(-1, units);
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        List<ParameterSpec> specs = new ArrayList<>();
        specs.add(kernel.trainable("kernel", Shape.of(inputs[0].dim(-1), units)));
        if (useBias) {
            specs.add(bias.trainable("bias", Shape.of(units)));
        }
        return List.copyOf(specs);
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public Needs needs(Shape... inputs) {
        int in = inputs[0].dim(-1);
        int packed = Kernels.readsInPlace(units, in) ? 0 : Kernels.packedMatrixSize(in, units);
        Needs needs = Needs.of().input().packed(packed)
                .scratch(MatrixParts.scratch(Math.max(units, in))).workspace(dropConnect > 0 ? 2 * in * units : 0);
        return activation.equals(Activation.LINEAR) ? needs : needs.output();
    }

    @Override
    public List<Layer> stages() {
        return FusedActivation.stages(this, activation, activation(Activation.LINEAR));
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return FusedActivation.with(next, activation).map(this::activation);
    }

    @Override
    public long flops(Shape... inputs) {
        return 2L * inputs[0].size() * units;
    }

    @Override
    public void pack(Call call) {
        if (!usesPacked(call)) {
            return;
        }
        call.parallel(Kernels.packedParts(call.inShape(0).dim(-1), units), this, Dense::packPart);
    }

    /** In training the kernel is another in each step, so that most products pack it as they go; some never do. */
    private boolean usesPacked(Call call) {
        int in = call.inShape(0).dim(-1);
        return !Kernels.readsInPlace(units, in) && !DropsConnections.drops(this, call)
                && (!call.training() || MatrixParts.packsFirst(call.outSize() / units, units, in));
    }

    private void packPart(Call call, int part, int thread) {
        call.kernels().packPart(part, false, call.inShape(0).dim(-1), units, call.parameter(KERNEL),
                call.parameterAt(KERNEL), units, call.packed(), call.packedAt());
    }

    @Override
    public int connections(Call call) {
        return call.inShape(0).dim(-1) * units;
    }

    @Override
    public int remainingAt(Call call) {
        return call.workspaceAt();
    }

    private float[] kernel(Call call) {
        return DropsConnections.drops(this, call) ? call.workspace() : call.parameter(KERNEL);
    }

    private int kernelAt(Call call) {
        return DropsConnections.drops(this, call) ? remainingAt(call) : call.parameterAt(KERNEL);
    }

    @Override
    public void forward(Call call) {
        if (DropsConnections.drops(this, call)) {
            DropsConnections.writeKernel(this, call);
        }
        int in = call.inShape(0).dim(-1);
        int rows = call.outSize() / units;
        int parts = usesPacked(call) ? MatrixParts.packedCount(rows, units, in) : MatrixParts.count(rows, units, in);
        call.parallel(parts, this, Dense::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        int in = call.inShape(0).dim(-1);
        int rows = call.outSize() / units;
        float[] bias = useBias ? call.parameter(BIAS) : null;
        int biasAt = useBias ? call.parameterAt(BIAS) : 0;
        if (usesPacked(call)) {
            MatrixParts.runPacked(call.kernels(), part, rows, units, in,
                    call.in(0), call.inAt(0), call.packed(), call.packedAt(), call.out(), call.outAt(),
                    bias, biasAt, FusedActivation.of(activation), call.scratch(), call.scratchAt(thread));
        } else {
            MatrixParts.run(call.kernels(), part, false, false, rows, units, in,
                    call.in(0), call.inAt(0), in, kernel(call), kernelAt(call), units,
                    0, call.out(), call.outAt(), units,
                    bias, biasAt, FusedActivation.of(activation), call.scratch(), call.scratchAt(thread));
        }
    }

    @Override
    public void backward(Call call) {
        FusedActivation.gradientInPlace(call, activation);
        boolean drops = DropsConnections.drops(this, call);
        if (drops) {
            DropsConnections.writeKernel(this, call);
        }
        call.parallel(1 + kernelParts(call) + inputParts(call), this, Dense::backwardPart);
        if (drops && call.wantsGradient(KERNEL)) {
            DropsConnections.finishGradient(this, call);
        }
    }

    private int kernelParts(Call call) {
        int in = call.inShape(0).dim(-1);
        return call.wantsGradient(KERNEL) ? MatrixParts.count(in, units, call.outSize() / units) : 0;
    }

    private int inputParts(Call call) {
        int in = call.inShape(0).dim(-1);
        return call.wantsDIn(0) ? MatrixParts.count(call.outSize() / units, in, units) : 0;
    }

    /** Part 0 is the bias's gradient, then come the kernel's parts, then the input's. */
    private void backwardPart(Call call, int part, int thread) {
        int in = call.inShape(0).dim(-1);
        int rows = call.outSize() / units;
        int kernelParts = kernelParts(call);
        if (part == 0) {
            if (useBias && call.wantsGradient(BIAS)) {
                call.kernels().columnSums(rows, units, call.dOut(), call.dOutAt(),
                        call.gradientBeta(BIAS), call.gradient(BIAS), call.gradientAt(BIAS));
            }
        } else if (part <= kernelParts) {
            boolean drops = DropsConnections.drops(this, call);
            MatrixParts.run(call.kernels(), part - 1, true, false, in, units, rows,
                    call.in(0), call.inAt(0), in, call.dOut(), call.dOutAt(), units,
                    drops ? 0 : call.gradientBeta(KERNEL), drops ? call.workspace() : call.gradient(KERNEL),
                    drops ? DropsConnections.gradientAt(this, call) : call.gradientAt(KERNEL), units,
                    null, 0, FusedActivation.NONE, call.scratch(), call.scratchAt(thread));
        } else {
            MatrixParts.run(call.kernels(), part - 1 - kernelParts, false, true, rows, in, units,
                    call.dOut(), call.dOutAt(), units, kernel(call), kernelAt(call), units,
                    call.dInBeta(0), call.dIn(0), call.dInAt(0), in,
                    null, 0, FusedActivation.NONE, call.scratch(), call.scratchAt(thread));
        }
    }
}
