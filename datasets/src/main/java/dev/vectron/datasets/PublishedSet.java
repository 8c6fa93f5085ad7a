package dev.vectron.datasets;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a data set before it is here.
 *
 * @param title how messages call it
 * @param folder its folder's name in every place
 * @param files its files
 * @param archive the tar.gz that holds all files, or null if each is published on its own
 */
record PublishedSet(String title, String folder, List<PublishedFile> files, @Nullable Archive archive) {
    /**
     * One file; it may lie in a folder as it is or with {@code .gz} at the end.
     *
     * @param name the name without {@code .gz}
     * @param sha256 the sum of the uncompressed bytes; null if none is known
     * @param mirrors addresses of NAME.gz
     */
    record PublishedFile(String name, @Nullable String sha256, List<URI> mirrors) {}

    /**
     * A tar.gz with the files.
     *
     * @param name its name
     * @param sha256 the sum of the tar.gz itself
     * @param mirrors its addresses
     */
    record Archive(String name, String sha256, List<URI> mirrors) {}

    /** A set of the four files that MNIST and its relatives consist of, each as NAME.gz under each of the addresses. */
    static PublishedSet fourIdxFiles(String title, String folder, List<String> sums, String... addresses) {
        List<String> names = List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
                "t10k-labels-idx1-ubyte");
        List<PublishedFile> files = Stream.iterate(0, i -> i < names.size(), i -> i + 1)
                .map(i -> new PublishedFile(names.get(i), sums.get(i),
                        Stream.of(addresses).map(a -> URI.create(a + names.get(i) + ".gz")).toList()))
                .toList();
        return new PublishedSet(title, folder, files, null);
    }
}
