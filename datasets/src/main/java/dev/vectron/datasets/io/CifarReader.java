package dev.vectron.datasets.io;

import dev.vectron.data.ByteDataset;
import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the binary versions of CIFAR-10 (a label byte, then 3 × 32 × 32 bytes: the red, green and blue planes, row by
 * row) and CIFAR-100 (a coarse and a fine label byte before the planes). Plain or gzip, told apart by content. Pictures
 * come out as [32, 32, 3], values 0…255, and are kept as bytes.
 *
 * <p>Every error is a {@link DataException} that names the file, the byte and the record. Memory is taken as data come.
 * All methods are safe to call from many threads.
 *
 * {@snippet :
 * Dataset test = CifarReader.cifar10(List.of(Path.of("test_batch.bin")), List.of(), Cifar10.CLASS_NAMES);
 * }
 *
 * <p>Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
 */
public final class CifarReader {
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final int PICTURE = 3 * PLANE;
    private static final int MAX_RECORDS = (Integer.MAX_VALUE - 8) / PICTURE;

    /** Which of CIFAR-100's two labels to take. */
    public enum Labels {
        /** The 100 fine classes: apple, aquarium_fish … */
        FINE,
        /** The 20 coarse classes: aquatic_mammals, fish … */
        COARSE
    }

    /** What differs between the formats: how many label bytes, their numbers of classes, and which of them to take. */
    private record Format(int labelBytes, List<Integer> classes, int labelAt) {
        int recordBytes() {
            return labelBytes + PICTURE;
        }
    }

    private CifarReader() {}

    /**
     * Reads files of CIFAR-10, one after the other.
     *
     * @param files the files, plain or gzip; any number of records each
     * @param sha256 as many SHA-256 sums of the uncompressed bytes, or an empty list to check none
     * @param classNames the ten names; empty if there are none
     * @return the pictures with labels 0…9
     * @throws DataException if a file cannot be read, ends within a record, has a label above 9 or another sum
     */
    public static Dataset cifar10(List<Path> files, List<String> sha256, List<String> classNames) {
        return read(files, sha256, new Format(1, List.of(10), 0), classNames);
    }

    /**
     * Reads files of CIFAR-100, one after the other.
     *
     * @param files the files, plain or gzip; any number of records each
     * @param sha256 as many SHA-256 sums of the uncompressed bytes, or an empty list to check none
     * @param labels which of the two labels to take
     * @param classNames the 100 or 20 names; empty if there are none
     * @return the pictures with labels 0…99 or 0…19
     * @throws DataException if a file cannot be read, ends within a record, has a label out of range or another sum
     */
    public static Dataset cifar100(List<Path> files, List<String> sha256, Labels labels, List<String> classNames) {
        return read(files, sha256, new Format(2, List.of(20, 100), labels == Labels.COARSE ? 0 : 1), classNames);
    }

    private static Dataset read(List<Path> files, List<String> sha256, Format format, List<String> classNames) {
        if (files.isEmpty() || !(sha256.isEmpty() || sha256.size() == files.size())) {
            throw new DataException("CIFAR: expects at least one file and as many sums or none, got " + files.size()
                    + " and "
                    + sha256.size() + ".");
        }
        List<byte[]> contents = new ArrayList<>();
        long records = 0;
        for (int i = 0; i < files.size(); i++) {
            byte[] content = content(files.get(i), sha256.isEmpty() ? null : sha256.get(i), format);
            contents.add(content);
            records += content.length / format.recordBytes();
        }
        if (records > MAX_RECORDS) {
            throw new DataException("CIFAR: " + records
                    + " pictures do not fit one Java array; read fewer files at once.");
        }
        byte[] pixels = new byte[(int) records * PICTURE];
        int[] labels = new int[(int) records];
        int at = 0;
        for (int i = 0; i < files.size(); i++) {
            at = unpack(files.get(i), contents.get(i), format, pixels, labels, at);
        }
        int classes = format.classes().get(format.labelAt());
        if (!classNames.isEmpty() && classNames.size() != classes) {
            throw new DataException("CIFAR: expects " + classes + " class names, got " + classNames.size() + ".");
        }
        List<String> names = classNames.isEmpty() ? numbers(classes) : classNames;
        return ByteDataset.of(pixels, Shape.of(SIDE, SIDE, 3), labels, names);
    }

    private static List<String> numbers(int n) {
        return IntStream.range(0, n).mapToObj(Integer::toString).toList();
    }

    private static byte[] content(Path path, @Nullable String sha256, Format format) {
        try (SourceFile file = SourceFile.open(path, sha256 != null)) {
            byte[] content = file.readUpTo(Integer.MAX_VALUE - 8);
            int record = format.recordBytes();
            if (content.length == 0) {
                throw new DataException(path + ": is empty, expected records of " + SourceFile.grouped(record)
                        + " bytes.");
            }
            if (content.length % record != 0) {
                int inside = content.length / record;
                throw new DataException(path + ": ends at byte " + SourceFile.grouped(content.length)
                        + ", inside record "
                        + SourceFile.grouped(inside) + ", which goes from byte "
                        + SourceFile.grouped((long) inside * record) + " to "
                        + SourceFile.grouped((inside + 1L) * record) + "; download it again.");
            }
            file.expectWhole();
            if (sha256 != null) {
                file.checkSum(sha256);
            }
            return content;
        }
    }

    private static int unpack(Path path, byte[] content, Format format, byte[] pixels, int[] labels, int first) {
        int record = format.recordBytes();
        int at = first;
        for (int from = 0; from < content.length; from += record, at++) {
            for (int l = 0; l < format.labelBytes(); l++) {
                int label = content[from + l] & 0xFF;
                if (label >= format.classes().get(l)) {
                    throw new DataException(path + ": record " + SourceFile.grouped(from / record) + " has label "
                            + label + " at byte "
                            + SourceFile.grouped(from + l) + ", expected 0…" + (format.classes().get(l) - 1)
                            + "; download it again.");
                }
            }
            labels[at] = content[from + format.labelAt()] & 0xFF;
            interleave(content, from + format.labelBytes(), pixels, at * PICTURE);
        }
        return at;
    }

    /** Three planes (CHW) to pixels of three bytes (HWC). */
    private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
        for (int i = 0; i < PLANE; i++) {
            pixels[to + 3 * i] = planes[from + i];
            pixels[to + 3 * i + 1] = planes[from + PLANE + i];
            pixels[to + 3 * i + 2] = planes[from + 2 * PLANE + i];
        }
    }
}
