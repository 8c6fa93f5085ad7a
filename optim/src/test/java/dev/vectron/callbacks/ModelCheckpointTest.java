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
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
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
