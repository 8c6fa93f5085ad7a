package dev.vectron.layers.recurrent;

import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.bidirectional;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv1D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dot;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.embedding;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.globalAveragePooling1D;
import static dev.vectron.layers.Layers.globalMaxPooling1D;
import static dev.vectron.layers.Layers.gru;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.layerNormalization;
import static dev.vectron.layers.Layers.lstm;
import static dev.vectron.layers.Layers.reshape;
import static dev.vectron.layers.Layers.timeDistributed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.graph.Node;
import dev.vectron.models.Model;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A mask that a layer loses is said once, as Keras does; one that is read or passed on is nothing to speak of. */
class LostMasksTest {
    private static final String LOST = " gets a mask and does not pass it on: what comes behind it counts padded steps,"
            + " too. Put a layer that reads masks in front of it, such as lstm(…) or globalAveragePooling1D(), or make"
            + " no mask.";

    private final Node words = input(5);
    private final Node steps = words.then(embedding(9, 4).maskZero(true));

    /** What is logged while something runs. */
    private static List<String> advice(Runnable work) {
        Logger logger = Logger.getLogger("dev.vectron");
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            work.run();
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
        return lines;
    }

    private static void predict(Model model) {
        model.predict(Tensor.of(Shape.of(2, 5), 1, 2, 0, 0, 0, 3, 4, 5, 6, 0));
    }

    private List<String> adviceFor(Node output) {
        Model model = Model.of(words, output);
        List<String> lines = advice(() -> predict(model));
        assertThat(advice(() -> predict(model))).as("the second time").isEmpty();
        assertThat(advice(() -> model.summary())).isEmpty();
        return lines;
    }

    @Test
    void aLayerThatLosesAMaskSaysSoOnce() {
        assertThat(adviceFor(steps.then(flatten()).then(dense(3))))
                .containsExactly("WARNING Flatten \"flatten\"" + LOST);
        assertThat(adviceFor(steps.then(dropout(0.1)).then(reshape(4, 5).named("turned")).then(lstm(3))))
                .containsExactly("WARNING Reshape \"turned\"" + LOST);
        assertThat(adviceFor(steps.then(globalMaxPooling1D())))
                .containsExactly("WARNING GlobalMaxPooling1D \"global_max_pooling1d\"" + LOST);
        assertThat(adviceFor(dot(steps, steps, 2))).containsExactly("WARNING Dot \"dot\"" + LOST);
    }

    @Test
    void aLayerMadeOfOthersSaysItOnceByItsOwnName() {
        assertThat(adviceFor(steps.then(conv1D(3, 2)))).containsExactly("WARNING Conv1D \"conv1d\"" + LOST);
    }

    @Test
    void everyLayerThatLosesAMaskIsNamed() {
        assertThat(adviceFor(add(steps.then(flatten()), steps.then(flatten()))))
                .containsExactly("WARNING Flatten \"flatten\"" + LOST, "WARNING Flatten \"flatten_1\"" + LOST);
    }

    @Test
    void masksThatAreReadOrPassedOnAreNotSpokenOf() {
        for (Node output : List.of(steps.then(lstm(3)), steps.then(bidirectional(gru(3))),
                steps.then(bidirectional(lstm(3).returnSequences(true))).then(timeDistributed(dense(2))),
                steps.then(layerNormalization()).then(globalAveragePooling1D()).then(dense(2)),
                add(steps, steps.then(dense(4).anyRank())).then(gru(2)),
                concatenate(steps, steps).then(lstm(3).returnSequences(true)))) {
            assertThat(adviceFor(output)).isEmpty();
        }
        Node unmasked = words.then(embedding(9, 4));
        assertThat(adviceFor(unmasked.then(flatten()))).isEmpty();
    }
}
