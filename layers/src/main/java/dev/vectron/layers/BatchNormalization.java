package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Guest;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.initializers.Initializers;
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
 * Batch normalization over the last axis (Ioffe and Szegedy 2015): y = gamma · (x − mean) / √(variance + epsilon) +
 * beta, [batch, …, channels] → the same shape.
 *
 * <p>In training mean and biased variance are those of the batch, over all positions but steps that a mask leaves out;
 * after the step moving ← moving · momentum + batch · (1 − momentum). Inference uses the moving ones. Parameters, each
 * [channels]: {@code gamma} ones, {@code beta} zeros, and not trainable {@code moving_mean} zeros,
 * {@code moving_variance} ones. Immutable and thread-safe.
 *
 * <p>A momentum outside of [0, 1] or an epsilon that is not above 0 is an {@code IllegalArgumentException}, an input
 * without channels a {@code ShapeException}.
 *
 * {@snippet :
 * x.then(conv2D(32, 3).useBias(false)).then(batchNormalization()).then(relu());
 * add(x, y.then(batchNormalization().gammaInitializer(zeros())));   // a block that begins as the identity
 * }
 *
 * @param momentum weight of the old moving statistics, 0 … 1; 0.99 by default
 * @param epsilon is added to the variance, above 0; 0.001 by default
 * @param scale whether there is a gamma; true by default
 * @param center whether there is a beta; true by default
 * @param gamma initial values of gamma, its regularizer and its constraint
 * @param beta initial values of beta, its regularizer and its constraint
 * @param movingMeanInitializer initial values of the moving mean; zeros by default
 * @param movingVarianceInitializer initial values of the moving variance; ones by default
 * @param batchStatistics false: the moving statistics are used, and kept, in training too; true by default
 * @param activation applied last; only set by fusion; linear by default
 */
