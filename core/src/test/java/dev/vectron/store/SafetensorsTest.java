package dev.vectron.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.store.Safetensors.Source;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    private Path fileOf(String header, int dataBytes) throws IOException {
        return fileOf(header, dataBytes, data -> {});
    }

    private Path fileOf(String header, int dataBytes, Consumer<ByteBuffer> writeData) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        writeData.accept(bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
        return Files.write(folder.resolve("f.safetensors"), bytes.array());
    }

    @Test
    void everyFloatComesBackWithTheSameBits() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int[][] shapes = {{}, {1}, {7}, {3, 5}, {2, 3, 4, 5}, {70_001}, {3, 65_536}};
        for (int i = 0; i < shapes.length; i++) {
            Tensor t = Tensor.zeros(Shape.of(shapes[i]));
            for (int k = 0; k < t.size(); k++) {
                t.values()[k] = Float.intBitsToFloat(random.nextInt());
            }
            tensors.put("layer/" + i + " \"ü\"", t);
        }
        Map<String, String> metadata = new LinkedHashMap<>(Map.of("format", "vectron 1"));
        metadata.put("architecture", "{\"a\": \"ä\\n\"}");
        Path path = folder.resolve("w.safetensors");
        Safetensors.write(path, tensors, metadata);
        Safetensors file = Safetensors.open(path);
        assertThat(file.metadata()).isEqualTo(metadata);
        assertThat(file.entries().keySet()).containsExactlyElementsOf(tensors.keySet());
        Map<String, Tensor> read = file.tensors();
        tensors.forEach((name, t) -> {
            assertThat(read).containsKey(name);
            assertThat(read.get(name)).satisfies(r -> {
                assertThat(r.shape()).isEqualTo(t.shape());
                for (int i = 0; i < t.size(); i++) {
                    // A copy through a float may quieten a signalling NaN on some machines; any NaN equals any NaN.
                    assertThat(Float.floatToIntBits(r.values()[i])).isEqualTo(Float.floatToIntBits(t.values()[i]));
                }
            });
        });
    }

    @Test
    void theLayoutIsTheFormats() throws IOException {
        Path path = folder.resolve("w.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", Tensor.of(Shape.of(2), 1f, -2f));
        tensors.put("a", Tensor.of(Shape.scalar(), 0.5f));
        Safetensors.write(path, tensors, Map.of("k", "v"));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        assertThat(length % 8).isZero();
        byte[] header = new byte[length];
        bytes.get(header);
        assertThat(new String(header, StandardCharsets.UTF_8).stripTrailing())
                .isEqualTo("{\"__metadata__\":{\"k\":\"v\"},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\","
                + "\"shape\":[],\"data_offsets\":[8,12]}}");
        assertThat(bytes.getFloat()).isEqualTo(1f);
        assertThat(bytes.getFloat()).isEqualTo(-2f);
        assertThat(bytes.getFloat()).isEqualTo(0.5f);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void partsOfAnArrayAreWrittenAndReadInPlace() throws IOException {
        Path path = folder.resolve("w.safetensors");
        float[] all = {9, 1, 2, 3, 4, 9};
        Safetensors.write(path, List.of(new Source("x", Shape.of(2), all, 1), new Source("y", Shape.of(1, 2), all, 3)),
                Map.of());
        float[] to = new float[5];
        Safetensors file = Safetensors.open(path);
        file.read("y", to, 2);
        file.read("x", to, 0);
        assertThat(to).containsExactly(1, 2, 3, 4, 0);
        assertThat(file.metadata()).isEmpty();
        assertThat(file).hasToString(path + " with 2 tensors");
        assertThatThrownBy(() -> Safetensors.write(path, List.of(new Source("x", Shape.of(1), all, 0),
                new Source("x", Shape.of(1), all, 1)), Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"x\" is taken");
    }

    @Test
    void otherTypesAreConverted() throws IOException {
        String header = "{\"f64\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]},"
                + "\"i64\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[16,32]},"
                + "\"i32\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[32,40]},\"f16\":{\"dtype\":\"F16\","
                + "\"shape\":[3],\"data_offsets\":[40,46]},"
                + "\"bf16\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[46,50]},\"i16\":{\"dtype\":\"I16\","
                + "\"shape\":[1],\"data_offsets\":[50,52]},"
                + "\"u8\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[52,54]},\"i8\":{\"dtype\":\"I8\","
                + "\"shape\":[1],\"data_offsets\":[54,55]},"
                + "\"bool\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[55,56]}}";
        Path path = fileOf(header, 56, data -> data.putDouble(0.1).putDouble(1e300).putLong(-5).putLong(1L << 40)
                .putInt(16_777_217).putInt(-1)
                .putShort((short) 0x3C00).putShort((short) 0xC500).putShort((short) 0x0001).putShort((short) 0x3F80)
                .putShort((short) 0xC2F7)
                .putShort((short) -300).put((byte) 255).put((byte) 7).put((byte) -3).put((byte) 1));
        Safetensors file = Safetensors.open(path);
        assertThat(file.tensor("f64").values()).containsExactly(0.1f, Float.POSITIVE_INFINITY);
        assertThat(file.tensor("i64").values()).containsExactly(-5, 0x1p40f);
        assertThat(file.tensor("i32").values()).containsExactly(16_777_216, -1);
        assertThat(file.ints("i32")).containsExactly(16_777_217, -1);
        assertThat(file.tensor("f16").values()).containsExactly(1f, -5f, 0x1p-24f);
        assertThat(file.tensor("bf16").values()).containsExactly(1f, -123.5f);
        assertThat(file.ints("i16")).containsExactly(-300);
        assertThat(file.ints("u8")).containsExactly(255, 7);
        assertThat(file.tensor("i8").values()).containsExactly(-3);
        assertThat(file.ints("bool")).containsExactly(1);
        assertThat(file.entries().values()).extracting(e -> e.type().name())
                .containsExactly("F64", "I64", "I32", "F16", "BF16", "I16", "U8", "I8", "BOOL");
        assertThatThrownBy(() -> file.ints("f64")).hasMessageContaining("has type F64, expected whole numbers");
        assertThatThrownBy(() -> file.ints("i64"))
                .hasMessageContaining(": tensor \"i64\" holds 1099511627776, expected a number of 32 bits.");
        assertThatThrownBy(() -> file.tensor("x")).isInstanceOf(IOException.class)
                .hasMessage(path + ": has no tensor \"x\"; it holds f64, i64, i32, f16, bf16, i16, u8, i8, bool.");
    }

    @Test
    void aTensorWithoutElementsIsListedButNotRead() throws IOException {
        Path path = fileOf("{\"e\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[0,0]},"
                + "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4);
        Safetensors file = Safetensors.open(path);
        assertThat(file.tensor("x").values()).containsExactly(0f);
        assertThatThrownBy(() -> file.tensor("e")).isInstanceOf(IOException.class)
                .hasMessageContaining("tensor \"e\": Shape [0, 3]: every dimension must be at least 1.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|4|byte 66: expected 70 bytes in all, found 66; the "
                + "file is cut off",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|9|byte 70: expected the end of the file, found 1 more "
                + "bytes",
        "{'x':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}|8|byte 62: tensor \"x\": expected 12 bytes for F32 "
                + "[3], found 8 bytes",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}|8|tensor \"x\": expected data_offsets [begin, end], "
                + "found [8,0]",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[0,-8]}}|8|tensor \"x\": data_offsets: expected a list of "
                + "whole numbers, found [0,-8]",
        "{'x':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}}|8|byte 8: tensor \"x\": expected a dtype among [F64, "
                + "F32,",
        "{'x':{'dtype':'F32','shape':[2]}}|8|tensor \"x\": expected dtype, shape and data_offsets, found "
                + "{\"dtype\":\"F32\",\"shape\":[2]}",
        "{'x':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}|12|expected a tensor to begin here, found \"x\" at "
                + "byte 67, after a gap",
        "{'x':{'dtype':'U8','shape':[8],'data_offsets':[0,8]},'y':{'dtype':'U8','shape':[4],'data_offsets':[4,8]}}|8"
            + "|expected a tensor to begin here, found \"y\" at byte 117, over the one before",
        "{'x':{'dtype':'U8','shape':[4294967296,4294967296],'data_offsets':[0,0]}}|0|expected dimensions that fit a "
                + "file",
        "{'x':{'dtype':'F64','shape':[2147483647,2147483647,2147483647],'data_offsets':[0,0]}}|0|expected dimensions "
                + "that fit a file",
        "{'x':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}|8|expected a list of whole numbers, found 2",
        "{'x':3}|0|tensor \"x\": expected dtype, shape and data_offsets, found 3",
        "{'__metadata__':{'a':1}}|0|__metadata__ \"a\": expected a string, found 1",
        "{'x':{'dtype':'F32',|0|byte 28: the header is not JSON: line 1, column 21: expected a key in quotes, found "
                + "the end of the text.",
        "[1]|0|byte 8: expected '{', found '['",
        "` {}`|0|byte 8: expected '{', found ' '",
    })
    void damagedHeadersAreRefusedInOneLine(String header, int dataBytes, String message) throws IOException {
        Path path = fileOf(header.replace('\'', '"'), dataBytes);
        assertThatThrownBy(() -> Safetensors.open(path)).isInstanceOf(IOException.class).hasMessageStartingWith(path
                + ": ")
                .hasMessageContaining(message).message().doesNotContain("\n");
    }

    @Test
    void filesThatAreNoneOfTheseAreRefused() throws IOException {
        Path path = folder.resolve("f.safetensors");
        assertThatThrownBy(() -> Safetensors.open(path)).isInstanceOf(IOException.class).hasMessage(path
                + ": there is no such file.");
        assertThatThrownBy(() -> Safetensors.open(folder)).hasMessage(folder
                + ": is a folder, expected a safetensors file.");
        Files.write(path, new byte[5]);
        assertThatThrownBy(() -> Safetensors.open(path))
                .hasMessageContaining("byte 0: expected 8 bytes with the header's length, found a file of 5 bytes");
        Files.write(path, new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        assertThatThrownBy(() -> Safetensors.open(path))
                .hasMessageContaining("byte 8: expected a header of 100 bytes, found 2; the file is cut off");
        Files.writeString(path, "PK\3\4 this is a zip file");
        assertThatThrownBy(() -> Safetensors.open(path))
                .hasMessageContaining("expected a header of at most 100000000 bytes, found");
        Files.write(path, new byte[] {3, 0, 0, 0, 0, 0, 0, 0, '{', (byte) 0xC3, '}'});
        assertThatThrownBy(() -> Safetensors.open(path)).hasMessageContaining("byte 9: expected a header in UTF-8");
        Files.write(path, new byte[] {0, 0, 0, 0, 0, 0, 0, 0});
        assertThatThrownBy(() -> Safetensors.open(path)).hasMessageContaining("byte 8: expected '{', found nothing");
    }

    @Test
    void noCutAndNoFlippedHeaderByteGivesAnythingButAnIOException() throws IOException {
        Path path = folder.resolve("w.safetensors");
        Safetensors.write(path, Map.of("dense/kernel", Tensor.full(Shape.of(3, 4), 1f)), Map.of("a", "b"));
        byte[] whole = Files.readAllBytes(path);
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(path, java.util.Arrays.copyOf(whole, cut));
            assertThatThrownBy(() -> Safetensors.open(path)).isInstanceOf(IOException.class).hasMessageStartingWith(path
                    + ": ");
        }
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < whole.length - 48; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << random.nextInt(8));
            Files.write(path, damaged);
            try {
                Safetensors.open(path).tensors();
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith(path + ": ");
            }
        }
    }

    @Test
    void aFileThatShrankAfterItWasOpenedIsReported() throws IOException {
        Path path = folder.resolve("w.safetensors");
        Safetensors.write(path, Map.of("x", Tensor.zeros(Shape.of(100))), Map.of());
        Safetensors file = Safetensors.open(path);
        Files.write(path, java.util.Arrays.copyOf(Files.readAllBytes(path), 200));
        assertThatThrownBy(() -> file.tensor("x")).isInstanceOf(IOException.class)
                .hasMessage(path + ": tensor \"x\": byte 200: expected 272 more bytes, found the end of the file");
    }
}
