package dev.vectron.store;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named tensors in one file, in the safetensors format: 8 bytes with the length of the header (little-endian), the
 * header in JSON (padded with spaces), then the raw values, little-endian, without gaps.
 *
 * <p>An opened file keeps its header only; each tensor is read when it is asked for, in pieces, straight into its
 * array. The header is checked against the file before anything is read: lengths, types, shapes, offsets without gaps
 * or overlaps. Nothing stays open. Files are written in float32 through {@link AtomicFile}: whole or not at all.
 * Immutable and thread-safe.
 *
 * <p>Format: <a href="https://github.com/huggingface/safetensors#format">github.com/huggingface/safetensors</a>.
 *
 * {@snippet :
 * Safetensors.write(path, Map.of("dense/kernel", Tensor.of(Shape.of(2), 1, 2)), Map.of("format", "vectron 1"));
 * Safetensors file = Safetensors.open(path);
 * Tensor kernel = file.tensor("dense/kernel");
 * }
 */
public final class Safetensors {
    private static final int PIECE = 1 << 18;

    private final Path path;
    private final Map<String, Entry> entries;
    private final Map<String, String> metadata;

    private Safetensors(Path path, SafetensorsHeader header) {
        this.path = path;
        this.entries = header.entries;
        this.metadata = header.metadata;
    }

    /**
     * One tensor of a file.
     *
     * @param name its name
     * @param type the type of its elements in the file
     * @param dims its dimensions, outermost first; none for a scalar
     * @param from where it begins, in bytes from the beginning of the file
     * @param bytes how many bytes it takes
     */
    public record Entry(String name, DType type, List<Integer> dims, long from, long bytes) {
        /**
         * {@return the shape}
         *
         * @throws ShapeException if it has no elements or more than one array can hold
         */
        public Shape shape() {
            return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /**
     * A part of an array to be written as one tensor.
     *
     * @param name the tensor's name, unique in the file
     * @param shape its shape
     * @param values the array that holds it
     * @param at where it begins
     */
    public record Source(String name, Shape shape, float[] values, int at) {}

    /**
     * Opens a file: reads and checks its header.
     *
     * @param path the file
     * @return the file's contents, not yet read
     * @throws IOException if the file cannot be read or is damaged; one line with the file, the byte, what was expected
     *     and found
     */
    public static Safetensors open(Path path) throws IOException {
        return new Safetensors(path, SafetensorsHeader.read(path));
    }

    /** {@return the file} */
    public Path path() {
        return path;
    }

    /** {@return the file's strings ({@code __metadata__}), in the order of the file} */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** {@return the tensors by name, in the order of the header} */
    public Map<String, Entry> entries() {
        return entries;
    }

    /**
     * Reads one tensor as floats. Doubles are rounded to the nearest float; whole numbers beyond 2^24 as well (see
     * {@link #ints}).
     *
     * @param name its name
     * @return the tensor
     * @throws IOException if there is no such tensor, or the file cannot be read
     */
    public Tensor tensor(String name) throws IOException {
        Tensor tensor = Tensor.zeros(shapeOf(entry(name)));
        read(name, tensor.values(), 0);
        return tensor;
    }

    /**
     * {@return all tensors as floats, in the order of the header}
     *
     * @throws IOException if the file cannot be read
     */
    public Map<String, Tensor> tensors() throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (String name : entries.keySet()) {
            all.put(name, tensor(name));
        }
        return all;
    }

    /**
     * Reads one tensor as floats into an array.
     *
     * @param name its name
     * @param to receives its elements, row-major
     * @param at where they begin
     * @throws IOException if there is no such tensor, or the file cannot be read
     */
    public void read(String name, float[] to, int at) throws IOException {
        Entry entry = entry(name);
        int bytes = entry.type.bytes();
        inPieces(entry, (piece, first) -> entry.type.toFloats(piece, to, at + (int) (first / bytes)));
    }

