package dev.vectron.constraints;

import static dev.vectron.constraints.Constraints.maxNorm;
import static dev.vectron.constraints.Constraints.minMaxNorm;
import static dev.vectron.constraints.Constraints.nonNegative;
import static dev.vectron.constraints.Constraints.unitNorm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Constraint;
import dev.vectron.layers.Trial;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Json;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConstraintsTest {
    private static final int AT = 2;

    /** Smallest and largest norm, rate, shape, axes. */
    static Stream<Arguments> norms() {
        return Stream.of(Arguments.of(maxNorm(), 0, 2, 1, Shape.of(9, 7), new int[] {0}),
                Arguments.of(maxNorm(0.5), 0, 0.5, 1, Shape.of(9, 7), new int[] {0}),
                Arguments.of(maxNorm(1.5, 1), 0, 1.5, 1, Shape.of(9, 7), new int[] {1}),
                Arguments.of(maxNorm(1.5, -1), 0, 1.5, 1, Shape.of(9, 7), new int[] {1}),
                Arguments.of(maxNorm(1, 0, 1, 2), 0, 1, 1, Shape.of(3, 2, 5, 6), new int[] {0, 1, 2}),
                Arguments.of(maxNorm(0.7, 2, 1), 0, 0.7, 1, Shape.of(3, 2, 5, 6), new int[] {1, 2}),
                Arguments.of(minMaxNorm(1, 1.5), 1, 1.5, 1, Shape.of(5, 11), new int[] {0}),
                Arguments.of(minMaxNorm(1, 1.5, 0.3, 1), 1, 1.5, 0.3, Shape.of(5, 11), new int[] {1}),
                Arguments.of(unitNorm(), 1, 1, 1, Shape.of(8, 4), new int[] {0}),
                Arguments.of(unitNorm(0, 1, 2), 1, 1, 1, Shape.of(3, 3, 2, 5), new int[] {0, 1, 2}),
                Arguments.of(unitNorm(0), 1, 1, 1, Shape.of(6), new int[] {0}),
                Arguments.of(unitNorm(0, 2), 1, 1, 1, Shape.of(3, 2, 5), new int[] {0, 2}),
                Arguments.of(maxNorm(0.7, -1, 0, 1), 0, 0.7, 1, Shape.of(3, 2, 5, 6), new int[] {0, 1, 3}),
                Arguments.of(minMaxNorm(1, 1.5, 0.3, 0, 2), 1, 1.5, 0.3, Shape.of(3, 4, 2, 5), new int[] {0, 2}));
    }

    @ParameterizedTest
    @MethodSource("norms")
    void normsFollowKerassFormula(Constraint constraint, double min, double max, double rate, Shape shape,
            int[] axes) {
        float[] before = Trial.random(6, shape.size() + AT + 1);
        float[] after = before.clone();
        constraint.apply(shape, after, AT);
        for (int i = 0; i < shape.size(); i++) {
            double square = 0;
            for (int j = 0; j < shape.size(); j++) {
                square += together(shape, axes, i, j) ? (double) before[AT + j] * before[AT + j] : 0;
            }
            double norm = Math.sqrt(square);
            double wanted = rate * Math.min(Math.max(norm, min), max) + (1 - rate) * norm;
            assertThat((double) after[AT + i]).isCloseTo(before[AT + i] * wanted / (1e-7 + norm), within(2e-7));
        }
        assertThat(after[AT - 1]).isEqualTo(before[AT - 1]);
        assertThat(after[AT + shape.size()]).isEqualTo(before[AT + shape.size()]);
    }

    /** Whether two elements differ along the axes only. */
    private static boolean together(Shape shape, int[] axes, int i, int j) {
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            int own = axis;
            if (i % shape.dim(axis) != j % shape.dim(axis) && Arrays.stream(axes).noneMatch(a -> a == own)) {
                return false;
            }
            i /= shape.dim(axis);
            j /= shape.dim(axis);
        }
        return true;
    }

    @Test
    void weightsOfNormZeroStay() {
        float[] w = new float[4];
        unitNorm().apply(Shape.of(2, 2), w, 0);
        assertThat(w).containsOnly(0);
    }

    @Test
    void negativeWeightsBecomeZero() {
        float[] w = {-1, 2, -0.5f, Float.NaN, -7};
        nonNegative().apply(Shape.of(4), w, 0);
        assertThat(w).containsExactly(0, 2, 0, Float.NaN, -7);
    }

    static Stream<Constraint> all() {
        return Stream.of(maxNorm(), maxNorm(3), maxNorm(0.1, 0, 1, 2), minMaxNorm(0, 1), minMaxNorm(0.5, 2, 0.9, 1, 2),
                unitNorm(), unitNorm(-1), nonNegative());
    }

    @ParameterizedTest
    @MethodSource("all")
    void surviveAFile(Constraint constraint) {
        String json = Json.write(Config.toJson((Configured) constraint));
        assertThat(Constraints.fromConfig(Config.parse(Json.parse(json), "constraint"))).isEqualTo(constraint);
    }

    @Test
    void kerassDefaults() {
        assertThat(Stream.of("MaxNorm", "MinMaxNorm", "UnitNorm", "NonNeg")
                .map(name -> Constraints.fromConfig(Config.parse(name, "constraint"))))
                .containsExactly(maxNorm(2, 0), minMaxNorm(0, 1, 1, 0), unitNorm(0), nonNegative());
    }

    @Test
    void whatIsRefused() {
        assertThatThrownBy(() -> maxNorm(-1)).hasMessage("MaxNorm: maxValue must be at least 0, got -1.0.");
        assertThatThrownBy(() -> minMaxNorm(2, 1)).hasMessage(
                "MinMaxNorm: needs 0 ≤ minValue ≤ maxValue, got 2.0 and 1.0.");
        assertThatThrownBy(() -> minMaxNorm(0, 1, 0, 0)).hasMessage(
                "MinMaxNorm: the rate must be above 0 and at most 1, got 0.0.");
        assertThatThrownBy(() -> unitNorm(new int[0])).hasMessage("UnitNorm: needs at least one axis.");
        assertThatThrownBy(() -> maxNorm(1, 2).apply(Shape.of(3, 2), new float[6], 0)).hasMessage(
                "MaxNorm: a parameter of shape [3, 2] has no axis 2; choose among 0 to 1.");
        assertThatThrownBy(() -> new UnitNorm(List.of(0, -3)).apply(Shape.of(3, 2, 2), new float[12], 0)).hasMessage(
                "UnitNorm: the axes [0, -3] must be different.");
    }
}
