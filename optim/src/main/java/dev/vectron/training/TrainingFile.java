package dev.vectron.training;

import dev.vectron.models.Model;
import dev.vectron.models.ModelFile;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.OptimizerState;
import dev.vectron.store.Json;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A training in one safetensors file: the model, which {@code Model.load} reads as well, and beside it what the trainer
 * was given ({@code vectron.trainer} in the metadata) and what the training remembers: its values in
 * {@code vectron.training}, its tensors under {@code training/…}.
 */
final class TrainingFile {
    private static final String TRAINER = "vectron.trainer";
    private static final String TRAINING = "vectron.training";

    private TrainingFile() {}

    /** Writes a training that is under way, as far as its parts have descriptions. */
    static void writeBackup(Path file, Model model, Compilation compiled, SavedState state) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(TRAINING, Json.write(state.values()));
        try {
            metadata.put(ModelFile.ARCHITECTURE, model.toJson());
            metadata.put(TRAINER, compiled.toJson());
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            // A part of the user's own without description: the training goes on in the program that makes it.
            metadata.put("note", "not described: " + e.getMessage());
        }
        ModelFile.writeTraining(file, model.graph(), state.tensors(), metadata);
    }

    /**
     * Writes a model and how it learns.
     *
     * @throws IllegalArgumentException if a part of the user's own has no description
     * @throws UnsupportedOperationException likewise for a layer
     */
    static void write(Path file, Model model, Compilation compiled, @Nullable OptimizerState optimizer)
            throws IOException {
        SavedState state = new SavedState();
        if (optimizer != null) {
            SavedOptimizer.save(optimizer, state);
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ModelFile.ARCHITECTURE, model.toJson());
        metadata.put(TRAINER, compiled.toJson());
        metadata.put(TRAINING, Json.write(state.values()));
        ModelFile.writeTraining(file, model.graph(), state.tensors(), metadata);
    }

    /** A trainer of a model of its own. */
    static Trainer readTrainer(Path path) throws IOException {
        ModelFile file = ModelFile.open(path);
        String described = file.metadata(TRAINER);
        if (described == null) {
            throw new IOException(path + ": the file holds no trainer" + (file.metadata(ModelFile.ARCHITECTURE) == null
                    ? "; write it with Trainer.save." : ", only a model; use Trainer.of(Model.load(file)), or write it"
                    + " with Trainer.save."));
        }
        Compilation compiled = Compilation.fromJson(described);
        Model model = file.model();
        LastTraining last = new LastTraining();
        SavedState state = state(file);
        Optimizer optimizer = compiled.optimizer();
        if (optimizer != null && SavedOptimizer.isIn(state)) {
            OptimizerState restored = optimizer.begin(model.graph());
            try {
                SavedOptimizer.restore(restored, state);
            } catch (IllegalArgumentException e) {
                throw new IOException(path + ": " + e.getMessage() + " The file is damaged.", e);
            }
            last.keep(restored, model.graph());
        }
        return new Trainer(model, compiled, last);
    }

    /** Reads what was remembered; changes nothing. */
    static SavedState read(ModelFile file) throws IOException {
        SavedState state = state(file);
        if (!state.has("epoch")) {
            throw new IOException(file.path() + " is no file of a training under way; delete it or name another one.");
        }
        return state;
    }

    private static SavedState state(ModelFile file) throws IOException {
        String values = file.metadata(TRAINING);
        Map<String, Tensor> tensors = file.beside();
        return values == null ? new SavedState() : new SavedState(Json.parseObject(values), tensors);
    }
}
