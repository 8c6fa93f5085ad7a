package dev.vectron.training;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.callbacks.Callbacks.backupAndRestore;
import static dev.vectron.callbacks.Callbacks.csvLogger;
import static dev.vectron.callbacks.Callbacks.earlyStopping;
import static dev.vectron.callbacks.Callbacks.learningRateScheduler;
import static dev.vectron.callbacks.Callbacks.modelCheckpoint;
import static dev.vectron.callbacks.Callbacks.reduceLROnPlateau;
import static dev.vectron.callbacks.Callbacks.terminateOnNaN;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.binaryCrossentropy;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.metrics.Metrics.val;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.callbacks.BackupAndRestore;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.metrics.Metrics;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.random.CounterRandom;
import dev.vectron.schedules.Constant;
import dev.vectron.schedules.Schedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was cut off anywhere goes on with the same bits as if it had never stopped. */
class ResumeTest {
    private static final int EPOCHS = 5;
    private static final int BATCHES = 6;

    @TempDir
    private Path folder;

    private static Dataset data() {
        float[][] x = new float[100][6];
        int[] y = new int[100];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < 6; j++) {
                x[i][j] = CounterRandom.uniform(i, j) - 0.5f;
            }
            y[i] = x[i][0] * x[i][1] > 0 ? 1 : 0;
        }
        return ArrayDataset.of(x, y);
    }

    private static Model model() {
        return Sequential.of(input(6), dense(16).activation(RELU), batchNormalization(), dropout(0.3), dense(1)
                .activation(
                SIGMOID)).initialize(9);
    }

    /** All that remember something or change the rate, the latter where there is no schedule. */
    private Callback[] callbacks(Optimizer optimizer, BackupAndRestore backup) {
        List<Callback> all = new ArrayList<>(List.of(backup,
                earlyStopping(val(loss())).patience(4).restoreBestWeights(), terminateOnNaN(),
                csvLogger(folder.resolve("history.csv")),
                modelCheckpoint(folder.resolve("best.safetensors")).saveBestOnly()));
        if (optimizer.options().learningRate() instanceof Constant) {
            all.add(learningRateScheduler((epoch, rate) -> epoch == 3 ? rate * 0.9 : rate));
            all.add(reduceLROnPlateau(loss()).factor(0.7).patience(1).minDelta(0.05).cooldown(1));
        }
        return all.toArray(Callback[]::new);
    }

    /** The file of the logger, without the times. */
    private List<String> logged() throws IOException {
        return Files.readAllLines(folder.resolve("history.csv")).stream()
                .map(line -> line.replaceFirst(",[^,]*,([^,]*)$", ",$1")).toList();
    }

    /** Cuts the training off after so many batches in all. */
    private static final class Cut implements TrainingListener {
        private int left;

        Cut(int batches) {
            left = batches;
        }

        @Override
        public void onBatchEnd(Progress progress) {
            if (left-- == 0) {
                throw new IllegalStateException("cut");
            }
        }
    }

    private History train(Model model, Optimizer optimizer, BackupAndRestore backup, int cut) {
        Trainer trainer = Trainer.of(model).optimizer(optimizer).loss(binaryCrossentropy())
                .metrics(accuracy(), Metrics.rocAuc())
                .callbacks(callbacks(optimizer, backup));
        return trainer.fit(data(), fit().epochs(EPOCHS).batchSize(15).validationSplit(0.15).seed(4)
                .listener(new Cut(cut)));
    }

    private static String values(History history) {
        StringBuilder text = new StringBuilder();
        for (String name : history.names()) {
            if (!name.equals("seconds")) {
                text.append(name).append(Arrays.toString(history.values(name))).append('\n');
            }
        }
        return text.toString();
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(adam(0.01), adam(Schedules.exponentialDecay(0.02, 7, 0.8)).gradientAccumulationSteps(4),
                sgd(0.05).momentum(0.9).useEma().emaMomentum(0.9), adam(0.01).amsgrad().weightDecay(0.01)
                .clipnorm(0.5));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theBitsAreThoseOfATrainingThatNeverStopped(Optimizer optimizer) throws IOException {
        Model whole = model();
        History expected = train(whole, optimizer, backupAndRestore(folder.resolve("whole.safetensors")), -1);
        assertThat(folder.resolve("whole.safetensors")).doesNotExist();
        List<String> log = logged();
        assertThat(log).hasSize(1 + expected.epochs());
        if (optimizer.options().learningRate() instanceof Constant) {
            assertThat(Arrays.stream(expected.values("learning_rate")).distinct().count()).as("rates").isGreaterThan(2);
        }
        for (int cut : new int[] {1, BATCHES - 1, BATCHES, BATCHES + 1, 3 * BATCHES + 2, EPOCHS * BATCHES - 1}) {
            BackupAndRestore backup = backupAndRestore(folder.resolve("cut" + cut + ".safetensors")).everyBatches(1);
            assertThatThrownBy(() -> train(model(), optimizer, backup, cut)).hasMessage("cut");
            assertThat(backup.file()).exists();
            assertThat(Model.load(backup.file()).parameterCount()).isEqualTo(whole.parameterCount());
            Model resumed = model().initialize(77);
            History history = train(resumed, optimizer, backup, -1);
            assertThat(values(history)).as("cut after %d batches", cut).isEqualTo(values(expected));
            assertThat(resumed.weightsSha256()).isEqualTo(whole.weightsSha256());
            assertThat(logged()).isEqualTo(log);
            assertThat(backup.file()).doesNotExist();
        }
    }

    @Test
    void withoutACopyWithinTheEpochTheEpochIsDoneAgain() {
        Model whole = model();
        History expected = train(whole, adam(0.01), backupAndRestore(folder.resolve("a.safetensors")), -1);
        BackupAndRestore backup = backupAndRestore(folder.resolve("b.safetensors"));
        assertThatThrownBy(() -> train(model(), adam(0.01), backup, 2 * BATCHES + 3)).hasMessage("cut");
        Model resumed = model();
        assertThat(values(train(resumed, adam(0.01), backup, -1))).isEqualTo(values(expected));
        assertThat(resumed.weightsSha256()).isEqualTo(whole.weightsSha256());
    }

    /** A schedule by a function has no description in a file; it trains and goes on all the same. */
    @Test
    void aLearningRateByAFunctionGoesOnToo() {
        Optimizer optimizer = adam(step -> 0.01 / (1 + step));
        Model whole = model();
        History expected = train(whole, optimizer, backupAndRestore(folder.resolve("a.safetensors")), -1);
        BackupAndRestore backup = backupAndRestore(folder.resolve("b.safetensors")).everyBatches(1);
        assertThatThrownBy(() -> train(model(), optimizer, backup, BATCHES + 2)).hasMessage("cut");
        Model resumed = model();
        assertThat(values(train(resumed, optimizer, backup, -1))).isEqualTo(values(expected));
        assertThat(resumed.weightsSha256()).isEqualTo(whole.weightsSha256());
    }

    /** A file that is kept lets a training of more epochs go on. */
    @Test
    void aFinishedTrainingGoesOnForMoreEpochs() {
        Model model = model();
        BackupAndRestore backup = backupAndRestore(folder.resolve("t.safetensors")).deleteCheckpoint(false);
        Trainer trainer = Trainer.of(model).optimizer(adam(0.01)).loss(binaryCrossentropy()).callbacks(backup);
        trainer.fit(data(), fit().epochs(2));
        assertThat(backup.file()).exists();
        History more = Trainer.of(model()).optimizer(adam(0.01)).loss(binaryCrossentropy()).callbacks(backup)
                .fit(data(), fit().epochs(3));
        assertThat(more.epochs()).isEqualTo(3);
        Model whole = model();
        History all = Trainer.of(whole).optimizer(adam(0.01)).loss(binaryCrossentropy()).fit(data(), fit().epochs(3));
        assertThat(values(more)).isEqualTo(values(all));
    }

    @Test
    void anotherTrainingIsRefusedAndNothingChanges() throws IOException {
        BackupAndRestore backup = backupAndRestore(folder.resolve("t.safetensors")).everyBatches(1);
        assertThatThrownBy(() -> train(model(), adam(0.01), backup, 8)).hasMessage("cut");
        Model model = model();
        String before = model.weightsSha256();
        byte[] file = Files.readAllBytes(backup.file());
        assertThatThrownBy(() -> train(model, adam(0.02), backup, -1)).isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The training in " + backup.file()
                + " cannot go on here: the saved training has"
                        + " optimizer ")
                .hasMessageContaining("0.02").hasMessageEndingWith("Delete the file to begin anew.");
        Trainer other = Trainer.of(model).optimizer(adam(0.01)).loss(binaryCrossentropy())
                .metrics(accuracy(), Metrics.rocAuc()).callbacks(backup);
        assertThatThrownBy(() -> other.fit(data(), fit().batchSize(15).validationSplit(0.15).seed(5)))
                .hasMessageContaining("the saved training has seed 4, this one 5");
        Files.write(folder.resolve("broken.safetensors"), Arrays.copyOf(file, file.length / 2));
        assertThatThrownBy(() -> other.callbacks(backupAndRestore(folder.resolve("broken.safetensors")))
                .fit(data(), fit())).isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The saved training cannot be read: ");
        model.saveWeights(folder.resolve("weights.safetensors"));
        assertThatThrownBy(() -> other.callbacks(backupAndRestore(folder.resolve("weights.safetensors")))
                .fit(data(), fit())).hasMessageContaining("is no file of a training under way");
        assertThat(model.weightsSha256()).isEqualTo(before);
        assertThat(Files.readAllBytes(backup.file())).isEqualTo(file);
        assertThatThrownBy(() -> backupAndRestore(folder.resolve("x")).everyBatches(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("backupAndRestore: everyBatches must be at least 0, got -1.");
    }
}
