package dev.vectron.optimizers;

import dev.vectron.schedules.LearningRateSchedule;
import dev.vectron.store.Config;
import dev.vectron.store.Registry;
import java.util.function.Function;

/**
 * The optimizers, with Keras's defaults; made to be imported statically. Each takes a learning rate or a schedule, and
 * all have the options of {@link TunableOptimizer}.
 *
 * <p>An option that cannot be is an {@code IllegalArgumentException} that says what it must be. Thread-safe.
 *
 * {@snippet :
 * import static dev.vectron.optimizers.Optimizers.*;
 *
 * Trainer.of(model).optimizer(adam(1e-3));
 * Trainer.of(model).optimizer(sgd(cosineDecay(0.1, 10_000)).momentum(0.9).weightDecay(5e-4));
 * }
 */
public final class Optimizers {
    private static final Registry<Optimizer> REGISTRY = new Registry<>("optimizer", "Optimizers.register");

    static {
        REGISTRY.register("SGD", Sgd::of);
        REGISTRY.register("Adam", Adam::of);
        REGISTRY.register("AdamW", Adam::ofAdamW);
        REGISTRY.register("Nadam", Nadam::of);
        REGISTRY.register("RMSprop", RmsProp::of);
        REGISTRY.register("Adagrad", Adagrad::of);
        REGISTRY.register("Adadelta", Adadelta::of);
        REGISTRY.register("Adamax", Adamax::of);
        REGISTRY.register("Lion", Lion::of);
    }

    private Optimizers() {}

    /** {@return gradient descent without momentum with learning rate 0.01} */
    public static Sgd sgd() {
        return sgd(Sgd.LEARNING_RATE);
    }

    /**
     * Gradient descent without momentum.
     *
     * @param learningRate the rate
     * @return the optimizer; add {@code momentum(0.9)}, {@code nesterov()}
     */
    public static Sgd sgd(double learningRate) {
        return Sgd.of(OptimizerOptions.of("sgd", learningRate));
    }

    /**
     * Gradient descent without momentum.
     *
     * @param learningRate the rate as a function of the step
     * @return the optimizer; add {@code momentum(0.9)}, {@code nesterov()}
     */
    public static Sgd sgd(LearningRateSchedule learningRate) {
        return Sgd.of(OptimizerOptions.of("sgd", learningRate));
    }

    /** {@return Adam with learning rate 0.001} */
    public static Adam adam() {
        return adam(Adam.LEARNING_RATE);
    }

    /**
     * Adam with β1 0.9, β2 0.999 and ε 1e-7.
     *
     * @param learningRate the rate
     * @return the optimizer; add {@code beta1(…)}, {@code amsgrad()}
     */
    public static Adam adam(double learningRate) {
        return Adam.of(OptimizerOptions.of("adam", learningRate));
    }

    /**
     * Adam with β1 0.9, β2 0.999 and ε 1e-7.
     *
     * @param learningRate the rate as a function of the step
     * @return the optimizer; add {@code beta1(…)}, {@code amsgrad()}
     */
    public static Adam adam(LearningRateSchedule learningRate) {
        return Adam.of(OptimizerOptions.of("adam", learningRate));
    }

    /** {@return AdamW, which is Adam with a weight decay of 0.004, with learning rate 0.001} */
    public static Adam adamW() {
        return adamW(Adam.LEARNING_RATE);
    }

    /**
     * AdamW: Adam with a weight decay of 0.004.
     *
     * @param learningRate the rate
     * @return the optimizer; add {@code weightDecay(…)}, {@code excludeFromWeightDecay(…)}
     */
    public static Adam adamW(double learningRate) {
        return Adam.of(OptimizerOptions.of("adamw", learningRate)).weightDecay(Adam.DECAY_OF_ADAMW);
    }

    /**
     * AdamW: Adam with a weight decay of 0.004.
     *
     * @param learningRate the rate as a function of the step
     * @return the optimizer; add {@code weightDecay(…)}, {@code excludeFromWeightDecay(…)}
     */
    public static Adam adamW(LearningRateSchedule learningRate) {
        return Adam.of(OptimizerOptions.of("adamw", learningRate)).weightDecay(Adam.DECAY_OF_ADAMW);
    }

    /** {@return Nadam with learning rate 0.001} */
    public static Nadam nadam() {
        return nadam(Nadam.LEARNING_RATE);
    }

    /**
     * Nadam with β1 0.9, β2 0.999 and ε 1e-7.
     *
     * @param learningRate the rate
     * @return the optimizer; add {@code beta1(…)}
     */
    public static Nadam nadam(double learningRate) {
        return Nadam.of(OptimizerOptions.of("nadam", learningRate));
    }

    /**
     * Nadam with β1 0.9, β2 0.999 and ε 1e-7.
     *
     * @param learningRate the rate as a function of the step
     * @return the optimizer; add {@code beta1(…)}
     */
    public static Nadam nadam(LearningRateSchedule learningRate) {
        return Nadam.of(OptimizerOptions.of("nadam", learningRate));
    }

