package dev.vectron.datasets.fetch;

import java.net.URI;
import java.nio.file.Path;

/**
 * Is told how a {@link Download} goes, on the thread that called it. Every method does nothing by default.
 *
 * <p>Need not be thread-safe.
 */
public interface DownloadListener {
    /** Hears nothing. */
    DownloadListener SILENT = new DownloadListener() {};

    /**
     * Another thread or process is downloading into the same folder; this one waits until it is done.
     *
     * @param folder the folder
     */
    default void waiting(Path folder) {}

    /**
     * Bytes have come; called a few times a second, and at the end of a file.
     *
     * @param source where they come from
     * @param bytes how many are there, those of an earlier, interrupted attempt included
     * @param total how many there will be, or −1 if the server did not say
     */
    default void progress(URI source, long bytes, long total) {}

    /**
     * A mirror failed; the next one is tried, if there is one.
     *
     * @param source the mirror
     * @param reason why, in a few words
     */
    default void failed(URI source, String reason) {}
}
