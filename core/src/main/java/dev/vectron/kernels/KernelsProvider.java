package dev.vectron.kernels;

/** Chooses the kernels of this process; for now always the scalar ones. */
public final class KernelsProvider {
    private static final Kernels SCALAR = new ScalarKernels();

    private KernelsProvider() {}

    /** {@return the fastest kernels of this machine} */
    public static Kernels best() {
        return SCALAR;
    }

    /** {@return the scalar kernels} */
    public static Kernels scalar() {
        return SCALAR;
    }

    /** {@return what {@link #best} chose} */
    public static String describe() {
        return "scalar";
    }
}
