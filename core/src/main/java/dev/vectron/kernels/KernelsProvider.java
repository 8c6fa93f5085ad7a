package dev.vectron.kernels;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the kernels of this process, once: those on the Vector API where it is there and compiled to vector
 * instructions, else the scalar ones, with one line of advice through the {@link System.Logger} {@code dev.vectron}.
 *
 * <p>The system property {@code vectron.lanes} forces a choice: 0 for the scalar kernels, 4, 8 or 16 for a width of the
 * vectors, up to the machine's. Results have the same bits in every case. Thread-safe.
 *
 * {@snippet :
 * Kernels kernels = KernelsProvider.best();
 * System.out.println(KernelsProvider.describe());    // Vector API, 8 lanes
 * }
 */
public final class KernelsProvider {
    /** The system property that forces a width. */
    static final String LANES_PROPERTY = "vectron.lanes";

    private KernelsProvider() {}

    /** {@return the fastest kernels for this process, the same ones in every call} */
    public static Kernels best() {
        return Best.KERNELS;
    }

    /** {@return the scalar kernels, which run everywhere} */
    public static Kernels scalar() {
        return Scalar.KERNELS;
    }

    /** {@return what {@link #best} is, in words: "scalar", or "Vector API" and the number of lanes} */
    public static String describe() {
        int lanes = best().lanes();
        return lanes == 0 ? "scalar" : "Vector API, " + lanes + " lanes";
    }

    private static Kernels choose() {
        KernelChoice choice = KernelChoice.decide(HostMachine.ask(), System.getProperty(LANES_PROPERTY),
                Vectors::machineLanes);
        log(choice.message());
        return choice.lanes() == 0 ? scalar() : Vectors.create();
    }

    private static void log(@Nullable String message) {
        if (message != null) {
            System.getLogger("dev.vectron").log(System.Logger.Level.WARNING, message);
        }
    }

    private static final class Best {
        static final Kernels KERNELS = choose();

        private Best() {}
    }

    private static final class Scalar {
        static final Kernels KERNELS = new ScalarKernels();

        private Scalar() {}
    }

    /**
     * The way to the Vector API: loaded only after its module was found, so that nothing of it is missed where it is
     * not.
     */
    private static final class Vectors {
        private Vectors() {}

        static int machineLanes() {
            return VectorLanes.machine();
        }

        static Kernels create() {
            return new VectorKernels();
        }
    }
}
