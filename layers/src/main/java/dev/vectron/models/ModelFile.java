package dev.vectron.models;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.store.Safetensors;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Architecture and parameters in one safetensors file, beside whatever else a training keeps there. */
final class ModelFile {
    /** The key of the architecture in the metadata. */
    private static final String MODEL = "vectron.model";

    private ModelFile() {}

    static void save(Model model, Path file) throws IOException {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (Parameter p : model.graph().parameters()) {
            weights.put(p.name(), p.toTensor());
        }
        Safetensors.write(file, weights, Map.of("format", "vectron model 1", MODEL, model.toJson()));
    }

    static Model load(Path file) throws IOException {
        Safetensors stored = Safetensors.open(file);
        String json = stored.metadata().get(MODEL);
        if (json == null) {
            throw new IOException(file + ": the file holds weights, but no architecture; build the model and use"
                    + " loadWeights, or write the file with Model.save.");
        }
        Model model = Model.fromJson(json);
        Graph graph = model.graph();
        for (Parameter p : graph.parameters()) {
            Safetensors.Entry entry = stored.entries().get(p.name());
            if (entry == null || !entry.shape().equals(p.shape())) {
                throw new IOException(file + ": expects parameter \"" + p.name() + "\" " + p.shape() + ", the file has "
                        + (entry == null ? "none of that name" : entry.shape()) + "; it is damaged.");
            }
            p.set(stored.tensor(p.name()));
        }
        return model;
    }
}
