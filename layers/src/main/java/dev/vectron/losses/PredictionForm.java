package dev.vectron.losses;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a cross-entropy takes its predictions for. */
public enum PredictionForm {
    /** Probabilities, as a softmax or sigmoid layer puts them out. */
    PROBABILITIES,
    /** Logits: any numbers, of which softmax or sigmoid would make probabilities. */
    LOGITS,
    /**
     * Logits that the loss turns into probabilities in place, because it does its model's last layer's work as well.
     */
    LAST_LAYER;

    static void checkSmoothing(String loss, float smoothing) {
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("The loss " + loss + ": labelSmoothing must be between 0 and 1, got "
                    + smoothing + ".");
        }
    }

    /** The form of predictions that are logits or not. */
    static PredictionForm of(boolean logits) {
        return logits ? LOGITS : PROBABILITIES;
    }

    /** The options that cross-entropies share, as Keras names them; a fused loss is described as it was before. */
    static Map<String, @Nullable Object> config(PredictionForm form, float labelSmoothing) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("from_logits", form == LOGITS);
        config.put("label_smoothing", labelSmoothing);
        return config;
    }
}
