package dev.vectron.optimizers;

import dev.vectron.schedules.LearningRateSchedule;
import dev.vectron.schedules.Schedules;
import dev.vectron.store.Config;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all optimizers have in common: the learning rate, and what is done around their own formula.
 *
 * <p>In each step: gradients are accumulated and, if it is not yet time for an update, that is all. Their mean is
 * clipped; weights decay; the optimizer's formula changes the weights; Lookahead pulls them back in every so many
 * updates; the moving average follows them. Constraints of layers come last. Immutable; set by the words of
 * {@link TunableOptimizer}.
 *
 * <p>No learning rate, and fewer than one batch, are an {@code IllegalArgumentException}. Thread-safe.
 *
 * {@snippet :
 * Optimizer o = sgd(0.1).options(OptimizerOptions.of(cosineDecay(0.1, 9000)));
 * }
 *
 * @param learningRate the rate as a function of the step
 * @param weightDecay how weights decay
 * @param clipping how gradients are clipped
 * @param accumulationSteps how many batches make an update; 1 for none accumulated
 * @param average the moving average of the weights, or null
 * @param lookahead the slow weights, or null
 */
public record OptimizerOptions(LearningRateSchedule learningRate, WeightDecay weightDecay, Clipping clipping,
        int accumulationSteps, @Nullable WeightAverage average, @Nullable Lookahead lookahead) {
    /** Checks learning rate and number of batches. */
    public OptimizerOptions {
        if (learningRate == null) {
            throw new IllegalArgumentException("learningRate must not be null; give a number or a schedule, such as"
                    + " cosineDecay(…).");
        }
        if (accumulationSteps < 1) {
            throw new IllegalArgumentException("gradientAccumulationSteps must be at least 1, got "
                    + accumulationSteps + ".");
        }
    }

    /**
     * Options with a learning rate and nothing else.
     *
     * @param learningRate the rate as a function of the step
     * @return the options
     */
    public static OptimizerOptions of(LearningRateSchedule learningRate) {
        return new OptimizerOptions(learningRate, WeightDecay.NONE, Clipping.NONE, 1, null, null);
    }

    static OptimizerOptions of(String optimizer, LearningRateSchedule learningRate) {
        return named(optimizer, () -> of(learningRate));
    }

    static OptimizerOptions of(String optimizer, double learningRate) {
        return of(Schedules.constant(Rates.learningRate(optimizer, learningRate)));
    }

    OptimizerOptions with(LearningRateSchedule rate) {
        return new OptimizerOptions(rate, weightDecay, clipping, accumulationSteps, average, lookahead);
    }

    OptimizerOptions with(WeightDecay decay) {
        return new OptimizerOptions(learningRate, decay, clipping, accumulationSteps, average, lookahead);
    }

    OptimizerOptions with(Clipping how) {
        return new OptimizerOptions(learningRate, weightDecay, clipping.or(how), accumulationSteps, average,
                lookahead);
    }

    OptimizerOptions accumulating(int steps) {
        return new OptimizerOptions(learningRate, weightDecay, clipping, steps, average, lookahead);
    }

    OptimizerOptions with(WeightAverage moving) {
        return new OptimizerOptions(learningRate, weightDecay, clipping, accumulationSteps, moving, lookahead);
    }

    OptimizerOptions with(Lookahead slow) {
        return new OptimizerOptions(learningRate, weightDecay, clipping, accumulationSteps, average, slow);
    }

    /** The options as Keras writes them, null for "not set"; what Keras has no name for only if it is set. */
    Map<String, @Nullable Object> config(String optimizer) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("learning_rate", Schedules.describe(optimizer, learningRate));
        config.put("weight_decay", weightDecay.rate() == 0 ? null : weightDecay.rate());
        for (Clipping.Kind kind : Clipping.Kind.values()) {
            if (kind != Clipping.Kind.NONE) {
                config.put(kind.key(), clipping.kind() == kind ? clipping.limit() : null);
            }
        }
        config.put("use_ema", average != null);
        config.put("ema_momentum", average == null ? WeightAverage.MOMENTUM : average.momentum());
        config.put("ema_overwrite_frequency",
                average == null || average.overwriteFrequency() == 0 ? null : average.overwriteFrequency());
        config.put("gradient_accumulation_steps", accumulationSteps == 1 ? null : accumulationSteps);
        if (!weightDecay.except().isEmpty()) {
            config.put("exclude_from_weight_decay", weightDecay.except());
        }
        if (lookahead != null) {
            config.put("lookahead_sync_period", lookahead.syncPeriod());
            config.put("lookahead_slow_step_size", lookahead.slowStepSize());
        }
        return config;
    }

    /** What is made of options; the message of an error gets the optimizer's name in front. */
    static <T> T named(String optimizer, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            String name = optimizer + ": ";
            throw message.startsWith(name) ? e : new IllegalArgumentException(name + message, e);
        }
    }

    /** Reads what {@link #config} or Keras wrote. */
    static OptimizerOptions of(Config config) {
        return named(config.className(), () -> read(config));
    }

    private static OptimizerOptions read(Config config) {
        config.has("name"); // Keras's names tell optimizers of one program apart; nothing depends on them
        if (config.has("loss_scale_factor")) {
            throw new IllegalArgumentException(config.className() + ": loss_scale_factor is not supported;"
                    + " gradients here need no scaling, so leave it out.");
        }
        OptimizerOptions options = of(Schedules.fromConfig(config, "learning_rate"));
        options = options.with(WeightDecay.of(config));
        for (Clipping.Kind kind : Clipping.Kind.values()) {
            if (kind != Clipping.Kind.NONE && config.has(kind.key())) {
                options = options.with(new Clipping(kind, config.number(kind.key())));
            }
        }
        WeightAverage moving = new WeightAverage(config.number("ema_momentum", WeightAverage.MOMENTUM),
                config.integer("ema_overwrite_frequency", 0));
        if (config.flag("use_ema", false)) {
            options = options.with(moving);
        }
        if (config.has("lookahead_sync_period")) {
            options = options.with(new Lookahead(config.integer("lookahead_sync_period"),
                    config.number("lookahead_slow_step_size", Lookahead.SLOW_STEP_SIZE)));
        }
        return options.accumulating(config.integer("gradient_accumulation_steps", 1));
    }
}
