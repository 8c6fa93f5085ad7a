package dev.vectron.optimizers;

import dev.vectron.graph.Parameter;
import dev.vectron.store.Config;
import java.util.List;

/**
 * Decoupled weight decay (Loshchilov, Hutter 2017): {@code w ← w − lr · rate · w} before the optimizer's own step, as
 * Keras does it for every optimizer.
 *
 * <p>A rate that is negative or not finite, and an empty name, are an {@code IllegalArgumentException}. Immutable and
 * thread-safe.
 *
 * {@snippet :
 * Optimizer o = sgd(0.1).weightDecay(5e-4).excludeFromWeightDecay("bias", "normalization");
 * }
 *
 * @param rate the share that a learning rate of 1 would take away; 0 for none
 * @param except parameters whose name contains one of these do not decay
 */
public record WeightDecay(double rate, List<String> except) {
    /** No decay. */
    public static final WeightDecay NONE = new WeightDecay(0, List.of());

    /** Checks the numbers, and keeps a copy. */
    public WeightDecay {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("weightDecay must be a finite number of at least 0, got " + rate + ".");
        }
        except = List.copyOf(except);
        if (except.contains("")) {
            throw new IllegalArgumentException("excludeFromWeightDecay: a name must not be empty,"
                    + " since every name contains that.");
        }
    }

    /**
     * The decay of a parameter.
     *
     * @param parameter a parameter
     * @return the rate, or 0 if it is excluded
     */
    public double of(Parameter parameter) {
        for (String part : except) {
            if (parameter.name().contains(part)) {
                return 0;
            }
        }
        return rate;
    }

    static WeightDecay of(Config config) {
        double rate = config.number("weight_decay", 0);
        // A list of strings reads as one of objects without options.
        List<String> except = config.has("exclude_from_weight_decay")
                ? config.objects("exclude_from_weight_decay").stream().map(Config::className).toList() : List.of();
        return new WeightDecay(rate, except);
    }
}
