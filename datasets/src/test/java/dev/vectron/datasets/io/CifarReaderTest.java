package dev.vectron.datasets.io;

import static dev.vectron.datasets.io.TestFiles.gzip;
import static dev.vectron.datasets.io.TestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.datasets.io.CifarReader.Labels;
import dev.vectron.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarReaderTest {
    @TempDir
    Path folder;

    /** Records with random pixels and the given labels, {@code labelBytes} each. */
    private static byte[] records(int labelBytes, int... labels) {
        int record = labelBytes + 3072;
        byte[] bytes = new byte[labels.length / labelBytes * record];
        new SplittableRandom(labels.length).nextBytes(bytes);
        for (int i = 0; i < labels.length; i++) {
            bytes[i / labelBytes * record + i % labelBytes] = (byte) labels[i];
        }
        return bytes;
    }

    @Test
    void planesBecomePixelsAndFilesAreJoined() {
        byte[] first = records(1, 3, 9);
        byte[] second = records(1, 0, 1, 2);
        Dataset data = CifarReader.cifar10(List.of(write(folder, "a", first), write(folder, "b", gzip(second))),
                List.of(), List.of());
        assertThat(data.size()).isEqualTo(5);
        assertThat(data.inputShape()).isEqualTo(Shape.of(32, 32, 3));
        assertThat(data.classes()).isEqualTo(10);
        assertThat(new int[] {data.label(0), data.label(1), data.label(2), data.label(4)}).containsExactly(3, 9, 0, 2);
        float[] x = new float[3072];
        data.read(3, x, 0);
        for (int row = 0; row < 32; row++) {
            for (int column = 0; column < 32; column++) {
                for (int channel = 0; channel < 3; channel++) {
                    int stored = second[3073 + 1 + channel * 1024 + row * 32 + column] & 0xFF;
                    assertThat(x[(row * 32 + column) * 3 + channel]).isEqualTo(stored);
                }
            }
        }
    }

    @Test
    void cifar100HasACoarseAndAFineLabel() {
        Path path = write(folder, "train.bin", records(2, 19, 99, 0, 5));
        Dataset fine = CifarReader.cifar100(List.of(path), List.of(), Labels.FINE, List.of());
        Dataset coarse = CifarReader.cifar100(List.of(path), List.of(), Labels.COARSE, Collections.nCopies(20, "x"));
        assertThat(fine.classes()).isEqualTo(100);
        assertThat(new int[] {fine.label(0), fine.label(1)}).containsExactly(99, 5);
        assertThat(coarse.classes()).isEqualTo(20);
        assertThat(new int[] {coarse.label(0), coarse.label(1)}).containsExactly(19, 0);
        float[] x = new float[3072];
        fine.read(1, x, 0);
        assertThat(x[3]).isEqualTo(records(2, 19, 99, 0, 5)[3074 + 2 + 1] & 0xFF);
    }

    @Test
    void wrongLabelsAreNamed() {
        Path ten = write(folder, "ten", records(1, 3, 10));
        assertThatThrownBy(() -> CifarReader.cifar10(List.of(ten), List.of(), List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ten: record 1 has label 10 at byte 3,073, expected 0…9");
        Path coarse = write(folder, "coarse", records(2, 20, 5));
        assertThatThrownBy(() -> CifarReader.cifar100(List.of(coarse), List.of(), Labels.FINE, List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("record 0 has label 20 at byte 0, expected 0…19");
    }

    @Test
    void everyTruncationNamesTheFileAndTheByte() {
        byte[] plain = records(1, 1, 2, 3);
        byte[] packed = gzip(plain);
        for (int n = 0; n < plain.length; n += n % 3073 < 3 || n % 3073 > 3070 ? 1 : 307) {
            if (n > 0 && n % 3073 == 0) {
                continue;       // whole records are a smaller data set
            }
            Path path = write(folder, "cut.bin", Arrays.copyOf(plain, n));
            assertThatThrownBy(() -> CifarReader.cifar10(List.of(path), List.of(), List.of())).as("first %d bytes", n)
                    .isInstanceOf(DataException.class).hasMessageContaining("cut.bin: ");
        }
        for (int n = 0; n < packed.length; n += 41) {
            Path path = write(folder, "cut.bin.gz", Arrays.copyOf(packed, n));
            assertThatThrownBy(() -> CifarReader.cifar10(List.of(path), List.of(), List.of())).as("first %d bytes", n)
                    .isInstanceOf(DataException.class).hasMessageContaining("cut.bin.gz: ");
        }
        Path path = write(folder, "x.bin", Arrays.copyOf(plain, 5000));
        assertThatThrownBy(() -> CifarReader.cifar10(List.of(path), List.of(), List.of()))
                .hasMessageContaining(
                "x.bin: ends at byte 5,000, inside record 1, which goes from byte 3,073 to 6,146");
    }

    /** Cut so that only the trailer is gone: all records are there, and still the file is not whole. */
    @Test
    void aPackedFileWithoutItsTrailerIsRefused() {
        byte[] packed = gzip(records(1, 1, 2));
        Path path = write(folder, "a.gz", Arrays.copyOf(packed, packed.length - 8));
        assertThatThrownBy(() -> CifarReader.cifar10(List.of(path), List.of(), List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("end early");
    }

    @Test
    void corruptionGivesADataExceptionOrADataset() {
        var random = new SplittableRandom(9);
        byte[] packed = gzip(records(2, 1, 2, 3, 4));
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] bytes = packed.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            Path path = write(folder, "corrupt", bytes);
            try {
                assertThat(CifarReader.cifar100(List.of(path), List.of(), Labels.FINE, List.of()).size()).isPositive();
            } catch (DataException e) {
                assertThat(e.getMessage()).contains("corrupt").doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(250);
    }

    @Test
    void sumsAndArgumentsAreChecked() {
        byte[] bytes = records(1, 4);
        Path path = write(folder, "a", bytes);
        assertThat(CifarReader.cifar10(List.of(path), List.of(TestFiles.sha256(bytes)), List.of()).size()).isEqualTo(1);
        assertThatThrownBy(() -> CifarReader.cifar10(List.of(path), List.of("ab"), List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected ab");
        assertThatThrownBy(() -> CifarReader.cifar10(List.of(), List.of(), List.of()))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> CifarReader.cifar10(List.of(path), List.of("a", "b"), List.of()))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> CifarReader.cifar10(List.of(path), List.of(), List.of("cat")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expects 10 class names, got 1");
    }
}
