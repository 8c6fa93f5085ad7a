package dev.vectron.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private List<String> namesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesAndReplacesAFile() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, "one");
        assertThat(file).hasContent("one");
        AtomicFile.write(file, "zwölf");
        assertThat(file).hasContent("zwölf");
        assertThat(namesInFolder()).containsExactly("a.txt");
    }

    @Test
    void createsMissingFolders() throws IOException {
        Path file = folder.resolve("x/y/a.txt");
        AtomicFile.write(file, "deep");
        assertThat(file).hasContent("deep");
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(new byte[1_000_000]);
            throw new IOException("No space left on device");
        })).isInstanceOf(IOException.class)
                .hasMessage("Cannot write " + file + ": No space left on device; what was there before is unchanged. "
                        + "Check the free space and the permissions, or choose another folder.");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(1);
            throw new IllegalStateException("bug");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("old");
        assertThat(namesInFolder()).containsExactly("a.txt");
    }

    @Test
    void theOldFileStaysVisibleUntilTheNewOneIsComplete() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, "old");
        AtomicFile.write(file, out -> {
            out.write('n');
            out.flush();
            assertThat(file).hasContent("old");
            out.write('w');
        });
        assertThat(file).hasContent("nw");
    }

    @Test
    void aFolderAsTargetIsRefused() {
        assertThatThrownBy(() -> AtomicFile.write(folder, "x")).isInstanceOf(IOException.class)
                .hasMessage("Cannot write " + folder + ": it is a folder; give the name of a file in it.");
    }

    @Test
    void aFileInTheWayOfAFolderIsNamed() throws IOException {
        Files.writeString(folder.resolve("file"), "x");
        Path target = folder.resolve("file/sub/a.txt");
        assertThatThrownBy(() -> AtomicFile.write(target, "x")).isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write " + target + ": folder " + target.getParent()
                + " cannot be created")
                .hasMessageEndingWith("choose a folder that you may write to.");
    }

    @Test
    void anUnwritableFolderIsNamed() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX permissions here");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(closed), "this user may write anywhere");
        Path target = closed.resolve("a.txt");
        assertThatThrownBy(() -> AtomicFile.write(target, "x")).isInstanceOf(IOException.class)
                .hasMessage("Cannot write " + target + ": no permission for " + closed
                + "; choose a folder that you may write to, or change its permissions.");
    }

    @Test
    void permissionsAndLinksAreKept() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "no POSIX permissions here");
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        AtomicFile.write(link, "new");
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void aReaderSeesOneVersionWholeAtAnyTime() throws Exception {
        Path file = folder.resolve("a.bin");
        int size = 200_000;
        AtomicFile.write(file, out -> out.write(new byte[size]));
        List<Throwable> failures = new ArrayList<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    assertWholeVersion(Files.readAllBytes(file), size);
                }
            } catch (java.nio.channels.ClosedByInterruptException end) {
                return;
            } catch (IOException | AssertionError e) {
                failures.add(e);
            }
        });
        for (int version = 1; version <= 20; version++) {
            byte[] bytes = new byte[size];
            java.util.Arrays.fill(bytes, (byte) version);
            AtomicFile.write(file, out -> out.write(bytes));
        }
        reader.interrupt();
        reader.join();
        assertThat(failures).isEmpty();
    }

    private static void assertWholeVersion(byte[] bytes, int size) {
        assertThat(bytes).hasSize(size);
        for (byte b : bytes) {
            if (b != bytes[0]) {
                throw new AssertionError("A mix of version " + bytes[0] + " and " + b + ".");
            }
        }
    }

    /** Writes versions of a file until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[0]);
            for (int version = 1;; version++) {
                byte[] bytes = new byte[3_000_000];
                java.util.Arrays.fill(bytes, (byte) version);
                AtomicFile.write(file, out -> {
                    for (int at = 0; at < bytes.length; at += 1000) {
                        out.write(bytes, at, 1000);
                    }
                });
                System.out.println(version);
            }
        }
    }

    @Test
    void aKilledProcessLeavesAWholeFile() throws Exception {
        Path file = folder.resolve("a.bin");
        for (int round = 0; round < 3; round++) {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp", Path.of(AtomicFile.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    + java.io.File.pathSeparator
                            + Path.of(AtomicFileTest.class.getProtectionDomain().getCodeSource().getLocation().toURI()),
                    Writer.class.getName(), file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (InputStream out = process.getInputStream()) {
                assertThat(out.read()).as("the first version was written").isEqualTo('1');
                Thread.sleep(40L + 17 * round);
            } finally {
                process.destroyForcibly();
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
            assertWholeVersion(Files.readAllBytes(file), 3_000_000);
        }
    }
}
