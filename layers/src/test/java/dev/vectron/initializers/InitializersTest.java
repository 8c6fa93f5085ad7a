package dev.vectron.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Initializer;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializersTest {
    private static final Shape DENSE = Shape.of(300, 100);
    private static final Shape CONVOLUTION = Shape.of(3, 5, 20, 60);

    private static float[] values(Initializer initializer, Shape shape, long key) {
        float[] values = new float[shape.size() + 3];
        initializer.fill(shape, key, values, 2);
        assertThat(values[0]).isZero();
        assertThat(values[1]).isZero();
        assertThat(values[shape.size() + 2]).isZero();
        return Arrays.copyOfRange(values, 2, shape.size() + 2);
    }

    /** Initializer, shape, variance, largest magnitude. */
    static Stream<Arguments> scalings() {
        return Stream.of(
                Arguments.of(Initializers.glorotUniform(), DENSE, 2.0 / 400, Math.sqrt(6.0 / 400)),
                Arguments.of(Initializers.glorotNormal(), DENSE, 2.0 / 400, 2 * Math.sqrt(2.0 / 400) / 0.87962566),
                Arguments.of(Initializers.heUniform(), DENSE, 2.0 / 300, Math.sqrt(6.0 / 300)),
                Arguments.of(Initializers.heNormal(), DENSE, 2.0 / 300, 2 * Math.sqrt(2.0 / 300) / 0.87962566),
                Arguments.of(Initializers.lecunUniform(), DENSE, 1.0 / 300, Math.sqrt(3.0 / 300)),
                Arguments.of(Initializers.lecunNormal(), DENSE, 1.0 / 300, 2 * Math.sqrt(1.0 / 300) / 0.87962566),
                Arguments.of(Initializers.glorotUniform(), CONVOLUTION, 2.0 / (15 * 80), Math.sqrt(6.0 / (15 * 80))),
                Arguments.of(Initializers.heNormal(), CONVOLUTION, 2.0 / (15 * 20),
                2 * Math.sqrt(2.0 / (15 * 20)) / 0.87962566),
                Arguments.of(Initializers.randomUniform(-0.05f, 0.05f), DENSE, 0.1 * 0.1 / 12, 0.05),
                Arguments.of(Initializers.randomNormal(0.05f), DENSE, 0.0025, 0.05 * 6.5),
                Arguments.of(Initializers.truncatedNormal(0.05f), DENSE, 0.0025 * 0.87962566 * 0.87962566, 0.1));
    }

    @ParameterizedTest
    @MethodSource("scalings")
    void meanVarianceAndLimitAreThoseOfKeras(Initializer initializer, Shape shape, double variance, double limit) {
        float[] values = values(initializer, shape, 42);
        double mean = IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
        double square = IntStream.range(0,
                values.length).mapToDouble(i -> (double) values[i] * values[i]).average().orElseThrow();
        double largest = IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElseThrow();
        // Four standard errors of the mean, 5 % for the variance.
        assertThat(mean).isCloseTo(0, within(4 * Math.sqrt(variance / values.length)));
        assertThat(square).isCloseTo(variance, within(0.05 * variance));
        assertThat(largest).isLessThanOrEqualTo(limit * (1 + 1e-6));
        assertThat(largest).isGreaterThan(limit * 0.5);
    }

    @ParameterizedTest
    @MethodSource("scalings")
    void theKeyDecidesEveryBit(Initializer initializer, Shape shape) {
        assertThat(values(initializer, shape, 7)).containsExactly(values(initializer, shape, 7));
        assertThat(values(initializer, shape, 7)).isNotEqualTo(values(initializer, shape, 8));
    }

    @Test
    void constants() {
        assertThat(values(Initializers.zeros(), Shape.of(3), 1)).containsExactly(0, 0, 0);
        assertThat(values(Initializers.ones(), Shape.of(3), 1)).containsExactly(1, 1, 1);
        assertThat(values(Initializers.constant(0.5f), Shape.of(2), 1)).containsExactly(0.5f, 0.5f);
    }

    @Test
    void aVectorHasItsLengthAsBothFans() {
        for (float v : values(Initializers.glorotUniform(), Shape.of(12), 5)) {
            assertThat(Math.abs(v)).isLessThanOrEqualTo((float) Math.sqrt(6.0 / 24));
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Initializers.randomUniform(1,
                0)).hasMessage("randomUniform: needs min ≤ max, got 1.0 and 0.0.");
        assertThatThrownBy(() -> Initializers.randomNormal(-1)).hasMessageContaining("at least 0, got -1.0");
        assertThatThrownBy(() -> new VarianceScaling(0, VarianceScaling.Fan.IN, VarianceScaling.Distribution.UNIFORM))
                .hasMessage("VarianceScaling: the scale must be above 0, got 0.0.");
    }
}
