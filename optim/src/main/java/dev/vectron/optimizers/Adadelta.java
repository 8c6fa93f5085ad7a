package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adadelta (Zeiler 2012), with Keras's formula: {@code a ← ρ·a + (1−ρ)·g²}, {@code c = √(d + ε) / √(a + ε) · g},
 * {@code d ← ρ·d + (1−ρ)·c²}, {@code w ← w − lr·c}.
 *
 * <p>The paper has no learning rate, which is a rate of 1; with Keras's default 0.001 weights hardly move.
 *
 * <p>A learning rate that is negative or not finite, a rho outside of [0, 1) and an epsilon that is not above 0 are an
 * {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = adadelta(1.0);
 * }
 *
 * @param options learning rate (default 0.001), clipping and so on
 * @param rho ρ, the decay of the means; default 0.95
 * @param epsilon ε; default 1e-7
 */
public record Adadelta(OptimizerOptions options, double rho, double epsilon) implements TunableOptimizer<Adadelta> {
    static final double LEARNING_RATE = 0.001;
    private static final List<String> SLOTS = List.of("accumulated_grad", "accumulated_delta_var");

    /** Checks the numbers. */
    public Adadelta {
        Rates.decay("adadelta", "rho", rho);
        Rates.epsilon("adadelta", epsilon);
    }

    static Adadelta of(OptimizerOptions options) {
        return new Adadelta(options, 0.95, 1e-7);
    }

    static Adadelta of(Config config) {
        return new Adadelta(OptimizerOptions.of(config), config.number("rho", 0.95), config.number("epsilon", 1e-7));
    }

    @Override
    public Adadelta options(OptimizerOptions changed) {
        return new Adadelta(changed, rho, epsilon);
    }

    /**
     * This optimizer with another ρ.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public Adadelta rho(double value) {
        return new Adadelta(options, value, epsilon);
    }

    /**
     * This optimizer with another ε.
     *
     * @param value above 0
     * @return a copy
     */
    public Adadelta epsilon(double value) {
        return new Adadelta(options, rho, value);
    }

    @Override
    public String name() {
        return "adadelta";
    }

    @Override
    public List<String> slots() {
        return SLOTS;
    }

    @Override
    public void update(Kernels kernels, WeightBlock block) {
        kernels.adadelta(block.size(), block.stepSize(), (float) (1 - rho), (float) epsilon, block.weights(),
                block.gradients(), block.slot(0), block.slot(1), block.at());
    }

    @Override
    public String className() {
        return "Adadelta";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = options.config(name());
        config.put("rho", rho);
        config.put("epsilon", epsilon);
        return config;
    }
}
