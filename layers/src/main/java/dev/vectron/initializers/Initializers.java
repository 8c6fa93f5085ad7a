package dev.vectron.initializers;

import dev.vectron.graph.Initializer;
import dev.vectron.initializers.VarianceScaling.Distribution;
import dev.vectron.initializers.VarianceScaling.Fan;
import dev.vectron.store.Config;
import dev.vectron.store.Registry;
import java.util.function.Function;

/**
 * The initializers in Keras's words, with Keras's formulas; import them statically.
 *
 * <p>An option that cannot be is an {@code IllegalArgumentException} that says what it must be. Thread-safe.
 *
 * {@snippet :
 * dense(128).activation(RELU).kernelInitializer(heNormal()).biasInitializer(constant(0.1f));
 * }
 */
public final class Initializers {
    /** Keras's default of standard deviations and of the bounds of uniform values. */
    private static final float SMALL = 0.05f;
    private static final Registry<Initializer> TYPES = new Registry<>("initializer", "Initializers.register");

    static {
        register("Zeros", zeros());
        register("Ones", ones());
        register("GlorotUniform", glorotUniform());
        register("GlorotNormal", glorotNormal());
        register("HeUniform", heUniform());
        register("HeNormal", heNormal());
        register("LecunUniform", lecunUniform());
        register("LecunNormal", lecunNormal());
        register("Dirac", dirac());
        TYPES.register("Constant", c -> constant((float) c.number("value", 0)));
        TYPES.register("RandomUniform", c -> randomUniform((float) seedless(c).number("minval", -SMALL),
                (float) c.number("maxval", SMALL)));
        TYPES.register("RandomNormal", c -> randomNormal((float) seedless(c).number("mean", 0),
                (float) c.number("stddev", SMALL)));
        TYPES.register("TruncatedNormal", c -> truncatedNormal((float) seedless(c).number("mean", 0),
                (float) c.number("stddev", SMALL)));
        TYPES.register("VarianceScaling", c -> varianceScaling(seedless(c).number("scale", 1), fan(c),
                c.choice("distribution", Distribution.TRUNCATED_NORMAL)));
        TYPES.register("Orthogonal", c -> orthogonal(seedless(c).number("gain", 1)));
        TYPES.register("Identity", c -> identity((float) c.number("gain", 1)));
    }

    private Initializers() {}

    private static void register(String className, Initializer initializer) {
        TYPES.register(className, c -> {
            seedless(c);
            return initializer;
        });
    }

    /** Keras writes a seed for each initializer; here the model has one for all. */
    private static Config seedless(Config config) {
        config.has("seed");
        return config;
    }

    private static Fan fan(Config config) {
        String mode = config.has("mode") ? config.text("mode") : Fan.IN.keras();
        for (Fan fan : Fan.values()) {
            if (fan.keras().equals(mode)) {
                return fan;
            }
        }
        throw new IllegalArgumentException("VarianceScaling: option \"mode\" expects fan_in, fan_out or fan_avg, got \""
                + mode + "\".");
    }

    /**
     * Makes an initializer of one's own known to model files.
     *
     * @param className its name in files
     * @param factory makes it from its options
     * @throws IllegalArgumentException if there is one of that name
     */
    public static void register(String className, Function<Config, ? extends Initializer> factory) {
        TYPES.register(className, factory);
    }

    /**
     * Makes an initializer from its description in a file.
     *
     * @param config the class name and the options
     * @return the initializer
     * @throws IllegalArgumentException if the class is not known, or an option is missing, wrong or unknown
     */
    public static Initializer fromConfig(Config config) {
        return TYPES.create(config);
    }

    /** {@return zeros; the default for biases} */
    public static Initializer zeros() {
        return new Constant(0);
    }

    /** {@return ones} */
    public static Initializer ones() {
        return new Constant(1);
    }

    /**
     * One value throughout.
     *
     * @param value the value
     * @return the initializer
     */
    public static Initializer constant(float value) {
        return new Constant(value);
    }

