package dev.vectron.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a file whole or not at all: into a temporary file of the same folder, forced to the disk, then moved over the
 * target.
 *
 * <p>Whenever the process or the machine stops, the target holds the old bytes or all the new ones. If writing fails,
 * the temporary file is removed and the old file is untouched; if the process is killed, a file named
 * {@code .NAME.….tmp} may be left behind. A target that is a symbolic link stays one; permissions of an existing file
 * are kept. Missing folders are created.
 *
 * <p>Thread-safe; of several writers of one file the last to finish wins.
 *
 * {@snippet :
 * AtomicFile.write(Path.of("out/history.csv"), "epoch,loss\n1,0.5\n");
 * AtomicFile.write(Path.of("out/weights.bin"), out -> out.write(bytes));
 * }
 */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;
    private static final AtomicLong COUNT = new AtomicLong();

    private AtomicFile() {}

    /** What a file is to hold. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all bytes.
         *
         * @param out the file, buffered; need not be closed
         * @throws IOException if the bytes cannot be made or written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param target the file
     * @param content writes its bytes
     * @throws IOException if that fails; the message names the file and says what to do, and the old file is unchanged
     */
    public static void write(Path target, Content content) throws IOException {
        Path file = prepared(target);
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid() + "-"
                + COUNT.incrementAndGet() + ".tmp");
        try {
            writeAndForce(temporary, content);
            keepPermissions(file, temporary);
            move(temporary, file);
            forceFolder(file);
        } catch (IOException e) {
            throw explained(target, e);
        } finally {
            // After the move there is nothing left to delete; after any failure this removes the debris.
            delete(temporary);
        }
    }

    /**
     * Writes a text file in UTF-8.
     *
     * @param target the file
     * @param text its contents
     * @throws IOException as in {@link #write(Path, Content)}
     */
    public static void write(Path target, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(target, out -> out.write(bytes));
    }

    private static Path prepared(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException("Cannot write " + target + ": it is a folder; give the name of a file in it.");
        }
        Path file = Files.isSymbolicLink(target) && Files.exists(target) ? target.toRealPath()
                : target.toAbsolutePath();
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new IOException("Cannot write " + target + ": folder " + folder + " cannot be created ("
                        + reason(e)
                        + "); choose a folder that you may write to.", e);
            }
        }
        return file;
    }

    private static void writeAndForce(Path temporary, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void keepPermissions(Path file, Path temporary) throws IOException {
        if (Files.exists(file)) {
            PosixFileAttributeView old = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            PosixFileAttributeView now = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
            if (old != null && now != null) {
                now.setPermissions(old.readAttributes().permissions());
            }
        }
    }

    private static void move(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Makes the move itself survive a power cut. Not every system lets a folder be opened; there is no other way then.
     */
    private static void forceFolder(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notPossibleHere) {
            return;
        }
    }

    private static void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The failure that led here matters more; a hidden file that stays does no harm.
            return;
        }
    }

    private static IOException explained(Path target, IOException e) {
        String remedy = e instanceof AccessDeniedException
                ? "; choose a folder that you may write to, or change its permissions."
                : "; what was there before is unchanged. Check the free space and the permissions, or choose another "
                + "folder.";
        return new IOException("Cannot write " + target + ": " + reason(e) + remedy, e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission for " + parentOf(denied.getFile());
            case FileAlreadyExistsException exists -> exists.getFile() + " is not a folder";
            case NoSuchFileException gone -> "no such file or folder " + parentOf(gone.getFile());
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static String parentOf(String file) {
        Path folder = file.endsWith(".tmp") ? Path.of(file).getParent() : null;
        return folder == null ? file : folder.toString();
    }
}
