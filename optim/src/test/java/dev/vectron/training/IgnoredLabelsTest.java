package dev.vectron.training;

import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.sparseCategoricalCrossentropy;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.metric;
import static dev.vectron.metrics.Metrics.topKAccuracy;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Loss;
import dev.vectron.losses.ClassWeights;
import dev.vectron.models.Sequential;
import dev.vectron.random.CounterRandom;
import org.junit.jupiter.api.Test;

/** Samples of a label that is ignored are as good as not there. */
class IgnoredLabelsTest {
    private static final Loss LOSS = sparseCategoricalCrossentropy().ignoreClass(255);

    /** Thirty samples of three classes in batches of ten; with ignored ones five more in each. */
    private static Dataset data(boolean ignored) {
        int perBatch = ignored ? 15 : 10;
        float[][] x = new float[3 * perBatch][4];
        int[] labels = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            int own = i % perBatch;
            boolean counts = own < 10;
            for (int j = 0; j < 4; j++) {
                x[i][j] = CounterRandom.uniform(i / perBatch * 100 + own, j);
            }
            labels[i] = counts ? (i / perBatch * 10 + own) % 3 : 255;
        }
        return ArrayDataset.of(x, labels);
    }

    private static Trainer trainer(Loss loss) {
        return Trainer.of(Sequential.of(input(4), dense(3).activation(SOFTMAX)).initialize(2)).optimizer(sgd(0.5))
                .loss(loss)
                .metrics(accuracy(), topKAccuracy(2), metric(LOSS));
    }

    @Test
    void trainingIsThatOfTheOthers() {
        Fit options = fit().epochs(2).shuffle(false).classWeight(ClassWeights.of(1, 2, 3));
        Trainer all = trainer(LOSS);
        Trainer some = trainer(LOSS);
        History ofAll = all.fit(data(true), options.batchSize(15));
        History ofSome = some.fit(data(false), options.batchSize(10));
        for (String name : ofSome.names().subList(0, 4)) {
            assertThat(ofAll.last(name)).as(name).isCloseTo(ofSome.last(name), within(1e-6));
        }
        float[] weights = all.model().graph().values();
        for (int i = 0; i < weights.length; i++) {
            assertThat(weights[i]).isCloseTo(some.model().graph().values()[i], within(1e-6f));
        }
        assertThat(all.evaluate(data(true)).confusion().accuracy())
                .isEqualTo(some.evaluate(data(false)).confusion().accuracy());
    }

    @Test
    void otherLabelsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> trainer(sparseCategoricalCrossentropy().ignoreClass(3)).fit(data(true), fit()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Sample 10 of the training samples has label 255");
    }
}
