package dev.vectron.datasets;

import dev.vectron.datasets.fetch.DownloadListener;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fashion-MNIST: 60,000 + 10,000 pictures of clothes, 28 × 28, values 0 (background) to 255.
 *
 * <p>The four files, plain or {@code .gz}, are taken from the folder {@code fashion-mnist} of the first of these places
 * that has all of them: the folder that is asked for, $VECTRON_DATA, the cache ($XDG_CACHE_HOME/vectron or
 * ~/.cache/vectron). What is missing is downloaded into the cache. The SHA-256 of every file is checked while it is
 * read; another one is an error.
 *
 * <p>Without the files and without network that is a {@link DataUnavailableException}; a file that is broken is a
 * {@code DataException}. Thread-safe, also between processes.
 *
 * {@snippet :
 * TrainAndTest data = FashionMnist.load();
 * }
 *
 * <p>Source: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a Novel Image Dataset", 2017; Zalando SE, MIT licence.
 */
public final class FashionMnist {
    /** The names of the classes in label order. */
    public static final List<String> CLASS_NAMES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    static final PublishedSet SET = PublishedSet.fourIdxFiles("Fashion-MNIST", "fashion-mnist", List.of(
            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/");

    private FashionMnist() {}

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
     * Loads it from a folder that holds {@code fashion-mnist/}, or if it is not there, as {@link #load()}.
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
