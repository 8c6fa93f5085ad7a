package dev.vectron.callbacks;

import dev.vectron.training.TrainingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a callback will be able to write its file, found out before the first step. */
final class WritableFile {
    private WritableFile() {}

    /** Writes what will be written. */
    @FunctionalInterface
    interface Writer {
        void write(Path file) throws IOException;
    }

    /**
     * Makes missing folders and tries to write.
     *
     * @param who the callback, for the message
     * @param file the file
     * @param trial writes the weights to another file beside it: the surest probe of format, permission and space
     * @throws TrainingException if it will not work
     */
    static void require(String who, Path file, Writer trial) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new TrainingException(who + ": " + file
                    + " is a folder; name a file, for example weights.safetensors.");
        }
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, ".probe-", "-" + file.getFileName());
            try {
                trial.write(probe);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new TrainingException(who + ": cannot write to folder " + folder + " (" + reason(e)
                    + "); choose another folder. No training was done yet.", e, null);
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new TrainingException(who + ": " + file + " is write-protected; choose another file.");
        }
    }

    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException taken -> taken.getFile() + " is a file, not a folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    /** Deletes a file that is no longer wanted, if it is there. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new TrainingException("The training has ended, but " + file + " cannot be deleted: " + reason(e)
                    + ".", e, null);
        }
    }
}
