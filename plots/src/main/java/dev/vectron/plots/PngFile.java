package dev.vectron.plots;

import dev.vectron.store.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes pictures as PNG files, whole or not at all. */
final class PngFile {
    private PngFile() {}

    static void write(BufferedImage image, Path file) throws IOException {
        AtomicFile.write(file, out -> {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException(file + ": this JDK has no PNG writer; use a JDK with the module java.desktop.");
            }
        });
    }
}
