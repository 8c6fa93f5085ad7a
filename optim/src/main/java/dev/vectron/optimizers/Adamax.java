package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adamax, Adam with the largest gradient in place of the mean square (Kingma, Ba 2014, section 7), with Keras's
 * formula: {@code m ← m + (1−β1)(g − m)}, {@code u ← max(β2·u, |g|)}, {@code w ← w − lr/(1−β1^t) · m / (u + ε)}.
 *
 * <p>A learning rate that is negative or not finite, a β outside of [0, 1) and an ε that is not above 0 are an {@code
 * IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = adamax(0.002);
 * }
 *
 * @param options learning rate (default 0.001), clipping and so on
 * @param beta1 β1, the decay of the first moments; default 0.9
 * @param beta2 β2, the decay of the largest gradients; default 0.999
 * @param epsilon ε; default 1e-7
 */
public record Adamax(OptimizerOptions options, double beta1, double beta2, double epsilon)
        implements TunableOptimizer<Adamax> {
    static final double LEARNING_RATE = 0.001;
    private static final List<String> SLOTS = List.of("momentum", "norm");

    /** Checks the numbers. */
    public Adamax {
        Rates.decay("adamax", "beta1", beta1);
        Rates.decay("adamax", "beta2", beta2);
        Rates.epsilon("adamax", epsilon);
    }

    static Adamax of(OptimizerOptions options) {
        return new Adamax(options, 0.9, 0.999, 1e-7);
    }

    static Adamax of(Config config) {
        return new Adamax(OptimizerOptions.of(config), config.number("beta_1", 0.9), config.number("beta_2", 0.999),
                config.number("epsilon", 1e-7));
    }

    @Override
    public Adamax options(OptimizerOptions changed) {
        return new Adamax(changed, beta1, beta2, epsilon);
    }

    /**
     * This optimizer with another β1.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public Adamax beta1(double value) {
        return new Adamax(options, value, beta2, epsilon);
    }

    /**
     * This optimizer with another β2.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public Adamax beta2(double value) {
        return new Adamax(options, beta1, value, epsilon);
    }

    /**
     * This optimizer with another ε.
     *
     * @param value above 0
     * @return a copy
     */
    public Adamax epsilon(double value) {
        return new Adamax(options, beta1, beta2, value);
    }

    @Override
    public String name() {
        return "adamax";
    }

    @Override
    public List<String> slots() {
        return SLOTS;
    }

    @Override
    public double stepSize(double rate, long iteration) {
        return rate / (1 - Rates.power(beta1, iteration));
    }

    @Override
    public void update(Kernels kernels, WeightBlock block) {
        kernels.adamax(block.size(), block.stepSize(), (float) (1 - beta1), (float) beta2, (float) epsilon,
                block.weights(), block.gradients(), block.slot(0), block.slot(1), block.at());
    }

    @Override
    public String className() {
        return "Adamax";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = options.config(name());
        config.put("beta_1", beta1);
        config.put("beta_2", beta2);
        config.put("epsilon", epsilon);
        return config;
    }
}
