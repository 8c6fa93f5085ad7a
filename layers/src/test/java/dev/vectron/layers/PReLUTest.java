package dev.vectron.layers;

import static dev.vectron.constraints.Constraints.nonNegative;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.prelu;
import static dev.vectron.regularizers.Regularizers.l2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.check.LayerContract;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.initializers.Initializers;
import dev.vectron.store.Config;
import dev.vectron.store.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PReLUTest {
    static Stream<PReLU> layers() {
        PReLU layer = prelu().alphaInitializer(Initializers.randomUniform(-0.5f, 1));
        return Stream.of(layer, layer.sharedAxes(1), layer.sharedAxes(1, 2), layer.sharedAxes(2), layer.sharedAxes(3),
                layer.sharedAxes(1, 3), layer.sharedAxes(2, 3), layer.sharedAxes(1, 2, 3));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void keepsTheContract(PReLU layer) {
        LayerContract.of(layer).input(3, 4, 5).avoid(0).atMost(40).verify();
    }

    @Test
    void keepsTheContractForVectors() {
        LayerContract.of(prelu().alphaInitializer(Initializers.constant(0.25f))).input(7).avoid(0).verify();
        LayerContract.of(prelu().sharedAxes(1)).input(7).avoid(0).verify();
    }

    /** Elements of each sample that share axes have one alpha, the others their own. */
    @ParameterizedTest
    @MethodSource("layers")
    void alphasBelongToTheirPlaces(PReLU layer) {
        int[] sizes = {3, 4, 5};
        Node x = input(sizes);
        Graph graph = Graph.of(List.of(x), List.of(x.then(layer)));
        float[] in = new float[2 * 60];
        for (int i = 0; i < in.length; i++) {
            in[i] = i % 7 == 0 ? i : -i;
        }
        float[] y = new Trial(graph, 2, 1).forward(2, in);
        float[] alpha = graph.parameters().getFirst().toTensor().values();
        for (int i = 0; i < in.length; i++) {
            int[] place = {i / 20 % 3, i / 5 % 4, i % 5};
            int at = 0;
            for (int axis = 0; axis < 3; axis++) {
                at = layer.sharedAxes().contains(axis + 1) ? at : at * sizes[axis] + place[axis];
            }
            assertThat(y[i]).isEqualTo(in[i] > 0 ? in[i] : alpha[at] * in[i]);
        }
    }

    @Test
    void namesAndShapesOfKeras() {
        Node x = input(4, 6, 3);
        assertThat(Graph.of(List.of(x), List.of(x.then(prelu().sharedAxes(1, 2)))).parameters())
                .map(Parameter::toString).containsExactly("p_re_lu/alpha[1, 1, 3]");
        assertThat(prelu().className()).isEqualTo("PReLU");
        assertThat(Graph.of(List.of(x), List.of(x.then(prelu()))).values()).containsOnly(0f);
    }

    @Test
    void survivesAFile() {
        PReLU options = prelu().sharedAxes(1, 2).alphaInitializer(Initializers.constant(0.25f))
                .alphaRegularizer(l2(1e-3)).alphaConstraint(nonNegative());
        for (PReLU layer : List.of(prelu(), options)) {
            String json = Json.write(Config.toJson(layer));
            assertThat(Layers.fromConfig(Config.parse(Json.parse(json), "layer"))).isEqualTo(layer);
        }
        assertThat(Layers.fromConfig(Config.parse("ReLU", "layer"))).isEqualTo(Layers.relu());
    }
}
