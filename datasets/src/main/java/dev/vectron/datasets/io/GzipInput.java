package dev.vectron.datasets.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A gzip stream (RFC 1952), one or several members, that must end where the file ends.
 *
 * <p>{@link java.util.zip.GZIPInputStream} takes a file followed by anything else for a whole one; here that is an
 * error, and so is a file that ends early, a wrong checksum or a wrong length.
 */
final class GzipInput extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private long compressed;
    private boolean ended;

    GzipInput(InputStream in) throws IOException {
        this.in = in;
        header();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int from, int n) throws IOException {
        if (n == 0) {
            return 0;
        }
        while (!ended) {
            int got = inflate(to, from, n);
            if (got > 0) {
                crc.update(to, from, got);
                return got;
            }
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                trailer();
                ended = !more();
                if (!ended) {
                    header();
                }
            }
        }
        return -1;
    }

    private int inflate(byte[] to, int from, int n) throws IOException {
        try {
            int got = inflater.inflate(to, from, n);
            if (got == 0 && !inflater.finished()) {
                if (inflater.needsDictionary()) {
                    throw new IOException("the gzip data ask for a dictionary");
                }
                at = end;
                if (!more()) {
                    throw new EOFException("the gzip data end early");
                }
                inflater.setInput(buffer, at, end - at);
            }
            return got;
        } catch (DataFormatException e) {
            String what = e.getMessage() == null ? "invalid data" : e.getMessage();
            throw new IOException("the gzip data are corrupt (" + what + ")", e);
        }
    }

    private void header() throws IOException {
        if (next() != 0x1F || next() != 0x8B) {
            throw new IOException("the gzip data are followed by something else at byte "
                    + (compressed - (end - at) - 1)
                    + " of the compressed file");
        }
        int method = next();
        int flags = next();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new IOException("the gzip header is corrupt (method " + method + ", flags " + flags + ")");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        crc.reset();
        inflater.reset();
        inflater.setInput(buffer, at, end - at);
    }

    private void trailer() throws IOException {
        long sum = littleEndian();
        long length = littleEndian();
        if (sum != crc.getValue()) {
            throw new IOException("the gzip data are corrupt (CRC-32 is " + Long.toHexString(crc.getValue())
                    + ", expected "
                    + Long.toHexString(sum) + ")");
        }
        long produced = inflater.getBytesWritten() & 0xFFFFFFFFL;
        if (length != produced) {
            throw new IOException("the gzip data are corrupt (length is " + produced + ", expected " + length + ")");
        }
    }

    private long littleEndian() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int n) throws IOException {
        for (int i = 0; i < n; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // The text is not needed.
        }
    }

    private int next() throws IOException {
        if (!more()) {
            throw new EOFException("the gzip data end early");
        }
        return buffer[at++] & 0xFF;
    }

    /** Refills the buffer if it is used up; false at the end of the file. */
    private boolean more() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = Math.max(in.readNBytes(buffer, 0, buffer.length), 0);
        compressed += end;
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
