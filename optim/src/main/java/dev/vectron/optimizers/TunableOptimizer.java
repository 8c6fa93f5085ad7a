package dev.vectron.optimizers;

import dev.vectron.schedules.LearningRateSchedule;
import dev.vectron.schedules.Schedules;
import dev.vectron.store.Configured;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An optimizer with the options of {@link OptimizerOptions}, and the words that set them; each returns a copy.
 *
 * <p>Every optimizer of the library is one; one of your own gets all of it by a record component {@code options} and
 * the method that replaces it.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = adam(cosineDecay(1e-3, 10_000)).weightDecay(0.01).excludeFromWeightDecay("bias", "normalization")
 *     .globalClipnorm(1).gradientAccumulationSteps(4).useEma().lookahead();
 * }
 *
 * @param <O> the optimizer itself
 */
public interface TunableOptimizer<O extends TunableOptimizer<O>> extends Optimizer, Configured {
    @Override
    OptimizerOptions options();

    /**
     * This optimizer with other common options.
     *
     * @param changed the options
     * @return a copy
     */
    O options(OptimizerOptions changed);

    @Override
    default double learningRate() {
        return options().learningRate().rate(0);
    }

    /**
     * This optimizer with another learning rate.
     *
     * @param rate the rate of all steps, at least 0
     * @return a copy
     */
    default O learningRate(double rate) {
        return learningRate(Schedules.constant(Rates.learningRate(name(), rate)));
    }

    /**
     * This optimizer with another learning rate.
     *
     * @param schedule the rate as a function of the step
     * @return a copy
     */
    default O learningRate(LearningRateSchedule schedule) {
        return changed(o -> o.with(schedule));
    }

    /**
     * This optimizer with decoupled weight decay: {@code w ← w − lr · rate · w} before each step.
     *
     * @param rate at least 0; 0 for none
     * @return a copy
     */
    default O weightDecay(double rate) {
        return changed(o -> o.with(new WeightDecay(rate, o.weightDecay().except())));
    }

    /**
     * This optimizer without weight decay for some parameters, further ones if there are some already.
     *
     * @param names parameters whose name, such as {@code dense_1/bias}, contains one of these do not decay
     * @return a copy
     */
    default O excludeFromWeightDecay(String... names) {
        List<String> all = new ArrayList<>(options().weightDecay().except());
        all.addAll(List.of(names));
        return changed(o -> o.with(new WeightDecay(o.weightDecay().rate(), all)));
    }

    /**
     * This optimizer with every gradient limited to {@code −limit … limit}.
     *
     * @param limit above 0
     * @return a copy
     * @throws IllegalArgumentException if clipping of another kind is set
     */
    default O clipvalue(double limit) {
        return changed(o -> o.with(new Clipping(Clipping.Kind.CLIPVALUE, limit)));
    }

    /**
     * This optimizer with the norm of each parameter's gradient limited: {@code g ← g · limit / max(norm, limit)}.
     *
     * @param limit the largest norm, above 0
     * @return a copy
     * @throws IllegalArgumentException if clipping of another kind is set
     */
    default O clipnorm(double limit) {
        return changed(o -> o.with(new Clipping(Clipping.Kind.CLIPNORM, limit)));
    }

    /**
     * This optimizer with the norm of all gradients together limited: {@code g ← g · limit / max(norm, limit)}.
     *
     * @param limit the largest norm, above 0
     * @return a copy
     * @throws IllegalArgumentException if clipping of another kind is set
     */
    default O globalClipnorm(double limit) {
        return changed(o -> o.with(new Clipping(Clipping.Kind.GLOBAL_CLIPNORM, limit)));
    }

    /**
     * This optimizer with one update, by the mean of the gradients, for several batches; between updates the weights do
     * not change.
     *
     * @param batches how many make an update, at least 1; 1 for every batch
     * @return a copy
     */
    default O gradientAccumulationSteps(int batches) {
        return changed(o -> o.accumulating(batches));
    }

    /** {@return this optimizer with a moving average of the weights, momentum 0.99; it replaces them when fit ends} */
    default O useEma() {
        return changed(o -> o.with(average()));
    }

    /**
     * This optimizer with a moving average of the weights.
     *
     * @param momentum what stays of the average in each update, from 0 to 1
     * @return a copy
     */
    default O emaMomentum(double momentum) {
        return changed(o -> o.with(new WeightAverage(momentum, average().overwriteFrequency())));
    }

    /**
     * This optimizer with a moving average of the weights that replaces them every so many updates.
     *
     * @param updates after how many, at least 1; or 0 for only at the end of fit
     * @return a copy
     */
    default O emaOverwriteFrequency(int updates) {
        return changed(o -> o.with(new WeightAverage(average().momentum(), updates)));
    }

    /** {@return this optimizer with Lookahead: every 6 updates half the way back} */
    default O lookahead() {
        return lookahead(Lookahead.SYNC_PERIOD, Lookahead.SLOW_STEP_SIZE);
    }

    /**
     * This optimizer with Lookahead.
     *
     * @param syncPeriod after how many updates the slow weights follow, at least 1
     * @param slowStepSize by which share of the way, above 0 and at most 1
     * @return a copy
     */
    default O lookahead(int syncPeriod, double slowStepSize) {
        return changed(o -> o.with(new Lookahead(syncPeriod, slowStepSize)));
    }

    private O changed(UnaryOperator<OptimizerOptions> change) {
        return options(OptimizerOptions.named(name(), () -> change.apply(options())));
    }

    private WeightAverage average() {
        WeightAverage present = options().average();
        return present == null ? new WeightAverage(WeightAverage.MOMENTUM, 0) : present;
    }
}
