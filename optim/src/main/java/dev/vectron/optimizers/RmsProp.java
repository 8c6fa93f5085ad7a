package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import dev.vectron.store.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RMSprop (Hinton 2012, lecture 6), with Keras's formula: {@code v ← ρ·v + (1−ρ)·g²},
 * {@code w ← w − lr·g / √(v + ε)}.
 *
 * <p>Centered, the mean gradient {@code a ← ρ·a + (1−ρ)·g} is taken off: {@code √(v − a² + ε)}, where a difference
 * below 0, which only rounding makes, counts as 0. With momentum μ the steps are gathered: {@code m ← μ·m + step},
 * {@code w ← w − m}. Keras adds ε under the root; PyTorch outside.
 *
 * <p>A learning rate that is negative or not finite, a rho or momentum outside of [0, 1) and an epsilon that is not
 * above 0 are an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Optimizer o = rmsprop(1e-3).momentum(0.9).centered();
 * }
 *
 * @param options learning rate (default 0.001), clipping and so on
 * @param rho ρ, the decay of the means; default 0.9
 * @param momentum μ, from 0 to below 1; default 0
 * @param epsilon ε; default 1e-7
 * @param isCentered whether the mean gradient is taken off; default false
 */
public record RmsProp(OptimizerOptions options, double rho, double momentum, double epsilon, boolean isCentered)
        implements TunableOptimizer<RmsProp> {
    static final double LEARNING_RATE = 0.001;

    /** Checks the numbers. */
    public RmsProp {
        Rates.decay("rmsprop", "rho", rho);
        Rates.decay("rmsprop", "momentum", momentum);
        Rates.epsilon("rmsprop", epsilon);
    }

    static RmsProp of(OptimizerOptions options) {
        return new RmsProp(options, 0.9, 0, 1e-7, false);
    }

    static RmsProp of(Config config) {
        return new RmsProp(OptimizerOptions.of(config), config.number("rho", 0.9), config.number("momentum", 0),
                config.number("epsilon", 1e-7), config.flag("centered", false));
    }

    @Override
    public RmsProp options(OptimizerOptions changed) {
        return new RmsProp(changed, rho, momentum, epsilon, isCentered);
    }

    /**
     * This optimizer with another ρ.
     *
     * @param value from 0 to below 1
     * @return a copy
     */
    public RmsProp rho(double value) {
        return new RmsProp(options, value, momentum, epsilon, isCentered);
    }

    /**
     * This optimizer with a momentum.
     *
     * @param value μ, from 0 to below 1
     * @return a copy
     */
    public RmsProp momentum(double value) {
        return new RmsProp(options, rho, value, epsilon, isCentered);
    }

    /**
     * This optimizer with another ε.
     *
     * @param value above 0
     * @return a copy
     */
    public RmsProp epsilon(double value) {
        return new RmsProp(options, rho, momentum, value, isCentered);
    }

    /** {@return this optimizer, dividing by the variance of the gradients instead of their mean square} */
    public RmsProp centered() {
        return new RmsProp(options, rho, momentum, epsilon, true);
    }

    @Override
    public String name() {
        return "rmsprop";
    }

    @Override
    public List<String> slots() {
        List<String> slots = new ArrayList<>(List.of("velocity"));
        if (isCentered) {
            slots.add("average_gradient");
        }
        if (momentum != 0) {
            slots.add("momentum");
        }
        return List.copyOf(slots);
    }

    @Override
    public void update(Kernels kernels, WeightBlock block) {
        float[] velocity = block.slot(0);
        int last = (isCentered ? 1 : 0) + (momentum != 0 ? 1 : 0);
        if (isCentered) {
            kernels.centeredRmsprop(block.size(), block.stepSize(), (float) (1 - rho), (float) momentum,
                    (float) epsilon, block.weights(), block.gradients(), velocity, block.slot(1), block.slot(last),
                    block.at());
        } else {
            kernels.rmsprop(block.size(), block.stepSize(), (float) (1 - rho), (float) momentum, (float) epsilon,
                    block.weights(), block.gradients(), velocity, block.slot(last), block.at());
        }
    }

    @Override
    public String className() {
        return "RMSprop";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = options.config(name());
        config.put("rho", rho);
        config.put("momentum", momentum);
        config.put("epsilon", epsilon);
        config.put("centered", isCentered);
        return config;
    }
}
