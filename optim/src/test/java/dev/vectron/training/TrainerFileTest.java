package dev.vectron.training;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.callbacks.Callbacks.backupAndRestore;
import static dev.vectron.callbacks.Callbacks.modelCheckpoint;
import static dev.vectron.callbacks.Callbacks.reduceLROnPlateau;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.binaryCrossentropy;
import static dev.vectron.losses.Losses.huber;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.metrics.Metrics.metric;
import static dev.vectron.metrics.Metrics.output;
import static dev.vectron.metrics.Metrics.rocAuc;
import static dev.vectron.optimizers.Optimizers.adadelta;
import static dev.vectron.optimizers.Optimizers.adagrad;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.adamax;
import static dev.vectron.optimizers.Optimizers.lion;
import static dev.vectron.optimizers.Optimizers.nadam;
import static dev.vectron.optimizers.Optimizers.rmsprop;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.schedules.Schedules.cosineDecay;
import static dev.vectron.schedules.Schedules.exponentialDecay;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Node;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Safetensors;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trainer that is saved, or that trains again, goes on with the same bits as if it had never paused. */
class TrainerFileTest {
    @TempDir
    private Path folder;

    private static Dataset data() {
        float[][] x = new float[50][6];
        int[] y = new int[50];
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

    private static Trainer trainer(Optimizer optimizer) {
        return Trainer.of(model()).optimizer(optimizer).loss(binaryCrossentropy().labelSmoothing(0.1))
                .metrics(accuracy(), rocAuc());
    }

    private static Fit epochs(int from, int to) {
        return fit().epochs(to).initialEpoch(from).batchSize(15).seed(4);
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(sgd(0.05), sgd(0.05).momentum(0.9).nesterov(), adam(0.01), adam(0.01).amsgrad(),
                adam(exponentialDecay(0.02, 3, 0.8)).gradientAccumulationSteps(3), nadam(0.01),
                rmsprop(0.01).centered().momentum(0.5), adagrad(0.05), adadelta(1), adamax(0.01),
                lion(cosineDecay(0.01, 11)).weightDecay(0.01).excludeFromWeightDecay("bias"), adam(0.01).useEma(),
                sgd(0.05).momentum(0.9).useEma().emaMomentum(0.8).emaOverwriteFrequency(3),
                adam(0.01).lookahead(3, 0.4).clipnorm(0.5), sgd(0.1).globalClipnorm(0.3),
                adam(0.01).clipvalue(0.01).useEma().lookahead().gradientAccumulationSteps(2));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aSavedTrainerGoesOnWithTheSameBits(Optimizer optimizer) throws IOException {
        Trainer whole = trainer(optimizer);
        History expected = whole.fit(data(), epochs(0, 3));
        Trainer first = trainer(optimizer);
        first.fit(data(), epochs(0, 2));
        Path file = folder.resolve("trainer.safetensors");
        first.save(file);

        Trainer loaded = Trainer.load(file);
        assertThat(loaded.model().weightsSha256()).as("weights").isEqualTo(first.model().weightsSha256());
        assertThat(loaded.evaluate(data()).names()).isEqualTo(first.evaluate(data()).names());
        History last = loaded.fit(data(), epochs(2, 3));
        assertThat(last.epochs()).isOne();
        for (String name : List.of("loss", "accuracy", "roc_auc", "learning_rate")) {
            assertThat(last.last(name)).as(name).isEqualTo(expected.last(name));
        }
        assertThat(loaded.model().weightsSha256()).as("loaded").isEqualTo(whole.model().weightsSha256());
        first.fit(data(), epochs(2, 3));
        assertThat(first.model().weightsSha256()).as("same trainer").isEqualTo(whole.model().weightsSha256());
        loaded.save(folder.resolve("again.safetensors"));
        first.save(file);
        assertThat(folder.resolve("again.safetensors")).as("files").hasSameBinaryContentAs(file);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aCheckpointGoesOnWithTheSameBits(Optimizer optimizer) throws IOException {
        Trainer whole = trainer(optimizer);
        whole.callbacks(modelCheckpoint(folder + "/{epoch}.safetensors")).fit(data(), epochs(0, 3));
        for (int epoch = 1; epoch < 3; epoch++) {
            Path file = folder.resolve(epoch + ".safetensors");
            Trainer loaded = Trainer.load(file);
            Model weights = model().initialize(1);
            weights.loadWeights(file);
            assertThat(loaded.model().weightsSha256()).isEqualTo(weights.weightsSha256())
                    .isEqualTo(Model.load(file).weightsSha256());
            loaded.fit(data(), epochs(epoch, 3));
            assertThat(loaded.model().weightsSha256()).isEqualTo(whole.model().weightsSha256());
        }
    }

    /** Trains once more and says what became of the weights. */
    private static String after(Trainer trainer) {
        trainer.fit(data(), epochs(1, 2));
        return trainer.model().weightsSha256();
    }

    private static Trainer trained(Optimizer optimizer) {
        Trainer trainer = trainer(optimizer);
        trainer.fit(data(), epochs(0, 1));
        return trainer;
    }

    @Test
    void anewBeginsWhatDoesNotBelongToTheWeights() {
        String goesOn = after(trained(adam(0.01)));
        assertThat(after(trained(adam(0.01)).metrics().callbacks().loss(binaryCrossentropy().labelSmoothing(0.1))))
                .as("copies go on").isEqualTo(goesOn);
        assertThat(after(trained(adam(0.01)).optimizer(adam(0.01)))).as("new optimizer").isNotEqualTo(goesOn);
        Trainer initialized = trained(adam(0.01));
        initialized.model().initialize(9);
        assertThat(after(initialized)).as("initialized").isEqualTo(after(trainer(adam(0.01))));
        Trainer frozen = trained(adam(0.01));
        frozen.model().freeze("dense");
        Trainer other = trained(adam(0.01));
        other.model().freeze("dense");
        assertThat(after(frozen)).as("frozen").isEqualTo(after(other.optimizer(adam(0.01))));
        Trainer slower = trained(adam(0.01));
        slower.model().learningRateFactor("dense", 1);
        assertThat(after(slower)).as("factor").isEqualTo(goesOn);
        slower.model().learningRateFactor("dense", 0.5);
        assertThat(slower.fit(data(), epochs(2, 3)).epochs()).isOne();
    }

    @Test
    void aTrainingThatFailedLeavesNothingToGoOnWith() {
        Trainer trainer = trained(adam(0.01));
        Callback failing = _ -> new TrainingListener() {
            @Override
            public void onBatchEnd(Progress progress) {
                throw new IllegalStateException("no more");
            }
        };
        Trainer same = trained(adam(0.01));
        assertThatThrownBy(() -> trainer.callbacks(failing).fit(data(), epochs(1, 2))).hasMessage("no more");
        assertThatThrownBy(() -> same.callbacks(failing).fit(data(), epochs(1, 2))).hasMessage("no more");
        assertThat(after(trainer)).isEqualTo(after(same.optimizer(adam(0.01))));
        Trainer early = trained(adam(0.01));
        Callback refusing = _ -> {
            throw new IllegalStateException("not at all");
        };
        assertThatThrownBy(() -> early.callbacks(refusing).fit(data(), epochs(1, 2))).hasMessage("not at all");
        assertThat(after(early)).as("nothing was done").isEqualTo(after(trained(adam(0.01))));
    }

    @Test
    void loopsGoOnToo() throws IOException {
        Tensor x = Tensor.zeros(Shape.of(4, 6));
        for (int i = 0; i < x.size(); i++) {
            x.values()[i] = CounterRandom.uniform(7, i);
        }
        Tensor y = Tensor.of(Shape.of(4, 1), 0, 1, 1, 0);
        Trainer whole = trainer(adam(0.01));
        Trainer halves = trainer(adam(0.01));
        try (TrainingLoop loop = whole.loop(fit())) {
            for (int i = 0; i < 6; i++) {
                loop.trainOnBatch(x, y);
            }
        }
        for (int half = 0; half < 2; half++) {
            try (TrainingLoop loop = halves.loop(fit())) {
                for (int i = 0; i < 3; i++) {
                    loop.trainOnBatch(x, y);
                }
            }
            halves.save(folder.resolve("half.safetensors"));
            halves = Trainer.load(folder.resolve("half.safetensors"));
        }
        assertThat(halves.model().weightsSha256()).isEqualTo(whole.model().weightsSha256());
    }

    @Test
    void allThatTheTrainerWasGivenComesBack() throws IOException {
        Node x = input(3);
        Node hidden = x.then(dense(4).activation(RELU));
        Model model = Model.of(List.of(x),
                List.of(hidden.then(dense(2).named("main")), hidden.then(dense(1).named("side"))));
        model.freeze("dense").learningRateFactor("side", 0.1);
        Trainer trainer = Trainer.of(model).optimizer(adam(cosineDecay(0.1, 10)).clipnorm(2)).loss(meanSquaredError(),
                huber().delta(0.5)).lossWeights(1, 0.3).metrics(output("main", metric(huber())));
        Path file = folder.resolve("new/folder/t.safetensors");
        trainer.save(file);
        Map<String, String> metadata = Safetensors.open(file).metadata();
        assertThat(metadata.keySet()).containsExactly("format", "vectron.model", "vectron.trainer", "vectron.training");
        assertThat(metadata.get("format")).isEqualTo("vectron training 1");
        Path again = folder.resolve("again.safetensors");
        Trainer.load(file).save(again);
        assertThat(Safetensors.open(again).metadata()).isEqualTo(metadata);
        assertThat(Trainer.load(again).model().toJson()).isEqualTo(model.toJson())
                .contains("\"learning_rate_factor\": 0.1").contains("\"trainable\": false");
        Trainer.of(model).save(again);
        Trainer bare = Trainer.load(again);
        assertThatThrownBy(() -> bare.fit(data(), fit())).hasMessageContaining("no optimizer is set");
    }

    @Test
    void theRateThatACallbackSetIsKept() throws IOException {
        Trainer trainer = trainer(sgd(0.05)).callbacks(reduceLROnPlateau(loss()).factor(0.5).patience(1).minDelta(9));
        trainer.fit(data(), epochs(0, 4));
        trainer.save(folder.resolve("t.safetensors"));
        Trainer loaded = Trainer.load(folder.resolve("t.safetensors"));
        assertThat(loaded.fit(data(), epochs(4, 5)).last("learning_rate")).isLessThan(0.05);
    }

    /** A file of an interrupted training serves as well. */
    @Test
    void aBackupHoldsATrainer() throws IOException {
        Trainer trainer = trainer(adam(0.01));
        Path file = folder.resolve("backup.safetensors");
        trainer.callbacks(backupAndRestore(file).deleteCheckpoint(false)).fit(data(), epochs(0, 1));
        assertThat(after(Trainer.load(file))).isEqualTo(after(trainer));
    }

    @Test
    void whatIsNoTrainerIsNamed() throws IOException {
        Trainer trainer = trained(adam(0.01));
        Path file = folder.resolve("t.safetensors");
        trainer.model().save(file);
        assertThatThrownBy(() -> Trainer.load(file)).isInstanceOf(IOException.class)
                .hasMessage(file + ": the file holds no"
                + " trainer, only a model; use Trainer.of(Model.load(file)), or write it with Trainer.save.");
        trainer.model().saveWeights(file);
        assertThatThrownBy(() -> Trainer.load(file)).isInstanceOf(IOException.class)
                .hasMessage(file + ": the file holds no"
                + " trainer; write it with Trainer.save.");
        trainer.save(file);
        assertThatThrownBy(() -> trainer.callbacks(backupAndRestore(file)).fit(data(), epochs(1, 2)))
                .isInstanceOf(TrainingException.class).hasMessageContaining("is no file of a training under way");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 100));
        assertThatThrownBy(() -> Trainer.load(file)).isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        Files.write(file, whole);
        changed(file, "format", "vectron training 1", "vectron training 2");
        assertThatThrownBy(() -> Trainer.load(file)).isInstanceOf(IOException.class)
                .hasMessage(file + ": the file is of a"
                + " newer version of Vectron (\"vectron training 2\"); update the library.");
        Files.write(file, whole);
        changed(file, "vectron.trainer", "\"Adam\"", "\"Madam\"");
        assertThatThrownBy(() -> Trainer.load(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no optimizer \"Madam\"; if it is one of your own, call"
                        + " Optimizers.register(");
        Files.write(file, whole);
        changed(file, "vectron.trainer", "\"version\":1", "\"version\":7");
        assertThatThrownBy(() -> Trainer.load(file))
                .hasMessageStartingWith("This trainer was written by a newer version of"
                + " Vectron (format 7");
        Files.write(file, whole);
        changed(file, "vectron.trainer", "{\"class_name\":\"Adam\"", "{\"class_name\":\"Nadam\"");
        assertThatThrownBy(() -> Trainer.load(file)).hasMessageContaining("amsgrad");
        assertThatThrownBy(() -> Trainer.load(folder.resolve("none.safetensors"))).isInstanceOf(IOException.class);
    }

    /** Writes a file anew with another text in its metadata. */
    private static void changed(Path file, String key, String from, String to) throws IOException {
        Safetensors stored = Safetensors.open(file);
        Map<String, String> metadata = new LinkedHashMap<>(stored.metadata());
        String text = metadata.get(key);
        assertThat(text).contains(from);
        metadata.put(key, text.replace(from, to));
        Safetensors.write(file, stored.tensors(), metadata);
    }

    @Test
    void whatCannotBeWrittenLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("t.safetensors");
        trained(adam(0.01)).save(file);
        byte[] before = Files.readAllBytes(file);
        Trainer own = trainer(adam(step -> 0.01 / (1 + step)));
        assertThatThrownBy(() -> own.save(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the learning rate schedule").hasMessageContaining("Schedules.register");
        Model named = Sequential.of(input(6), dense(1).named("training"));
        assertThatThrownBy(() -> Trainer.of(named).save(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"training/kernel\"").hasMessageContaining("name it otherwise");
        Callback saving = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress progress) {
                try {
                    Trainer.of(training.model()).save(file);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        assertThatThrownBy(() -> trainer(sgd()).callbacks(saving).fit(data(), fit()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("This model is being trained; save the");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        own.callbacks(modelCheckpoint(file)).fit(data(), fit());
        assertThat(Model.load(file).weightsSha256()).isEqualTo(own.model().weightsSha256());
    }

    @Test
    void initialEpochsThatLeaveNothingAreNamed() {
        assertThatThrownBy(() -> fit().initialEpoch(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fit: initialEpoch must be at least 0, got -1.");
        assertThatThrownBy(() -> trainer(sgd()).fit(data(), fit().epochs(3).initialEpoch(3)))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("fit: initialEpoch(3) leaves none of 3 epochs;"
                        + " epochs(…) counts all, so epochs(4) trains one more.");
    }
}
