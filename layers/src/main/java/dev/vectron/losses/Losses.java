package dev.vectron.losses;

import dev.vectron.graph.Loss;
import dev.vectron.store.Config;
import dev.vectron.store.Registry;
import java.util.function.Function;

/**
 * The losses in Keras's words; import them statically. Options are methods that return a changed copy.
 *
 * <p>An option that cannot be is an {@code IllegalArgumentException} that says what it must be. Thread-safe.
 *
 * {@snippet :
 * sparseCategoricalCrossentropy();                      // labels 0, 1, 2 … and a softmax layer at the end
 * sparseCategoricalCrossentropy().fromLogits(true);     // and no softmax at the end
 * categoricalCrossentropy().labelSmoothing(0.1);
 * huber().delta(0.5);
 * }
 */
public final class Losses {
    private static final Registry<Loss> REGISTRY = new Registry<>("loss", "Losses.register");

    static {
        register("MeanSquaredError", _ -> meanSquaredError());
        register("MeanAbsoluteError", _ -> meanAbsoluteError());
        register("MeanBiasError", _ -> meanBiasError());
        register("MeanAbsolutePercentageError", _ -> meanAbsolutePercentageError());
        register("MeanSquaredLogarithmicError", _ -> meanSquaredLogarithmicError());
        register("Huber", c -> huber().delta(c.number("delta", 1)));
        register("LogCosh", _ -> logCosh());
        register("Poisson", _ -> poisson());
        register("CosineSimilarity", _ -> cosineSimilarity());
        register("KLDivergence", _ -> klDivergence());
        register("Hinge", _ -> hinge());
        register("SquaredHinge", _ -> squaredHinge());
        register("CategoricalHinge", _ -> categoricalHinge());
        register("BinaryCrossentropy", c -> new BinaryCrossentropy(form(c), smoothing(c)));
        register("CategoricalCrossentropy", c -> new CategoricalCrossentropy(false, form(c), smoothing(c), null));
        register("SparseCategoricalCrossentropy", c -> new CategoricalCrossentropy(true, form(c), smoothing(c),
                c.has("ignore_class") ? c.integer("ignore_class") : null));
        register("BinaryFocalCrossentropy", c -> new BinaryFocalCrossentropy(c.flag("apply_class_balancing", false),
                (float) c.number("alpha", 0.25), (float) c.number("gamma", 2), form(c), smoothing(c)));
        register("CategoricalFocalCrossentropy", c -> new CategoricalFocalCrossentropy(
                (float) c.number("alpha", 0.25), (float) c.number("gamma", 2), form(c), smoothing(c)));
    }

    private Losses() {}

    private static PredictionForm form(Config config) {
        return PredictionForm.of(config.flag("from_logits", false));
    }

    private static float smoothing(Config config) {
        return (float) config.number("label_smoothing", 0);
    }

    /** {@return cross-entropy of class labels and probabilities} */
    public static CategoricalCrossentropy sparseCategoricalCrossentropy() {
        return new CategoricalCrossentropy(true, PredictionForm.PROBABILITIES, 0, null);
    }

    /** {@return cross-entropy of one-hot targets and probabilities} */
    public static CategoricalCrossentropy categoricalCrossentropy() {
        return new CategoricalCrossentropy(false, PredictionForm.PROBABILITIES, 0, null);
    }

    /** {@return cross-entropy of targets 0 … 1 and independent probabilities} */
    public static BinaryCrossentropy binaryCrossentropy() {
        return new BinaryCrossentropy(PredictionForm.PROBABILITIES, 0);
    }

    /** {@return focal cross-entropy of one-hot targets and probabilities: easy samples count little} */
    public static CategoricalFocalCrossentropy categoricalFocalCrossentropy() {
        return new CategoricalFocalCrossentropy(0.25f, 2, PredictionForm.PROBABILITIES, 0);
    }

    /** {@return focal cross-entropy of targets 0 … 1 and independent probabilities: easy samples count little} */
    public static BinaryFocalCrossentropy binaryFocalCrossentropy() {
        return new BinaryFocalCrossentropy(false, 0.25f, 2, PredictionForm.PROBABILITIES, 0);
    }

    /** {@return mean of (prediction − target)²} */
    public static MeanSquaredError meanSquaredError() {
        return new MeanSquaredError();
    }

    /** {@return mean of |prediction − target|} */
    public static MeanAbsoluteError meanAbsoluteError() {
        return new MeanAbsoluteError();
    }

    /** {@return mean of prediction − target: a metric rather than a loss} */
    public static MeanBiasError meanBiasError() {
        return new MeanBiasError();
    }

    /** {@return mean of 100 |prediction − target| / |target|} */
    public static MeanAbsolutePercentageError meanAbsolutePercentageError() {
        return new MeanAbsolutePercentageError();
    }

    /** {@return mean of (log(1 + prediction) − log(1 + target))²} */
    public static MeanSquaredLogarithmicError meanSquaredLogarithmicError() {
        return new MeanSquaredLogarithmicError();
    }

    /** {@return squared error up to an error of 1, straight from there on} */
    public static Huber huber() {
        return new Huber(1);
    }

    /** {@return mean of log cosh(prediction − target)} */
    public static LogCosh logCosh() {
        return new LogCosh();
    }

    /** {@return mean of prediction − target · log prediction, for counts} */
    public static Poisson poisson() {
        return new Poisson();
    }

    /** {@return the cosine of the angle between prediction and target, negated} */
    public static CosineSimilarity cosineSimilarity() {
        return new CosineSimilarity();
    }

    /** {@return Kullback–Leibler divergence of predicted from true probabilities} */
    public static KlDivergence klDivergence() {
        return new KlDivergence();
    }

    /** {@return mean of max(1 − target · prediction, 0) for targets −1 and +1} */
    public static Hinge hinge() {
        return new Hinge();
    }

    /** {@return mean of max(1 − target · prediction, 0)² for targets −1 and +1} */
    public static SquaredHinge squaredHinge() {
        return new SquaredHinge();
    }

    /** {@return how much the true class misses a margin of 1 over the others, for one-hot targets} */
    public static CategoricalHinge categoricalHinge() {
        return new CategoricalHinge();
    }

    /**
     * Adds a loss of one's own, so that {@link #fromConfig} makes it.
     *
     * @param className its {@code className()} in files
     * @param factory makes it from its options; reads every one of them
     * @throws IllegalArgumentException if there is a loss of that name already
     */
    public static void register(String className, Function<Config, ? extends Loss> factory) {
        REGISTRY.register(className, factory);
    }

    /**
     * Makes a loss from its description.
     *
     * @param config class name and options in Keras's words
     * @return the loss
     * @throws IllegalArgumentException if the class is not known, or an option is wrong, out of range or unknown
     */
    public static Loss fromConfig(Config config) {
        return REGISTRY.create(config);
    }
}
