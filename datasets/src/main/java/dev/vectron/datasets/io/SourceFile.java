package dev.vectron.datasets.io;

import dev.vectron.data.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A data file that is read once from its beginning to its end, unpacked if its first bytes say gzip. Counts the
 * (unpacked) bytes and can take their SHA-256 on the way. Every failure is a {@link DataException} that names the file
 * and the byte.
 */
final class SourceFile implements AutoCloseable {
    /** What is read at once; memory grows with what is really there, never with what a header promises. */
    private static final int FIRST_CHUNK = 1 << 20;

    private final Path path;
    private final InputStream in;
    private final @Nullable MessageDigest digest;
    /** The file's length if it is plain, −1 if it is unpacked while it is read. */
    private final long length;
    private long position;
    private @Nullable EOFException cut;

    private SourceFile(Path path, InputStream in, long length, boolean hashed) {
        this.path = path;
        this.in = in;
        this.length = length;
        this.digest = hashed ? sha256() : null;
    }

    /**
     * Opens a file.
     *
     * @param path the file
     * @param hashed whether {@link #checkSum} will be called
     * @return the open file
     */
    static SourceFile open(Path path, boolean hashed) {
        try {
            boolean gzip = UnpackedInput.isGzip(path);
            return new SourceFile(path, UnpackedInput.open(path), gzip ? -1 : Files.size(path), hashed);
        } catch (IOException e) {
            throw failure(path, 0, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static DataException failure(Path path, long position, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> new DataException(path + ": no such file.", e);
            case AccessDeniedException _ -> new DataException(path + ": may not be read; check its permissions.", e);
            default -> new DataException(path + ": cannot be read at byte " + grouped(position) + ": " + e.getMessage()
                    + "; download it again.", e);
        };
    }

    /** {@return a number as people read it: 47,040,016} */
    static String grouped(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@return the path as it was given} */
    String name() {
        return path.toString();
    }

    /** {@return how many unpacked bytes have been read} */
    long position() {
        return position;
    }

    /** {@return the whole length if it is known before reading, −1 for gzip} */
    long length() {
        return length;
    }

    /**
     * Reads until {@code n} bytes are there or the file ends.
     *
     * @return how many were read
     */
    int read(byte[] to, int at, int n) {
        int got = 0;
        try {
            for (int more = 0; got < n && more >= 0; got += Math.max(more, 0)) {
                more = in.read(to, at + got, n - got);
            }
        } catch (EOFException e) {
            // Packed data that end early: the caller can say more about what is missing.
            cut = e;
        } catch (IOException e) {
            throw failure(path, position + got, e);
        }
        position += got;
        if (digest != null) {
            digest.update(to, at, got);
        }
        return got;
    }

    /**
     * Reads at most {@code n} bytes into an array that grows with what is really there.
     *
     * @return what was read; shorter than {@code n} if the file ends before
     */
    byte[] readUpTo(int n) {
        byte[] bytes = new byte[Math.min(n, FIRST_CHUNK)];
        int got = 0;
        while (true) {
            got += read(bytes, got, bytes.length - got);
            if (got < bytes.length) {
                return Arrays.copyOf(bytes, got);
            }
            if (got == n) {
                return bytes;
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(n, 2L * bytes.length));
        }
    }

    /** Checks that packed data did not end early. */
    void expectWhole() {
        if (cut != null) {
            throw failure(path, position, cut);
        }
    }

    /** Checks that the file ends here. */
    void expectEnd(String what) {
        byte[] one = new byte[1];
        long before = position;
        if (read(one, 0, 1) != 0) {
            throw new DataException(name() + ": goes on after byte " + grouped(before) + ", where " + what
                    + " should end; download it again.");
        }
        expectWhole();
    }

    /** Checks the SHA-256 of all bytes that were read. */
    void checkSum(String expected) {
        if (digest == null) {
            throw new IllegalStateException("opened without a sum");
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        if (!sum.equalsIgnoreCase(expected)) {
            throw new DataException(name() + ": has SHA-256 " + sum + " (of the uncompressed bytes), expected "
                    + expected
                    + "; delete it and download it again.");
        }
    }

    /** {@return the rest of the file as a stream that counts} */
    InputStream stream() {
        return in;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw failure(path, position, e);
        }
    }
}
