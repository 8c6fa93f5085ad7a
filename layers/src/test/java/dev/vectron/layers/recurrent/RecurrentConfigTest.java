package dev.vectron.layers.recurrent;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.activations.Activation.leakyRelu;
import static dev.vectron.layers.Layers.bidirectional;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.embedding;
import static dev.vectron.layers.Layers.gru;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.lstm;
import static dev.vectron.layers.Layers.masking;
import static dev.vectron.layers.Layers.simpleRNN;
import static dev.vectron.layers.Layers.timeDistributed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.constraints.Constraints;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.initializers.Initializers;
import dev.vectron.layers.Layers;
import dev.vectron.layers.Trial;
import dev.vectron.layers.recurrent.StatePart.Part;
import dev.vectron.regularizers.Regularizers;
import dev.vectron.store.Config;
import dev.vectron.store.Json;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a file says of layers of sequences, and their initial values, are Keras's. */
class RecurrentConfigTest {
    static Stream<Layer> layers() {
        return Stream.of(simpleRNN(4), lstm(3), gru(5),
                simpleRNN(7).activation(leakyRelu(0.1)).useBias(false).goBackwards(true).returnState(true)
                        .zeroOutputForMask(true),
                lstm(9).unitForgetBias(false).recurrentActivation(TANH).dropout(0.1).recurrentDropout(0.2)
                        .returnSequences(true).recurrentInitializer(Initializers.identity())
                        .recurrentRegularizer(Regularizers.l2(1e-4)).recurrentConstraint(Constraints.maxNorm(3)),
                gru(2).resetAfter(false).activation(RELU).kernelInitializer(Initializers.heNormal())
                        .biasRegularizer(Regularizers.l1(0.5)).kernelConstraint(Constraints.nonNegative()),
                bidirectional(lstm(3)), bidirectional(gru(3).returnSequences(true)).mergeMode(MergeMode.AVE),
                bidirectional(lstm(3).activation(SIGMOID)).backwardLayer(simpleRNN(2).goBackwards(true)),
                timeDistributed(dropout(0.25)), timeDistributed(bidirectional(gru(1))), masking(), masking(-1.5),
                embedding(12, 5), embedding(9, 2).maskZero(true).embeddingsInitializer(Initializers.ones())
                        .embeddingsRegularizer(Regularizers.l2(0.01)).embeddingsConstraint(Constraints.unitNorm()),
                new StatePart(Part.C, 2, true));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aLayerComesBackFromItsDescription(Layer layer) {
        String text = Json.write(Config.toJson(layer));
        assertThat(Layers.fromConfig(Config.parse(Json.parse(text), "layer"))).as(text).isEqualTo(layer);
    }

    @Test
    void theOptionsHaveKerasNames() {
        assertThat(lstm(4).config()).containsEntry("units", 4).containsEntry("activation", "tanh")
                .containsEntry("recurrent_activation", "sigmoid").containsKeys("use_bias", "kernel_initializer",
                        "recurrent_initializer", "bias_initializer", "unit_forget_bias", "kernel_regularizer",
                        "recurrent_regularizer", "bias_regularizer", "kernel_constraint", "recurrent_constraint",
                        "bias_constraint", "dropout", "recurrent_dropout", "return_sequences", "return_state",
                        "go_backwards", "zero_output_for_mask");
        assertThat(simpleRNN(4).config()).doesNotContainKey("recurrent_activation");
        assertThat(gru(4).config()).containsEntry("reset_after", true);
        Config wrong = Config.parse(Json.parse("{\"class_name\": \"Bidirectional\", \"config\": {\"layer\":"
                + " {\"class_name\": \"Masking\", \"config\": {\"mask_value\": 0}}}}"), "layer");
        assertThatThrownBy(() -> Layers.fromConfig(wrong)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Bidirectional: layer expects a recurrent layer, got Masking.");
    }

    @Test
    void initialValues() {
        Node x = input(5, 3);
        Graph graph = Trial.graph(x.then(lstm(6)), x);
        graph.initialize(1);
        Trial trial = new Trial(graph, 1, 1);
        float[] bias = trial.parameter("bias").toTensor().values();
        assertThat(Arrays.copyOfRange(bias, 6, 12)).containsOnly(1f);
        assertThat(Arrays.copyOfRange(bias, 0, 6)).containsOnly(0f);
        assertThat(Arrays.copyOfRange(bias, 12, 24)).containsOnly(0f);
        assertOrthonormalRows(trial.parameter("recurrent_kernel").toTensor().values(), 6, 24);
        float limit = (float) Math.sqrt(6.0 / (3 + 24));
        for (float k : trial.parameter("kernel").toTensor().values()) {
            assertThat(k).isBetween(-limit, limit);
        }
        Node tokens = input(4);
        Graph words = Trial.graph(tokens.then(embedding(100, 8)), tokens);
        words.initialize(1);
        for (float e : words.values()) {
            assertThat(e).isBetween(-0.05f, 0.05f);
        }
    }

    private static void assertOrthonormalRows(float[] matrix, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < rows; j++) {
                double dot = 0;
                for (int c = 0; c < columns; c++) {
                    dot += (double) matrix[i * columns + c] * matrix[j * columns + c];
                }
                assertThat(Math.abs(dot - (i == j ? 1 : 0))).isLessThan(1e-5);
            }
        }
    }
}
