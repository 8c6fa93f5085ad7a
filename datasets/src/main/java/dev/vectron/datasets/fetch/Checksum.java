package dev.vectron.datasets.fetch;

import dev.vectron.datasets.io.UnpackedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 that a downloaded file must have.
 *
 * <p>A file that cannot be read is an {@code IOException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Checksum sum = Checksum.ofFile("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
 * }
 *
 * @param sha256 the sum in hexadecimal
 * @param uncompressed whether it is of the bytes inside a gzip file rather than of the file: gzip headers differ
 *     between mirrors
 */
public record Checksum(String sha256, boolean uncompressed) {
    /**
     * The sum of a file as it is sent.
     *
     * @param sha256 the sum in hexadecimal
     * @return the check
     */
    public static Checksum ofFile(String sha256) {
        return new Checksum(sha256, false);
    }

    /**
     * The sum of what a gzip file holds.
     *
     * @param sha256 the sum of the uncompressed bytes in hexadecimal
     * @return the check
     */
    public static Checksum ofUncompressed(String sha256) {
        return new Checksum(sha256, true);
    }

    /**
     * Takes the sum of a file.
     *
     * @param file the file
     * @return its sum in hexadecimal
     * @throws IOException if the file cannot be read or, for uncompressed sums, is no whole gzip file
     */
    String of(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = uncompressed ? UnpackedInput.open(file) : Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
