package dev.vectron.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Initializer;
import dev.vectron.graph.Node;
import dev.vectron.layers.Layers;
import dev.vectron.layers.Padding;
import dev.vectron.layers.Trial;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Json;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                Arguments.of(Initializers.varianceScaling(3, VarianceScaling.Fan.OUT,
                VarianceScaling.Distribution.UNTRUNCATED_NORMAL), DENSE, 3.0 / 100, 6.5 * Math.sqrt(3.0 / 100)),
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
    void normalValuesHaveTheirMean() {
        for (Initializer initializer : new Initializer[] {Initializers.randomNormal(3, 0.5f),
                Initializers.truncatedNormal(3, 0.5f)}) {
            float[] values = values(initializer, DENSE, 5);
            assertThat(IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow())
                    .isCloseTo(3, within(0.02));
        }
    }

    static Stream<Shape> matrices() {
        return Stream.of(Shape.of(40, 17), Shape.of(17, 40), Shape.of(23, 23), Shape.of(3, 3, 5, 20),
                Shape.of(1, 2, 3, 50), Shape.of(4, 1));
    }

    /** Q · Qᵀ or Qᵀ · Q, whichever is smaller, is the identity times gain². */
    @ParameterizedTest
    @MethodSource("matrices")
    void orthogonalMatricesAreOrthogonal(Shape shape) {
        double gain = 1.5;
        float[] q = values(Initializers.orthogonal(gain), shape, 9);
        int columns = shape.dim(-1);
        int rows = shape.size() / columns;
        boolean tall = rows >= columns;
        for (int i = 0; i < Math.min(rows, columns); i++) {
            for (int j = 0; j <= i; j++) {
                double dot = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    dot += tall ? (double) q[k * columns + i] * q[k * columns + j]
                            : (double) q[i * columns + k] * q[j * columns + k];
                }
                assertThat(dot).isCloseTo(i == j ? gain * gain : 0, within(1e-6));
            }
        }
        assertThat(q).containsExactly(values(Initializers.orthogonal(gain), shape, 9));
        assertThat(q).isNotEqualTo(values(Initializers.orthogonal(gain), shape, 10));
    }

    /** The signs are those of the drawn numbers, so both occur in the first column. */
    @Test
    void orthogonalMatricesPointAnywhere() {
        int positive = 0;
        for (int key = 0; key < 200; key++) {
            positive += values(Initializers.orthogonal(), Shape.of(3, 3), key)[0] > 0 ? 1 : 0;
        }
        assertThat(positive).isBetween(70, 130);
    }

    @Test
    void identities() {
        assertThat(values(Initializers.identity(2), Shape.of(2, 3), 1)).containsExactly(2, 0, 0, 0, 2, 0);
        assertThat(values(Initializers.identity(), Shape.of(2, 2), 1)).containsExactly(1, 0, 0, 1);
        assertThat(values(Initializers.dirac(), Shape.of(1, 3, 2, 2), 1)).containsExactly(0, 0, 0, 0, 1, 0, 0, 1, 0, 0,
                0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aConvolutionWithDiracChangesNothing(int size) {
        Node x = Node.input(Shape.of(6, 7, 3));
        Node y = x.then(Layers.conv2D(3, size).padding(Padding.SAME).kernelInitializer(Initializers.dirac()));
        float[] pictures = Trial.random(4, 2 * 6 * 7 * 3);

        float[] out = new Trial(Trial.graph(y, x), 2, 1).forward(2, pictures);

        for (int i = 0; i < out.length; i++) {
            assertThat(out[i]).isCloseTo(pictures[i], within(2e-6f));
        }
    }

    static Stream<Initializer> all() {
        return Stream.of(Initializers.zeros(), Initializers.ones(), Initializers.constant(0.3f),
                Initializers.glorotUniform(), Initializers.glorotNormal(), Initializers.heUniform(),
                Initializers.heNormal(), Initializers.lecunUniform(), Initializers.lecunNormal(),
                Initializers.randomUniform(-0.3f, 0.7f), Initializers.randomNormal(0.1f, 0.2f),
                Initializers.truncatedNormal(0.1f, 0.2f), Initializers.orthogonal(1.7), Initializers.identity(0.3f),
                Initializers.dirac(), Initializers.varianceScaling(0.3, VarianceScaling.Fan.OUT,
                VarianceScaling.Distribution.UNTRUNCATED_NORMAL), Initializers.varianceScaling(2,
                VarianceScaling.Fan.AVERAGE, VarianceScaling.Distribution.UNIFORM));
    }

    @ParameterizedTest
    @MethodSource("all")
    void surviveAFile(Initializer initializer) {
        String json = Json.write(Config.toJson((Configured) initializer));
        assertThat(Initializers.fromConfig(Config.parse(Json.parse(json), "initializer"))).isEqualTo(initializer);
    }

    @Test
    void kerassNamesAndDefaults() {
        assertThat(all().map(i -> ((Configured) i).className())).containsExactly("Zeros", "Ones", "Constant",
                "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LecunUniform", "LecunNormal",
                "RandomUniform", "RandomNormal", "TruncatedNormal", "Orthogonal", "Identity", "Dirac",
                "VarianceScaling", "VarianceScaling");
        assertThat(Stream.of("RandomUniform", "RandomNormal", "TruncatedNormal", "Orthogonal", "Identity", "Constant")
                .map(name -> Initializers.fromConfig(Config.parse(name, "initializer"))))
                .containsExactly(Initializers.randomUniform(), Initializers.randomNormal(),
                Initializers.truncatedNormal(), Initializers.orthogonal(), Initializers.identity(),
                Initializers.zeros());
        assertThat(Initializers.fromConfig(Config.parse(Json.parse(
                "{\"class_name\": \"HeNormal\", \"config\": {\"seed\": 7}}"), "initializer")))
                .isEqualTo(Initializers.heNormal());
    }
}
