package dev.vectron.initializers;

import dev.vectron.graph.Initializer;
import dev.vectron.initializers.VarianceScaling.Distribution;
import dev.vectron.initializers.VarianceScaling.Fan;

/**
 * The initializers in Keras's words, with Keras's formulas; import them statically.
 *
 * {@snippet :
 * dense(128).activation(RELU).kernelInitializer(heNormal()).biasInitializer(constant(0.1f));
 * }
 */
public final class Initializers {
    private Initializers() {}

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
     * Uniform in [min, max).
     *
     * @param min the smallest value; Keras's default is −0.05
     * @param max the upper bound; Keras's default is 0.05
     * @return the initializer
     */
    public static Initializer randomUniform(float min, float max) {
        return new RandomUniform(min, max);
    }

    /**
     * Normally distributed with mean 0.
     *
     * @param stddev the standard deviation; Keras's default is 0.05
     * @return the initializer
     */
    public static Initializer randomNormal(float stddev) {
        return new RandomNormal(0, stddev, false);
    }

    /**
     * Normally distributed with mean 0, drawn again beyond two standard deviations.
     *
     * @param stddev the standard deviation before truncation; Keras's default is 0.05
     * @return the initializer
     */
    public static Initializer truncatedNormal(float stddev) {
        return new RandomNormal(0, stddev, true);
    }
}
