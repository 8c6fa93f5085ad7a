package dev.vectron.losses;

/** What a cross-entropy takes its predictions for. */
public enum PredictionForm {
    /** Probabilities, as a softmax or sigmoid layer puts them out. */
    PROBABILITIES,
    /** Logits: any numbers, of which softmax or sigmoid would make probabilities. */
    LOGITS,
    /** Logits that the loss turns into probabilities in place, because it does its model's last layer's work as well. */
    LAST_LAYER;

    static void checkSmoothing(String loss, float smoothing) {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("The loss " + loss + ": labelSmoothing must be between 0 and 1, got "
                    + smoothing + ".");
        }
    }
}
