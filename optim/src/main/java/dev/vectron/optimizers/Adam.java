package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adam (Kingma, Ba 2014), with Keras's formula: {@code m ← m + (1−β1)(g − m)}, {@code v ← v + (1−β2)(g² − v)},
 * {@code w ← w − lr·√(1−β2^t)/(1−β1^t) · m / (√v + ε)}, t counted from 1.
 *
 * <p>Keras adds ε to the uncorrected √v; PyTorch adds it after the correction. AMSGrad (Reddi et al. 2018) takes the
 * largest v so far instead of v. AdamW (Loshchilov, Hutter 2017) is Adam with {@link #weightDecay weight decay}.
 *
 * <p>A learning rate that is negative or not finite, a β outside of [0, 1) and an ε that is not above 0 are an {@code
 * IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = adam(1e-3).beta2(0.99);
 * Optimizer w = adamW().excludeFromWeightDecay("bias");
 * }
 *
 * @param options learning rate (default 0.001), weight decay (AdamW's default 0.004), clipping and so on
 * @param beta1 β1, the decay of the first moments; default 0.9
 * @param beta2 β2, the decay of the second moments; default 0.999
 * @param epsilon ε; default 1e-7
 * @param usesAmsgrad whether second moments never fall; default false
 */
public record Adam(OptimizerOptions options, double beta1, double beta2, double epsilon, boolean usesAmsgrad)
        implements TunableOptimizer<Adam> {
    static final double LEARNING_RATE = 0.001;
    static final double DECAY_OF_ADAMW = 0.004;
    private static final List<String> SLOTS = List.of("momentum", "velocity");
    private static final List<String> SLOTS_OF_AMSGRAD = List.of("momentum", "velocity", "velocity_hat");

    /** Checks the numbers. */
    public Adam {
        Rates.decay("adam", "beta1", beta1);
        Rates.decay("adam", "beta2", beta2);
        Rates.epsilon("adam", epsilon);
    }

    static Adam of(OptimizerOptions options) {
        return new Adam(options, 0.9, 0.999, 1e-7, false);
    }

    static Adam of(Config config) {
        return new Adam(OptimizerOptions.of(config), config.number("beta_1", 0.9), config.number("beta_2", 0.999),
                config.number("epsilon", 1e-7), config.flag("amsgrad", false));
    }

    static Adam ofAdamW(Config config) {
        Adam adam = of(config);
        return config.has("weight_decay") ? adam : adam.weightDecay(DECAY_OF_ADAMW);
    }

    @Override
    public Adam options(OptimizerOptions changed) {
        return new Adam(changed, beta1, beta2, epsilon, usesAmsgrad);
    }

    /**
     * This optimizer with another β1.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public Adam beta1(double value) {
        return new Adam(options, value, beta2, epsilon, usesAmsgrad);
    }

    /**
     * This optimizer with another β2.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public Adam beta2(double value) {
        return new Adam(options, beta1, value, epsilon, usesAmsgrad);
    }

    /**
     * This optimizer with another ε.
     *
     * @param value above 0
     * @return a copy
     */
    public Adam epsilon(double value) {
        return new Adam(options, beta1, beta2, value, usesAmsgrad);
    }

    /** {@return this optimizer, dividing by the largest second moment so far} */
    public Adam amsgrad() {
        return new Adam(options, beta1, beta2, epsilon, true);
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public List<String> slots() {
        return usesAmsgrad ? SLOTS_OF_AMSGRAD : SLOTS;
    }

    @Override
    public double stepSize(double rate, long iteration) {
        return rate * Math.sqrt(1 - Rates.power(beta2, iteration)) / (1 - Rates.power(beta1, iteration));
    }

    @Override
    public void update(Kernels kernels, WeightBlock block) {
        if (usesAmsgrad) {
            kernels.amsgrad(block.size(), block.stepSize(), (float) (1 - beta1), (float) (1 - beta2), (float) epsilon,
                    block.weights(), block.gradients(), block.slot(0), block.slot(1), block.slot(2), block.at());
        } else {
            kernels.adam(block.size(), block.stepSize(), (float) (1 - beta1), (float) (1 - beta2), (float) epsilon,
                    block.weights(), block.gradients(), block.slot(0), block.slot(1), block.at());
        }
    }

    @Override
    public String className() {
        return "Adam";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = options.config(name());
        config.put("beta_1", beta1);
        config.put("beta_2", beta2);
        config.put("epsilon", epsilon);
        config.put("amsgrad", usesAmsgrad);
        return config;
    }
}
