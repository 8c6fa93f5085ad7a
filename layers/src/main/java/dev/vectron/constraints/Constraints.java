package dev.vectron.constraints;

import dev.vectron.graph.Constraint;
import dev.vectron.store.Config;
import dev.vectron.store.Registry;
import java.util.List;
import java.util.function.Function;

/**
 * The constraints in Keras's words, with Keras's formulas; import them statically. Axes are those of the parameter: 0
 * gives the incoming weights of each unit of a dense kernel one norm, {@code 0, 1, 2} those of each filter of a
 * convolution kernel.
 *
 * <p>An option that cannot be is an {@code IllegalArgumentException} that says what it must be. Thread-safe.
 *
 * {@snippet :
 * dense(128).kernelConstraint(maxNorm(3));
 * conv2D(32, 3).kernelConstraint(maxNorm(2, 0, 1, 2)).biasConstraint(nonNegative());
 * }
 */
public final class Constraints {
    private static final double MAX_NORM = 2;
    private static final Registry<Constraint> TYPES = new Registry<>("constraint", "Constraints.register");

    static {
        TYPES.register("MaxNorm", c -> new MaxNorm(c.number("max_value", MAX_NORM), axes(c)));
        TYPES.register("MinMaxNorm", c -> new MinMaxNorm(c.number("min_value", 0), c.number("max_value", 1),
                c.number("rate", 1), axes(c)));
        TYPES.register("UnitNorm", c -> new UnitNorm(axes(c)));
        TYPES.register("NonNeg", _ -> new NonNegative());
    }

    private Constraints() {}

    private static List<Integer> axes(Config c) {
        return c.has("axis") ? Norms.axes(c.className(), c.integers("axis", 0)) : List.of(0);
    }

    /** {@return norms of at most 2 along axis 0} */
    public static Constraint maxNorm() {
        return maxNorm(MAX_NORM);
    }

    /**
     * Norms of at most maxValue along axis 0.
     *
     * @param maxValue the largest norm, at least 0; Keras's default is 2
     * @return the constraint
     */
    public static Constraint maxNorm(double maxValue) {
        return maxNorm(maxValue, 0);
    }

    /**
     * Norms of at most maxValue.
     *
     * @param maxValue the largest norm, at least 0; Keras's default is 2
     * @param axes the axes along which they are taken; Keras's default is 0
     * @return the constraint
     */
    public static Constraint maxNorm(double maxValue, int... axes) {
        return new MaxNorm(maxValue, Norms.axes("MaxNorm", axes));
    }

    /**
     * Norms in an interval along axis 0, at once.
     *
     * @param minValue the smallest norm, at least 0; Keras's default is 0
     * @param maxValue the largest norm; Keras's default is 1
     * @return the constraint
     */
    public static Constraint minMaxNorm(double minValue, double maxValue) {
        return minMaxNorm(minValue, maxValue, 1, 0);
    }

    /**
     * Norms in an interval, or nearer to it.
     *
     * @param minValue the smallest norm, at least 0; Keras's default is 0
     * @param maxValue the largest norm; Keras's default is 1
     * @param rate the share of the way that a step goes; Keras's default is 1
     * @param axes the axes along which they are taken; Keras's default is 0
     * @return the constraint
     */
    public static Constraint minMaxNorm(double minValue, double maxValue, double rate, int... axes) {
        return new MinMaxNorm(minValue, maxValue, rate, Norms.axes("MinMaxNorm", axes));
    }

    /** {@return norms of 1 along axis 0} */
    public static Constraint unitNorm() {
        return unitNorm(0);
    }

    /**
     * Norms of 1.
     *
     * @param axes the axes along which they are taken; Keras's default is 0
     * @return the constraint
     */
    public static Constraint unitNorm(int... axes) {
        return new UnitNorm(Norms.axes("UnitNorm", axes));
    }

    /** {@return no weight below 0} */
    public static Constraint nonNegative() {
        return new NonNegative();
    }

    /**
     * Makes a constraint of one's own known to model files.
     *
     * @param className its name in files
     * @param factory makes it from its options
     * @throws IllegalArgumentException if there is one of that name
     */
    public static void register(String className, Function<Config, ? extends Constraint> factory) {
        TYPES.register(className, factory);
    }

    /**
     * Makes a constraint from its description in a file.
     *
     * @param config the class name and the options
     * @return the constraint
     * @throws IllegalArgumentException if the class is not known, or an option is missing, wrong or unknown
     */
    public static Constraint fromConfig(Config config) {
        return TYPES.create(config);
    }
}
