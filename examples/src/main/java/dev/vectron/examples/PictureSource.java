package dev.vectron.examples;

import dev.vectron.datasets.DataUnavailableException;
import dev.vectron.datasets.GeneratedShapes;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an exercise's pictures come from. */
@FunctionalInterface
interface PictureSource {
    /**
     * Loads the pictures.
     *
     * @param data the folder that the user named, or null
     * @return the pictures
     * @throws IOException if they cannot be read
     */
    Pictures load(@Nullable Path data) throws IOException;

    /** {@return this source, or the embedded generated pictures if it has none and cannot be reached} */
    default PictureSource orGenerated() {
        return data -> {
            try {
                return load(data);
            } catch (DataUnavailableException e) {
                System.out.println(e.getMessage() + " Training on generated pictures instead.");
                GeneratedShapes shapes = GeneratedShapes.load();
                return new Pictures("generated", "Generated shapes", shapes.train(), shapes.test());
            }
        };
    }
}