    /** {@return RMSprop with learning rate 0.001} */
    public static RmsProp rmsprop() {
        return rmsprop(RmsProp.LEARNING_RATE);
    }

    /**
     * RMSprop with ρ 0.9, no momentum and ε 1e-7.
     *
     * @param learningRate the rate
     * @return the optimizer; add {@code momentum(0.9)}, {@code centered()}
     */
    public static RmsProp rmsprop(double learningRate) {
        return RmsProp.of(OptimizerOptions.of("rmsprop", learningRate));
    }

    /**
     * RMSprop with ρ 0.9, no momentum and ε 1e-7.
     *
     * @param learningRate the rate as a function of the step
     * @return the optimizer; add {@code momentum(0.9)}, {@code centered()}
     */
    public static RmsProp rmsprop(LearningRateSchedule learningRate) {
        return RmsProp.of(OptimizerOptions.of("rmsprop", learningRate));
    }

    /** {@return Adagrad with learning rate 0.001} */
    public static Adagrad adagrad() {
        return adagrad(Adagrad.LEARNING_RATE);
    }

    /**
     * Adagrad with accumulators that begin with 0.1, and ε 1e-7.
     *
     * @param learningRate the rate
     * @return the optimizer; add {@code initialAccumulatorValue(…)}
     */
    public static Adagrad adagrad(double learningRate) {
        return Adagrad.of(OptimizerOptions.of("adagrad", learningRate));
    }

    /**
     * Adagrad with accumulators that begin with 0.1, and ε 1e-7.
     *
     * @param learningRate the rate as a function of the step
     * @return the optimizer; add {@code initialAccumulatorValue(…)}
     */
    public static Adagrad adagrad(LearningRateSchedule learningRate) {
        return Adagrad.of(OptimizerOptions.of("adagrad", learningRate));
    }

    /** {@return Adadelta with learning rate 0.001} */
    public static Adadelta adadelta() {
        return adadelta(Adadelta.LEARNING_RATE);
    }

    /**
     * Adadelta with ρ 0.95 and ε 1e-7.
     *
     * @param learningRate the rate
     * @return the optimizer; add {@code rho(…)}
     */
    public static Adadelta adadelta(double learningRate) {
        return Adadelta.of(OptimizerOptions.of("adadelta", learningRate));
    }

    /**
     * Adadelta with ρ 0.95 and ε 1e-7.
     *
     * @param learningRate the rate as a function of the step
     * @return the optimizer; add {@code rho(…)}
     */
    public static Adadelta adadelta(LearningRateSchedule learningRate) {
        return Adadelta.of(OptimizerOptions.of("adadelta", learningRate));
    }

    /** {@return Adamax with learning rate 0.001} */
    public static Adamax adamax() {
        return adamax(Adamax.LEARNING_RATE);
    }

    /**
     * Adamax with β1 0.9, β2 0.999 and ε 1e-7.
     *
     * @param learningRate the rate
     * @return the optimizer; add {@code beta1(…)}
     */
    public static Adamax adamax(double learningRate) {
        return Adamax.of(OptimizerOptions.of("adamax", learningRate));
    }

    /**
     * Adamax with β1 0.9, β2 0.999 and ε 1e-7.
     *
     * @param learningRate the rate as a function of the step
     * @return the optimizer; add {@code beta1(…)}
     */
    public static Adamax adamax(LearningRateSchedule learningRate) {
        return Adamax.of(OptimizerOptions.of("adamax", learningRate));
    }

    /** {@return Lion with learning rate 0.001} */
    public static Lion lion() {
        return lion(Lion.LEARNING_RATE);
    }

    /**
     * Lion with β1 0.9 and β2 0.99.
     *
     * @param learningRate the rate
     * @return the optimizer; add {@code weightDecay(…)}
     */
    public static Lion lion(double learningRate) {
        return Lion.of(OptimizerOptions.of("lion", learningRate));
    }

    /**
     * Lion with β1 0.9 and β2 0.99.
     *
     * @param learningRate the rate as a function of the step
     * @return the optimizer; add {@code weightDecay(…)}
     */
    public static Lion lion(LearningRateSchedule learningRate) {
        return Lion.of(OptimizerOptions.of("lion", learningRate));
    }

    /**
     * Adds a class of one's own, so that files can name it.
     *
     * @param className its name in files
     * @param factory makes an optimizer from its options
     * @throws IllegalArgumentException if there is a class of that name already
     */
    public static void register(String className, Function<Config, ? extends Optimizer> factory) {
        REGISTRY.register(className, factory);
    }

    /**
     * Makes an optimizer from its description, ours or Keras's.
     *
     * @param config class name and options
     * @return the optimizer
     * @throws IllegalArgumentException if the class is not known, or an option is wrong
     */
    public static Optimizer fromConfig(Config config) {
        return REGISTRY.create(config);
    }
}
