package dev.vectron.datasets;

import dev.vectron.data.Dataset;
import dev.vectron.datasets.fetch.DownloadListener;
import dev.vectron.datasets.io.IdxArray;
import dev.vectron.datasets.io.IdxReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Loads MNIST and sets of the same form. */
final class IdxSet {
    private IdxSet() {}

    static TrainAndTest load(PublishedSet set, List<String> classNames, Places places, DownloadListener listener) {
        List<Path> files = Fetcher.files(set, places, listener);
        Path folder = Objects.requireNonNull(files.getFirst().getParent());
        Dataset train = part(set, files, 0, folder, classNames);
        Dataset test = part(set, files, 2, folder, classNames);
        return new TrainAndTest(set.folder(), train, test, folder.toString());
    }

    private static Dataset part(PublishedSet set, List<Path> files, int first, Path folder, List<String> classNames) {
        return IdxReader.dataset(read(set, files, first), read(set, files, first + 1), folder.toString(), classNames);
    }

    private static IdxArray read(PublishedSet set, List<Path> files, int i) {
        return IdxReader.read(files.get(i), Objects.requireNonNull(set.files().get(i).sha256()));
    }
}
