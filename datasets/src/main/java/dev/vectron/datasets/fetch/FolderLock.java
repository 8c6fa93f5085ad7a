package dev.vectron.datasets.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread of one process at a time write into a folder. The operating system frees the lock when a process
 * dies; the file {@code .lock} stays, since deleting it could free another one's lock.
 *
 * <p>A folder that cannot be written to is an {@code IOException}. Thread-safe.
 *
 * {@snippet :
 * try (FolderLock lock = FolderLock.of(Path.of("cache"), new DownloadListener() {})) {
 *     // only this process writes here
 * }
 * }
 */
public final class FolderLock implements AutoCloseable {
    private static final ConcurrentHashMap<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private final ReentrantLock here;
    /**
     * Null if this thread holds the folder already: closing any channel of a file frees all of a process's locks on it.
     */
    private final @Nullable FileChannel channel;

    private FolderLock(ReentrantLock here, @Nullable FileChannel channel) {
        this.here = here;
        this.channel = channel;
    }

    /**
     * Creates the folder if need be and waits until no other thread or process holds it. A thread may hold it more than
     * once.
     *
     * @param folder the folder
     * @param listener is told if there is somebody to wait for
     * @return the lock; close it
     * @throws IOException if the folder cannot be created or written to
     */
    public static FolderLock of(Path folder, DownloadListener listener) throws IOException {
        Files.createDirectories(folder);
        ReentrantLock here = HERE.computeIfAbsent(folder.toRealPath(), _ -> new ReentrantLock());
        if (!here.tryLock()) {
            listener.waiting(folder);
            here.lock();
        }
        try {
            return new FolderLock(here, here.getHoldCount() > 1 ? null : channel(folder, listener));
        } catch (IOException | RuntimeException e) {
            here.unlock();
            throw e;
        }
    }

    private static FileChannel channel(Path folder, DownloadListener listener) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                listener.waiting(folder);
                channel.lock();
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            here.unlock();
        }
    }
}
