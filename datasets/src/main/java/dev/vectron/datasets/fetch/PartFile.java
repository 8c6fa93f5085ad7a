package dev.vectron.datasets.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a file: {@code NAME.part}, and in {@code NAME.part.from} the address it comes from and the server's
 * validator (ETag or date), so that a later run goes on only with the very same file.
 */
final class PartFile {
    private final Path target;
    private final Path part;
    private final Path from;

    PartFile(Path target) {
        this.target = target;
        part = target.resolveSibling(target.getFileName() + ".part");
        from = target.resolveSibling(target.getFileName() + ".part.from");
    }

    Path path() {
        return part;
    }

    /** {@return how many bytes of this source are there and can be gone on from} */
    long resumableFrom(URI source) throws IOException {
        return validator(source) == null || !Files.exists(part) ? 0 : Files.size(part);
    }

    /**
     * {@return the validator of the source that the bytes come from, empty if it gave none; null if they come from
     * another source}
     */
    @Nullable String validator(URI source) throws IOException {
        if (!Files.exists(from)) {
            return null;
        }
        List<String> lines = Files.readAllLines(from);
        return lines.size() == 2 && lines.get(0).equals(source.toString()) ? lines.get(1) : null;
    }

    /** Begins anew with bytes of a source. */
    FileChannel begin(URI source, String validator) throws IOException {
        Files.deleteIfExists(from);
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        Files.write(from, List.of(source.toString(), validator));
        return channel;
    }

    FileChannel append() throws IOException {
        return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    void delete() throws IOException {
        Files.deleteIfExists(from);
        Files.deleteIfExists(part);
    }

    /** Puts the whole file in its place; the bytes are on the disk before the name is. */
    void moveIntoPlace() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(from);
        Path folder = target.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every system can open a folder; then the name reaches the disk a little later.
        }
    }
}
