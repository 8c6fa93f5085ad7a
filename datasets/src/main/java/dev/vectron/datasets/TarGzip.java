package dev.vectron.datasets;

import dev.vectron.data.DataException;
import dev.vectron.datasets.io.UnpackedInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes chosen files out of a tar.gz. Only the last part of a member's name counts, and only names that were asked for
 * are written, so that no archive can write elsewhere.
 */
final class TarGzip {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int SUM_AT = 148;
    private static final int SUM_BYTES = 8;
    private static final int TYPE_AT = 156;

    private TarGzip() {}

    /**
     * Unpacks files into a folder; each appears whole or not at all.
     *
     * @param archive the tar.gz
     * @param folder where the files go, without the folders of the archive
     * @param names which files to take
     * @throws DataException if the archive is broken or lacks a file
     * @throws IOException if a file cannot be written
     */
    static void unpack(Path archive, Path folder, List<String> names) throws IOException {
        Set<String> left = new HashSet<>(names);
        try (InputStream in = UnpackedInput.open(archive)) {
            byte[] header = new byte[BLOCK];
            while (!left.isEmpty() && in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
                if (number(archive, header, SUM_AT, SUM_BYTES) != sum(header)) {
                    throw new DataException(archive
                            + ": is no whole tar archive (a header's sum is wrong); delete it.");
                }
                long size = number(archive, header, SIZE_AT, SIZE_BYTES);
                String name = name(header);
                boolean file = header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
                if (file && left.remove(name)) {
                    write(in, size, folder, name);
                } else {
                    in.skipNBytes(size);
                }
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        } catch (EOFException e) {
            throw new DataException(archive + ": ends early; delete it.", e);
        }
        if (!left.isEmpty()) {
            throw new DataException(archive + ": does not hold " + String.join(", ", left.stream().sorted().toList())
                    + "; delete it.");
        }
    }

    private static void write(InputStream in, long size, Path folder, String name) throws IOException {
        Path part = folder.resolve(name + ".part");
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(part)) {
            for (long left = size; left > 0;) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new EOFException();
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String name(byte[] header) {
        int end = 0;
        while (end < NAME_BYTES && header[end] != 0) {
            end++;
        }
        String name = new String(header, 0, end, StandardCharsets.UTF_8);
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** An octal number in ASCII, ended by a space or zero byte. */
    private static long number(Path archive, byte[] header, int at, int bytes) {
        long value = 0;
        for (int i = at; i < at + bytes; i++) {
            int c = header[i];
            if (c >= '0' && c <= '7') {
                value = value * 8 + c - '0';
            } else if (c != ' ' && c != 0) {
                throw new DataException(archive + ": is no tar archive of a form known here; delete it.");
            }
        }
        return value;
    }

    /** The sum of the header's bytes, its own field taken as spaces. */
    private static long sum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= SUM_AT && i < SUM_AT + SUM_BYTES ? ' ' : header[i] & 0xFF;
        }
        return sum;
    }
}