public record BatchNormalization(double momentum, double epsilon, boolean scale, boolean center,
        ParameterOptions gamma, ParameterOptions beta, Initializer movingMeanInitializer,
        Initializer movingVarianceInitializer, boolean batchStatistics, Activation activation)
        implements Guest, ScaledAndCentered<BatchNormalization> {

    private static final String MOVING_MEAN = "moving_mean_initializer";
    private static final String MOVING_VARIANCE = "moving_variance_initializer";

    /** Checks the options. */
    public BatchNormalization {
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("BatchNormalization: the momentum must be between 0 and 1, got "
                    + momentum + ".");
        }
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("BatchNormalization: epsilon must be above 0, got " + epsilon + ".");
        }
        Expect.given("BatchNormalization", "movingMeanInitializer", movingMeanInitializer, "use zeros()");
        Expect.given("BatchNormalization", "movingVarianceInitializer", movingVarianceInitializer, "use ones()");
    }

    /** With Keras's defaults. */
    public BatchNormalization() {
        this(0.99, 1e-3, true, true, new ParameterOptions(Initializers.ones()),
                new ParameterOptions(Initializers.zeros()), Initializers.zeros(), Initializers.ones(), true,
                Activation.LINEAR);
    }

    /**
     * This layer with that momentum.
     *
     * @param weight of the old moving statistics, 0 … 1
     * @return the changed copy
     */
    public BatchNormalization momentum(double weight) {
        return new BatchNormalization(weight, epsilon, scale, center, gamma, beta, movingMeanInitializer,
                movingVarianceInitializer, batchStatistics, activation);
    }

    /**
     * This layer with that epsilon.
     *
     * @param added to the variance, above 0
     * @return the changed copy
     */
    public BatchNormalization epsilon(double added) {
        return new BatchNormalization(momentum, added, scale, center, gamma, beta, movingMeanInitializer,
                movingVarianceInitializer, batchStatistics, activation);
    }

    @Override
    public BatchNormalization scale(boolean use) {
        return new BatchNormalization(momentum, epsilon, use, center, gamma, beta, movingMeanInitializer,
                movingVarianceInitializer, batchStatistics, activation);
    }

    @Override
    public BatchNormalization center(boolean use) {
        return new BatchNormalization(momentum, epsilon, scale, use, gamma, beta, movingMeanInitializer,
                movingVarianceInitializer, batchStatistics, activation);
    }

    @Override
    public BatchNormalization gamma(ParameterOptions options) {
        return new BatchNormalization(momentum, epsilon, scale, center, options, beta, movingMeanInitializer,
                movingVarianceInitializer, batchStatistics, activation);
    }

    @Override
    public BatchNormalization beta(ParameterOptions options) {
        return new BatchNormalization(momentum, epsilon, scale, center, gamma, options, movingMeanInitializer,
                movingVarianceInitializer, batchStatistics, activation);
    }

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of the moving mean
     * @return the changed copy
     */
    public BatchNormalization movingMeanInitializer(Initializer initializer) {
        return new BatchNormalization(momentum, epsilon, scale, center, gamma, beta, initializer,
                movingVarianceInitializer, batchStatistics, activation);
    }

    /**
     * This layer with that initializer.
     *
     * @param initializer initial values of the moving variance
     * @return the changed copy
     */
    public BatchNormalization movingVarianceInitializer(Initializer initializer) {
        return new BatchNormalization(momentum, epsilon, scale, center, gamma, beta, movingMeanInitializer,
                initializer, batchStatistics, activation);
    }

    /**
     * This layer with or without the batch's statistics.
     *
     * @param use false to normalize by the moving statistics in training too and not to change them, as a Keras layer
     *     called with {@code training=False}; for fine-tuning
     * @return the changed copy
     */
    public BatchNormalization batchStatistics(boolean use) {
        return new BatchNormalization(momentum, epsilon, scale, center, gamma, beta, movingMeanInitializer,
                movingVarianceInitializer, use, activation);
    }

    private BatchNormalization activation(Activation function) {
        return new BatchNormalization(momentum, epsilon, scale, center, gamma, beta, movingMeanInitializer,
                movingVarianceInitializer, batchStatistics, function);
    }

    @Override
    public Layer frozen() {
        return batchStatistics(false);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("momentum", momentum);
        config.put("epsilon", epsilon);
        config.put("scale", scale);
        config.put("center", center);
        gamma.writeTo(config, "gamma");
        beta.writeTo(config, "beta");
        config.put(MOVING_MEAN, movingMeanInitializer);
        config.put(MOVING_VARIANCE, movingVarianceInitializer);
        config.put("batch_statistics", batchStatistics);
        return config;
    }

    /** What {@link #config} says. */
    static BatchNormalization fromConfig(Config config) {
        return new BatchNormalization().momentum(config.number("momentum", 0.99))
                .epsilon(config.number("epsilon", 1e-3))
                .scale(config.flag("scale", true)).center(config.flag("center", true))
                .gamma(ParameterOptions.readFrom(config, "gamma", Initializers.ones()))
                .beta(ParameterOptions.readFrom(config, "beta", Initializers.zeros()))
                .movingMeanInitializer(config.has(MOVING_MEAN)
                        ? Initializers.fromConfig(config.object(MOVING_MEAN)) : Initializers.zeros())
                .movingVarianceInitializer(config.has(MOVING_VARIANCE)
                        ? Initializers.fromConfig(config.object(MOVING_VARIANCE)) : Initializers.ones())
                .batchStatistics(config.flag("batch_statistics", true));
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        if (in.rank() < 1) {
            throw ShapeException.mismatch("[batch, …, channels]", in, "use an input of at least one channel: input(1)");
        }
        return in;
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        Shape channels = Shape.of(inputs[0].dim(-1));
        List<ParameterSpec> specs = new ArrayList<>();
        if (scale) {
            specs.add(gamma.trainable("gamma", channels));
        }
        if (center) {
            specs.add(beta.trainable("beta", channels));
        }
        specs.add(ParameterSpec.statistic("moving_mean", channels, movingMeanInitializer));
        specs.add(ParameterSpec.statistic("moving_variance", channels, movingVarianceInitializer));
        return List.copyOf(specs);
    }

    /** {@return the number of the parameter beta} */
    int betaNumber() {
        return scale ? 1 : 0;
    }

    /** {@return the number of the parameter moving_mean; moving_variance follows it} */
    int movingMean() {
        return betaNumber() + (center ? 1 : 0);
    }

    @Override
    public boolean passesMask() {
        return true;
    }

    @Override
    public boolean readsMask() {
        return batchStatistics;
    }

    @Override
    public Needs needs(Shape... inputs) {
        int channels = inputs[0].dim(-1);
        Needs needs = Needs.of().input().saved(ChannelNumbers.size(channels) + PartialSums.chainsSize(channels))
                .workspace(ChannelNumbers.size(channels)).scratch(PartialSums.scratch(channels)).allowsInPlace();
        if (inputs[0].rank() > 1) {
            needs = needs.savedPerSample(PartialSums.size(channels));
        }
        return BatchNormalizationGradient.readsOutput(FusedActivation.of(activation)) ? needs.output() : needs;
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return FusedActivation.with(next, activation).map(this::activation);
    }

    @Override
    public long flops(Shape... inputs) {
        return 2L * inputs[0].size();
    }

    @Override
    public void forward(Call call) {
        takeStatistics(call);
        if (!call.hostBehind()) {
            call.parallel(WideRows.parts(call), this, BatchNormalization::forwardPart);
        }
    }

    /** The numbers per channel, of the batch or of the moving statistics. */
    void takeStatistics(Call call) {
        if (!ofBatch(call)) {
            BatchStatistics.moving(call, this);
        } else if (CountedSteps.applies(call)) {
            CountedSteps.statistics(call, this);
        } else {
            if (!call.hostInFront()) {
                call.parallel(PartialSums.chains(call), this, BatchNormalization::momentsPart);
            }
            BatchStatistics.ofBatch(call, this);
        }
        ChannelNumbers.widen(call, ChannelNumbers.SCALE, ChannelNumbers.CENTER + 1);
    }

    private boolean ofBatch(Call call) {
        return call.training() && batchStatistics;
    }

    private void momentsPart(Call call, int chain, int thread) {
        BatchStatistics.moments(call, PartialSums.from(call, chain), PartialSums.size(call, chain), thread);
    }

    @Override
    public void takeIn(Call call, int sample, int samples, int thread) {
        if (ofBatch(call)) {
            int positions = WideRows.positionsPerSample(call);
            BatchStatistics.moments(call, sample * positions, samples * positions, thread);
        }
    }

    /** From the end on, where the statistics left off: that is still in the cache. */
    private void forwardPart(Call call, int turn, int thread) {
        int part = WideRows.parts(call) - 1 - turn;
        normalize(call, WideRows.from(call, part), WideRows.size(call, part));
    }

    @Override
    public void makeOut(Call call, int sample, int samples, int thread) {
        int positions = WideRows.positionsPerSample(call);
        normalize(call, sample * positions, samples * positions);
    }

    private void normalize(Call call, int position, int positions) {
        int channels = WideRows.channels(call);
        int rows = WideRows.rows(positions, channels);
        int columns = WideRows.columns(channels);
        int from = position * channels;
        normalize(call, rows, columns, from, ChannelNumbers.wideAt(call, ChannelNumbers.SCALE));
        normalize(call, WideRows.rest(positions, channels), channels, from + rows * columns,
                ChannelNumbers.narrowAt(call, ChannelNumbers.SCALE));
    }

    private void normalize(Call call, int rows, int columns, int from, int numbersAt) {
        Elementwise function = FusedActivation.of(activation);
        float[] numbers = ChannelNumbers.array(call);
        call.kernels().columnAffine(rows, columns, call.in(0), call.inAt(0) + from, numbers, numbersAt, numbers,
                numbersAt + columns, function.function(), function.slope(), call.out(), call.outAt() + from);
    }

    @Override
    public void backward(Call call) {
        if (!call.hostBehind()) {
            call.parallel(PartialSums.chains(call), this, BatchNormalization::gradientSumsPart);
        }
        BatchNormalizationGradient.finish(call, this);
    }

    private void gradientSumsPart(Call call, int chain, int thread) {
        BatchNormalizationGradient.sums(call, this, PartialSums.from(call, chain), PartialSums.size(call, chain),
                thread);
    }

    @Override
    public void takeDOut(Call call, int sample, int samples, int thread) {
        int positions = WideRows.positionsPerSample(call);
        BatchNormalizationGradient.sums(call, this, sample * positions, samples * positions, thread);
    }

    @Override
    public void makeDIn(Call call, int sample, int samples, int thread) {
        int positions = WideRows.positionsPerSample(call);
        BatchNormalizationGradient.input(call, this, sample * positions, samples * positions);
    }
}
