package dev.vectron.datasets;

import dev.vectron.datasets.fetch.DownloadListener;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MNIST: 60,000 + 10,000 pictures of handwritten digits, 28 × 28, values 0 (paper) to 255.
 *
 * <p>The four files, plain or {@code .gz}, are taken from the folder {@code mnist} of the first of these places that
 * has all of them: the folder that is asked for, $VECTRON_DATA, the cache ($XDG_CACHE_HOME/vectron or
 * ~/.cache/vectron). What is missing is downloaded into the cache. The SHA-256 of every file is checked while it is
 * read; another one is an error.
 *
 * <p>Without the files and without network that is a {@link DataUnavailableException}; a file that is broken is a
 * {@code DataException}. Thread-safe, also between processes.
 *
 * {@snippet :
 * TrainAndTest data = Mnist.load();
 * }
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits" (CC BY-SA 3.0 as commonly
 * stated).
 */
public final class Mnist {
    /** The names of the classes in label order. */
    public static final List<String> CLASS_NAMES = List.of(
            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    static final PublishedSet SET = PublishedSet.fourIdxFiles("MNIST", "mnist", List.of(
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
            "http://yann.lecun.com/exdb/mnist/");

    private Mnist() {}

    /**
     * Loads it from $VECTRON_DATA, the cache or the network.
     *
     * @return the two parts
     * @throws DataUnavailableException if it is nowhere and cannot be downloaded
     * @throws dev.vectron.data.DataException if a file is broken or not the published one
     */
    public static TrainAndTest load() {
        return load(null, DownloadListener.SILENT);
    }

    /**
     * Loads it from a folder that holds {@code mnist/}, or if it is not there, as {@link #load()}.
     *
     * @param dataDir where to look first; null for nowhere
     * @return the two parts
     * @throws DataUnavailableException if it is nowhere and cannot be downloaded
     * @throws dev.vectron.data.DataException if a file is broken or not the published one
     */
    public static TrainAndTest load(@Nullable Path dataDir) {
        return load(dataDir, DownloadListener.SILENT);
    }

    /**
     * As {@link #load(Path)}, with news of a download.
     *
     * @param dataDir where to look first; null for nowhere
     * @param listener is told how a download goes
     * @return the two parts
     * @throws DataUnavailableException if it is nowhere and cannot be downloaded
     * @throws dev.vectron.data.DataException if a file is broken or not the published one
     */
    public static TrainAndTest load(@Nullable Path dataDir, DownloadListener listener) {
        return IdxSet.load(SET, CLASS_NAMES, Places.of(dataDir), listener);
    }
}
