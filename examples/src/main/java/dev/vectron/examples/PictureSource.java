package dev.vectron.examples;

import dev.vectron.datasets.DataUnavailableException;
import dev.vectron.datasets.GeneratedShapes;
import dev.vectron.datasets.TrainAndTest;
import dev.vectron.datasets.fetch.DownloadListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an exercise's pictures come from: a loader such as {@code FashionMnist::load}. */
@FunctionalInterface
interface PictureSource {
    /**
     * Loads the pictures.
     *
     * @param folder the folder that the user named, or null
     * @param listener is told how a download goes
     * @return the pictures
     */
    TrainAndTest load(@Nullable Path folder, DownloadListener listener);

    /**
     * Loads the pictures, or the embedded generated ones if they are nowhere and cannot be downloaded.
     *
     * @param folder the folder that the user named, or null
     * @return the pictures
     */
    default TrainAndTest loadOrGenerate(@Nullable Path folder) {
        try (ConsoleDownload download = new ConsoleDownload()) {
            return load(folder, download);
        } catch (DataUnavailableException e) {
            System.out.println(e.getMessage() + " Training on generated pictures instead.");
            return GeneratedShapes.create();
        }
    }
}
