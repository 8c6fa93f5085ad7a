package dev.vectron.models;

import dev.vectron.store.Safetensors;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Parameters in a safetensors file. */
final class SafetensorsFormat implements WeightsFormat {
    private static final Map<String, String> METADATA = Map.of("format", "vectron weights 1");

    @Override
    public String extension() {
        return ".safetensors";
    }

    @Override
    public void save(Map<String, Tensor> weights, Path file) throws IOException {
        Safetensors.write(file, weights, METADATA);
    }

    @Override
    public Map<String, Tensor> load(Path file) throws IOException {
        return ModelFile.open(file).parameters();
    }
}
