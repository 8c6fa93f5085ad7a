package dev.vectron.store;

import java.nio.ByteBuffer;

/** The element types of safetensors files that can be read; {@link #F32} is what is written. */
public enum DType {
    /** IEEE 754 binary64; read as the nearest float. */
    F64(8),
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary16; every value is a float. */
    F16(2),
    /** The upper half of a binary32; every value is a float. */
    BF16(2),
    /** Signed, 64 bits. */
    I64(8),
    /** Signed, 32 bits. */
    I32(4),
    /** Signed, 16 bits. */
    I16(2),
    /** Signed, 8 bits. */
    I8(1),
    /** Unsigned, 8 bits. */
    U8(1),
    /** One byte, 0 or 1. */
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** {@return bytes of one element} */
    public int bytes() {
        return bytes;
    }

    /** {@return whether elements are whole numbers} */
    public boolean isInteger() {
        return switch (this) {
            case F64, F32, F16, BF16 -> false;
            case I64, I32, I16, I8, U8, BOOL -> true;
        };
    }

    /** Reads all that is left in the buffer (little-endian) as floats. */
    void toFloats(ByteBuffer from, float[] to, int at) {
        int n = from.remaining() / bytes;
        switch (this) {
            case F32 -> from.asFloatBuffer().get(to, at, n);
            case F64 -> {
                for (int i = 0; i < n; i++) {
                    to[at + i] = (float) from.getDouble();
                }
            }
            case F16 -> {
                for (int i = 0; i < n; i++) {
                    to[at + i] = Float.float16ToFloat(from.getShort());
                }
            }
            case BF16 -> {
                for (int i = 0; i < n; i++) {
                    to[at + i] = Float.intBitsToFloat(from.getShort() << 16);
                }
            }
            case I64, I32, I16, I8, U8, BOOL -> {
                for (int i = 0; i < n; i++) {
                    to[at + i] = nextLong(from);
                }
            }
        }
    }

    /** Reads one whole number. */
    long nextLong(ByteBuffer from) {
        return switch (this) {
            case I64 -> from.getLong();
            case I32 -> from.getInt();
            case I16 -> from.getShort();
            case I8 -> from.get();
            case U8, BOOL -> from.get() & 0xFF;
            case F64, F32, F16, BF16 -> throw new IllegalStateException(this + " is not a type of whole numbers.");
        };
    }
}
