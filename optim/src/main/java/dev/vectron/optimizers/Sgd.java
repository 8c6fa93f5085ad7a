package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import java.util.List;

/**
 * Stochastic gradient descent, with Keras's formulas: {@code w ← w − lr·g}; with momentum μ {@code m ← μ·m − lr·g} and
 * {@code w ← w + m}, or Nesterov's {@code w ← w + μ·m − lr·g}.
 *
 * {@snippet :
 * Optimizer o = sgd(0.01).momentum(0.9).nesterov();
 * }
 *
 * @param learningRate the rate lr; default 0.01
 * @param momentum μ, from 0 to below 1; default 0
 * @param usesNesterov whether to look ahead; default false
 */
public record Sgd(double learningRate, double momentum, boolean usesNesterov) implements Optimizer {
    /** Checks the numbers. */
    public Sgd {
        Rates.learningRate("sgd", learningRate);
        Rates.decay("sgd", "momentum", momentum);
    }

    /**
     * This optimizer with a momentum.
     *
     * @param value μ, from 0 to below 1
     * @return a copy
     */
    public Sgd momentum(double value) {
        return new Sgd(learningRate, value, usesNesterov);
    }

    /** {@return this optimizer with Nesterov's momentum} */
    public Sgd nesterov() {
        return new Sgd(learningRate, momentum, true);
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
    public void update(OptimizerState state, Kernels kernels, float[] gradients, int at, int n) {
        float rate = (float) state.stepSize();
        if (momentum == 0) {
            kernels.sgd(n, rate, state.weights(), gradients, at);
        } else {
            kernels.momentum(n, rate, (float) momentum, usesNesterov, state.weights(), gradients, state.slot(0), at);
        }
    }
}
