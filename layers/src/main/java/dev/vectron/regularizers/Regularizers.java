package dev.vectron.regularizers;

import dev.vectron.graph.Regularizer;
import dev.vectron.store.Config;
import dev.vectron.store.Registry;
import java.util.function.Function;

/**
 * The regularizers in Keras's words, with Keras's formulas; import them statically.
 *
 * <p>An option that cannot be is an {@code IllegalArgumentException} that says what it must be. Thread-safe.
 *
 * {@snippet :
 * dense(128).kernelRegularizer(l2(1e-4)).biasRegularizer(l1(1e-5));
 * }
 */
public final class Regularizers {
    private static final double DEFAULT = 0.01;
    private static final Registry<Regularizer> TYPES = new Registry<>("regularizer", "Regularizers.register");

    static {
        TYPES.register("L1", c -> new L1L2(c.number("l1", DEFAULT), 0));
        TYPES.register("L2", c -> new L1L2(0, c.number("l2", DEFAULT)));
        TYPES.register("OrthogonalRegularizer", c -> new OrthogonalRegularizer(c.number("factor", DEFAULT),
                c.choice("mode", OrthogonalRegularizer.Mode.ROWS)));
        TYPES.register("L1L2", c -> new L1L2(c.number("l1", 0), c.number("l2", 0)));
    }

    private Regularizers() {}

    /** {@return 0.01 · Σ |w|} */
    public static Regularizer l1() {
        return l1(DEFAULT);
    }

    /**
     * l1 · Σ |w|, which makes weights exactly 0.
     *
     * @param factor l1, at least 0; Keras's default is 0.01
     * @return the regularizer
     */
    public static Regularizer l1(double factor) {
        return new L1L2(factor, 0);
    }

    /** {@return 0.01 · Σ w²} */
    public static Regularizer l2() {
        return l2(DEFAULT);
    }

    /**
     * l2 · Σ w², which keeps weights small.
     *
     * @param factor l2, at least 0; Keras's default is 0.01
     * @return the regularizer
     */
    public static Regularizer l2(double factor) {
        return new L1L2(0, factor);
    }

    /** {@return 0.01 · Σ |w| + 0.01 · Σ w², Keras's {@code l1_l2()}} */
    public static Regularizer l1l2() {
        return l1l2(DEFAULT, DEFAULT);
    }

    /**
     * l1 · Σ |w| + l2 · Σ w², the elastic net.
     *
     * @param l1 the factor of the magnitudes, at least 0
     * @param l2 the factor of the squares, at least 0
     * @return the regularizer
     */
    public static Regularizer l1l2(double l1, double l2) {
        return new L1L2(l1, l2);
    }

    /** {@return 0.01 · the mean of |cos| of all pairs of rows of a matrix; {@code .mode(…)} for columns} */
    public static OrthogonalRegularizer orthogonalRegularizer() {
        return orthogonalRegularizer(DEFAULT);
    }

    /**
     * factor · the mean of |cos| of all pairs of rows of a matrix, which makes them orthogonal.
     *
     * @param factor at least 0; Keras's default is 0.01
     * @return the regularizer; {@code .mode(…)} for columns
     */
    public static OrthogonalRegularizer orthogonalRegularizer(double factor) {
        return new OrthogonalRegularizer(factor, OrthogonalRegularizer.Mode.ROWS);
    }

    /**
     * Makes a regularizer of one's own known to model files.
     *
     * @param className its name in files
     * @param factory makes it from its options
     * @throws IllegalArgumentException if there is one of that name
     */
    public static void register(String className, Function<Config, ? extends Regularizer> factory) {
        TYPES.register(className, factory);
    }

    /**
     * Makes a regularizer from its description in a file.
     *
     * @param config the class name and the options
     * @return the regularizer
     * @throws IllegalArgumentException if the class is not known, or an option is missing, wrong or unknown
     */
    public static Regularizer fromConfig(Config config) {
        return TYPES.create(config);
    }
}
