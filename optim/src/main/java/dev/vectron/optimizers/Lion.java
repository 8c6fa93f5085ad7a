package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lion (Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms"), with Keras's formula:
 * {@code w ← w − lr · sign(β1·m + (1−β1)·g)}, then {@code m ← β2·m + (1−β2)·g}.
 *
 * <p>Every weight moves by the learning rate, so this should be three to ten times smaller than Adam's, and the weight
 * decay as many times larger.
 *
 * <p>A learning rate that is negative or not finite, β₁ outside of (0, 1) and β₂ outside of [0, 1) are an {@code
 * IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = lion(1e-4).weightDecay(0.04);
 * }
 *
 * @param options learning rate (default 0.001), weight decay, clipping and so on
 * @param beta1 β1, the share of the moment in a step, above 0; default 0.9
 * @param beta2 β2, the decay of the moments; default 0.99
 */
public record Lion(OptimizerOptions options, double beta1, double beta2) implements TunableOptimizer<Lion> {
    static final double LEARNING_RATE = 0.001;
    private static final List<String> SLOTS = List.of("momentum");

    /** Checks the numbers. */
    public Lion {
        Rates.decay("lion", "beta1", beta1);
        Rates.decay("lion", "beta2", beta2);
        if (beta1 == 0) {
            throw new IllegalArgumentException("lion: beta1 must be above 0, got 0.0;"
                    + " without a moment the steps are signs of single gradients.");
        }
    }

    static Lion of(OptimizerOptions options) {
        return new Lion(options, 0.9, 0.99);
    }

    static Lion of(Config config) {
        return new Lion(OptimizerOptions.of(config), config.number("beta_1", 0.9), config.number("beta_2", 0.99));
    }

    @Override
    public Lion options(OptimizerOptions changed) {
        return new Lion(changed, beta1, beta2);
    }

    /**
     * This optimizer with another β1.
     *
     * @param value above 0 and below 1
     * @return a copy
     */
    public Lion beta1(double value) {
        return new Lion(options, value, beta2);
    }

    /**
     * This optimizer with another β2.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public Lion beta2(double value) {
        return new Lion(options, beta1, value);
    }

    @Override
    public String name() {
        return "lion";
    }

    @Override
    public List<String> slots() {
        return SLOTS;
    }

    @Override
    public void update(Kernels kernels, WeightBlock block) {
        kernels.lion(block.size(), block.stepSize(), (float) (1 - beta1), (float) (1 - beta2), block.weights(),
                block.gradients(), block.slot(0), block.at());
    }

    @Override
    public String className() {
        return "Lion";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = options.config(name());
        config.put("beta_1", beta1);
        config.put("beta_2", beta2);
        return config;
    }
}
