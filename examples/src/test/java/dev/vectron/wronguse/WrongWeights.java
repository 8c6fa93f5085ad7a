package dev.vectron.wronguse;

import static dev.vectron.constraints.Constraints.maxNorm;
import static dev.vectron.constraints.Constraints.minMaxNorm;
import static dev.vectron.constraints.Constraints.nonNegative;
import static dev.vectron.constraints.Constraints.unitNorm;
import static dev.vectron.initializers.Initializers.constant;
import static dev.vectron.initializers.Initializers.dirac;
import static dev.vectron.initializers.Initializers.identity;
import static dev.vectron.initializers.Initializers.orthogonal;
import static dev.vectron.initializers.Initializers.randomNormal;
import static dev.vectron.initializers.Initializers.randomUniform;
import static dev.vectron.initializers.Initializers.truncatedNormal;
import static dev.vectron.initializers.Initializers.varianceScaling;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.regularizers.Regularizers.l1;
import static dev.vectron.regularizers.Regularizers.l1l2;
import static dev.vectron.regularizers.Regularizers.l2;
import static dev.vectron.regularizers.Regularizers.orthogonalRegularizer;

import dev.vectron.constraints.Constraints;
import dev.vectron.graph.Layer;
import dev.vectron.initializers.Initializers;
import dev.vectron.initializers.VarianceScaling.Distribution;
import dev.vectron.initializers.VarianceScaling.Fan;
import dev.vectron.models.Sequential;
import dev.vectron.regularizers.Regularizers;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.List;

/** Wrong uses of what sets and holds weights: initializers, regularizers, constraints. */
final class WrongWeights {
    private WrongWeights() {}

