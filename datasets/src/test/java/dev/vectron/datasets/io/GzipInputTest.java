package dev.vectron.datasets.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GzipInputTest {
    private static byte[] unpack(byte[] packed) throws IOException {
        try (var in = new GzipInput(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int n) {
        byte[] bytes = new byte[n];
        new SplittableRandom(n).nextBytes(bytes);
        for (int i = 0; i < n; i++) {
            bytes[i] &= 0x1F;
        }
        return bytes;
    }

    @Test
    void whatWasPackedComesOut() throws IOException {
        for (int n : new int[] {0, 1, 2, 65_535, 65_536, 65_537, 1_000_000}) {
            assertThat(unpack(TestFiles.gzip(random(n)))).isEqualTo(random(n));
        }
    }

    @Test
    void membersOneAfterTheOtherAreOneStream() throws IOException {
        byte[] both = TestFiles.concat(TestFiles.gzip(random(1000)), TestFiles.gzip(new byte[0]),
                TestFiles.gzip(random(70_000)));
        assertThat(unpack(both)).isEqualTo(TestFiles.concat(random(1000), random(70_000)));
    }

    @Test
    void optionalHeaderFieldsAreSkipped() throws IOException {
        byte[] plain = TestFiles.gzip(random(100));
        byte[] head = Arrays.copyOf(plain, 10);
        head[3] = 2 | 4 | 8 | 16;
        byte[] fields = {3, 0, 7, 7, 7, 'n', 'a', 'm', 'e', 0, 'c', 0, 9, 9};
        byte[] packed = TestFiles.concat(head, fields, Arrays.copyOfRange(plain, 10, plain.length));
        assertThat(unpack(packed)).isEqualTo(random(100));
    }

    @Test
    void everyTruncationIsNoticed() {
        byte[] packed = TestFiles.gzip(random(500));
        for (int n = 2; n < packed.length; n++) {
            byte[] cut = Arrays.copyOf(packed, n);
            assertThatThrownBy(() -> unpack(cut)).as("first %d bytes", n).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void whateverFollowsIsNoticed() {
        for (byte[] extra : new byte[][] {{0}, {1, 2, 3}, {0x1F}, new byte[100_000]}) {
            byte[] packed = TestFiles.concat(TestFiles.gzip(random(500)), extra);
            assertThatThrownBy(() -> unpack(packed)).isInstanceOf(IOException.class);
        }
        byte[] packed = TestFiles.gzip(random(500));
        assertThatThrownBy(() -> unpack(TestFiles.concat(packed, new byte[] {7})))
                .hasMessage("the gzip data are followed by something else at byte " + packed.length
                + " of the compressed file");
    }

    /**
     * Every byte after the header changed, one at a time: an error, or (unused bits between data and trailer) the same
     * data.
     */
    @Test
    void noChangedByteGivesOtherData() {
        byte[] packed = TestFiles.gzip(random(300));
        int unused = 0;
        for (int at = 10; at < packed.length; at++) {
            byte[] changed = packed.clone();
            changed[at] ^= 0x40;
            try {
                assertThat(unpack(changed)).isEqualTo(random(300));
                unused++;
            } catch (IOException e) {
                assertThat(e.getMessage()).contains("gzip");
            }
        }
        assertThat(unused).isLessThan(2);
    }
}
