package dev.vectron.training;

import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.bidirectional;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.embedding;
import static dev.vectron.layers.Layers.gru;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.lstm;
import static dev.vectron.layers.Layers.timeDistributed;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.layers.recurrent.Recurrent;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent layers learn what needs a memory. */
class SequenceLearningTest {
    private static final int TOKENS = 6;

    /** Sequences whose class is their first token; the others have nothing to do with it. */
    private static Dataset firstTokens(int samples, int time, int seed) {
        Tensor x = Tensor.zeros(Shape.of(samples, time));
        int[] labels = new int[samples];
        for (int i = 0; i < x.size(); i++) {
            x.values()[i] = CounterRandom.below(CounterRandom.key(seed, 0, 0, 0), i, TOKENS);
        }
        for (int i = 0; i < samples; i++) {
            labels[i] = (int) x.values()[i * time];
        }
        return ArrayDataset.of(x, labels);
    }

    /** An LSTM forgets a quarter at each step at first, so that it takes longer to learn to remember for long. */
    static Stream<Arguments> memories() {
        return Stream.of(Arguments.of(lstm(24), 8), Arguments.of(gru(24), 20));
    }

    @ParameterizedTest
    @MethodSource("memories")
    void theFirstTokenIsRemembered(Recurrent<?> layer, int time) {
        Model model = Sequential.of(input(time), embedding(TOKENS, 8), layer, dense(TOKENS).activation(SOFTMAX));
        Trainer trainer = Trainer.of(model).optimizer(adam(0.02)).loss(Losses.sparseCategoricalCrossentropy())
                .metrics(accuracy());
        trainer.fit(firstTokens(1000, time, 1), fit().epochs(25).batchSize(50).seed(3));

        assertThat(trainer.evaluate(firstTokens(300, time, 2)).value("accuracy")).isGreaterThan(0.98);
    }

    /** Steps of which each is 1 if the token after it is larger, in sequences of different lengths. */
    @Test
    void bothDirectionsSeeWhatComesNext() {
        int samples = 400;
        Tensor x = Tensor.zeros(Shape.of(samples, 8));
        Tensor y = Tensor.zeros(Shape.of(samples, 8, 1));
        for (int i = 0; i < samples; i++) {
            int length = 2 + CounterRandom.below(5, i, 7);
            for (int t = 0; t < length; t++) {
                x.values()[i * 8 + t] = 1 + CounterRandom.below(6, i * 8 + t, 5);
            }
            for (int t = 0; t + 1 < length; t++) {
                y.values()[i * 8 + t] = x.values()[i * 8 + t + 1] > x.values()[i * 8 + t] ? 1 : 0;
            }
            // Targets at padding are nonsense: they must not count.
            for (int t = length; t < 8; t++) {
                y.values()[i * 8 + t] = t % 2;
            }
        }
        Model model = Sequential.of(input(8), embedding(6, 8).maskZero(true),
                bidirectional(gru(16).returnSequences(true)), timeDistributed(dense(1).activation(SIGMOID)));
        History history = Trainer.of(model).optimizer(adam(0.01)).loss(Losses.binaryCrossentropy())
                .fit(ArrayDataset.of(x, y), fit().epochs(40).seed(1));

        assertThat(history.last("loss")).isLessThan(0.03);
    }
}
