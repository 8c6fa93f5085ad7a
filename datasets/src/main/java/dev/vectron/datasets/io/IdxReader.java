package dev.vectron.datasets.io;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.ByteDataset;
import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads IDX files, the format of MNIST: two zero bytes, a byte with the element type, a byte with the rank, a
 * big-endian int for each dimension, then the elements, row-major and big-endian. Plain or gzip, told apart by content,
 * whatever the name.
 *
 * <p>Every error is a {@link DataException} that names the file, the byte, what was expected and what was found. Memory
 * is taken as data come, never as a header promises. All methods are safe to call from many threads.
 *
 * {@snippet :
 * IdxArray pictures = IdxReader.read(Path.of("train-images-idx3-ubyte.gz"));
 * pictures.shape();   // [60000, 28, 28]
 * }
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
public final class IdxReader {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private IdxReader() {}

    /**
     * Reads a file.
     *
     * @param path the file, plain or gzip
     * @return its array
     * @throws DataException if it cannot be read, is no IDX file, ends early or goes on too long
     */
    public static IdxArray read(Path path) {
        return readChecked(path, null);
    }

    /**
     * Reads a file and checks, in the same pass, that it is the published one.
     *
     * @param path the file, plain or gzip
     * @param sha256 the SHA-256 of the uncompressed bytes, in hexadecimal
     * @return its array
     * @throws DataException as {@link #read(Path)}, and if the sum is another
     */
    public static IdxArray read(Path path, String sha256) {
        return readChecked(path, sha256);
    }

    /**
     * Makes a data set of a file with inputs and one with labels. Inputs of rank 3 (pictures without a channel axis)
     * get one: [60000, 28, 28] → 60,000 inputs [28, 28, 1]. Unsigned bytes stay bytes.
     *
     * @param inputs the inputs, [samples, …]
     * @param labels the labels, [samples], whole numbers from 0
     * @param name begins error messages, for example the folder
     * @param classNames the names of the classes; empty if there are none
     * @return the data set
     * @throws DataException if the counts differ or a label has no name
     */
    public static Dataset dataset(IdxArray inputs, IdxArray labels, String name, List<String> classNames) {
        Shape all = inputs.shape();
        if (all.rank() < 2 || labels.shape().rank() != 1) {
            throw new DataException(name + ": expects inputs [samples, …] and labels [samples], got " + all + " and "
                    + labels.shape() + "; are the two files swapped?");
        }
        if (all.dim(0) != labels.shape().dim(0)) {
            throw new DataException(name + ": " + all.dim(0) + (all.rank() == 3 ? " pictures" : " inputs") + " but "
                    + labels.shape().dim(0) + " labels; the files do not belong together.");
        }
        expectWholeNumbers(labels, name);
        int channels = all.rank() == 3 ? 1 : 0;
        int[] dims = new int[all.rank() - 1 + channels];
        Arrays.fill(dims, 1);
        System.arraycopy(all.dims(), 1, dims, 0, all.rank() - 1);
        Shape sample = Shape.of(dims);
        if (inputs.type() == IdxArray.Type.UNSIGNED_BYTE) {
            return ByteDataset.of(inputs.bytes(), sample, labels.toInts(), classNames);
        }
        return ArrayDataset.of(inputs.toTensor().reshape(sample.prepend(all.dim(0))), labels.toInts(), classNames);
    }

    private static void expectWholeNumbers(IdxArray labels, String name) {
        for (int i = 0; i < labels.shape().size(); i++) {
            double label = labels.get(i);
            if (label != (int) label) {
                throw new DataException(name + ": label " + label + " of sample " + i
                        + " is no whole number; expects classes from 0.");
            }
        }
    }

    private static IdxArray readChecked(Path path, @Nullable String sha256) {
        try (SourceFile file = SourceFile.open(path, sha256 != null)) {
            byte[] magic = header(file, 4, "magic number");
            IdxArray.Type type = type(file, magic);
            Shape shape = shape(file, magic[3] & 0xFF, type);
            long bytes = (long) shape.size() * type.bytes();
            long headerEnd = file.position();
            if (file.length() >= 0 && file.length() < headerEnd + bytes) {
                throw tooShort(file, file.length(), headerEnd + bytes, size(shape, type));
            }
            byte[] data = file.readUpTo((int) bytes);
            if (data.length < bytes) {
                throw tooShort(file, file.position(), headerEnd + bytes, size(shape, type));
            }
            file.expectEnd("its header " + size(shape, type));
            if (sha256 != null) {
                file.checkSum(sha256);
            }
            return new IdxArray(type, shape, data);
        }
    }

    private static byte[] header(SourceFile file, int n, String what) {
        byte[] bytes = new byte[n];
        int got = file.read(bytes, 0, n);
        if (got < n) {
            throw new DataException(file.name() + ": ends at byte " + file.position() + ", in its " + what
                    + "; it is no whole IDX file, download it again.");
        }
        return bytes;
    }

    private static IdxArray.Type type(SourceFile file, byte[] magic) {
        for (IdxArray.Type type : IdxArray.Type.values()) {
            if (magic[0] == 0 && magic[1] == 0 && magic[2] == type.code()) {
                return type;
            }
        }
        throw new DataException(
                String.format("%s: begins with bytes %02x %02x %02x %02x, expected 00 00, a type (08, 09, 0b, 0c, 0d "
                + "or 0e) and the rank; it is no IDX file.", file.name(), magic[0], magic[1], magic[2], magic[3]));
    }

    private static Shape shape(SourceFile file, int rank, IdxArray.Type type) {
        ByteBuffer sizes = ByteBuffer.wrap(header(file, 4 * rank, "dimensions"));
        int[] dims = new int[rank];
        long product = 1;
        for (int axis = 0; axis < rank; axis++) {
            dims[axis] = sizes.getInt();
            if (dims[axis] < 1) {
                throw new DataException(file.name() + ": dimension " + axis + " at byte " + (4 + 4 * axis) + " is "
                        + SourceFile.grouped(dims[axis] & 0xFFFFFFFFL) + ", expected 1 to 2,147,483,647"
                        + (dims[axis] == 0 ? "; the file holds no data."
                        : "; the file is corrupt, download it again."));
            }
            product *= dims[axis];
            if (product * type.bytes() > MAX_BYTES) {
                throw new DataException(file.name() + ": its first " + (axis + 1) + " dimensions promise "
                        + SourceFile.grouped(product * type.bytes())
                        + " bytes, more than one Java array can hold; the file is corrupt or must be split.");
            }
        }
        return Shape.of(dims);
    }

    private static DataException tooShort(SourceFile file, long end, long promised, String size) {
        return new DataException(file.name() + ": ends at byte " + SourceFile.grouped(end) + " of the "
                + SourceFile.grouped(promised) + " its header promises " + size + "; download it again.");
    }

    private static String size(Shape shape, IdxArray.Type type) {
        StringBuilder s = new StringBuilder("(");
        for (int dim : shape.dims()) {
            s.append(s.length() == 1 ? "" : " × ").append(dim);
        }
        if (shape.rank() == 0) {
            s.append("one element");
        }
        return s.append(type.bytes() == 1 ? ")" : " of " + type.bytes() + " bytes)").toString();
    }
}
