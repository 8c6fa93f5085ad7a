package dev.vectron.plots;

import dev.vectron.store.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes pictures as PNG files, whole or not at all. */
final class PngFile {
    private PngFile() {}

    static void write(BufferedImage image, Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IOException(file + ": this JDK has no PNG writer; install a JDK with the module java.desktop.");
        }
        AtomicFile.write(file, bytes.toByteArray());
    }
}
