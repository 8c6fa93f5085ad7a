package dev.vectron.training;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.models.Model;
import dev.vectron.store.Json;
import dev.vectron.store.Safetensors;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training that is under way in one safetensors file: the model, which {@code Model.load} reads as well, and beside it
 * what the training remembers, its tensors under {@code training/…} and its values in the metadata.
 */
final class TrainingFile {
    private static final String MODEL = "vectron.model";
    private static final String TRAINING = "vectron.training";
    private static final String PREFIX = "training/";

    private TrainingFile() {}

    /** Writes the file, whole or not at all. */
    static void write(Path file, Model model, SavedState state) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter p : model.graph().parameters()) {
            tensors.put(p.name(), p.toTensor());
        }
        state.tensors().forEach((name, tensor) -> tensors.put(PREFIX + name, tensor));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "vectron training 1");
        metadata.put(TRAINING, Json.write(state.values()));
        try {
            metadata.put(MODEL, model.toJson());
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            // A layer of the user's own without config(): the training goes on in the program that makes the model.
            metadata.put("note", "without architecture: " + e.getMessage());
        }
        Safetensors.write(file, tensors, metadata);
    }

    /** Reads what was remembered; changes nothing. */
    static SavedState read(Path file) throws IOException {
        Safetensors stored = Safetensors.open(file);
        String values = stored.metadata().get(TRAINING);
        if (values == null) {
            throw new IOException(file + " is no file of a training under way; delete it or name another one.");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : stored.entries().keySet()) {
            if (name.startsWith(PREFIX)) {
                tensors.put(name.substring(PREFIX.length()), stored.tensor(name));
            }
        }
        return new SavedState(Json.parseObject(values), tensors);
    }

    /** Reads the parameters into a graph that is being trained; if one is missing, nothing is changed. */
    static void readParameters(Path file, Graph graph) throws IOException {
        Safetensors stored = Safetensors.open(file);
        Map<Parameter, Tensor> found = new LinkedHashMap<>();
        for (Parameter p : graph.parameters()) {
            Safetensors.Entry entry = stored.entries().get(p.name());
            if (entry == null || !entry.shape().equals(p.shape())) {
                throw new IOException(file + ": the model has parameter \"" + p.name() + "\" " + p.shape()
                        + ", the file " + (entry == null ? "none of that name" : entry.shape())
                        + "; the training in it is that of another model.");
            }
            found.put(p, stored.tensor(p.name()));
        }
        found.forEach(Parameter::set);
    }
}
