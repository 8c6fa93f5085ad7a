package dev.vectron.models;

import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.store.Safetensors;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFilesTest {
    @TempDir
    private Path folder;

    private static Model network(int features) {
        return Sequential.of(input(features), dense(4), batchNormalization(), dense(2)).initialize(8);
    }

    @Test
    void savedWeightsComeBackBitForBit() throws IOException {
        Model model = network(3);
        Path file = folder.resolve("weights.safetensors");
        model.saveWeights(file);
        Model other = network(3).initialize(9);
        assertThat(other.weightsSha256()).isNotEqualTo(model.weightsSha256());
        other.loadWeights(file);
        assertThat(other.weightsSha256()).isEqualTo(model.weightsSha256());
        assertThat(Safetensors.open(file).entries().keySet()).containsExactly("dense/kernel", "dense/bias",
                "batch_normalization/gamma",
                "batch_normalization/beta", "batch_normalization/moving_mean", "batch_normalization/moving_variance",
                "dense_1/kernel",
                "dense_1/bias");
    }

    @Test
    void theSumIsThatOfAllValuesInGraphOrder() throws Exception {
        Model model = Sequential.of(input(100), dense(400)).initialize(1);
        ByteBuffer bytes = ByteBuffer.allocate(4 * model.parameterCount()).order(ByteOrder.LITTLE_ENDIAN);
        model.graph().parameters().forEach(p -> bytes.asFloatBuffer().put(p.at(), p.toTensor().values()));
        assertThat(model.weightsSha256())
                .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())));
    }

    @Test
    void otherShapesAndNamesChangeNothing() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        network(3).saveWeights(file);
        Model wider = network(5);
        String before = wider.weightsSha256();
        assertThatThrownBy(() -> wider.loadWeights(file)).isInstanceOf(IOException.class).hasMessage(file
                + ": parameter \"dense/kernel\": the model has shape [5, 4], the file has [3, 4]; build the model"
                + " with the sizes it was saved with.");
        assertThat(wider.weightsSha256()).isEqualTo(before);

        Model deeper = Sequential.of(input(3), dense(4), batchNormalization(), dense(2), dense(1));
        assertThatThrownBy(() -> deeper.loadWeights(file)).isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": the model has a parameter \"dense_2/kernel\" [2, 1], the file has"
                + " none of that name; it has \"dense/kernel\"");

        Model shallower = Sequential.of(input(3), dense(4), batchNormalization());
        String unchanged = shallower.weightsSha256();
        assertThatThrownBy(() -> shallower.loadWeights(file)).isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": the file has parameters that the model has not:"
                + " \"dense_1/kernel\", \"dense_1/bias\".");
        assertThat(shallower.weightsSha256()).isEqualTo(unchanged);
    }

    @Test
    void damagedAndMissingFilesChangeNothing() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Model model = network(3);
        model.saveWeights(file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 5));
        String before = model.weightsSha256();
        assertThatThrownBy(() -> model.loadWeights(file)).isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> model.loadWeights(folder.resolve("none.safetensors"))).isInstanceOf(IOException.class);
        assertThat(model.weightsSha256()).isEqualTo(before);
    }

    @Test
    void unknownEndingsNameTheModuleOrTheFormat() {
        Model model = network(3);
        assertThatThrownBy(() -> model.saveWeights(Path.of("weights.h5"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weights.h5").hasMessageContaining("vectron-formats");
        assertThatThrownBy(() -> model.saveWeights(Path.of("weights.txt"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights.txt: no format for weights has this ending; use a name that ends in"
                + " .safetensors.");
    }

    @Test
    void aFileOfAnotherProgramWithTheRightNamesIsTaken() throws IOException {
        Path file = folder.resolve("other.safetensors");
        Model model = Sequential.of(input(2), dense(1));
        Map<String, Tensor> weights = new HashMap<>();
        weights.put("dense/bias", Tensor.of(Shape.of(1), 5));
        weights.put("dense/kernel", Tensor.of(Shape.of(2, 1), 1, 2));
        Safetensors.write(file, weights, Map.of());
        model.loadWeights(file);
        assertThat(model.predict(new float[] {1, 10})).containsExactly(26);
    }
}
