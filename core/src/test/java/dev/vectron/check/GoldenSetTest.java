package dev.vectron.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vectron.store.Json;
import dev.vectron.store.Safetensors;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenSetTest {
    @TempDir
    Path folder;

    private GoldenCase dense;

    @BeforeEach
    void writeSet() throws IOException {
        Safetensors.write(folder.resolve("dense_a.safetensors"), Map.of(
                "y", Tensor.of(Shape.of(2, 2), 1, -10, 0, Float.NaN), "w", Tensor.of(Shape.of(2), 100, 1),
                "w_displacement", Tensor.of(Shape.of(2, 2), 0.001f, 0, 0.002f, -0.01f)), Map.of());
        Map<String, Object> config = Map.of("units", 3, "rate", 0.5, "use_bias", false, "padding", "same", "strides",
                List.of(2, 1), "axis", -1);
        Files.writeString(folder.resolve("index.json"),
                Json.writePretty(Map.of("format", "safetensors", "cases", List.of(
                Map.of("file", "dense_a.safetensors", "op", "dense", "config", config, "description", "matrix input"),
                Map.of("file", "ids.safetensors", "op", "embedding", "config", Map.of(), "description", "ids")))));
        String json = "{\"ids\":{\"dtype\":\"I32\",\"shape\":[3],\"data_offsets\":[0,12]}}";
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(folder.resolve("ids.safetensors"), bytes.putLong(header.length).put(header).putInt(4).putInt(0)
                .putInt(2).array());
        dense = GoldenSet.of(folder).cases("dense").getFirst();
    }

    @Test
    void casesAreFoundByOperationWithTheirAttributes() {
        GoldenSet set = GoldenSet.of(folder);
        assertThat(set.cases()).hasSize(2);
        assertThat(set.cases("gru")).isEmpty();
        assertThat(dense.name()).isEqualTo("dense_a");
        assertThat(dense.op()).isEqualTo("dense");
        assertThat(dense.description()).isEqualTo("matrix input");
        assertThat(dense.integer("units")).isEqualTo(3);
        assertThat(dense.number("rate")).isEqualTo(0.5);
        assertThat(dense.number("units")).isEqualTo(3);
        assertThat(dense.number("epsilon", 1e-3)).isEqualTo(1e-3);
        assertThat(dense.integer("groups", 1)).isEqualTo(1);
        assertThat(dense.flag("use_bias", true)).isFalse();
        assertThat(dense.flag("scale", true)).isTrue();
        assertThat(dense.string("padding")).isEqualTo("same");
        assertThat(dense.integers("strides")).containsExactly(2, 1);
        assertThat(dense.integers("axis")).containsExactly(-1);
        assertThat(dense.has("units")).isTrue();
        assertThat(dense.has("groups")).isFalse();
        assertThatThrownBy(() -> dense.integer("padding"))
                .hasMessageContaining("dense_a: attribute \"padding\": expected a whole number, found same");
        assertThatThrownBy(() -> dense.string("groups")).hasMessageContaining("expected a word, found null");
    }

    @Test
    void tensorsAreReadWithTheirTypes() {
        GoldenCase ids = GoldenSet.of(folder).cases("embedding").getFirst();
        assertThat(ids.ints("ids")).containsExactly(4, 0, 2);
        assertThat(ids.isInteger("ids")).isTrue();
        assertThat(ids.tensor("ids").values()).containsExactly(4, 0, 2);
        assertThat(dense.isInteger("y")).isFalse();
        assertThat(dense.shape("y")).isEqualTo(Shape.of(2, 2));
        assertThat(dense.hasTensor("y")).isTrue();
        assertThat(dense.hasTensor("dy")).isFalse();
        assertThat(dense.tensors()).contains("y", "w");
        assertThatThrownBy(() -> dense.tensor("dy")).hasMessageContaining("dense_a: has no tensor \"dy\"; it holds ");
    }

    @Test
    void comparisonsAllowWhatTheBoundSaysAndNoMore() {
        dense.assertClose("y", new float[] {1.00009f, -10, 0.00009f, Float.NaN}, 1e-5);
        assertThatThrownBy(() -> dense.assertClose("y", new float[] {1, -10.0002f, 0.00015f, Float.NaN}, 1e-5))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("dense_a: \"y\" at [0, 1]: expected -10.0, got -10.0002; they differ by ")
                .hasMessageContaining("matrix input");
        assertThatThrownBy(() -> dense.assertClose("y", new float[] {Float.NaN, -10, 0, Float.NaN}, 1e-5))
                .hasMessageContaining("at [0, 0]");
        assertThatThrownBy(() -> dense.assertClose("y", new float[] {1, -10, 0, 0}, 1e9))
                .hasMessageContaining("at [1, 1]: expected NaN");
        assertThatThrownBy(() -> dense.assertClose("y", new float[] {1, Float.NEGATIVE_INFINITY, 0, Float.NaN}, 1e9))
                .hasMessageContaining("at [0, 1]");
        assertThatThrownBy(() -> dense.assertClose("y", new float[3], 1))
                .hasMessageContaining("\"y\" has 4 values [2, 2], got 3.");
        dense.assertClose("y", new float[] {7, 7, 1, -10, 0, Float.NaN}, 2, 0);
        dense.assertExact("y", new float[] {1, -10, -0f, Float.NaN});
        assertThatThrownBy(() -> dense.assertExact("y", new float[] {1, -10, Float.MIN_VALUE, Float.NaN}))
                .hasMessageContaining("at [1, 0]");
        dense.assertCloseElementwise("y", new float[] {1.000009f, -10.00009f, 1e-9f, Float.NaN}, 1e-5, 1e-9);
        assertThatThrownBy(() -> dense.assertCloseElementwise("y", new float[] {1.00002f, -10, 0, Float.NaN}, 1e-5,
                1e-9)).hasMessageContaining("at [0, 0]");
        dense.assertWithin("y", new float[] {1.4f, -10, 0, Float.NaN}, 0.5);
        assertThatThrownBy(() -> dense.assertWithin("y", new float[] {1.6f, -10, 0, Float.NaN}, 0.5))
                .hasMessageContaining("at [0, 0]");
    }

    @Test
    void displacementsAreCompared() {
        dense.assertDisplacement("w", new float[] {100.00102f, 1, 100.00199f, 0.99f});
        assertThatThrownBy(() -> dense.assertDisplacement("w", new float[] {100.001f, 1, 100.002f, 0.9899f}))
                .hasMessageContaining("\"w_displacement\" at [1, 1]: expected -0.01, got -0.0101");
    }

    @Test
    void aBrokenSetIsAnErrorNeverSkipped() throws IOException {
        assertThatThrownBy(() -> GoldenSet.of(folder.resolve("none"))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("index.json: there is no such file; VECTRON_GOLDEN or vectron.golden must name "
                        + "a folder");
        Files.writeString(folder.resolve("index.json"), "{\"cases\": [{\"file\": 1}]}");
        assertThatThrownBy(() -> GoldenSet.of(folder))
                .hasMessageContaining("expected a case with file, op and config, found {\"file\":1}");
        Files.writeString(folder.resolve("index.json"), "{\"cases\": [}");
        assertThatThrownBy(() -> GoldenSet.of(folder))
                .hasMessageContaining("index.json: line 1, column 12: expected a value");
        Files.delete(folder.resolve("dense_a.safetensors"));
        assertThatThrownBy(() -> dense.tensor("y")).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void theSetThatIsNamedIsReadWhole() {
        GoldenSet golden = GoldenSet.find().orElse(null);
        assumeTrue(golden != null, GoldenSet.ABSENT);
        if (golden != null) {
            assertThat(golden.cases()).isNotEmpty();
            for (GoldenCase c : golden.cases()) {
                assertThat(c.tensors()).as(c.name()).isNotEmpty();
                for (String tensor : c.tensors()) {
                    c.assertExact(tensor, c.tensor(tensor).values());
                }
            }
        }
    }
}
