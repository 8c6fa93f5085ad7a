package dev.vectron.layers.regularization;

import static dev.vectron.layers.Layers.activityRegularization;
import static dev.vectron.layers.Layers.alphaDropout;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.gaussianDropout;
import static dev.vectron.layers.Layers.gaussianNoise;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.spatialDropout1D;
import static dev.vectron.layers.Layers.spatialDropout2D;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.check.LayerContract;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.layers.Layers;
import dev.vectron.layers.Trial;
import dev.vectron.losses.Losses;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Noise in training and terms of the loss: the contract, moments of what is drawn, Keras's numbers. */
class RegularizationTest {
    private static final int MANY = 40_000;

    static Stream<Layer> ofAnyShape() {
        return Stream.of(gaussianNoise(0.3), gaussianNoise(0), gaussianDropout(0.3), gaussianDropout(0),
                alphaDropout(0.3), alphaDropout(0), activityRegularization(0, 0.2), activityRegularization(0, 0));
    }

    @ParameterizedTest
    @MethodSource("ofAnyShape")
    void layersOfAnyShape(Layer layer) {
        LayerContract.verify(layer, Shape.of(7));
        LayerContract.of(layer).input(2, 3, 4).atMost(20).verify();
    }

    @Test
    void layersOfChannels() {
        LayerContract.verify(dropout(0.4).noiseShape(1, 3), Shape.of(4, 3));
        LayerContract.verify(dropout(0.3).noiseShape(2, 1, 3), Shape.of(2, 4, 3));
        LayerContract.verify(dropout(0.3).noiseShape(1), Shape.of(4));
        LayerContract.verify(spatialDropout1D(0.4), Shape.of(4, 3));
        LayerContract.verify(spatialDropout1D(0), Shape.of(4, 3));
        LayerContract.of(spatialDropout2D(0.4)).input(2, 3, 4).atMost(20).verify();
        LayerContract.of(spatialDropout2D(0.4)).input(2, 2, 37).atMost(20).verify();
    }

    @Test
    void absoluteValuesHaveAKink() {
        LayerContract.of(activityRegularization(0.3, 0)).input(5).avoid(0).verify();
        LayerContract.of(activityRegularization(0.3, 0.2)).input(3, 2).avoid(0).verify();
    }

