package dev.vectron.datasets.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens files that may be packed with gzip, told by their first two bytes.
 *
 * <p>A file that cannot be read is an {@code IOException}. Thread-safe.
 *
 * {@snippet :
 * try (java.io.InputStream in = UnpackedInput.open(Path.of("train.csv.gz"))) {
 *     in.read();
 * }
 * }
 */
public final class UnpackedInput {
    private UnpackedInput() {}

    /**
     * Opens a file as a stream of its unpacked bytes. Packed data that end early, are corrupt or are followed by
     * something else make reading throw.
     *
     * @param path the file, plain or gzip
     * @return the stream; close it
     * @throws IOException if the file cannot be read
     */
    public static InputStream open(Path path) throws IOException {
        boolean gzip = isGzip(path);
        InputStream raw = Files.newInputStream(path);
        try {
            return gzip ? new GzipInput(raw) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * Looks at the first two bytes.
     *
     * @param path the file
     * @return whether they are those of gzip
     * @throws IOException if the file cannot be read
     */
    public static boolean isGzip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] magic = in.readNBytes(2);
            return magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        }
    }
}
