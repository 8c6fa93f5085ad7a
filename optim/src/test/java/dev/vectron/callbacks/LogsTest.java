package dev.vectron.callbacks;

import static dev.vectron.callbacks.Callbacks.csvLogger;
import static dev.vectron.callbacks.Callbacks.lambdaCallback;
import static dev.vectron.callbacks.Callbacks.progressLines;
import static dev.vectron.callbacks.Callbacks.terminateOnNaN;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.training.Callback;
import dev.vectron.training.History;
import dev.vectron.training.Progress;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingException;
import dev.vectron.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks that write or tell, and the calm end. */
class LogsTest {
    private static final Dataset DATA = ArrayDataset.of(new float[][] {{1}, {2}}, new float[][] {{3}, {1}});

    @TempDir
    private Path folder;

    private static Trainer trainer(Callback... callbacks) {
        return Trainer.of(Sequential.of(input(1), dense(1))).optimizer(sgd(0.01)).loss(Losses.meanSquaredError())
                .callbacks(callbacks);
    }

    @Test
    void theFileHoldsTheHistory() throws IOException {
        Path file = folder.resolve("new/history.csv");
        List<Long> lines = new ArrayList<>();
        Callback reading = lambdaCallback().onEpochEnd(p -> lines.add(file.toFile().length()));
        History history = trainer(csvLogger(file), reading).fit(DATA, fit().epochs(3).validationData(DATA));

        assertThat(file).hasContent(history.toCsv());
        assertThat(lines).as("a line is in the file when its epoch ends").isSorted().doesNotHaveDuplicates();
        trainer(csvLogger(file)).fit(DATA, fit());
        assertThat(Files.readAllLines(file)).as("a new training, a new file").hasSize(2);
        History more = trainer(csvLogger(file).append()).fit(DATA, fit().epochs(2));
        assertThat(Files.readAllLines(file)).hasSize(4).endsWith(more.toCsv().lines().toList().getLast());
        Files.delete(file);
        trainer(csvLogger(file).append().separator(";")).fit(DATA, fit());
        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("epoch;loss;seconds;learning_rate");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeTheFirstStep() throws IOException {
        Path taken = Files.writeString(folder.resolve("file"), "no folder");
        assertThatThrownBy(() -> trainer(csvLogger(taken.resolve("h.csv"))).fit(DATA, fit()))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("csvLogger: cannot write to folder ").hasMessageContaining("is a file");
        assertThatThrownBy(() -> csvLogger(taken).separator("")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("csvLogger: the separator must be a text without line breaks, for example \",\" or \";\".");
    }

    @Test
    void functionsAreCalledInTheirTurn() {
        StringBuilder calls = new StringBuilder();
        trainer(lambdaCallback().onTrainBegin(p -> calls.append("begin ")).onEpochBegin(p -> calls.append("epoch "))
                .onBatchEnd(p -> calls.append("batch").append(p.batch()).append(' '))
                .onEpochEnd(p -> calls.append("end").append(p.epoch()).append(' '))
                .onTrainEnd(p -> calls.append("over")))
                .fit(DATA, fit().epochs(2).batchSize(1));

        assertThat(calls).hasToString("begin epoch batch1 batch2 end1 epoch batch1 batch2 end2 over");
    }

    @Test
    void aLineForEachEpoch() {
        List<String> lines = new ArrayList<>();
        History history = trainer(progressLines().every(4).to(lines::add))
                .fit(DATA, fit().epochs(10).validationData(DATA));

        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).matches("Epoch  4/10 - \\d+\\.\\ds - loss: \\d\\.\\d{4} - val_loss: \\d\\.\\d{4}")
                .endsWith("val_loss: " + String.format(java.util.Locale.ROOT, "%.4f", history.value("val_loss", 4)));
        assertThat(lines.getLast()).startsWith("Epoch 10/10 - ");
        assertThatThrownBy(() -> progressLines().every(0))
                .hasMessage("progressLines: a line can be written every 1 or more epochs, got 0.");
    }

    @Test
    void aTrainingThatDivergesEndsCalmlyWithTheWeightsOfTheLastEpoch() {
        Trainer trainer = trainer();
        Model model = trainer.model();
        List<String> weights = new ArrayList<>();
        StringBuilder told = new StringBuilder();
        Callback exploding = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress progress) {
                weights.add(model.weightsSha256());
                training.learningRate(progress.epoch() == 2 ? 1e30 : 0.01);
            }

            @Override
            public void onTrainEnd(Progress progress) {
                told.append("end");
            }

            @Override
            public void onTrainError(Progress progress, Throwable error) {
                told.append("error");
            }
        };
        History history = trainer.callbacks(exploding, terminateOnNaN()).fit(DATA, fit().epochs(9).batchSize(1));

        assertThat(history.epochs()).isEqualTo(2);
        assertThat(history.stoppedBecause())
                .startsWith("Loss became infinite in epoch 3, batch 2 (learning rate 1.0E30);")
                .endsWith("; the weights are those of epoch 2");
        assertThat(model.weightsSha256()).isEqualTo(weights.get(1)).isNotEqualTo(weights.get(0));
        assertThat(told).hasToString("end");
    }

    @Test
    void withoutAFinishedEpochTheWeightsAreThoseOfTheBeginning() {
        Trainer trainer = trainer(terminateOnNaN());
        String before = trainer.model().weightsSha256();
        Dataset bad = ArrayDataset.of(new float[][] {{1}, {Float.NaN}}, new float[][] {{3}, {1}});
        History history = trainer.fit(bad, fit().epochs(9).batchSize(1));

        assertThat(history.epochs()).isZero();
        assertThat(history.stoppedBecause()).contains("sample 1 of the data has the input NaN")
                .endsWith("; the weights are those of the beginning");
        assertThat(trainer.model().weightsSha256()).isEqualTo(before);
    }

    /** Weights that are infinite only at the end of an epoch, of a single step, are found too. */
    @Test
    void otherErrorsStillThrow() {
        Callback failing = lambdaCallback().onEpochEnd(p -> {
            throw new UnsupportedOperationException("a failure");
        });
        assertThatThrownBy(() -> trainer(terminateOnNaN(), failing).fit(DATA, fit())).hasMessage("a failure");
        Trainer trainer = trainer(terminateOnNaN()).optimizer(sgd(3e38));
        assertThat(trainer.fit(DATA, fit()).stoppedBecause())
                .startsWith("Weights became NaN in the last batch of epoch 1");
    }
}