    /** One sample of many ones, in training. */
    private static float[] noisy(Layer layer, float value) {
        Node x = input(MANY);
        Trial trial = new Trial(Trial.graph(x.then(layer), x), 1, 2);
        float[] in = new float[MANY];
        Arrays.fill(in, value);
        return trial.forward(1, in);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float v : values) {
            sum += (v - mean) * (v - mean);
        }
        return Math.sqrt(sum / values.length);
    }

    @Test
    void meanAndDeviationOfNoise() {
        float[] added = noisy(gaussianNoise(0.5), 3);
        assertThat(mean(added)).isCloseTo(3, within(0.01));
        assertThat(deviation(added)).isCloseTo(0.5, within(0.01));
        float[] factors = noisy(gaussianDropout(0.2), 1);
        assertThat(mean(factors)).isCloseTo(1, within(0.01));
        assertThat(deviation(factors)).isCloseTo(0.5, within(0.01));
    }

    @Test
    void alphaDropoutKeepsMeanAndVariance() {
        Node x = input(MANY);
        Trial trial = new Trial(Trial.graph(x.then(alphaDropout(0.3)), x), 1, 1);
        float[] normal = new float[MANY];
        for (int i = 0; i < MANY; i++) {
            normal[i] = (float) CounterRandom.normal(99, i);
        }
        float[] y = trial.forward(1, normal);
        assertThat(mean(y)).isCloseTo(0, within(0.02));
        assertThat(deviation(y)).isCloseTo(1, within(0.02));
        // Keras's formula for rate 0.3: a = 0.7191739, b = 0.3793130; dropped values are a·α' + b.
        float[] ones = noisy(alphaDropout(0.3), 1);
        double a = 1 / Math.sqrt(0.7 * (1 + 0.3 * 1.7580993408473766 * 1.7580993408473766));
        double b = a * 1.7580993408473766 * 0.3;
        int dropped = 0;
        for (float v : ones) {
            boolean kept = Math.abs(v - (a + b)) < 1e-5;
            assertThat(kept || Math.abs(v - (b - a * 1.7580993408473766)) < 1e-5).isTrue();
            dropped += kept ? 0 : 1;
        }
        assertThat(dropped / (double) MANY).isCloseTo(0.3, within(0.01));
    }

    @Test
    void whatIsDrawnFollowsTheSampleNotItsPlaceInTheBatch() {
        for (Layer layer : new Layer[] {gaussianNoise(1), gaussianDropout(0.5), alphaDropout(0.5),
            spatialDropout1D(0.5)}) {
            Node x = input(5, 10);
            Trial trial = new Trial(Trial.graph(x.then(layer), x), 4, 1);
            float[] ones = new float[200];
            Arrays.fill(ones, 1);
            trial.run().randomness(1, 0, new int[] {10, 11, 12, 13});
            float[] first = trial.forward(4, ones);
            trial.run().randomness(1, 0, new int[] {13, 10});
            float[] second = trial.forward(2, ones);
            assertThat(Arrays.copyOfRange(second, 0, 50)).containsExactly(Arrays.copyOfRange(first, 150, 200));
            assertThat(Arrays.copyOfRange(second, 50, 100)).containsExactly(Arrays.copyOfRange(first, 0, 50));
            trial.run().randomness(1, 1, new int[] {10});
            assertThat(trial.forward(1, ones)).isNotEqualTo(Arrays.copyOfRange(first, 0, 50));
            trial.run().randomness(2, 0, new int[] {10});
            assertThat(trial.forward(1, ones)).isNotEqualTo(Arrays.copyOfRange(first, 0, 50));
        }
    }

    @Test
    void spatialDropoutDropsWholeChannels() {
        Node x = input(3, 4, 50);
        Trial trial = new Trial(Trial.graph(x.then(spatialDropout2D(0.75)), x), 8, 1);
        float[] ones = new float[8 * 600];
        Arrays.fill(ones, 1);
        float[] y = trial.forward(8, ones);
        int dropped = 0;
        for (int sample = 0; sample < 8; sample++) {
            for (int channel = 0; channel < 50; channel++) {
                float own = y[sample * 600 + channel];
                assertThat(own == 0 || own == 4).isTrue();
                dropped += own == 0 ? 1 : 0;
                for (int position = 1; position < 12; position++) {
                    assertThat(y[sample * 600 + position * 50 + channel]).isEqualTo(own);
                }
            }
        }
        assertThat(dropped).isBetween(270, 330);
    }

    private static float[] ofOnes(Layer layer, Shape shape) {
        Node x = Node.input(shape);
        float[] ones = new float[6 * shape.size()];
        Arrays.fill(ones, 1);
        return new Trial(Trial.graph(x.then(layer), x), 6, 1).forward(6, ones);
    }

    /** What is shared has the draws of the layers that are made for it. */
    @Test
    void aNoiseShapeSharesWhatIsDrawn() {
        assertThat(ofOnes(dropout(0.5).noiseShape(1, 7), Shape.of(4, 7)))
                .containsExactly(ofOnes(spatialDropout1D(0.5), Shape.of(4, 7)));
        assertThat(ofOnes(dropout(0.3).noiseShape(1, 1, 9), Shape.of(2, 3, 9)))
                .containsExactly(ofOnes(spatialDropout2D(0.3), Shape.of(2, 3, 9)));
        assertThat(ofOnes(dropout(0.4).noiseShape(5, 6), Shape.of(5, 6)))
                .containsExactly(ofOnes(dropout(0.4), Shape.of(5, 6)));
        float[] ofSteps = ofOnes(dropout(0.5).noiseShape(40, 1, 1), Shape.of(40, 3, 2));
        int dropped = 0;
        for (int step = 0; step < 240; step++) {
            dropped += ofSteps[step * 6] == 0 ? 1 : 0;
            for (int i = 1; i < 6; i++) {
                assertThat(ofSteps[step * 6 + i]).isEqualTo(ofSteps[step * 6]);
            }
        }
        assertThat(dropped).isBetween(90, 150);
    }

    @Test
    void activitiesCostTheirSumsOverTheBatch() {
        Node x = input(2);
        Graph graph = Graph.of(List.of(x), List.of(x.then(activityRegularization(0.1, 0.01))));
        for (Plan plan : List.of(Plan.training(graph, 2, List.of()), Plan.inference(graph, 2, List.of()))) {
            Run run = new Run(plan, 1);
            run.bindInput(0, new float[] {1, -2, 3, 0}, 0);
            run.forward(2);
            // (0.1 · 6 + 0.01 · 14) / 2
            assertThat(run.loss()).isCloseTo(0.37, within(1e-9));
        }
    }

    @Test
    void activitiesAddToTheLossAndItsGradient() {
        Node x = input(2);
        Graph graph = Graph.of(List.of(x), List.of(x.then(activityRegularization(0.1, 0.01))));
        Trial trial = new Trial(graph, 2, 1, KernelsProvider.best(), List.of(Losses.meanSquaredError()));
        trial.run().lossCall(0).targets(new float[4], 0);
        trial.forward(2, new float[] {1, -2, 3, 0});
        assertThat(trial.run().loss()).isCloseTo(14 / 4.0 + 0.37, within(1e-6));
        trial.run().backward();
        float[] gradient = trial.inputGradient(0, 2);
        // 2x / 4 of the squared error, (0.1 sign(x) + 0.02 x) / 2 of the activities.
        float[] expected = {0.56f, -1.07f, 1.58f, 0};
        for (int i = 0; i < 4; i++) {
            assertThat(gradient[i]).isCloseTo(expected[i], within(1e-6f));
        }
    }

    @Test
    void manyActivitiesHaveTheSameBitsOnAnyThreads() {
        Node x = input(300, 50);
        Graph graph = Trial.graph(x.then(activityRegularization(0.1, 0.01)), x);
        float[] values = Trial.random(3, 5 * 15_000);
        double expected = 0;
        for (float v : values) {
            expected += (0.1 * Math.abs(v) + 0.01 * v * v) / 5;
        }
        double first = 0;
        for (int threads : new int[] {1, 2, 5}) {
            Trial trial = new Trial(graph, 5, threads);
            trial.forward(5, values);
            first = threads == 1 ? trial.run().loss() : first;
            assertThat(trial.run().loss()).isEqualTo(first).isCloseTo(expected, within(1e-4));
        }
    }

    @Test
    void optionsSurviveAFile() {
        for (Layer layer : new Layer[] {spatialDropout1D(0.1), spatialDropout2D(0.2), gaussianNoise(0.3),
            gaussianDropout(0.4), alphaDropout(0.6), activityRegularization(1e-5, 0.7),
            dropout(0.5).noiseShape(1, 4)}) {
            assertThat(Layers.fromConfig(Config.of(layer))).isEqualTo(layer);
        }
    }
}
