package dev.vectron.regularizers;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.regularizers.Regularizers.l1;
import static dev.vectron.regularizers.Regularizers.l1l2;
import static dev.vectron.regularizers.Regularizers.l2;
import static dev.vectron.regularizers.Regularizers.orthogonalRegularizer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.check.GradientCheck;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.graph.Regularizer;
import dev.vectron.layers.Trial;
import dev.vectron.regularizers.OrthogonalRegularizer.Mode;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Json;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegularizersTest {
    private static final int AT = 3;

    static Stream<Regularizer> all() {
        return Stream.of(l1(), l2(), l1l2(), l1(0.3), l2(1e-4), l1l2(0.02, 0.7), l1(0), l1l2(0.25, 0.25));
    }

    @ParameterizedTest
    @MethodSource("all")
    void valuesFollowTheFormula(Regularizer regularizer) {
        L1L2 factors = (L1L2) regularizer;
        for (int n : new int[] {1, 2, 3, 4, 7, 103}) {
            float[] w = Trial.random(n, n + AT + 2);
            double exact = 0;
            for (int i = AT; i < AT + n; i++) {
                exact += factors.l1() * Math.abs(w[i]) + factors.l2() * w[i] * w[i];
            }
            assertThat(regularizer.value(Shape.of(n), w, AT)).isCloseTo(exact, within(1e-12 * (1 + exact)));
        }
    }

    /** The five-point formula, which is exact for squares and, away from 0, for magnitudes. */
    @ParameterizedTest
    @MethodSource("all")
    void gradientsAreThoseOfTheValues(Regularizer regularizer) {
        int n = 9;
        float h = 1f / 64;
        float[] w = Trial.random(4, n + AT + 2);
        float[] gradient = new float[w.length];
        Arrays.fill(gradient, 0.5f);
        regularizer.addGradient(Shape.of(n), w, AT, gradient);
        for (int i = 0; i < w.length; i++) {
            if (i < AT || i >= AT + n) {
                assertThat(gradient[i]).isEqualTo(0.5f);
                continue;
            }
            assertThat(Math.abs(w[i])).isGreaterThan(2 * h);
            double exact = (8 * (at(regularizer, n, w, i, h) - at(regularizer, n, w, i, -h))
                    - (at(regularizer, n, w, i, 2 * h) - at(regularizer, n, w, i, -2 * h))) / (12 * h);
            assertThat((double) gradient[i]).isCloseTo(0.5 + exact, within(2e-6));
        }
    }

    /** Behind a layer, where the check moves its weights; few of them, as magnitudes have a kink at 0. */
    @Test
    void gradientsReachTheLayersParameters() {
        GradientCheck.of(dense(1).kernelRegularizer(l1l2(0.3, 0.7)).biasRegularizer(l2(0.5))).input(3, 2).verify();
    }

    private static double at(Regularizer regularizer, int n, float[] w, int i, float step) {
        float[] moved = w.clone();
        moved[i] += step;
        // What was really added, as w + step is rounded.
        double rounding = step == 0 ? 1 : (moved[i] - (double) w[i]) / step;
        assertThat(rounding).isCloseTo(1, within(1e-4));
        return regularizer.value(Shape.of(n), moved, AT);
    }

    static Stream<OrthogonalRegularizer> orthogonal() {
        return Stream.of(orthogonalRegularizer(), orthogonalRegularizer(0.7).mode(Mode.COLUMNS),
                orthogonalRegularizer(3));
    }

    @ParameterizedTest
    @MethodSource("orthogonal")
    void cosinesOfAllPairs(OrthogonalRegularizer regularizer) {
        int rows = 5;
        int columns = 4;
        Shape shape = Shape.of(rows, columns);
        float[] w = Trial.random(8, shape.size() + AT + 1);
        boolean ofRows = regularizer.mode() == Mode.ROWS;
        int count = ofRows ? rows : columns;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                double product = 0;
                double first = 0;
                double second = 0;
                for (int k = 0; k < shape.size() / count; k++) {
                    double a = w[AT + (ofRows ? i * columns + k : k * columns + i)];
                    double b = w[AT + (ofRows ? j * columns + k : k * columns + j)];
                    product += a * b;
                    first += a * a;
                    second += b * b;
                }
                sum += Math.abs(product) / Math.sqrt(first * second);
            }
        }
        double exact = regularizer.factor() * sum / (count * (count - 1) / 2.0);
        assertThat(regularizer.value(shape, w, AT)).isCloseTo(exact, within(1e-6 * exact));
        float[] gradient = new float[w.length];
        regularizer.addGradient(shape, w, AT, gradient);
        double h = 1.0 / 256;
        for (int i = AT; i < AT + shape.size(); i++) {
            float[] up = w.clone();
            float[] down = w.clone();
            up[i] += (float) h;
            down[i] -= (float) h;
            double slope = (regularizer.value(shape, up, AT) - regularizer.value(shape, down, AT)) / (2 * h);
            assertThat((double) gradient[i]).isCloseTo(slope, within(2e-3 * regularizer.factor()));
        }
        assertThat(gradient[AT - 1]).isZero();
        assertThat(gradient[AT + shape.size()]).isZero();
        GradientCheck.of(dense(3).kernelRegularizer(regularizer)).input(4, 2).verify();
    }

    @Test
    void whatIsOrthogonalCostsNothing() {
        float[] axes = {2, 0, 0, 0, -3, 0, 0, 0, 0};
        assertThat(orthogonalRegularizer().value(Shape.of(3, 3), axes, 0)).isZero();
        float[] gradient = new float[9];
        orthogonalRegularizer().addGradient(Shape.of(3, 3), axes, 0, gradient);
        assertThat(gradient).containsOnly(0);
        assertThat(orthogonalRegularizer().value(Shape.of(1, 3), new float[] {1, 2, 3}, 0)).isZero();
        assertThat(orthogonalRegularizer(2).value(Shape.of(2, 2), new float[] {1, 2, -2, -4}, 0))
                .isCloseTo(2, within(1e-6));
    }

    @Test
    void magnitudesHaveNoGradientAtZeroAndNanStays() {
        float[] gradient = new float[3];
        l1(0.5).addGradient(Shape.of(3), new float[] {0f, -0f, Float.NaN}, 0, gradient);
        assertThat(gradient).containsExactly(0, 0, Float.NaN);
        assertThat(l2().value(Shape.of(1), new float[] {Float.NaN}, 0)).isNaN();
    }

    @Test
    void aLayersKernelAddsToLossAndGradient() {
        Node x = input(3);
        Graph graph = Graph.of(List.of(x), List.of(x.then(dense(2).kernelRegularizer(l2(0.1)))));
        Trial trial = new Trial(graph, 1, 1);
        trial.forward(1, new float[3]);
        trial.backward(new float[2]);
        float[] w = trial.parameter("kernel").toTensor().values();
        float[] gradient = trial.gradient("kernel");
        double squares = 0;
        for (int i = 0; i < w.length; i++) {
            assertThat(gradient[i]).isCloseTo(0.2f * w[i], within(1e-7f));
            squares += (double) w[i] * w[i];
        }
        assertThat(trial.run().regularization()).isCloseTo(0.1 * squares, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource({"all", "orthogonal"})
    void surviveAFile(Regularizer regularizer) {
        String json = Json.write(Config.toJson((Configured) regularizer));
        assertThat(Regularizers.fromConfig(Config.parse(Json.parse(json), "regularizer"))).isEqualTo(regularizer);
    }

    @Test
    void kerassDefaults() {
        assertThat(Stream.of("L1", "L2", "L1L2", "OrthogonalRegularizer")
                .map(name -> Regularizers.fromConfig(Config.parse(name, "regularizer"))))
                .containsExactly(l1(0.01), l2(0.01), l1l2(0, 0), orthogonalRegularizer(0.01));
        assertThat(l1l2()).isEqualTo(l1l2(0.01, 0.01));
    }

    @Test
    void whatIsRefused() {
        assertThatThrownBy(() -> l1(-1)).hasMessage("Regularizer: l1 must be a number of at least 0, got -1.0.");
        assertThatThrownBy(() -> l2(Double.NaN)).hasMessage("Regularizer: l2 must be a number of at least 0, got NaN.");
        assertThatThrownBy(() -> orthogonalRegularizer(-1)).hasMessage(
                "OrthogonalRegularizer: factor must be a number of at least 0, got -1.0.");
        assertThatThrownBy(() -> orthogonalRegularizer().value(Shape.of(3, 3, 2, 4), new float[72], 0)).hasMessage(
                "OrthogonalRegularizer: expects a matrix, got a parameter of shape [3, 3, 2, 4]; use it for kernels "
                + "of dense"
                        + " layers.");
        assertThatThrownBy(() -> Regularizers.fromConfig(Config.parse("L3", "regularizer")))
                .hasMessageContaining("There is no regularizer \"L3\"").hasMessageContaining("Regularizers.register");
    }
}
