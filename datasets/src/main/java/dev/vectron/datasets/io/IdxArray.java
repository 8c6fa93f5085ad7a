package dev.vectron.datasets.io;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * An array from an IDX file. The elements are kept as they are stored (big-endian bytes) and converted on demand, so
 * that pictures take one byte a pixel. Immutable, except that {@link #bytes} gives the array itself.
 *
 * <p>An index outside of the array is an {@code IndexOutOfBoundsException}. Safe to read from many threads.
 *
 * {@snippet :
 * int[] labels = IdxReader.read(Path.of("train-labels-idx1-ubyte.gz")).toInts();
 * }
 */
public final class IdxArray {
    /** The element types of IDX files. */
    public enum Type {
        /** Unsigned bytes, code 0x08. */
        UNSIGNED_BYTE(0x08, 1),
        /** Signed bytes, code 0x09. */
        BYTE(0x09, 1),
        /** 16-bit signed numbers, code 0x0B. */
        SHORT(0x0B, 2),
        /** 32-bit signed numbers, code 0x0C. */
        INT(0x0C, 4),
        /** 32-bit floats, code 0x0D. */
        FLOAT(0x0D, 4),
        /** 64-bit floats, code 0x0E. */
        DOUBLE(0x0E, 8);

        private final int code;
        private final int bytes;

        Type(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        /** {@return the third byte of files with this type} */
        public int code() {
            return code;
        }

        /** {@return how many bytes an element takes} */
        public int bytes() {
            return bytes;
        }
    }

    private final Type type;
    private final Shape shape;
    private final byte[] bytes;

    IdxArray(Type type, Shape shape, byte[] bytes) {
        this.type = type;
        this.shape = shape;
        this.bytes = bytes;
    }

    /** {@return the type of the stored elements} */
    public Type type() {
        return type;
    }

    /** {@return the dimensions, outermost first; a scalar for rank 0} */
    public Shape shape() {
        return shape;
    }

    /** {@return the elements as stored, row-major and big-endian: the array itself, not a copy} */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * One element.
     *
     * @param index its position in row-major order
     * @return its value; exact for every type
     */
    public double get(int index) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int at = index * type.bytes;
        return switch (type) {
            case UNSIGNED_BYTE -> buffer.get(at) & 0xFF;
            case BYTE -> buffer.get(at);
            case SHORT -> buffer.getShort(at);
            case INT -> buffer.getInt(at);
            case FLOAT -> buffer.getFloat(at);
            case DOUBLE -> buffer.getDouble(at);
        };
    }

    /** {@return the elements as floats in a new array; ints and doubles are rounded} */
    public float[] toFloats() {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) get(i);
        }
        return values;
    }

    /** {@return the elements as ints in a new array; floats and doubles are cut to whole numbers} */
    public int[] toInts() {
        int[] values = new int[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) get(i);
        }
        return values;
    }

    /** {@return the elements as a tensor of floats, with its own values} */
    public Tensor toTensor() {
        return Tensor.of(shape, toFloats());
    }

    @Override
    public String toString() {
        return "IdxArray(" + type + " " + shape + ")";
    }
}