    static List<WrongUse> all() {
        return List.of(
            WrongUse.of(constant(1).getClass())
                .option(() -> constant(Float.NaN), "Constant: the value must be a finite number, got NaN.")
                .option(() -> constant(Float.POSITIVE_INFINITY),
                "Constant: the value must be a finite number, got Infinity.")
                .option(() -> Initializers.fromConfig(Config.parse("zeroes", "initializer")),
                    "There is no initializer \"zeroes\"; if it is one of your own, call "
                    + "Initializers.register(\"zeroes\", config"
                        + " -> …) first."),
            WrongUse.of(dirac().getClass()).withoutOptions()
                .rank(() -> initialize(dense(3).kernelInitializer(dirac())),
                    "\"dense/kernel\": Dirac: expects a convolution kernel [height, width, in, out], got [2, 3]; use "
                    + "identity()"
                        + " for a matrix."),
            WrongUse.of(identity().getClass())
                .rank(() -> initialize(dense(3).biasInitializer(identity())),
                    "\"dense/bias\": Identity: expects a parameter of two axes, got [3]; use dirac() for convolution "
                    + "kernels.")
                .option(() -> identity(Float.NaN), "Identity: the gain must be a finite number, got NaN."),
            WrongUse.of(orthogonal().getClass())
                .rank(() -> initialize(dense(3).biasInitializer(orthogonal())),
                    "\"dense/bias\": Orthogonal: expects a parameter of at least two axes, got [3]; use another "
                    + "initializer for"
                        + " vectors.")
                .option(() -> orthogonal(Double.POSITIVE_INFINITY),
                "Orthogonal: the gain must be a finite number, got Infinity."),
            WrongUse.of(randomNormal().getClass())
                .option(() -> randomNormal(-1), "randomNormal: the standard deviation must be at least 0, got -1.0.")
                .option(() -> randomNormal(Float.NaN, 1), "randomNormal: the mean must be a finite number, got NaN.")
                .option(() -> truncatedNormal(Float.NaN),
                "randomNormal: the standard deviation must be at least 0, got NaN."),
            WrongUse.of(randomUniform().getClass())
                .option(() -> randomUniform(1, 0), "randomUniform: needs min ≤ max, got 1.0 and 0.0.")
                .option(() -> randomUniform(Float.NaN, 0), "randomUniform: needs min ≤ max, got NaN and 0.0.")
                .option(() -> randomUniform(0, Float.POSITIVE_INFINITY),
                "randomUniform: needs min ≤ max, got 0.0 and Infinity."),
            WrongUse.of(varianceScaling(1, Fan.IN, Distribution.UNIFORM).getClass())
                .option(() -> varianceScaling(0, Fan.IN, Distribution.UNIFORM),
                "VarianceScaling: the scale must be above 0, got 0.0.")
                .option(() -> varianceScaling(Double.NaN, Fan.IN, Distribution.UNIFORM),
                    "VarianceScaling: the scale must be above 0, got NaN.")
                .option(() -> varianceScaling(1, null, Distribution.UNIFORM),
                    "VarianceScaling: mode must not be null; use IN, OUT or AVERAGE."),
            WrongUse.of(l2().getClass())
                .option(() -> l1(-1), "Regularizer: l1 must be a number of at least 0, got -1.0.")
                .option(() -> l2(Double.NaN), "Regularizer: l2 must be a number of at least 0, got NaN.")
                .option(() -> l1l2(0.1, Double.POSITIVE_INFINITY),
                "Regularizer: l2 must be a number of at least 0, got Infinity.")
                .option(() -> Regularizers.fromConfig(Config.parse("l3", "regularizer")),
                    "There is no regularizer \"l3\"; if it is one of your own, call Regularizers.register(\"l3\", "
                    + "config -> …)"
                        + " first."),
            WrongUse.of(orthogonalRegularizer().getClass())
                .rank(() -> Sequential.of(input(2), dense(3).biasRegularizer(orthogonalRegularizer())),
                    "\"dense/bias\": OrthogonalRegularizer: expects a matrix, got a parameter of shape [3]; use it for "
                        + "kernels of dense layers.")
                .option(() -> orthogonalRegularizer(-1),
                    "OrthogonalRegularizer: factor must be a number of at least 0, got -1.0.")
                .option(() -> orthogonalRegularizer(Double.NaN),
                    "OrthogonalRegularizer: factor must be a number of at least 0, got NaN.")
                .option(() -> orthogonalRegularizer().mode(null),
                    "OrthogonalRegularizer: mode must not be null; use ROWS or COLUMNS."),
            WrongUse.of(maxNorm().getClass())
                .rank(() -> limited(dense(3).kernelConstraint(maxNorm(1, 2))),
                    "\"dense/kernel\": MaxNorm: a parameter of shape [2, 3] has no axis 2; choose among 0 to 1.")
                .option(() -> maxNorm(-1), "MaxNorm: maxValue must be at least 0, got -1.0.")
                .option(() -> maxNorm(Double.NaN), "MaxNorm: maxValue must be at least 0, got NaN.")
                .option(() -> maxNorm(1, new int[0]), "MaxNorm: needs at least one axis.")
                .option(() -> Constraints.fromConfig(Config.parse("max", "constraint")),
                    "There is no constraint \"max\"; if it is one of your own, call Constraints.register(\"max\", "
                    + "config -> …)"
                        + " first."),
            WrongUse.of(minMaxNorm(0, 1).getClass())
                .rank(() -> limited(dense(3).biasConstraint(minMaxNorm(0, 1, 1, 1))),
                    "\"dense/bias\": MinMaxNorm: a parameter of shape [3] has no axis 1; choose among 0 to 0.")
                .option(() -> minMaxNorm(2, 1), "MinMaxNorm: needs 0 ≤ minValue ≤ maxValue, got 2.0 and 1.0.")
                .option(() -> minMaxNorm(-1, 1), "MinMaxNorm: needs 0 ≤ minValue ≤ maxValue, got -1.0 and 1.0.")
                .option(() -> minMaxNorm(0, 1, 0, 0), "MinMaxNorm: the rate must be above 0 and at most 1, got 0.0.")
                .option(() -> minMaxNorm(0, Double.NaN), "MinMaxNorm: needs 0 ≤ minValue ≤ maxValue, got 0.0 and NaN."),
            WrongUse.of(unitNorm().getClass())
                .rank(() -> unitNorm(0, -3).apply(Shape.of(3, 2, 2), new float[12], 0),
                    "UnitNorm: the axes [0, -3] must be different.")
                .rank(() -> limited(dense(3).kernelConstraint(unitNorm(0, 3))),
                    "\"dense/kernel\": UnitNorm: a parameter of shape [2, 3] has no axis 3; choose among 0 to 1.")
                .rank(() -> limited(dense(3).kernelConstraint(unitNorm(0, -2)).named("last")),
                    "\"last/kernel\": UnitNorm: the axes [0, -2] must be different.")
                .option(() -> unitNorm(new int[0]), "UnitNorm: needs at least one axis."),
            WrongUse.of(nonNegative().getClass()).without(WrongUse.Aspect.RANK, "takes any shape").withoutOptions());
    }

    private static void initialize(Layer layer) {
        Sequential.of(input(2), layer).initialize(1);
    }

    /** A model is built; nothing is trained. */
    private static void limited(Layer layer) {
        Sequential.of(input(2), layer);
    }
}
