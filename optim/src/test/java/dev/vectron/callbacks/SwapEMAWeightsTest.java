package dev.vectron.callbacks;

import static dev.vectron.callbacks.Callbacks.modelCheckpoint;
import static dev.vectron.callbacks.Callbacks.swapEMAWeights;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.random.CounterRandom;
import dev.vectron.training.Callback;
import dev.vectron.training.Fit;
import dev.vectron.training.History;
import dev.vectron.training.Progress;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapEMAWeightsTest {
    @TempDir
    private Path folder;

    private static Dataset data() {
        float[][] x = new float[40][3];
        float[][] y = new float[40][1];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < 3; j++) {
                x[i][j] = CounterRandom.uniform(i, j) - 0.5f;
            }
            y[i][0] = x[i][0] - 2 * x[i][1];
        }
        return ArrayDataset.of(x, y);
    }

    private static Trainer trainer() {
        return Trainer.of(Sequential.of(input(3), dense(1)).initialize(5)).optimizer(adam(0.05).emaMomentum(0.9))
                .loss(meanSquaredError());
    }

    private static Fit epochs(int from, int to) {
        return fit().epochs(to).initialEpoch(from).batchSize(8).validationData(data());
    }

    /** Notes the weights at the end of each step, of each validation and of each epoch. */
    private static final class Notes implements TrainingListener {
        final List<float[]> afterSteps = new ArrayList<>();
        final List<float[]> validated = new ArrayList<>();
        final List<float[]> afterEpochs = new ArrayList<>();
        private final Model model;

        Notes(Model model) {
            this.model = model;
        }

        private float[] weights() {
            return model.graph().values().clone();
        }

        @Override
        public void onBatchEnd(Progress progress) {
            afterSteps.add(weights());
        }

        @Override
        public void onTestBegin(Progress progress) {
            validated.add(weights());
        }

        @Override
        public void onEpochEnd(Progress progress) {
            afterEpochs.add(weights());
        }
    }

    private static Notes train(Callback... before) {
        Trainer trainer = trainer();
        Notes notes = new Notes(trainer.model());
        Callback[] all = new Callback[before.length + 1];
        System.arraycopy(before, 0, all, 0, before.length);
        all[before.length] = _ -> notes;
        trainer.callbacks(all).fit(data(), epochs(0, 3));
        return notes;
    }

    private static void assertSame(List<float[]> some, List<float[]> others) {
        assertThat(some).hasSameSizeAs(others);
        for (int i = 0; i < some.size(); i++) {
            assertThat(some.get(i)).isEqualTo(others.get(i));
        }
    }

    @Test
    void theAverageIsValidatedAndTrainingIsAsWithout() {
        Notes without = train();
        Notes swapped = train(swapEMAWeights());
        Notes onEpoch = train(swapEMAWeights().swapOnEpoch());
        assertSame(swapped.afterSteps, without.afterSteps);
        assertSame(onEpoch.afterSteps, without.afterSteps);
        assertSame(swapped.afterEpochs, without.afterEpochs);
        assertSame(swapped.validated, onEpoch.validated);
        assertSame(onEpoch.afterEpochs, onEpoch.validated);
        assertThat(swapped.validated.getFirst()).isNotEqualTo(without.validated.getFirst());
    }

    @Test
    void theModelThatIsSavedHasTheAverageAndGoesOnWithTheWeights() throws IOException {
        Trainer whole = trainer();
        History history = whole.callbacks(swapEMAWeights().swapOnEpoch(),
                modelCheckpoint(folder + "/{epoch}.safetensors"))
                .fit(data(), epochs(0, 3));
        Trainer loaded = Trainer.load(folder.resolve("2.safetensors"));
        assertThat(loaded.evaluate(data()).loss()).isEqualTo(history.value("val_loss", 2));
        loaded.callbacks(swapEMAWeights()).fit(data(), epochs(2, 3));
        assertThat(loaded.model().weightsSha256()).isEqualTo(whole.model().weightsSha256());
    }

    @Test
    void anOptimizerWithoutAverageIsRefused() {
        assertThatThrownBy(() -> trainer().optimizer(sgd()).callbacks(swapEMAWeights()).fit(data(), epochs(0, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("swapEMAWeights needs a moving average of the weights,"
                        + " which sgd does not keep; add .useEma() to the optimizer.");
    }
}