    /** {@return uniform in ±√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010); the default for kernels} */
    public static Initializer glorotUniform() {
        return new VarianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM);
    }

    /** {@return truncated normal of variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010)} */
    public static Initializer glorotNormal() {
        return new VarianceScaling(1, Fan.AVERAGE, Distribution.TRUNCATED_NORMAL);
    }

    /** {@return uniform in ±√(6 / fanIn) (He et al. 2015); for ReLU} */
    public static Initializer heUniform() {
        return new VarianceScaling(2, Fan.IN, Distribution.UNIFORM);
    }

    /** {@return truncated normal of variance 2 / fanIn (He et al. 2015); for ReLU} */
    public static Initializer heNormal() {
        return new VarianceScaling(2, Fan.IN, Distribution.TRUNCATED_NORMAL);
    }

    /** {@return uniform in ±√(3 / fanIn) (LeCun et al. 1998)} */
    public static Initializer lecunUniform() {
        return new VarianceScaling(1, Fan.IN, Distribution.UNIFORM);
    }

    /** {@return truncated normal of variance 1 / fanIn (LeCun et al. 1998)} */
    public static Initializer lecunNormal() {
        return new VarianceScaling(1, Fan.IN, Distribution.TRUNCATED_NORMAL);
    }

    /**
     * Random values whose variance is scale / n, n being a number of connections.
     *
     * @param scale the factor of the variance, above 0; Keras's default is 1
     * @param mode which number n is; Keras's default is the inputs
     * @param distribution the distribution; Keras's default is truncated normal
     * @return the initializer
     */
    public static Initializer varianceScaling(double scale, Fan mode, Distribution distribution) {
        return new VarianceScaling(scale, mode, distribution);
    }

    /** {@return uniform in [−0.05, 0.05)} */
    public static Initializer randomUniform() {
        return randomUniform(-SMALL, SMALL);
    }

    /**
     * Uniform in [min, max).
     *
     * @param min the smallest value; Keras's default is −0.05
     * @param max the upper bound; Keras's default is 0.05
     * @return the initializer
     */
    public static Initializer randomUniform(float min, float max) {
        return new RandomUniform(min, max);
    }

    /** {@return normally distributed with mean 0 and standard deviation 0.05} */
    public static Initializer randomNormal() {
        return randomNormal(0, SMALL);
    }

    /**
     * Normally distributed with mean 0.
     *
     * @param stddev the standard deviation; Keras's default is 0.05
     * @return the initializer
     */
    public static Initializer randomNormal(float stddev) {
        return randomNormal(0, stddev);
    }

    /**
     * Normally distributed.
     *
     * @param mean the mean; Keras's default is 0
     * @param stddev the standard deviation; Keras's default is 0.05
     * @return the initializer
     */
    public static Initializer randomNormal(float mean, float stddev) {
        return new RandomNormal(mean, stddev, false);
    }

    /** {@return normally distributed with mean 0 and standard deviation 0.05, drawn again beyond two of these} */
    public static Initializer truncatedNormal() {
        return truncatedNormal(0, SMALL);
    }

    /**
     * Normally distributed with mean 0, drawn again beyond two standard deviations.
     *
     * @param stddev the standard deviation before truncation; Keras's default is 0.05
     * @return the initializer
     */
    public static Initializer truncatedNormal(float stddev) {
        return truncatedNormal(0, stddev);
    }

    /**
     * Normally distributed, drawn again beyond two standard deviations from the mean.
     *
     * @param mean the mean; Keras's default is 0
     * @param stddev the standard deviation before truncation; Keras's default is 0.05
     * @return the initializer
     */
    public static Initializer truncatedNormal(float mean, float stddev) {
        return new RandomNormal(mean, stddev, true);
    }

    /** {@return orthonormal rows or columns, whichever are fewer (Saxe et al. 2013)} */
    public static Initializer orthogonal() {
        return orthogonal(1);
    }

    /**
     * Orthonormal rows or columns times a factor.
     *
     * @param gain the factor; Keras's default is 1
     * @return the initializer
     */
    public static Initializer orthogonal(double gain) {
        return new Orthogonal(gain);
    }

    /** {@return the identity matrix, for kernels of two axes} */
    public static Initializer identity() {
        return identity(1);
    }

    /**
     * The identity matrix times a factor, for kernels of two axes.
     *
     * @param gain the factor; Keras's default is 1
     * @return the initializer
     */
    public static Initializer identity(float gain) {
        return new Identity(gain);
    }

    /** {@return the convolution kernel that leaves pictures as they are} */
    public static Initializer dirac() {
        return new Dirac();
    }
}
