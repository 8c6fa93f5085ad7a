package dev.vectron.callbacks;

import static dev.vectron.callbacks.Callbacks.modelCheckpoint;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.metrics.Metrics.val;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.tensor.Shape;
import dev.vectron.training.Callback;
import dev.vectron.training.Fork;
import dev.vectron.training.Progress;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingException;
import dev.vectron.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckpointTest {
    private static final Dataset DATA = ArrayDataset.of(new float[][] {{1}, {2}}, new float[][] {{2}, {4}});

    @TempDir
    private Path folder;

    private static Model model() {
        return Sequential.of(input(1), dense(1));
    }

    private static Trainer trainer(Model model, double learningRate) {
        return Trainer.of(model).optimizer(sgd(learningRate)).loss(Losses.meanSquaredError());
    }

    @Test
    void everyEpochIsSavedAndCanBeLoaded() throws IOException {
        Path file = folder.resolve("new/folder/weights.safetensors");
        Model model = model();
        trainer(model, 0.01).callbacks(modelCheckpoint(file)).fit(DATA, fit().epochs(3));
        Model loaded = model();
        loaded.loadWeights(file);

        assertThat(loaded.graph().values()).isEqualTo(model.graph().values());
        assertThat(names(file.getParent())).containsExactly("weights.safetensors");
    }

    @Test
    void saveBestOnlyKeepsTheBestEpoch() throws IOException {
        Path file = folder.resolve("best.safetensors");
        Model model = model();
        List<float[]> weights = new ArrayList<>();
        // The learning rate grows until training gets worse.
        Callback worse = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress p) {
                weights.add(model.graph().values().clone());
                training.learningRate(training.learningRate() * 4);
            }
        };
        var history = trainer(model, 0.01).callbacks(worse, modelCheckpoint(file).saveBestOnly())
                .fit(DATA, fit().epochs(6).validationData(DATA));
        int best = history.bestEpoch(val(loss()));
        Model loaded = model();
        loaded.loadWeights(file);

        assertThat(best).isBetween(2, 5);
        assertThat(loaded.graph().values()).isEqualTo(weights.get(best - 1));
    }

    @Test
    void namesHoldValuesInPythonsForm() throws IOException {
        String pattern = folder + "/w.{epoch:02d}-{val_loss:.3f}-{loss:.1e}.safetensors";
        var history = trainer(model(), 0.01).callbacks(modelCheckpoint(pattern).everyEpochs(2))
                .fit(DATA, fit().epochs(5).validationData(DATA));

        assertThat(names(folder)).containsExactlyInAnyOrder(java.util.stream.IntStream.of(2, 4)
                .mapToObj(epoch -> String.format(java.util.Locale.ROOT, "w.%02d-%.3f-%.1e.safetensors", epoch,
                        history.value("val_loss", epoch), history.value("loss", epoch))).toArray(String[]::new));
    }

    @Test
    void theWholeModelIsSavedUnlessOnlyTheWeightsAreWanted() throws IOException {
        Path whole = folder.resolve("whole.safetensors");
        Path weights = folder.resolve("weights.safetensors");
        Model model = model();
        trainer(model, 0.01).callbacks(modelCheckpoint(whole), modelCheckpoint(weights).saveWeightsOnly(true))
                .fit(DATA, fit().epochs(2));

        assertThat(Model.load(whole).weightsSha256()).isEqualTo(model.weightsSha256());
        assertThat(Model.load(whole).toJson()).isEqualTo(model.toJson());
        assertThatThrownBy(() -> Model.load(weights)).isInstanceOf(IOException.class)
                .hasMessageContaining("holds weights, but no architecture");
    }

    /** The weight of {@code y = w·x}, in a layer that does not say its options. */
    private record Factor() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return List.of(ParameterSpec.trainable("w", Shape.of(1), (shape, key, to, at) -> to[at] = 1));
        }

        @Override
        public void forward(Call call) {
            for (int i = 0; i < call.outSize(); i++) {
                call.out()[call.outAt() + i] = call.in(0)[call.inAt(0) + i] * call.parameter(0)[call.parameterAt(0)];
            }
        }

        @Override
        public void backward(Call call) {
            float sum = 0;
            for (int i = 0; i < call.outSize(); i++) {
                sum += call.in(0)[call.inAt(0) + i] * call.dOut()[call.dOutAt() + i];
            }
            call.gradient(0)[call.gradientAt(0)] = sum;
        }
    }

    @Test
    void aLayerThatDoesNotSayItsOptionsLeavesTheArchitectureOut() throws IOException {
        Path file = folder.resolve("own.safetensors");
        Model model = Sequential.of(input(1), new Factor());
        trainer(model, 0.01).callbacks(modelCheckpoint(file)).fit(DATA, fit().epochs(2));
        Model other = Sequential.of(input(1), new Factor());
        other.loadWeights(file);

        assertThat(other.weightsSha256()).isEqualTo(model.weightsSha256());
        assertThatThrownBy(() -> Model.load(file)).hasMessageContaining("holds weights, but no architecture");
    }

    @Test
    void saveFreqCountsBatchesThroughAllEpochs() throws IOException {
        Model model = model();
        List<float[]> weights = new ArrayList<>();
        Callback noting = training -> new TrainingListener() {
            @Override
            public void onBatchEnd(Progress p) {
                weights.add(model.graph().values().clone());
            }
        };
        Dataset five = ArrayDataset.of(new float[][] {{1}, {2}, {3}, {4}, {5}},
                new float[][] {{2}, {4}, {6}, {8}, {9}});
        trainer(model, 0.001).callbacks(noting, modelCheckpoint(folder + "/{epoch}.{batch:03d}.safetensors")
                .saveFreq(4).saveWeightsOnly(true)).fit(five, fit().epochs(2).batchSize(1));

        assertThat(names(folder)).containsExactlyInAnyOrder("1.004.safetensors", "2.003.safetensors");
        Model loaded = model();
        loaded.loadWeights(folder.resolve("2.003.safetensors"));
        assertThat(loaded.graph().values()).isEqualTo(weights.get(7)).isNotEqualTo(weights.get(6));
    }

    @Test
    void whatIsNotBetterThanTheThresholdIsNotSaved() throws IOException {
        ModelCheckpoint best = modelCheckpoint(folder.resolve("best.safetensors")).saveBestOnly();
        trainer(model(), 0.01).callbacks(best.initialValueThreshold(1e-9)).fit(DATA, fit().validationData(DATA));
        assertThat(names(folder)).isEmpty();
        trainer(model(), 0.01).callbacks(best.initialValueThreshold(1e9)).fit(DATA, fit().validationData(DATA));
        assertThat(names(folder)).containsExactly("best.safetensors");
    }

    @Test
    void impossibleOptionsAreNamed() {
        assertThatThrownBy(() -> modelCheckpoint("w{epoch:.2f}{loss:5}.safetensors"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("modelCheckpoint: cannot write {loss:5} in \"w");
        assertThatThrownBy(() -> trainer(model(), 0.1).callbacks(modelCheckpoint("{acc}.safetensors")).fit(DATA, fit()))
                .hasMessage("modelCheckpoint: the file name \"{acc}.safetensors\" asks for \"acc\"; this training has"
                        + " epoch, batch, loss, seconds, learning_rate.");
        assertThatThrownBy(() -> trainer(model(), 0.1).callbacks(modelCheckpoint("w.h5")).fit(DATA, fit()))
                .hasMessage("modelCheckpoint: a whole model is saved as a safetensors file, got \"w.h5\"; name it"
                        + " ….safetensors, or save the weights alone by saveWeightsOnly(true).");
        assertThatThrownBy(() -> trainer(model(), 0.1).callbacks(modelCheckpoint("w.safetensors").saveBestOnly()
                .saveFreq(7)).fit(DATA, fit().validationData(DATA)))
                .hasMessage("modelCheckpoint with saveFreq(7) saves within epochs, when \"val_loss\" is not known; "
                + "choose"
                        + " monitor(loss()), or everyEpochs(1).");
        assertThatThrownBy(() -> modelCheckpoint("w.safetensors").everyEpochs(0))
                .hasMessage("modelCheckpoint: everyEpochs must be at least 1, got 0.");
        assertThatThrownBy(() -> modelCheckpoint("w.safetensors").saveFreq(0))
                .hasMessageStartingWith("modelCheckpoint: saveFreq must be at least 1, got ");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedBeforeTheFirstStep() throws IOException {
        Path taken = Files.writeString(folder.resolve("file"), "no folder");
        Model model = model();
        float[] start = model.graph().values().clone();

        assertThatThrownBy(() -> trainer(model, 0.1).callbacks(modelCheckpoint(taken.resolve("w.safetensors")))
                .fit(DATA, fit()))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("modelCheckpoint: cannot write to folder " + taken.toAbsolutePath())
                .hasMessageContaining("is a file, not a folder")
                .hasMessageEndingWith("choose another folder. No training was done yet.");
        assertThatThrownBy(() -> trainer(model, 0.1).callbacks(modelCheckpoint(folder)).fit(DATA, fit()))
                .hasMessageContaining("is a folder; name a file");
        assertThatThrownBy(() -> trainer(model, 0.1).callbacks(modelCheckpoint(folder.resolve("w.safetensors"))
                .saveBestOnly()).fit(DATA, fit()))
                .hasMessageContaining("watches \"val_loss\"");
        assertThat(model.graph().values()).isEqualTo(start);
        assertThat(names(folder)).containsExactly("file");
    }

    @Test
    void anErrorWhileSavingSaysInWhichEpochAndKeepsTheHistory() {
        Path sub = folder.resolve("sub");
        Callback destroying = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress p) {
                if (p.epoch() == 2) {
                    replaceByFile(sub);
                }
            }
        };
        TrainingException e = catchThrowableOfType(TrainingException.class, () -> trainer(model(), 0.01)
                .callbacks(destroying, modelCheckpoint(sub.resolve("w.safetensors"))).fit(DATA, fit().epochs(3)));

        assertThat(e).hasMessageStartingWith("modelCheckpoint after epoch 2: ");
        assertThat(e.history()).isNotNull();
        assertThat(e.history().epochs()).isEqualTo(2);
    }

    private static void replaceByFile(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
            Files.writeString(folder, "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTrainingThatDivergesKeepsTheLastGoodCheckpointAndSaysSo() throws IOException {
        Path file = folder.resolve("good.safetensors");
        Model model = model();
        Callback explode = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress p) {
                training.learningRate(p.epoch() == 2 ? 1e30 : 0.01);
            }
        };
        TrainingException e = catchThrowableOfType(TrainingException.class,
                () -> trainer(model, 0.01).callbacks(modelCheckpoint(file), explode)
                        .fit(DATA, fit().epochs(50).batchSize(1)));
        Model loaded = model();
        loaded.loadWeights(file);

        assertThat(e).hasMessageContaining("in epoch 3").hasMessageEndingWith("; the weights of epoch 2 are kept in "
                + file + ".");
        assertThat(loaded.graph().values()).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    }

    @Test
    void aCheckpointSurvivesKillingTheProcessWhileItIsWritten() throws Exception {
        Path file = folder.resolve("victim.safetensors");
        Model loaded = CheckpointVictim.model();
        int interrupted = 0;
        for (int i = 0; i < 4 || interrupted == 0 && i < 12; i++) {
            Process victim = Fork.start(List.of("--add-modules=jdk.incubator.vector"), CheckpointVictim.class,
                    file.toString());
            await(victim, () -> Files.exists(file));
            // The temporary file of a later epoch: it is being written now.
            await(victim, () -> temporaryFile().isPresent());
            victim.destroyForcibly().waitFor();
            Path temporary = temporaryFile().orElse(null);
            if (temporary != null) {
                interrupted++;
                Files.delete(temporary);
            }
            loaded.loadWeights(file);
            float[] weights = loaded.graph().values();
            float first = weights[0];
            int others = 0;
            for (float w : weights) {
                others += w == first ? 0 : 1;
            }
            assertThat(first).isPositive();
            assertThat(others).as("weights of another epoch").isZero();
            Files.delete(file);
        }
        // Otherwise the test would not show what it says.
        assertThat(interrupted).as("kills in the middle of writing").isPositive();
    }

    private Optional<Path> temporaryFile() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".tmp")).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process victim, BooleanSupplier condition) throws IOException, InterruptedException {
        while (!condition.getAsBoolean()) {
            if (!victim.isAlive()) {
                throw new AssertionError(new String(victim.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            Thread.sleep(1);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }
}
