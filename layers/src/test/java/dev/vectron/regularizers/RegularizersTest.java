package dev.vectron.regularizers;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.regularizers.Regularizers.l1;
import static dev.vectron.regularizers.Regularizers.l1l2;
import static dev.vectron.regularizers.Regularizers.l2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.check.GradientCheck;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.graph.Regularizer;
import dev.vectron.layers.Trial;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Json;
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
        for (int n : new int[] {0, 1, 3, 4, 7, 103}) {
            float[] w = Trial.random(n, n + AT + 2);
            double exact = 0;
            for (int i = AT; i < AT + n; i++) {
                exact += factors.l1() * Math.abs(w[i]) + factors.l2() * w[i] * w[i];
            }
            assertThat(regularizer.value(n, w, AT)).isCloseTo(exact, within(1e-12 * (1 + exact)));
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
        regularizer.addGradient(n, w, AT, gradient);
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
        return regularizer.value(n, moved, AT);
    }

    @Test
    void magnitudesHaveNoGradientAtZeroAndNanStays() {
        float[] gradient = new float[3];
        l1(0.5).addGradient(3, new float[] {0f, -0f, Float.NaN}, 0, gradient);
        assertThat(gradient).containsExactly(0, 0, Float.NaN);
        assertThat(l2().value(1, new float[] {Float.NaN}, 0)).isNaN();
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
    @MethodSource("all")
    void surviveAFile(Regularizer regularizer) {
        String json = Json.write(Config.toJson((Configured) regularizer));
        assertThat(Regularizers.fromConfig(Config.parse(Json.parse(json), "regularizer"))).isEqualTo(regularizer);
    }

    @Test
    void kerassDefaults() {
        assertThat(Stream.of("L1", "L2", "L1L2")
                .map(name -> Regularizers.fromConfig(Config.parse(name, "regularizer"))))
                .containsExactly(l1(0.01), l2(0.01), l1l2(0, 0));
        assertThat(l1l2()).isEqualTo(l1l2(0.01, 0.01));
    }
}