    /**
     * Reads one tensor of whole numbers exactly.
     *
     * @param name its name
     * @return its elements, row-major
     * @throws IOException if there is no such tensor, it holds fractions or numbers that are no {@code int}, or the
     *     file cannot be read
     */
    public int[] ints(String name) throws IOException {
        Entry entry = entry(name);
        if (!entry.type.isInteger()) {
            throw new IOException(path + ": tensor \"" + name + "\" has type " + entry.type
                    + ", expected whole numbers; read it with tensor(…).");
        }
        int[] values = new int[shapeOf(entry).size()];
        int bytes = entry.type.bytes();
        inPieces(entry, (piece, first) -> {
            int i = (int) (first / bytes);
            while (piece.hasRemaining()) {
                long value = entry.type.nextLong(piece);
                if (value != (int) value) {
                    throw new IOException(path + ": byte " + (entry.from + (long) i * bytes) + ": tensor \"" + name
                            + "\" holds " + value
                            + ", expected a number of 32 bits.");
                }
                values[i++] = (int) value;
            }
        });
        return values;
    }

    /**
     * Writes tensors in float32, atomically.
     *
     * @param path the file
     * @param tensors by name, written in the map's order
     * @param metadata strings to keep with them; may be empty
     * @throws IOException if the file cannot be written; the message says what to do, an old file is unchanged
     */
    public static void write(Path path, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        List<Source> sources = new ArrayList<>();
        tensors.forEach((name, tensor) -> sources.add(new Source(name, tensor.shape(), tensor.values(), 0)));
        write(path, sources, metadata);
    }

    /**
     * Writes parts of arrays in float32, atomically and without copying them as a whole.
     *
     * @param path the file
     * @param sources the tensors, in this order
     * @param metadata strings to keep with them; may be empty
     * @throws IOException if the file cannot be written; the message says what to do, an old file is unchanged
     * @throws IllegalArgumentException if a name appears twice or is {@code __metadata__}
     */
    public static void write(Path path, List<Source> sources, Map<String, String> metadata) throws IOException {
        byte[] header = SafetensorsHeader.toBytes(sources, metadata);
        AtomicFile.write(path, out -> {
            out.write(header);
            ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
            for (Source source : sources) {
                int end = source.at + source.shape.size();
                for (int at = source.at; at < end; at += PIECE / Float.BYTES) {
                    int n = Math.min(end - at, PIECE / Float.BYTES);
                    piece.asFloatBuffer().put(source.values, at, n);
                    out.write(piece.array(), 0, n * Float.BYTES);
                }
            }
        });
    }

    @Override
    public String toString() {
        return path + " with " + entries.size() + " tensors";
    }

    private Entry entry(String name) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IOException(path + ": has no tensor \"" + name + "\"; it holds "
                    + String.join(", ", entries.keySet()) + ".");
        }
        return entry;
    }

    private Shape shapeOf(Entry entry) throws IOException {
        try {
            return entry.shape();
        } catch (ShapeException e) {
            throw new IOException(path + ": tensor \"" + entry.name + "\": " + e.getMessage(), e);
        }
    }

    /**
     * Takes a piece of a tensor, little-endian; the number of its first byte within the tensor says where it belongs.
     */
    private interface PieceReader {
        void take(ByteBuffer piece, long firstByte) throws IOException;
    }

    private void inPieces(Entry entry, PieceReader reader) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, entry.bytes)).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            for (long done = 0; done < entry.bytes; done += piece.limit()) {
                piece.clear().limit((int) Math.min(PIECE, entry.bytes - done));
                readFully(channel, piece, entry.from + done);
                reader.take(piece.flip(), done);
            }
        } catch (EOFException e) {
            throw new IOException(path + ": tensor \"" + entry.name + "\": " + e.getMessage(), e);
        }
    }

    static void readFully(FileChannel channel, ByteBuffer to, long from) throws IOException {
        long at = from;
        while (to.hasRemaining()) {
            int n = channel.read(to, at);
            if (n < 0) {
                throw new EOFException("byte " + at + ": expected " + to.remaining()
                        + " more bytes, found the end of the file");
            }
            at += n;
        }
    }
}
