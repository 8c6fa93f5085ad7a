package dev.vectron.losses;

/**
 * The losses in Keras's words; import them statically. Options are methods that return a changed copy.
 *
 * {@snippet :
 * sparseCategoricalCrossentropy();                      // labels 0, 1, 2 … and a softmax layer at the end
 * sparseCategoricalCrossentropy().fromLogits(true);     // and no softmax at the end
 * categoricalCrossentropy().labelSmoothing(0.1);
 * }
 */
public final class Losses {
    private Losses() {}

    /** {@return cross-entropy of class labels and probabilities} */
    public static CategoricalCrossentropy sparseCategoricalCrossentropy() {
        return new CategoricalCrossentropy(true, PredictionForm.PROBABILITIES, 0);
    }

    /** {@return cross-entropy of one-hot targets and probabilities} */
    public static CategoricalCrossentropy categoricalCrossentropy() {
        return new CategoricalCrossentropy(false, PredictionForm.PROBABILITIES, 0);
    }

    /** {@return cross-entropy of targets 0 … 1 and independent probabilities} */
    public static BinaryCrossentropy binaryCrossentropy() {
        return new BinaryCrossentropy(PredictionForm.PROBABILITIES, 0);
    }

    /** {@return mean of (prediction − target)²} */
    public static MeanSquaredError meanSquaredError() {
        return new MeanSquaredError();
    }

    /** {@return mean of |prediction − target|} */
    public static MeanAbsoluteError meanAbsoluteError() {
        return new MeanAbsoluteError();
    }
}
