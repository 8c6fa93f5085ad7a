package dev.vectron.datasets.io;

import static dev.vectron.datasets.io.TestFiles.concat;
import static dev.vectron.datasets.io.TestFiles.gzip;
import static dev.vectron.datasets.io.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.DataException;
import dev.vectron.datasets.io.IdxArray.Type;
import dev.vectron.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
    @TempDir
    Path folder;

    private static byte[] header(int type, int... dims) {
        ByteBuffer b = ByteBuffer.allocate(4 + 4 * dims.length);
        b.put((byte) 0).put((byte) 0).put((byte) type).put((byte) dims.length);
        for (int d : dims) {
            b.putInt(d);
        }
        return b.array();
    }

    private static byte[] elements(Type type, double... values) {
        ByteBuffer b = ByteBuffer.allocate(type.bytes() * values.length);
        for (double v : values) {
            switch (type) {
                case UNSIGNED_BYTE, BYTE -> b.put((byte) (int) v);
                case SHORT -> b.putShort((short) v);
                case INT -> b.putInt((int) v);
                case FLOAT -> b.putFloat((float) v);
                case DOUBLE -> b.putDouble(v);
            }
        }
        return b.array();
    }

    private static double[] values(Type type) {
        return switch (type) {
            case UNSIGNED_BYTE -> new double[] {0, 1, 127, 128, 200, 255};
            case BYTE -> new double[] {0, 1, 127, -128, -1, -100};
            case SHORT -> new double[] {0, 300, 32767, -32768, -1, 256};
            case INT -> new double[] {0, 70_000, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1 << 24};
            case FLOAT -> new double[] {0, 0.5, -1.25, 1e30f, Float.MIN_VALUE, -3};
            case DOUBLE -> new double[] {0, 0.1, -1e300, 1e-300, 2, -3};
        };
    }

    @ParameterizedTest
    @EnumSource(Type.class)
    void everyElementTypeIsReadPlainAndPacked(Type type) {
        byte[] bytes = concat(header(type.code(), 2, 3), elements(type, values(type)));
        for (Path path : List.of(write(folder, "plain.gz", bytes), write(folder, "packed", gzip(bytes)))) {
            IdxArray array = IdxReader.read(path);
            assertThat(array.type()).isEqualTo(type);
            assertThat(array.shape()).isEqualTo(Shape.of(2, 3));
            for (int i = 0; i < 6; i++) {
                assertThat(array.get(i)).isEqualTo(values(type)[i]);
                assertThat(array.toFloats()[i]).isEqualTo((float) values(type)[i]);
                assertThat(array.toInts()[i]).isEqualTo((int) values(type)[i]);
                assertThat(array.toTensor().get(i / 3, i % 3)).isEqualTo((float) values(type)[i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 20, 255})
    void anyRankIsRead(int rank) {
        int[] dims = new int[rank];
        Arrays.fill(dims, 1);
        IdxArray array = IdxReader.read(write(folder, "a", concat(header(8, dims), new byte[] {42})));
        assertThat(array.shape()).isEqualTo(Shape.of(dims));
        assertThat(array.toInts()).containsExactly(42);
    }

    @Test
    void aFileLargerThanOneChunkIsReadWhole() {
        byte[] data = new byte[5_000_011];
        new SplittableRandom(1).nextBytes(data);
        byte[] bytes = concat(header(8, data.length), data);
        assertThat(IdxReader.read(write(folder, "a", bytes)).bytes()).isEqualTo(data);
        assertThat(IdxReader.read(write(folder, "a.gz", gzip(bytes)), TestFiles.sha256(bytes)).bytes()).isEqualTo(data);
    }

    @Test
    void aFileThatEndsEarlySaysWhereAndWhatWasPromised() {
        byte[] whole = concat(header(8, 60000, 28, 28), new byte[1234 - 16]);
        assertThatThrownBy(() -> IdxReader.read(write(folder, "train-images-idx3-ubyte", whole)))
                .isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("train-images-idx3-ubyte")
                + ": ends at byte 1,234 of the 47,040,016 its header promises "
                        + "(60000 × 28 × 28); download it again.");
        byte[] packed = gzip(whole);
        assertThatThrownBy(() -> IdxReader.read(write(folder, "train-images-idx3-ubyte.gz", packed)))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(
                "train-images-idx3-ubyte.gz: ends at byte 1,234 of the 47,040,016 its header promises "
                        + "(60000 × 28 × 28); download it again.");
    }

    @Test
    void aPackedFileThatIsCutSaysTheSame() {
        byte[] data = new byte[100_000];
        new SplittableRandom(3).nextBytes(data);
        byte[] packed = gzip(concat(header(8, 10, 10_000), data));
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a.gz", Arrays.copyOf(packed, packed.length / 2))))
                .isInstanceOf(DataException.class)
                .hasMessageMatching(
                ".*a\\.gz: ends at byte (49|50),[0-9]{3} of the 100,012 its header promises \\(10 × 10000\\); .*");
    }

    @Test
    void aPackedFileThatLacksOnlyItsTrailerIsRefused() {
        byte[] packed = gzip(concat(header(8, 3), new byte[3]));
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a.gz", Arrays.copyOf(packed, packed.length - 3))))
                .isInstanceOf(DataException.class).hasMessageContaining("the gzip data end early");
    }

    @Test
    void aFileThatGoesOnIsRefused() {
        byte[] bytes = concat(header(8, 3), new byte[4]);
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a", bytes))).isInstanceOf(DataException.class)
                .hasMessageContaining("a: goes on after byte 11, where its header (3) should end");
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a.gz", gzip(bytes)))).isInstanceOf(DataException.class)
                .hasMessageContaining("goes on after byte 11");
        byte[] followed = concat(gzip(concat(header(8, 3), new byte[3])), new byte[] {1});
        assertThatThrownBy(() -> IdxReader.read(write(folder, "b.gz", followed))).isInstanceOf(DataException.class)
                .hasMessageContaining("followed by something else");
    }

    @Test
    void hugePromisesTakeNoMemory() {
        byte[] bytes = concat(header(8, Integer.MAX_VALUE - 100), new byte[50]);
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a", bytes))).isInstanceOf(DataException.class)
                .hasMessageContaining("ends at byte 58 of the 2,147,483,555");
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a.gz", gzip(bytes)))).isInstanceOf(DataException.class)
                .hasMessageContaining("ends at byte 58 of the 2,147,483,555");
        byte[] tooMuch = concat(header(0x0E, 1 << 16, 1 << 16, 1 << 16, 1 << 16), new byte[50]);
        assertThatThrownBy(() -> IdxReader.read(write(folder, "b", tooMuch))).isInstanceOf(DataException.class)
                .hasMessageContaining("more than one Java array can hold");
    }

    @Test
    void wrongHeadersAreNamed() {
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a", new byte[0]))).isInstanceOf(DataException.class)
                .hasMessageContaining("ends at byte 0, in its magic number");
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a", new byte[] {0, 0, 8})))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ends at byte 3");
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a", new byte[] {0, 0, 8, 2, 0, 0})))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ends at byte 6, in its dimensions");
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a", "<html>".getBytes())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("begins with bytes 3c 68 74 6d, expected 00 00");
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a", header(0x0A, 1)))).isInstanceOf(DataException.class)
                .hasMessageContaining("00 00 0a 01");
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a", header(8, 0, 28)))).isInstanceOf(DataException.class)
                .hasMessageContaining("dimension 0 at byte 4 is 0").hasMessageContaining("holds no data");
        assertThatThrownBy(() -> IdxReader.read(write(folder, "a", header(8, 5, -1)))).isInstanceOf(DataException.class)
                .hasMessageContaining("dimension 1 at byte 8 is 4,294,967,295");
    }

    @Test
    void missingFilesAndFoldersAreNamed() {
        assertThatThrownBy(() -> IdxReader.read(folder.resolve("nothing"))).isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("nothing") + ": no such file.");
        assertThatThrownBy(() -> IdxReader.read(folder)).isInstanceOf(DataException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void anotherSumIsAnError() {
        byte[] bytes = concat(header(8, 2), new byte[] {1, 2});
        Path path = write(folder, "a.gz", gzip(bytes));
        assertThat(IdxReader.read(path, TestFiles.sha256(bytes)).toInts()).containsExactly(1, 2);
        assertThatThrownBy(() -> IdxReader.read(path, "00ff")).isInstanceOf(DataException.class)
                .hasMessageContaining("a.gz: has SHA-256 " + TestFiles.sha256(bytes))
                .hasMessageContaining("expected 00ff");
    }

    @Test
    void picturesAndLabelsBecomeADataset() {
        IdxArray pictures = IdxReader.read(write(folder, "p", concat(header(8, 2, 2, 3), elements(Type.UNSIGNED_BYTE,
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255))));
        IdxArray labels = IdxReader.read(write(folder, "l", concat(header(8, 2), new byte[] {1, 0})));
        var data = IdxReader.dataset(pictures, labels, "here", List.of("cat", "dog"));
        assertThat(data.inputShape()).isEqualTo(Shape.of(2, 3, 1));
        float[] x = new float[6];
        data.read(1, x, 0);
        assertThat(x).containsExactly(7, 8, 9, 10, 11, 255);
        assertThat(data.label(0)).isEqualTo(1);
        assertThat(data.classNames()).containsExactly("cat", "dog");

        IdxArray three = IdxReader.read(write(folder, "l3", concat(header(8, 3), new byte[3])));
        assertThatThrownBy(() -> IdxReader.dataset(pictures, three, "here", List.of()))
                .isInstanceOf(DataException.class)
                .hasMessage("here: 2 pictures but 3 labels; the files do not belong together.");
        assertThatThrownBy(() -> IdxReader.dataset(labels, pictures, "here", List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("swapped");
        assertThatThrownBy(() -> IdxReader.dataset(pictures, labels, "here", List.of("cat")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("label 1 of sample 0 is outside 0…0");
    }

    @Test
    void floatInputsBecomeADatasetToo() {
        IdxArray x =
                IdxReader.read(write(folder, "x", concat(header(0x0D, 2, 2), elements(Type.FLOAT, 0.5, -1, 2, 3))));
        IdxArray y = IdxReader.read(write(folder, "y", concat(header(0x0C, 2), elements(Type.INT, 0, 3))));
        var data = IdxReader.dataset(x, y, "here", List.of());
        assertThat(data.inputShape()).isEqualTo(Shape.of(2));
        assertThat(data.classes()).isEqualTo(4);
        float[] row = new float[2];
        data.read(0, row, 0);
        assertThat(row).containsExactly(0.5f, -1);
        IdxArray half = IdxReader.read(write(folder, "h", concat(header(0x0D, 2), elements(Type.FLOAT, 0, 0.5))));
        assertThatThrownBy(() -> IdxReader.dataset(x, half, "here", List.of())).isInstanceOf(DataException.class)
                .hasMessageContaining("label 0.5 of sample 1 is no whole number");
    }

    @Test
    void everyTruncationGivesADataException() {
        byte[] plain = concat(header(8, 3, 5), new byte[15]);
        byte[] packed = gzip(plain);
        for (byte[] bytes : List.of(plain, packed)) {
            for (int n = 0; n < bytes.length; n++) {
                Path path = write(folder, "cut", Arrays.copyOf(bytes, n));
                assertThatThrownBy(() -> IdxReader.read(path)).as("first %d bytes", n).isInstanceOf(DataException.class)
                        .hasMessageContaining("cut");
            }
        }
    }

    @Test
    void anyCorruptionGivesADataExceptionOrAnArray() {
        var random = new SplittableRandom(5);
        byte[] plain = concat(header(0x0B, 3, 5), new byte[30]);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = (round % 2 == 0 ? plain : gzip(plain)).clone();
            for (int i = 0; i < 1 + round % 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path path = write(folder, "corrupt", bytes);
            try {
                assertThat(IdxReader.read(path).shape().size()).isPositive();
            } catch (DataException e) {
                assertThat(e.getMessage()).contains("corrupt").doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(500);
    }
}
