package dev.vectron.datasets;

import dev.vectron.datasets.PublishedSet.Archive;
import dev.vectron.datasets.PublishedSet.PublishedFile;
import dev.vectron.datasets.fetch.DownloadListener;
import dev.vectron.datasets.io.CifarReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * CIFAR-10: 50,000 + 10,000 colour pictures of ten kinds of things, 32 × 32 × 3, values 0…255.
 *
 * <p>The six files of the binary version, {@code data_batch_1.bin} … {@code test_batch.bin}, plain or {@code .gz}, are
 * taken from the folder {@code cifar-10} of the first of these places that has all of them: the folder that is asked
 * for, $VECTRON_DATA, the cache ($XDG_CACHE_HOME/vectron or ~/.cache/vectron). If none has, the archive is downloaded
 * and unpacked into the cache. The SHA-256 of every file is checked while it is read; another one is an error.
 *
 * <p>Without the files and without network that is a {@link DataUnavailableException}; a file that is broken is a
 * {@code DataException}. Thread-safe, also between processes.
 *
 * {@snippet :
 * TrainAndTest data = Cifar10.load();
 * }
 *
 * <p>Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
 */
public final class Cifar10 {
    /** The names of the classes in label order. */
    public static final List<String> CLASS_NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    static final PublishedSet SET = new PublishedSet("CIFAR-10", "cifar-10", List.of(
            file("data_batch_1.bin", "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
            file("data_batch_2.bin", "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
            file("data_batch_3.bin", "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
            file("data_batch_4.bin", "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
            file("data_batch_5.bin", "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
            file("test_batch.bin", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")),
            new Archive("cifar-10-binary.tar.gz", "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                    List.of(URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"))));

    private Cifar10() {}

    private static PublishedFile file(String name, String sha256) {
        return new PublishedFile(name, sha256, List.of());
    }

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
     * Loads it from a folder that holds {@code cifar-10/}, or if it is not there, as {@link #load()}.
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
        return load(SET, Places.of(dataDir), listener);
    }

    static TrainAndTest load(PublishedSet set, Places places, DownloadListener listener) {
        List<Path> files = Fetcher.files(set, places, listener);
        List<String> sums = set.files().stream().map(f -> Objects.requireNonNull(f.sha256())).toList();
        int train = files.size() - 1;
        return new TrainAndTest(set.folder(),
                CifarReader.cifar10(files.subList(0, train), sums.subList(0, train), CLASS_NAMES),
                CifarReader.cifar10(files.subList(train, train + 1), sums.subList(train, train + 1), CLASS_NAMES),
                Objects.requireNonNull(files.getFirst().getParent()).toString());
    }
}
