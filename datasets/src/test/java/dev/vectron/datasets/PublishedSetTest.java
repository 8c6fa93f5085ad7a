package dev.vectron.datasets;

import static dev.vectron.datasets.io.TestFiles.concat;
import static dev.vectron.datasets.io.TestFiles.gzip;
import static dev.vectron.datasets.io.TestFiles.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.DataException;
import dev.vectron.datasets.PublishedSet.Archive;
import dev.vectron.datasets.PublishedSet.PublishedFile;
import dev.vectron.datasets.fetch.DownloadException;
import dev.vectron.datasets.fetch.DownloadListener;
import dev.vectron.datasets.fetch.TestServer;
import dev.vectron.datasets.fetch.TestServer.Manner;
import dev.vectron.datasets.io.CifarReader.Labels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Look-up and download of whole sets, with small sets of the published form and a server on this machine. */
@Timeout(60)
class PublishedSetTest {
    private static final List<String> NAMES = List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
    private static final List<byte[]> CONTENTS = List.of(
            new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4},
            new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 0},
            new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6}, new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 1});
    private static final List<String> CLASSES = List.of("no", "yes");

    @TempDir
    Path folder;
    private TestServer server;
    private PublishedSet set;
    private Places places;

    @BeforeEach
    void start() {
        server = new TestServer();
        set = PublishedSet.fourIdxFiles("Tiny", "tiny", CONTENTS.stream().map(c -> sha256(c)).toList(),
                server.uri("/tiny/").toString());
        places = Places.of(folder.resolve("asked"),
                Map.of("VECTRON_DATA", folder.resolve("data").toString(), "XDG_CACHE_HOME",
                folder.resolve("xdg").toString()), folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void serveAll() {
        for (int i = 0; i < NAMES.size(); i++) {
            server.serve("/tiny/" + NAMES.get(i) + ".gz", gzip(CONTENTS.get(i)), Manner.GOOD);
        }
    }

    private void lay(String place, boolean packed, int... files) throws IOException {
        Path tiny = Files.createDirectories(folder.resolve(place).resolve("tiny"));
        for (int i : files) {
            Files.write(tiny.resolve(NAMES.get(i) + (packed ? ".gz" : "")), packed ? gzip(CONTENTS.get(i))
                    : CONTENTS.get(i));
        }
    }

    private TrainAndTest load() {
        return IdxSet.load(set, CLASSES, places, DownloadListener.SILENT);
    }

    @Test
    void theCacheFollowsTheXdgRules() {
        Path home = folder.resolve("home");
        assertThat(places.cache()).isEqualTo(folder.resolve("xdg/vectron"));
        assertThat(Places.of(null, Map.of(), home).cache()).isEqualTo(home.resolve(".cache/vectron"));
        assertThat(Places.of(null, Map.of("XDG_CACHE_HOME", ""), home).cache())
                .isEqualTo(home.resolve(".cache/vectron"));
        assertThat(Places.of(null, Map.of("XDG_CACHE_HOME", "relative"), home).cache())
                .isEqualTo(home.resolve(".cache/vectron"));
        assertThat(Places.of(null, Map.of("VECTRON_DATA", ""), home).local()).isEmpty();
    }

    @Test
    void theFirstPlaceWithAllFilesIsTaken() throws IOException {
        lay("xdg/vectron", true, 0, 1, 2, 3);
        assertThat(load().origin()).isEqualTo(folder.resolve("xdg/vectron/tiny").toString());
        lay("data", false, 0, 1, 2, 3);
        assertThat(load().origin()).isEqualTo(folder.resolve("data/tiny").toString());
        lay("asked", true, 0, 1, 2);
        assertThat(load().origin()).as("one file is missing there").isEqualTo(folder.resolve("data/tiny").toString());
        lay("asked", false, 3);
        assertThat(load().origin()).as("plain and packed may be mixed")
                .isEqualTo(folder.resolve("asked/tiny").toString());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void bothPartsAreReadWithTheirNames() throws IOException {
        lay("asked", true, 0, 1, 2, 3);
        TrainAndTest data = load();
        assertThat(data.name()).isEqualTo("tiny");
        assertThat(data.train().size()).isEqualTo(2);
        assertThat(data.test().size()).isEqualTo(1);
        assertThat(data.classNames()).isEqualTo(CLASSES);
        float[] x = new float[2];
        data.train().read(1, x, 0);
        assertThat(x).containsExactly(3, 4);
        assertThat(data.train().label(0)).isEqualTo(1);
        data.test().read(0, x, 0);
        assertThat(x).containsExactly(5, 6);
    }

    @Test
    void aWrongSumIsAnErrorAndNoReasonToLookElsewhere() throws IOException {
        lay("asked", false, 0, 1, 2, 3);
        lay("data", false, 0, 1, 2, 3);
        byte[] other = CONTENTS.get(2).clone();
        other[17] = 9;
        Files.write(folder.resolve("asked/tiny").resolve(NAMES.get(2)), other);
        assertThatThrownBy(this::load).isExactlyInstanceOf(DataException.class)
                .hasMessageContaining(folder.resolve("asked/tiny").resolve(NAMES.get(2)) + ": has SHA-256 "
                + sha256(other));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void whatIsMissingIsDownloadedIntoTheCacheOnce() throws IOException {
        serveAll();
        lay("data", true, 0, 1, 2);
        lay("xdg/vectron", false, 1);
        TrainAndTest data = load();
        assertThat(data.train().size()).isEqualTo(2);
        assertThat(data.origin()).isEqualTo(folder.resolve("xdg/vectron/tiny").toString());
        assertThat(server.requests()).as("one was there").hasSize(3);
        load();
        assertThat(server.requests()).hasSize(3);
        assertThat(folder.resolve("data/tiny").resolve(NAMES.get(3))).doesNotExist();
    }

    @Test
    void offlineAndNothingFoundIsOneLine() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            set = PublishedSet.fourIdxFiles("Tiny", "tiny", CONTENTS.stream().map(c -> sha256(c)).toList(),
                    "http://127.0.0.1:" + socket.getLocalPort() + "/", server.uri("/nothing/").toString());
        }
        lay("data", true, 0);
        assertThatThrownBy(this::load).isInstanceOf(DataUnavailableException.class)
                .hasMessageMatching(
                "Tiny: not in .*asked/tiny, .*data/tiny \\(has 1 of its 4 files\\), .*xdg/vectron/tiny, and not "
                        + "downloaded \\(http://127.*train-images-idx3-ubyte.gz: connection refused; 1 more "
                        + "addresses failed too\\)\\.")
                .cause().isInstanceOf(DownloadException.class);
    }

    @Test
    void aMirrorWithOtherDataIsAnErrorNotAnAbsence() {
        server.serve("/tiny/" + NAMES.get(0) + ".gz", gzip(CONTENTS.get(1)), Manner.GOOD);
        assertThatThrownBy(this::load).isInstanceOf(DownloadException.class).hasMessageContaining("expected SHA-256");
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(folder.resolve("xdg"), "a file where a folder should be");
        assertThatThrownBy(this::load).isInstanceOf(DataUnavailableException.class)
                .hasMessageContaining("the cache cannot be written").hasMessageContaining("XDG_CACHE_HOME")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    // Archives

    private static byte[] member(String name, char type, byte[] content) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, String.format("%011o\0", content.length));
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return concat(header, content, new byte[(512 - content.length % 512) % 512]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] record(int... labels) {
        byte[] bytes = new byte[labels.length + 3072];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return bytes;
    }

    private PublishedSet archived(byte[] tarGz, Manner manner, String... names) {
        URI uri = server.serve("/set.tar.gz", tarGz, manner);
        return new PublishedSet("Packed", "packed", List.of(names).stream()
                .map(n -> new PublishedFile(n, null, List.of())).toList(),
                new Archive("set.tar.gz", sha256(tarGz), List.of(uri)));
    }

    @Test
    void anArchiveIsDownloadedUnpackedAndRemoved() {
        byte[] tar = gzip(concat(member("dir/", '5', new byte[0]), member("dir/readme.txt", '0', new byte[700]),
                member("dir/train.bin", '0', concat(record(3, 42), record(0, 1))),
                member("dir/test.bin", '0', record(19, 99)), new byte[1024]));
        PublishedSet packed = archived(tar, Manner.CUT_OFF_ONCE, "train.bin", "test.bin");
        TrainAndTest data = Cifar100.load(packed, places, Labels.FINE, DownloadListener.SILENT);
        assertThat(data.train().size()).isEqualTo(2);
        assertThat(data.train().label(0)).isEqualTo(42);
        assertThat(data.test().label(0)).isEqualTo(99);
        assertThat(data.classNames().get(99)).isEqualTo("worm");
        assertThat(Cifar100.load(packed, places, Labels.COARSE, DownloadListener.SILENT).test().label(0)).isEqualTo(19);
        assertThat(server.requests()).hasSize(2);
        assertThat(folder.resolve("xdg/vectron/packed"))
                .isDirectoryNotContaining("glob:**{readme.txt,set.tar.gz,*.part}");
    }

    @Test
    void anArchiveWithoutAFileIsAnError() {
        PublishedSet packed = archived(gzip(concat(member("train.bin", '0', record(0, 0)), new byte[1024])),
                Manner.GOOD, "train.bin", "test.bin");
        assertThatThrownBy(() -> Fetcher.files(packed, places, DownloadListener.SILENT))
                .isExactlyInstanceOf(DataException.class)
                .hasMessageContaining("does not hold test.bin");
    }

    @Test
    void noMemberIsWrittenElsewhere() {
        PublishedSet packed = archived(gzip(concat(member("../../train.bin", '0', record(0, 0)),
                member("/etc/test.bin", '0', record(0, 0)), new byte[1024])), Manner.GOOD, "train.bin", "test.bin");
        assertThat(Fetcher.files(packed, places, DownloadListener.SILENT))
                .containsExactly(folder.resolve("xdg/vectron/packed/train.bin"),
                folder.resolve("xdg/vectron/packed/test.bin"));
    }

    @Test
    void brokenArchivesGiveADataException() throws IOException {
        byte[] tar = concat(member("a/train.bin", '0', record(0, 0)), new byte[1024]);
        Path to = Files.createDirectories(folder.resolve("to"));
        for (int n : new int[] {100, 511, 512, 600, 3000, 3585}) {
            Path cut = Files.write(folder.resolve("cut.tar.gz"), gzip(Arrays.copyOf(tar, n)));
            assertThatThrownBy(() -> TarGzip.unpack(cut, to, List.of("train.bin"))).as("%d bytes", n)
                    .isInstanceOf(DataException.class).hasMessageContaining("cut.tar.gz: ");
        }
        byte[] changed = tar.clone();
        changed[3] ^= 1;
        Path path = Files.write(folder.resolve("changed.tar.gz"), gzip(changed));
        assertThatThrownBy(() -> TarGzip.unpack(path, to, List.of("train.bin"))).isInstanceOf(DataException.class)
                .hasMessageContaining("a header's sum is wrong");
        assertThat(to.resolve("train.bin")).doesNotExist();
    }
}
