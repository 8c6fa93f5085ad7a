package dev.vectron.datasets;

import dev.vectron.data.DataException;
import dev.vectron.datasets.PublishedSet.Archive;
import dev.vectron.datasets.PublishedSet.PublishedFile;
import dev.vectron.datasets.fetch.Checksum;
import dev.vectron.datasets.fetch.Download;
import dev.vectron.datasets.fetch.DownloadException;
import dev.vectron.datasets.fetch.DownloadListener;
import dev.vectron.datasets.fetch.FolderLock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Finds a published set's files, or downloads what is missing of them into the cache. */
final class Fetcher {
    private Fetcher() {}

    /**
     * The files of a set.
     *
     * @param set the set
     * @param places where to look
     * @param listener is told of downloads
     * @return their paths in the set's order
     * @throws DataUnavailableException if no place has all of them and they cannot be downloaded
     * @throws DataException if a mirror sent something else than the published file and no other could help
     */
    static List<Path> files(PublishedSet set, Places places, DownloadListener listener) {
        List<Path> found = places.find(set);
        if (!found.isEmpty()) {
            return found;
        }
        Path folder = places.cache().resolve(set.folder());
        try (FolderLock _ = FolderLock.of(folder, listener)) {
            // Another process may have brought them while this one waited.
            if (places.find(set).isEmpty()) {
                download(set, folder, listener);
            }
            return places.find(set);
        } catch (DownloadException e) {
            if (e.wrongSum() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            String first = e.reasons().isEmpty() ? String.valueOf(e.getMessage()) : e.reasons().getFirst();
            throw new DataUnavailableException(set.title() + ": not in " + places.looked(set) + ", and not downloaded ("
                    + first + (e.reasons().size() > 1 ? "; " + (e.reasons().size() - 1) + " more addresses failed too"
                    : "") + ").", e);
        } catch (IOException e) {
            throw new DataUnavailableException(set.title() + ": not in " + places.looked(set)
                    + ", and the cache cannot be written ("
                    + e.getClass().getSimpleName() + " " + e.getMessage()
                    + "); set XDG_CACHE_HOME to a folder that can.", e);
        }
    }

    private static void download(PublishedSet set, Path folder, DownloadListener listener) throws IOException {
        Archive archive = set.archive();
        if (archive != null) {
            Path packed = folder.resolve(archive.name());
            Download.of(packed, Checksum.ofFile(archive.sha256()), archive.mirrors().toArray(URI[]::new))
                    .listener(listener).fetch();
            TarGzip.unpack(packed, folder, set.files().stream().map(PublishedFile::name).toList());
            Files.delete(packed);
            return;
        }
        for (PublishedFile file : set.files()) {
            if (Places.in(folder, file) == null) {
                Checksum sum = Checksum.ofUncompressed(Objects.requireNonNull(file.sha256()));
                Download.of(folder.resolve(file.name() + ".gz"), sum, file.mirrors().toArray(URI[]::new))
                        .listener(listener).fetch();
            }
        }
    }
}
