package dev.vectron.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The vector width of this process: chosen once, so that the compiler sees constants. The system property
 * {@code vectron.lanes} (4, 8 or 16) forces a width, up to the machine's; results do not depend on it.
 */
final class VectorLanes {
    /** The vectors of all kernels. */
    static final VectorSpecies<Float> FLOATS = choose(System.getProperty(KernelsProvider.LANES_PROPERTY));
    /** Vectors of as many ints. */
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    static final int LANES = FLOATS.length();
    /** Columns of a packed panel: two vectors, because one load of A then feeds two multiplications. */
    static final int PANEL = 2 * LANES;
    /** Whether 24 accumulators fit: AVX-512 and ARM have 32 vector registers, AVX2 and SSE have 16. */
    static final boolean MANY_REGISTERS = LANES == 16 || System.getProperty("os.arch", "").equals("aarch64");

    private VectorLanes() {}

    /** {@return lanes of the machine's widest float vector, at most 16} */
    static int machine() {
        return Math.min(16, FloatVector.SPECIES_PREFERRED.length());
    }

    private static VectorSpecies<Float> choose(@Nullable String forced) {
        int lanes = machine();
        if (forced != null && forced.strip().matches("4|8|16")) {
            lanes = Math.min(lanes, Integer.parseInt(forced.strip()));
        }
        return switch (lanes) {
            case 4 -> FloatVector.SPECIES_128;
            case 8 -> FloatVector.SPECIES_256;
            case 16 -> FloatVector.SPECIES_512;
            default -> FloatVector.SPECIES_PREFERRED;
        };
    }
}
