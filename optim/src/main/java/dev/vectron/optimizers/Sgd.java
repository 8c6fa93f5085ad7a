package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic gradient descent, with Keras's formulas: {@code w ← w − lr·g}; with momentum μ {@code m ← μ·m − lr·g} and
 * {@code w ← w + m}, or Nesterov's {@code w ← w + μ·m − lr·g}.
 *
 * <p>A learning rate that is negative or not finite and a momentum outside of [0, 1) are an {@code
 * IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = sgd(0.01).momentum(0.9).nesterov();
 * }
 *
 * @param options learning rate (default 0.01), clipping and so on
 * @param momentum μ, from 0 to below 1; default 0
 * @param usesNesterov whether to look ahead; default false
 */
public record Sgd(OptimizerOptions options, double momentum, boolean usesNesterov) implements TunableOptimizer<Sgd> {
    static final double LEARNING_RATE = 0.01;

    /** Checks the numbers. */
    public Sgd {
        Rates.decay("sgd", "momentum", momentum);
    }

    static Sgd of(OptimizerOptions options) {
        return new Sgd(options, 0, false);
    }

    static Sgd of(Config config) {
        return new Sgd(OptimizerOptions.of(config), config.number("momentum", 0), config.flag("nesterov", false));
    }

    @Override
    public Sgd options(OptimizerOptions changed) {
        return new Sgd(changed, momentum, usesNesterov);
    }

    /**
     * This optimizer with a momentum.
     *
     * @param value μ, from 0 to below 1
     * @return a copy
     */
    public Sgd momentum(double value) {
        return new Sgd(options, value, usesNesterov);
    }

    /** {@return this optimizer with Nesterov's momentum} */
    public Sgd nesterov() {
        return new Sgd(options, momentum, true);
    }

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public List<String> slots() {
        return momentum == 0 ? List.of() : List.of("momentum");
    }

    @Override
    public void update(Kernels kernels, WeightBlock block) {
        if (momentum == 0) {
            kernels.sgd(block.size(), block.stepSize(), block.weights(), block.gradients(), block.at());
        } else {
            kernels.momentum(block.size(), block.stepSize(), (float) momentum, usesNesterov, block.weights(),
                    block.gradients(), block.slot(0), block.at());
        }
    }

    @Override
    public String className() {
        return "SGD";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = options.config(name());
        config.put("momentum", momentum);
        config.put("nesterov", usesNesterov);
        return config;
    }
}
