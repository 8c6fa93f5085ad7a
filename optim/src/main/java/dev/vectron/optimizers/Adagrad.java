package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adagrad (Duchi, Hazan, Singer 2011), with Keras's formula: {@code a ← a + g²}, {@code w ← w − lr·g / √(a + ε)}, a
 * beginning with 0.1. PyTorch begins with 0 and adds ε outside the root.
 *
 * <p>A learning rate that is negative or not finite, a negative initial value and an epsilon that is not above 0 are an
 * {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = adagrad(0.01).initialAccumulatorValue(0);
 * }
 *
 * @param options learning rate (default 0.001), clipping and so on
 * @param initialAccumulatorValue the first a, at least 0; default 0.1
 * @param epsilon ε; default 1e-7
 */
public record Adagrad(OptimizerOptions options, double initialAccumulatorValue, double epsilon)
        implements TunableOptimizer<Adagrad> {
    static final double LEARNING_RATE = 0.001;
    private static final List<String> SLOTS = List.of("accumulator");

    /** Checks the numbers. */
    public Adagrad {
        if (!(initialAccumulatorValue >= 0) || Double.isInfinite(initialAccumulatorValue)) {
            throw new IllegalArgumentException("adagrad: initialAccumulatorValue must be a finite number of at least 0,"
                    + " got " + initialAccumulatorValue + ".");
        }
        Rates.epsilon("adagrad", epsilon);
    }

    static Adagrad of(OptimizerOptions options) {
        return new Adagrad(options, 0.1, 1e-7);
    }

    static Adagrad of(Config config) {
        return new Adagrad(OptimizerOptions.of(config), config.number("initial_accumulator_value", 0.1),
                config.number("epsilon", 1e-7));
    }

    @Override
    public Adagrad options(OptimizerOptions changed) {
        return new Adagrad(changed, initialAccumulatorValue, epsilon);
    }

    /**
     * This optimizer with another beginning.
     *
     * @param value the first a, at least 0
     * @return a copy
     */
    public Adagrad initialAccumulatorValue(double value) {
        return new Adagrad(options, value, epsilon);
    }

    /**
     * This optimizer with another ε.
     *
     * @param value above 0
     * @return a copy
     */
    public Adagrad epsilon(double value) {
        return new Adagrad(options, initialAccumulatorValue, value);
    }

    @Override
    public String name() {
        return "adagrad";
    }

    @Override
    public List<String> slots() {
        return SLOTS;
    }

    @Override
    public float initialValue(int slot) {
        return (float) initialAccumulatorValue;
    }

    @Override
    public void update(Kernels kernels, WeightBlock block) {
        kernels.adagrad(block.size(), block.stepSize(), (float) epsilon, block.weights(), block.gradients(),
                block.slot(0), block.at());
    }

    @Override
    public String className() {
        return "Adagrad";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = options.config(name());
        config.put("initial_accumulator_value", initialAccumulatorValue);
        config.put("epsilon", epsilon);
        return config;
    }
}
