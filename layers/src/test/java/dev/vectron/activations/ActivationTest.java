package dev.vectron.activations;

import static dev.vectron.activations.Activation.ELU;
import static dev.vectron.activations.Activation.EXPONENTIAL;
import static dev.vectron.activations.Activation.GELU;
import static dev.vectron.activations.Activation.GELU_TANH;
import static dev.vectron.activations.Activation.HARD_SIGMOID;
import static dev.vectron.activations.Activation.HARD_SWISH;
import static dev.vectron.activations.Activation.LINEAR;
import static dev.vectron.activations.Activation.LOG_SOFTMAX;
import static dev.vectron.activations.Activation.MISH;
import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.RELU6;
import static dev.vectron.activations.Activation.SELU;
import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.activations.Activation.SOFTPLUS;
import static dev.vectron.activations.Activation.SOFTSIGN;
import static dev.vectron.activations.Activation.SWISH;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.activations.Activation.elu;
import static dev.vectron.activations.Activation.leakyRelu;
import static dev.vectron.activations.Activation.logSoftmax;
import static dev.vectron.activations.Activation.relu;
import static dev.vectron.activations.Activation.softmax;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.check.LayerContract;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.layers.Trial;
import dev.vectron.store.Config;
import dev.vectron.store.Json;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations as layers and as options, their values at single places, and what files say of them. */
class ActivationTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    static Stream<Activation> all() {
        return Stream.of(LINEAR, RELU, RELU6, ELU, SELU, SIGMOID, HARD_SIGMOID, TANH, SOFTSIGN, SOFTPLUS, EXPONENTIAL,
                GELU, GELU_TANH, SWISH, MISH, HARD_SWISH, SOFTMAX, LOG_SOFTMAX, leakyRelu(0.1), leakyRelu(0.2),
                leakyRelu(0.3), elu(0.7), relu(0.1, 6, 0), relu(0, 3.5, 0), relu(0.25, NONE, 1), relu(0, 2, 0.5),
                softmax(1), logSoftmax(1), logSoftmax(-2));
    }

    static Stream<Layer> smooth() {
        return Stream.of(ELU, SELU, SOFTSIGN, SOFTPLUS, EXPONENTIAL, GELU, GELU_TANH, SWISH, MISH, LOG_SOFTMAX,
                elu(0.7), dense(3).activation(GELU), dense(3).activation(ELU), dense(2).activation(SOFTPLUS),
                dense(3).activation(LOG_SOFTMAX), dense(3).activation(MISH));
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void keepTheContract(Layer layer) {
        LayerContract.of(layer).input(2, 6).avoid(0).atMost(40).verify();
        LayerContract.of(layer).input(19).avoid(0).range(-4, 4).atMost(40).verify();
    }

    @Test
    void keepTheContractBesideTheirKinks() {
        LayerContract.of(RELU6).input(3, 5).range(-4, 9).avoid(0, 6).verify();
        LayerContract.of(HARD_SIGMOID).input(3, 5).range(-5, 5).avoid(-3, 3).verify();
        LayerContract.of(HARD_SWISH).input(3, 5).range(-5, 5).avoid(-3, 3).verify();
        LayerContract.of(relu(0.1, 2, 0)).input(3, 5).range(-4, 4).avoid(0, 2).verify();
        LayerContract.of(relu(0.3, 2, 0.5)).input(3, 5).range(-4, 4).avoid(0.5f, 2).verify();
        LayerContract.of(relu(0, 2, 0)).input(3, 5).range(-4, 4).avoid(0, 2).verify();
    }

    @Test
    void keepTheContractInOtherLayers() {
        LayerContract.of(conv2D(2, 2).activation(GELU)).input(3, 3, 2).atMost(10).verify();
        LayerContract.of(conv2D(2, 2).activation(SOFTPLUS)).input(3, 3, 2).atMost(10).verify();
        LayerContract.of(conv2D(2, 2).activation(elu(0.5))).input(3, 3, 2).atMost(10).verify();
    }

    static Stream<Activation> softmaxes() {
        return Stream.of(softmax(1), softmax(-2), softmax(2), softmax(3), logSoftmax(1), logSoftmax(2), logSoftmax(3));
    }

    @ParameterizedTest
    @MethodSource("softmaxes")
    void softmaxOverAnyAxisKeepsTheContract(Activation function) {
        LayerContract.of(function).input(4, 3, 5).atMost(40).verify();
        LayerContract.of(function).input(1, 17, 2).atMost(20).verify();
    }

    /** More than a part's worth of rows, and of columns beside an axis. */
    @ParameterizedTest
    @MethodSource("softmaxes")
    void softmaxSumsToOneAlongItsAxis(Activation function) {
        boolean logarithm = ((Softmax) function).logarithm();
        Shape shape = Shape.of(70, 3, 130);
        int place = ((Softmax) function).axis() > 0 ? ((Softmax) function).axis() - 1 : 1;
        int inner = place == 0 ? 390 : place == 1 ? 130 : 1;
        int n = shape.dim(place);
        float[] x = Trial.random(3, 2 * shape.size());
        Node in = input(70, 3, 130);
        float[] y = new Trial(Trial.graph(in.then(function), in), 2, 2).forward(2, x);
        for (int i = 0; i < y.length; i++) {
            int first = i - i / inner % n * inner;
            double sum = 0;
            double total = 0;
            for (int j = 0; j < n; j++) {
                sum += StrictMath.exp(x[first + j * inner]);
                total += logarithm ? StrictMath.exp(y[first + j * inner]) : y[first + j * inner];
            }
            double exact = logarithm ? x[i] - StrictMath.log(sum) : StrictMath.exp(x[i]) / sum;
            assertThat((double) y[i]).isCloseTo(exact, within(3e-6 * Math.abs(exact)));
            assertThat(total).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void aRectifierIsFiniteBelowItsThreshold() {
        Node in = input(3);
        Trial trial = new Trial(Trial.graph(in.then(relu(0, NONE, 1)), in), 1, 1);
        assertThat(trial.forward(1, new float[] {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, 1}))
                .containsExactly(0, Float.POSITIVE_INFINITY, 0);
        trial.backward(new float[] {1, 1, 1});
        assertThat(trial.inputGradient(0, 1)).containsExactly(0, 1, 0);
    }

    @Test
    void logSoftmaxLosesNothingToALargeMaximum() {
        Node in = input(3);
        float[] y = new Trial(Trial.graph(in.then(LOG_SOFTMAX), in), 1, 1).forward(1, new float[] {1000, 995, -1e30f});
        assertThat(y[0]).isCloseTo((float) -StrictMath.log1p(StrictMath.exp(-5)), within(1e-7f));
        assertThat(y[1]).isCloseTo((float) (-5 - StrictMath.log1p(StrictMath.exp(-5))), within(1e-6f));
        assertThat(y[2]).isEqualTo(-1e30f);
    }

    @ParameterizedTest
    @CsvSource({"RELU6, -1, 0", "RELU6, 5, 5", "RELU6, 7, 6", "ELU, -1, -0.63212056", "SELU, 2, 2.101402", "SELU, -1, "
            + "-1.1113307", "HARD_SIGMOID, 1, 0.6666667", "SOFTSIGN, -3, -0.75", "SOFTPLUS, 0, 0.6931472",
            "SOFTPLUS, 100, 100", "EXPONENTIAL, 1, 2.7182817", "GELU, 1, 0.8413447", "GELU, -2, -0.04550026",
            "GELU_TANH, 1, 0.841192", "SWISH, 1, 0.7310586", "MISH, 1, 0.8650984", "HARD_SWISH, 1, 0.6666667"})
    void valuesOfKeras(String name, float x, float y) throws ReflectiveOperationException {
        Activation function = (Activation) Activation.class.getField(name).get(null);
        assertThat(value(function, x)).isCloseTo(y, within(2e-7f * Math.max(1, Math.abs(y))));
    }

    private static float value(Activation function, float... x) {
        Node in = input(x.length);
        return new Trial(Trial.graph(in.then(function), in), 1, 1).forward(1, x)[0];
    }

    @Test
    void rectifiersWithOptions() {
        assertThat(value(relu(0.1, 6, 0), -2)).isEqualTo(0.1f * -2);
        assertThat(value(relu(0.1, 6, 0), 8)).isEqualTo(6);
        assertThat(value(relu(0.5, NONE, 1), 0.5f)).isEqualTo(-0.25f);
        assertThat(value(relu(0.5, NONE, 1), 1.5f)).isEqualTo(1.5f);
        assertThat(value(relu(0, NONE, 1), 0.5f)).isZero();
        assertThat(relu(0, NONE, 0)).isEqualTo(RELU);
        assertThat(relu(0, 6, 0)).isEqualTo(RELU6);
        assertThat(relu(0.3, NONE, 0)).isEqualTo(leakyRelu(0.3));
    }

    @ParameterizedTest
    @MethodSource("all")
    void survivesAFile(Activation function) {
        String json = Json.write(Config.toJson(function));
        assertThat(Activation.fromConfig(Config.parse(Json.parse(json), "layer"))).isEqualTo(function);
        assertThat(Activation.fromConfig(Config.of(function))).isEqualTo(function);
        assertThat(Activation.classNames()).contains(function.className());
        Object option = function.asOption();
        Object written = option instanceof Activation described ? Config.toJson(described) : option;
        assertThat(Activation.fromConfig(Config.parse(Json.parse(Json.write(written)), "activation")))
                .isEqualTo(function);
    }

    @Test
    void filesSpeakKerassWords() {
        assertThat(Json.write(Config.toJson(leakyRelu(0.1)))).isEqualToIgnoringWhitespace(
                "{\"class_name\":\"LeakyReLU\",\"config\":{\"negative_slope\":0.1}}");
        assertThat(Json.write(Config.toJson(RELU6))).isEqualToIgnoringWhitespace("{\"class_name\":\"ReLU\",\"config\":"
                + "{\"max_value\":6.0,\"negative_slope\":0.0,\"threshold\":0.0}}");
        assertThat(Json.write(Config.toJson(SWISH))).isEqualToIgnoringWhitespace(
                "{\"class_name\":\"Activation\",\"config\":{\"activation\":\"silu\"}}");
        assertThat(SWISH.asOption()).isEqualTo("silu");
        assertThat(GELU.asOption()).isEqualTo("gelu");
        assertThat(RELU.asOption()).isEqualTo("relu");
        assertThat(leakyRelu(0.2).asOption()).isEqualTo("leaky_relu");
        assertThat(leakyRelu(0.3).asOption()).isEqualTo(leakyRelu(0.3));
        assertThat(GELU_TANH.asOption()).isEqualTo(GELU_TANH);
        assertThat(Stream.of("swish", "hard_swish", "leaky_relu", "ReLU", "log_softmax")
                .map(name -> Activation.fromConfig(Config.parse(name, "activation"))))
                .containsExactly(SWISH, HARD_SWISH, leakyRelu(0.2), RELU, LOG_SOFTMAX);
    }

    /** What is fused with a layer has the bits of the two one after the other. */
    @ParameterizedTest
    @MethodSource("all")
    void behindBatchNormalizationItHasTheSameBits(Activation function) {
        float[] in = Trial.random(5, 3 * 28);
        Node x = input(4, 7);
        Node y = x.then(batchNormalization());
        float[] fused = new Trial(Trial.graph(y.then(function), x), 3, 1).forward(3, in);
        // An output of the graph keeps its value to itself.
        Graph apart = Graph.of(List.of(x), List.of(y.then(function), y));

        assertThat(new Trial(apart, 3, 1).forward(3, in)).isEqualTo(fused);
    }
}
