package dev.vectron.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vectron.data.DataException;
import dev.vectron.datasets.fetch.TestServer.Manner;
import dev.vectron.datasets.io.TestFiles;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DownloadTest {
    private static final byte[] CONTENT = new byte[300_000];
    private static final byte[] PACKED;
    private static final Checksum SUM;

    static {
        new SplittableRandom(1).nextBytes(CONTENT);
        PACKED = TestFiles.gzip(CONTENT);
        SUM = Checksum.ofUncompressed(TestFiles.sha256(CONTENT));
    }

    @TempDir
    Path folder;
    private Path target;
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
        target = folder.resolve("deep/in/data.gz");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static URI refused() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/data.gz");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertInPlace() throws IOException {
        assertThat(Files.readAllBytes(target)).isEqualTo(PACKED);
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("data.gz", ".lock");
        }
    }

    private DownloadException failure(Download download) {
        var failure = catchThrowableOfType(DownloadException.class, download::fetch);
        assertThat(failure).isNotNull();
        assertThat(target).doesNotExist();
        return failure;
    }

    @Test
    void aFileIsBroughtCheckedAndReported() throws IOException {
        var heard = new ArrayList<Long>();
        var listener = new DownloadListener() {
            @Override
            public void progress(URI source, long bytes, long total) {
                assertThat(total).isEqualTo(PACKED.length);
                heard.add(bytes);
            }
        };
        URI uri = server.serve("/data.gz", PACKED, Manner.GOOD);
        assertThat(Download.of(target, SUM, uri).listener(listener).fetch()).isEqualTo(target);
        assertInPlace();
        assertThat(heard).isSorted().last().isEqualTo((long) PACKED.length);
        Download.of(target, SUM, uri).fetch();
        assertThat(server.requests()).as("what is there is not brought again").hasSize(1);
    }

    @Test
    void theSumMayBeThatOfTheFileItself() throws IOException {
        URI uri = server.serve("/data.gz", PACKED, Manner.GOOD);
        Download.of(target, Checksum.ofFile(TestFiles.sha256(PACKED)), uri).fetch();
        assertInPlace();
    }

    @Test
    void aSlowServerIsWaitedForAndProgressIsTold() throws IOException {
        var heard = new ArrayList<Long>();
        var listener = new DownloadListener() {
            @Override
            public void progress(URI source, long bytes, long total) {
                heard.add(bytes);
            }
        };
        URI uri = server.serve("/data.gz", PACKED, Manner.SLOW);
        Download.of(target, SUM, uri).stallTimeout(Duration.ofMillis(400)).listener(listener).fetch();
        assertInPlace();
        assertThat(heard).hasSizeGreaterThan(2).isSorted();
    }

    @Test
    void aDownloadThatIsCutOffGoesOnWhereItStopped() throws IOException {
        URI uri = server.serve("/data.gz", PACKED, Manner.CUT_OFF_ONCE);
        Download.of(target, SUM, uri).fetch();
        assertInPlace();
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0)).isEqualTo("/data.gz");
        assertThat(server.requests().get(1)).matches("/data.gz bytes=[1-9][0-9]*-");
    }

    @ParameterizedTest
    @EnumSource(value = Manner.class, names = {"NO_RANGE", "NO_VALIDATOR", "WRONG_RANGE", "UNSATISFIABLE"})
    void serversThatCannotGoOnAreAskedForTheWholeFileAgain(Manner manner) throws IOException {
        URI uri = server.serve("/data.gz", PACKED, manner);
        Download.of(target, SUM, uri).fetch();
        assertInPlace();
        assertThat(server.requests().get(1)).contains("bytes=");
        assertThat(server.requests()).hasSizeBetween(2, 3);
    }

    @Test
    void aLaterRunGoesOnWithTheSameFile() throws IOException {
        URI uri = server.serve("/data.gz", PACKED, Manner.STALLS);
        failure(Download.of(target, SUM, uri).stallTimeout(Duration.ofMillis(250)));
        assertThat(target.resolveSibling("data.gz.part")).exists();
        long there = Files.size(target.resolveSibling("data.gz.part"));
        assertThat(there).isPositive();
        server.close();

        server = new TestServer();
        URI other = server.serve("/other.gz", PACKED, Manner.GOOD);
        server.serve("/data.gz", PACKED, Manner.GOOD);
        URI moved = server.uri("/data.gz");
        Files.writeString(target.resolveSibling("data.gz.part.from"), moved + "\n\"one\"\n");
        Download.of(target, SUM, other, moved).fetch();
        assertInPlace();
        assertThat(server.requests()).as("the mirror of the part comes first")
                .containsExactly("/data.gz bytes=" + there + "-");
    }

    @Test
    void aPartOfAnotherVersionIsNotGoneOnFrom() throws IOException {
        URI uri = server.serve("/data.gz", PACKED, Manner.GOOD);
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("data.gz.part"), new byte[1000]);
        Files.writeString(target.resolveSibling("data.gz.part.from"), uri + "\n\"one\"\n");
        server.change("\"two\"");
        Download.of(target, SUM, uri).fetch();
        assertInPlace();
        assertThat(server.requests()).containsExactly("/data.gz bytes=1000-");
    }

    @Test
    void aPartThatDoesNotFitIsNoticedByTheSumAndBroughtAnew() throws IOException {
        URI uri = server.serve("/data.gz", PACKED, Manner.GOOD);
        Files.createDirectories(target.getParent());
        byte[] wrong = new byte[1000];
        wrong[0] = 0x1F;
        wrong[1] = (byte) 0x8B;
        Files.write(target.resolveSibling("data.gz.part"), wrong);
        Files.writeString(target.resolveSibling("data.gz.part.from"), uri + "\n\"one\"\n");
        Download.of(target, SUM, uri).fetch();
        assertInPlace();
        assertThat(server.requests()).containsExactly("/data.gz bytes=1000-", "/data.gz");
    }

    @Test
    void aPartOfUnknownOriginIsThrownAway() throws IOException {
        URI uri = server.serve("/data.gz", PACKED, Manner.GOOD);
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("data.gz.part"), new byte[1000]);
        Download.of(target, SUM, uri).fetch();
        assertInPlace();
        assertThat(server.requests()).containsExactly("/data.gz");
    }

    @Test
    void theNextMirrorHelpsAfterAnyFailure() throws IOException {
        byte[] wrong = TestFiles.gzip(new byte[] {1, 2, 3});
        var heard = new ArrayList<String>();
        var listener = new DownloadListener() {
            @Override
            public void failed(URI source, String reason) {
                heard.add(reason);
            }
        };
        Download.of(target, SUM, refused(), server.serve("/404", PACKED, Manner.NOT_FOUND),
                server.serve("/wrong", wrong, Manner.GOOD), server.serve("/page", PACKED, Manner.LOG_IN_PAGE),
                server.serve("/cut", PACKED, Manner.CUT_OFF_ALWAYS), server.serve("/good", PACKED, Manner.GOOD))
                .listener(listener).fetch();
        assertInPlace();
        assertThat(heard).hasSize(5);
        assertThat(heard.get(0)).isEqualTo("connection refused");
        assertThat(heard.get(1)).isEqualTo("HTTP 404");
        assertThat(heard.get(2)).startsWith("sent a file that has SHA-256 " + TestFiles.sha256(new byte[] {1, 2, 3}));
        assertThat(heard.get(3)).contains("no gzip file");
        assertThat(heard.get(4)).matches("cut off at byte [0-9]+ of " + PACKED.length);
    }

    @Test
    void whenAllMirrorsFailEachHasItsLine() {
        var failure = failure(Download.of(target, SUM, server.serve("/a", PACKED, Manner.NOT_FOUND), refused(),
                server.serve("/c", PACKED, Manner.LOG_IN_PAGE)));
        assertThat(failure.wrongSum()).isFalse();
        assertThat(failure.reasons()).hasSize(3);
        assertThat(failure.getMessage().lines()).hasSize(4);
        assertThat(failure.getMessage()).startsWith("data.gz: could not be downloaded from any of 3 addresses:\n")
                .contains(server.uri("/a") + ": HTTP 404");
    }

    @Test
    void aWrongSumLeavesNothingBehind() throws IOException {
        var failure = failure(Download.of(target, SUM, server.serve("/a", TestFiles.gzip(new byte[9]), Manner.GOOD)));
        assertThat(failure.wrongSum()).isTrue();
        assertThat(failure.reasons().getFirst()).contains("expected SHA-256 " + SUM.sha256());
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly(".lock");
        }
    }

    @Test
    void withoutANetworkItFailsFast() {
        long start = System.nanoTime();
        var failure = failure(Download.of(target, SUM, refused(), refused(),
                URI.create("http://no-such-host.invalid/data.gz")));
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(15).toNanos());
        assertThat(failure.reasons().get(0)).endsWith(": connection refused");
        assertThat(failure.reasons().get(2)).startsWith("http://no-such-host.invalid/data.gz: ");
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() {
        var failure = failure(Download.of(target, SUM, server.serve("/a", PACKED, Manner.STALLS))
                .stallTimeout(Duration.ofMillis(250)));
        assertThat(failure.reasons().getFirst()).contains("no byte came for 250 ms at byte");
    }

    @Test
    void moreThanIsAllowedIsNotTaken() {
        var failure = failure(Download.of(target, SUM, server.serve("/a", PACKED, Manner.GOOD)).maxBytes(1000));
        assertThat(failure.reasons().getFirst()).contains("sends more than 1000 bytes");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Path inside = file.resolve("data.gz");
        URI uri = server.serve("/a", PACKED, Manner.GOOD);
        assertThatThrownBy(() -> Download.of(inside, SUM, uri).fetch()).isInstanceOf(DownloadException.class)
                .hasMessageContaining("cannot be written");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anInterruptedThreadStopsAndKeepsItsFlag() {
        URI uri = server.serve("/data.gz", PACKED, Manner.SLOW);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Download.of(target, SUM, uri).fetch()).isInstanceOf(DownloadException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(target).doesNotExist();
    }

    @Test
    void severalThreadsBringTheFileOnce() throws Exception {
        URI uri = server.serve("/data.gz", PACKED, Manner.SLOW);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var jobs = threads.invokeAll(Collections.nCopies(4, () -> Download.of(target, SUM, uri).fetch()));
            for (var job : jobs) {
                assertThat(job.get()).isEqualTo(target);
            }
        }
        assertInPlace();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void twoProcessesAtOnceBringTheFileOnce() throws Exception {
        URI uri = server.serve("/data.gz", PACKED, Manner.SLOW);
        List<Process> processes = List.of(process(uri), process(uri));
        for (Process process : processes) {
            String output = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor()).as(output).isZero();
        }
        assertInPlace();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void afterAKilledProcessTheNextOneGoesOn() throws Exception {
        URI uri = server.serve("/data.gz", PACKED, Manner.SLOW);
        Process killed = process(uri);
        Path part = target.resolveSibling("data.gz.part");
        while (killed.isAlive() && (!Files.exists(part) || Files.size(part) == 0)) {
            Thread.sleep(5);
        }
        killed.destroyForcibly().waitFor();
        assertThat(target).as("killed in the middle").doesNotExist();
        Download.of(target, SUM, uri).fetch();
        assertInPlace();
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1)).matches("/data.gz bytes=[1-9][0-9]*-");
    }

    private Process process(URI uri) throws Exception {
        String path = String.join(File.pathSeparator, root(Download.class), root(DataException.class),
                root(DownloadTest.class));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(java.toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", path,
                DownloadProcess.class.getName(), target.toString(), SUM.sha256(), uri.toString())
                .redirectErrorStream(true).start();
    }

    /** The folder or jar that a class was loaded from. */
    private static String root(Class<?> type) throws Exception {
        String resource = type.getName().replace('.', '/') + ".class";
        String url = type.getResource(type.getSimpleName() + ".class").toString();
        String base = url.substring(0, url.length() - resource.length());
        if (base.startsWith("jar:")) {
            base = base.substring(4, base.lastIndexOf('!'));
        }
        return Path.of(URI.create(base)).toString();
    }
}
