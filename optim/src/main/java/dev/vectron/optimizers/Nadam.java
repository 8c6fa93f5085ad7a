package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nadam, Adam with Nesterov's momentum (Dozat 2016), with Keras's formula.
 *
 * <p>The momentum rises: {@code u_t = β1 (1 − 0.5 · 0.96^t)}, with the product {@code U_t = u_1 ⋯ u_t}. Moments m and v
 * are Adam's; {@code w ← w − lr · (u_(t+1) m / (1 − U_(t+1)) + (1 − u_t) g / (1 − U_t)) / (√(v / (1 − β2^t)) + ε)}.
 *
 * <p>A learning rate that is negative or not finite, a β outside of [0, 1) and an ε that is not above 0 are an {@code
 * IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = nadam(0.002);
 * }
 *
 * @param options learning rate (default 0.001), clipping and so on
 * @param beta1 β1, the decay of the first moments; default 0.9
 * @param beta2 β2, the decay of the second moments; default 0.999
 * @param epsilon ε; default 1e-7
 */
public record Nadam(OptimizerOptions options, double beta1, double beta2, double epsilon)
        implements TunableOptimizer<Nadam> {
    static final double LEARNING_RATE = 0.001;
    private static final List<String> SLOTS = List.of("momentum", "velocity");
    private static final List<String> NUMBERS = List.of("u_product");
    private static final double DECAY = 0.96;

    /** Checks the numbers. */
    public Nadam {
        Rates.decay("nadam", "beta1", beta1);
        Rates.decay("nadam", "beta2", beta2);
        Rates.epsilon("nadam", epsilon);
    }

    static Nadam of(OptimizerOptions options) {
        return new Nadam(options, 0.9, 0.999, 1e-7);
    }

    static Nadam of(Config config) {
        return new Nadam(OptimizerOptions.of(config), config.number("beta_1", 0.9), config.number("beta_2", 0.999),
                config.number("epsilon", 1e-7));
    }

    @Override
    public Nadam options(OptimizerOptions changed) {
        return new Nadam(changed, beta1, beta2, epsilon);
    }

    /**
     * This optimizer with another β1.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public Nadam beta1(double value) {
        return new Nadam(options, value, beta2, epsilon);
    }

    /**
     * This optimizer with another β2.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public Nadam beta2(double value) {
        return new Nadam(options, beta1, value, epsilon);
    }

    /**
     * This optimizer with another ε.
     *
     * @param value above 0
     * @return a copy
     */
    public Nadam epsilon(double value) {
        return new Nadam(options, beta1, beta2, value);
    }

    @Override
    public String name() {
        return "nadam";
    }

    @Override
    public List<String> slots() {
        return SLOTS;
    }

    @Override
    public List<String> numbers() {
        return NUMBERS;
    }

    private double momentum(long iteration) {
        return beta1 * (1 - 0.5 * Rates.power(DECAY, iteration));
    }

    @Override
    public void beginUpdate(OptimizerState state) {
        double before = state.iterations() == 1 ? 1 : state.number(0);
        state.number(0, before * momentum(state.iterations()));
    }

    @Override
    public void update(Kernels kernels, WeightBlock block) {
        long t = block.iteration();
        double rate = block.stepSize();
        double product = block.number(0);
        double next = momentum(t + 1);
        kernels.nadam(block.size(), (float) (rate * next / (1 - product * next)),
                (float) (rate * (1 - momentum(t)) / (1 - product)), (float) (1 / (1 - Rates.power(beta2, t))),
                (float) (1 - beta1), (float) (1 - beta2), (float) epsilon,
                block.weights(), block.gradients(), block.slot(0), block.slot(1), block.at());
    }

    @Override
    public String className() {
        return "Nadam";
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
