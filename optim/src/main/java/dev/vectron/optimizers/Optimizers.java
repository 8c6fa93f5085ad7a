package dev.vectron.optimizers;

/**
 * The optimizers, with Keras's defaults; made to be imported statically.
 *
 * {@snippet :
 * import static dev.vectron.optimizers.Optimizers.*;
 *
 * Trainer.of(model).optimizer(adam(1e-3));
 * }
 */
public final class Optimizers {
    private Optimizers() {}

    /** {@return gradient descent with learning rate 0.01 and no momentum} */
    public static Sgd sgd() {
        return sgd(0.01);
    }

    /**
     * Gradient descent without momentum.
     *
     * @param learningRate the rate
     * @return the optimizer; add {@code momentum(0.9)}, {@code nesterov()}
     */
    public static Sgd sgd(double learningRate) {
        return new Sgd(learningRate, 0, false);
    }

    /** {@return Adam with learning rate 0.001} */
    public static Adam adam() {
        return adam(0.001);
    }

    /**
     * Adam with β1 0.9, β2 0.999 and ε 1e-7.
     *
     * @param learningRate the rate
     * @return the optimizer
     */
    public static Adam adam(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-7);
    }
}
