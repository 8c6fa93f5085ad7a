package dev.vectron.layers.recurrent;

import static dev.vectron.activations.Activation.LINEAR;
import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.bidirectional;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.embedding;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.gru;
import static dev.vectron.layers.Layers.lstm;
import static dev.vectron.layers.Layers.masking;
import static dev.vectron.layers.Layers.simpleRNN;
import static dev.vectron.layers.Layers.timeDistributed;

import dev.vectron.check.LayerContract;
import dev.vectron.graph.Layer;
import dev.vectron.initializers.Initializers;
import dev.vectron.layers.recurrent.StatePart.Part;
import dev.vectron.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer of sequences, with several options, keeps what layers promise. */
class RecurrentContractTest {
    static Stream<Recurrent<?>> kinds() {
        return Stream.of(simpleRNN(4), lstm(3), gru(4), gru(3).resetAfter(false));
    }

    static Stream<Layer> options() {
        return kinds().flatMap(RecurrentContractTest::options);
    }

    private static Stream<Layer> options(Recurrent<?> layer) {
        return Stream.of(layer, layer.returnSequences(true), layer.useBias(false).returnSequences(true),
                layer.goBackwards(true), layer.goBackwards(true).returnSequences(true),
                layer.returnState(true), layer.returnState(true).returnSequences(true), layer.dropout(0.4),
                layer.recurrentDropout(0.4).returnSequences(true), layer.dropout(0.3).recurrentDropout(0.3)
                        .returnState(true),
                layer.activation(SIGMOID), layer.activation(LINEAR).returnSequences(true));
    }

    @ParameterizedTest
    @MethodSource("options")
    void recurrentLayers(Layer layer) {
        LayerContract.of(layer).input(4, 3).atMost(25).verify();
    }

    static Stream<Layer> wide() {
        return Stream.of(simpleRNN(40), lstm(35).unitForgetBias(false).recurrentActivation(TANH), gru(37),
                gru(33).resetAfter(false).recurrentActivation(LINEAR), lstm(64).biasInitializer(Initializers
                        .randomUniform(-1, 1)));
    }

    @ParameterizedTest
    @MethodSource("wide")
    void wideLayers(Layer layer) {
        LayerContract.of(layer).input(3, 2).atMost(8).verify();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void initialStates(Recurrent<?> layer) {
        for (Recurrent<?> each : new Recurrent<?>[] {layer, layer.returnSequences(true), layer.returnState(true),
            layer.recurrentDropout(0.5).goBackwards(true)}) {
            LayerContract contract = LayerContract.of(each).input(3, 2);
            for (int i = 0; i < each.states(); i++) {
                contract.input(each.options().units());
            }
            contract.atMost(25).verify();
        }
    }

    static Stream<Bidirectional> bidirectionalLayers() {
        return Stream.concat(kinds().flatMap(layer -> Stream.of(bidirectional(layer),
                bidirectional(layer.returnSequences(true)))),
                Stream.of(MergeMode.values()).flatMap(mode -> Stream.of(bidirectional(lstm(3)).mergeMode(mode),
                        bidirectional(gru(3).returnSequences(true)).mergeMode(mode))));
    }

    @ParameterizedTest
    @MethodSource("bidirectionalLayers")
    void bothDirections(Bidirectional layer) {
        LayerContract.of(layer).input(4, 2).atMost(15).verify();
    }

    @Test
    void bothDirectionsOfOtherLayersAndWithStates() {
        Bidirectional mixed = bidirectional(lstm(3)).backwardLayer(gru(2).goBackwards(true));
        LayerContract.of(mixed).input(4, 2).atMost(15).verify();
        LayerContract.of(mixed).input(4, 2).input(3).input(3).input(2).atMost(15).verify();
        LayerContract.of(bidirectional(simpleRNN(3).recurrentDropout(0.5).dropout(0.2))).input(4, 2)
                .atMost(15).verify();
    }

    static Stream<Layer> ofEachStep() {
        return Stream.of(dense(3), dense(3).activation(TANH), dense(4).activation(SOFTMAX), dropout(0.5), flatten(),
                batchNormalization(), lstm(2).recurrentDropout(0.4), bidirectional(gru(2)),
                timeDistributed(dense(2)), conv2D(2, 2).activation(SIGMOID)).map(layer -> timeDistributed(layer));
    }

    @ParameterizedTest
    @MethodSource("ofEachStep")
    void layersOfEachStep(TimeDistributed layer) {
        LayerContract contract = LayerContract.of(layer).atMost(25);
        if (layer.layer() instanceof dev.vectron.layers.Conv2D) {
            contract.input(3, 3, 4, 2).verify();
        } else {
            contract.input(3, 4, 5).verify();
        }
    }

    @Test
    void severalInputsOfEachStep() {
        LayerContract.verify(timeDistributed(concatenate()), Shape.of(3, 4), Shape.of(3, 2));
    }

    @Test
    void embeddings() {
        LayerContract.of(embedding(9, 5)).indices(9, 6).verify();
        LayerContract.of(embedding(4, 37)).indices(4, 3).verify();
        LayerContract.of(embedding(9, 2)).indices(9, 2, 3).verify();
        LayerContract.of(embedding(5, 3).maskZero(true)).indices(5, 4).verify();
        LayerContract.of(timeDistributed(embedding(5, 3))).indices(5, 4, 2).verify();
    }

    @Test
    void masksAndStates() {
        LayerContract.verify(masking(), Shape.of(4, 3));
        LayerContract.verify(masking(0.5), Shape.of(4, 1));
        for (Part part : Part.values()) {
            LayerContract.verify(new StatePart(part, 2, true), Shape.of(5, 3));
            LayerContract.verify(new StatePart(part, 2, false), Shape.of(3, 4));
        }
        LayerContract.verify(new StatePart(Part.H, 1, true), Shape.of(5, 3));
    }
}
