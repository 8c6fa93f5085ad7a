package dev.vectron.datasets;

import dev.vectron.datasets.PublishedSet.Archive;
import dev.vectron.datasets.PublishedSet.PublishedFile;
import dev.vectron.datasets.fetch.DownloadListener;
import dev.vectron.datasets.io.CifarReader;
import dev.vectron.datasets.io.CifarReader.Labels;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * CIFAR-100: 50,000 + 10,000 colour pictures, 32 × 32 × 3, values 0…255, with 100 fine and 20 coarse classes.
 *
 * <p>The two files of the binary version, {@code train.bin} and {@code test.bin}, plain or {@code .gz}, are taken from
 * the folder {@code cifar-100} of the first of these places that has both: the folder that is asked for, $VECTRON_DATA,
 * the cache ($XDG_CACHE_HOME/vectron or ~/.cache/vectron). If none has, the archive is downloaded, its SHA-256 is
 * checked, and it is unpacked into the cache. The two files themselves are checked for whole records and labels in
 * range, not for a sum: the publisher gives none, and so a part of the data set can be used as well.
 *
 * <p>Without the files and without network that is a {@link DataUnavailableException}; a file that is broken is a
 * {@code DataException}. Thread-safe, also between processes.
 *
 * {@snippet :
 * TrainAndTest data = Cifar100.load();
 * }
 *
 * <p>Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
 */
public final class Cifar100 {
    /** The names of the fine classes in label order. */
    public static final List<String> FINE_CLASS_NAMES = List.of(
            "apple", "aquarium_fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle", "bowl",
            "boy", "bridge", "bus", "butterfly", "camel", "can", "castle", "caterpillar", "cattle", "chair",
            "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup", "dinosaur", "dolphin",
            "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard", "lamp",
            "lawn_mower", "leopard", "lion", "lizard", "lobster", "man", "maple_tree", "motorcycle", "mountain",
            "mouse", "mushroom", "oak_tree", "orange", "orchid", "otter", "palm_tree", "pear", "pickup_truck",
            "pine_tree", "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road",
            "rocket", "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider",
            "squirrel", "streetcar", "sunflower", "sweet_pepper", "table", "tank", "telephone", "television",
            "tiger", "tractor", "train", "trout", "tulip", "turtle", "wardrobe", "whale", "willow_tree", "wolf",
            "woman", "worm");

    /** The names of the coarse classes in label order. */
    public static final List<String> COARSE_CLASS_NAMES = List.of(
            "aquatic_mammals", "fish", "flowers", "food_containers", "fruit_and_vegetables",
            "household_electrical_devices", "household_furniture", "insects", "large_carnivores",
            "large_man-made_outdoor_things", "large_natural_outdoor_scenes", "large_omnivores_and_herbivores",
            "medium_mammals", "non-insect_invertebrates", "people", "reptiles", "small_mammals", "trees",
            "vehicles_1", "vehicles_2");

    static final PublishedSet SET = new PublishedSet("CIFAR-100", "cifar-100",
            List.of(new PublishedFile("train.bin", null, List.of()), new PublishedFile("test.bin", null, List.of())),
            new Archive("cifar-100-binary.tar.gz", "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                    List.of(URI.create("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"))));

    private Cifar100() {}

    /**
     * Loads it with its fine labels from $VECTRON_DATA, the cache or the network.
     *
     * @return the two parts
     * @throws DataUnavailableException if it is nowhere and cannot be downloaded
     * @throws dev.vectron.data.DataException if a file is broken
     */
    public static TrainAndTest load() {
        return load(null, Labels.FINE, DownloadListener.SILENT);
    }

    /**
     * Loads it with its fine labels from a folder that holds {@code cifar-100/}, or if it is not there, as {@link
     * #load()}.
     *
     * @param dataDir where to look first; null for nowhere
     * @return the two parts
     * @throws DataUnavailableException if it is nowhere and cannot be downloaded
     * @throws dev.vectron.data.DataException if a file is broken
     */
    public static TrainAndTest load(@Nullable Path dataDir) {
        return load(dataDir, Labels.FINE, DownloadListener.SILENT);
    }

    /**
     * As {@link #load(Path)}, with a choice of labels and news of a download.
     *
     * @param dataDir where to look first; null for nowhere
     * @param labels fine or coarse
     * @param listener is told how a download goes
     * @return the two parts
     * @throws DataUnavailableException if it is nowhere and cannot be downloaded
     * @throws dev.vectron.data.DataException if a file is broken
     */
    public static TrainAndTest load(@Nullable Path dataDir, Labels labels, DownloadListener listener) {
        return load(SET, Places.of(dataDir), labels, listener);
    }

    static TrainAndTest load(PublishedSet set, Places places, Labels labels, DownloadListener listener) {
        List<Path> files = Fetcher.files(set, places, listener);
        List<String> names = labels == Labels.FINE ? FINE_CLASS_NAMES : COARSE_CLASS_NAMES;
        return new TrainAndTest(set.folder(),
                CifarReader.cifar100(files.subList(0, 1), List.of(), labels, names),
                CifarReader.cifar100(files.subList(1, 2), List.of(), labels, names),
                Objects.requireNonNull(files.getFirst().getParent()).toString());
    }
}
