package dev.vectron.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {
    /** A layer whose names matter, not its arithmetic; it takes vectors only and may have a kernel. */
    private record MaxPooling2D(int units, boolean learns) implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            if (inputs[0].rank() != 1) {
                throw ShapeException.mismatch("[batch, features]", inputs[0], "put flatten() between them");
            }
            return Shape.of(units);
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return !learns ? List.of() : List.of(
                    ParameterSpec.trainable("kernel", Shape.of(inputs[0].dim(0), units), (shape, key, to, at) -> {
                        for (int i = 0; i < shape.size(); i++) {
                            to[at + i] = dev.vectron.random.CounterRandom.uniform(key, i);
                        }
                    }),
                    ParameterSpec.trainable("bias", Shape.of(units), (shape, key, to, at) -> Arrays.fill(to, at, at
                    + shape.size(), 0)));
        }

        @Override
        public void forward(Call call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void backward(Call call) {
            throw new UnsupportedOperationException();
        }
    }

    private static Layer layer() {
        return new MaxPooling2D(4, false);
    }

    private static Layer dense(int units) {
        return new MaxPooling2D(units, true);
    }

    private static List<String> names(Graph graph) {
        return graph.nodes().stream().map(graph::name).toList();
    }

    @Test
    void namesAreKerasNamesInGraphOrder() {
        Node x = Node.input(Shape.of(4));
        Graph graph = Graph.of(List.of(x), List.of(x.then(layer()).then(layer()).then(layer())));
        assertThat(names(graph)).containsExactly("input", "max_pooling2d", "max_pooling2d_1", "max_pooling2d_2");
    }

    @Test
    void chosenNamesStayAndOthersKeepClearOfThem() {
        Node x = Node.input("pixels", Shape.of(4));
        Node z = Node.input(Shape.of(4));
        Node y = x.then(layer()).then(layer()).then(layer().named("max_pooling2d_1")).then(layer())
                .then(layer().named("max_pooling2d"));
        assertThat(names(Graph.of(List.of(x, z), List.of(y, z))))
                .containsExactly("pixels", "input", "max_pooling2d_2", "max_pooling2d_3", "max_pooling2d_1",
                "max_pooling2d_4", "max_pooling2d");
    }

    @Test
    void twoLayersOfOneChosenNameAreRefused() {
        Node x = Node.input(Shape.of(4));
        Node y = x.then(layer().named("head")).then(layer().named("head"));
        assertThatThrownBy(() -> Graph.of(List.of(x), List.of(y))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two layers are named \"head\"; give one of them another name.");
        Node named = Node.input("head", Shape.of(4));
        assertThatThrownBy(() -> Graph.of(List.of(named), List.of(named.then(layer().named("head")))))
                .hasMessageContaining("\"head\"");
    }

    @Test
    void aSharedLayerKeepsItsNameAndItsParameters() {
        Node x = Node.input(Shape.of(4));
        Layer shared = dense(4);
        Layer named = dense(4).named("tower");
        Graph graph = Graph.of(List.of(x), List.of(x.then(shared).then(shared).then(dense(4)).then(named).then(named)));
        assertThat(names(graph)).containsExactly("input", "max_pooling2d", "max_pooling2d", "max_pooling2d_1", "tower",
                "tower");
        assertThat(graph.parameters()).extracting(Parameter::name).containsExactly("max_pooling2d/kernel",
                "max_pooling2d/bias",
                "max_pooling2d_1/kernel", "max_pooling2d_1/bias", "tower/kernel", "tower/bias");
        assertThat(graph.parameters(graph.nodes().get(1))).isEqualTo(graph.parameters(graph.nodes().get(2)));
        // Records that are equal but not the same object are two layers.
        assertThat(graph.parameters(graph.nodes().get(3))).isNotEqualTo(graph.parameters(graph.nodes().get(1)));
    }

    @Test
    void parametersLieOneBehindTheOther() {
        Node x = Node.input(Shape.of(3));
        Graph graph = Graph.of(List.of(x), List.of(x.then(dense(5)).then(dense(2))));
        assertThat(graph.parameters()).extracting(Parameter::at).containsExactly(0, 15, 20, 30);
        assertThat(graph.values()).hasSize(32);
        assertThat(graph.parameters()).allSatisfy(p -> assertThat(p.values()).isSameAs(graph.values()));
        Parameter bias = graph.parameters().get(1);
        bias.set(Tensor.full(Shape.of(5), 2));
        assertThat(Arrays.copyOfRange(graph.values(), 15, 20)).containsOnly(2);
        assertThat(bias.toTensor().values()).containsOnly(2).hasSize(5);
        assertThatThrownBy(() -> bias.set(Tensor.zeros(Shape.of(4)))).isInstanceOf(ShapeException.class)
                .hasMessage("Parameter \"max_pooling2d/bias\": expects shape [5], got [4].");
        assertThatThrownBy(() -> graph.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void initialValuesDependOnTheSeedAlone() {
        Node x = Node.input(Shape.of(3));
        Node y = x.then(dense(5)).then(dense(5));
        Graph a = Graph.of(List.of(x), List.of(y));
        Graph b = Graph.of(List.of(x), List.of(y));
        a.initialize(42);
        b.initialize(42);
        assertThat(a.values()).containsExactly(b.values());
        b.initialize(43);
        assertThat(b.values()).isNotEqualTo(a.values());
        b.initialize(42);
        assertThat(b.values()).containsExactly(a.values());
        assertThat(a.parameters().get(0).toTensor().values()[0]).isNotEqualTo(a.parameters().get(2).toTensor()
                .values()[0]);
    }

    @Test
    void aWrongShapeNamesBothLayersAndTheRemedy() {
        Node x = Node.input(Shape.of(13, 13, 32));
        assertThatThrownBy(() -> Graph.of(List.of(x), List.of(x.then(layer())))).isInstanceOf(ShapeException.class)
                .hasMessage("MaxPooling2D \"max_pooling2d\": expects [batch, features], got [batch, 13, 13, 32] from "
                        + "\"input\"; put flatten() between them.");
        assertThatThrownBy(() -> x.then(layer().named("pool")).shape()).isInstanceOf(ShapeException.class)
                .hasMessage("MaxPooling2D \"pool\": expects [batch, features], got [batch, 13, 13, 32] from "
                        + "\"input\"; put flatten() between them.");
    }

    @Test
    void aSharedLayerOnDifferentShapesIsRefused() {
        Node x = Node.input(Shape.of(3));
        Layer shared = dense(5);
        assertThatThrownBy(() -> Graph.of(List.of(x), List.of(x.then(shared).then(shared))))
                .isInstanceOf(ShapeException.class)
                .hasMessage("MaxPooling2D \"max_pooling2d\" is applied twice, which shares its parameters, but to "
                        + "inputs of different shapes: [[3]] and [[5]]; "
                        + "make a second layer instead.");
    }

    @Test
    void inputsAreListedOnceUsedAndMadeAsInputs() {
        Node x = Node.input("a", Shape.of(4));
        Node z = Node.input("b", Shape.of(4));
        Node y = x.then(layer());
        assertThatThrownBy(() -> Graph.of(List.of(x, x), List.of(y))).hasMessage("An input is listed twice.");
        assertThatThrownBy(() -> Graph.of(List.of(x, z), List.of(y)))
                .hasMessage("Input \"b\" of shape [4] leads to no output; remove it or use it.");
        assertThatThrownBy(() -> Graph.of(List.of(z), List.of(y)))
                .hasMessage("Input \"a\" of shape [4] is used but not listed among the model's inputs; add it.");
        assertThatThrownBy(() -> Graph.of(List.of(y), List.of(y.then(layer()))))
                .hasMessage("The inputs of a model must be made by input(…), got the output of MaxPooling2D.");
        assertThatThrownBy(() -> Graph.of(List.of(), List.of(y)))
                .hasMessage("A model needs at least one input and one output.");
        assertThatThrownBy(() -> Graph.of(List.of(x), List.of()))
                .hasMessage("A model needs at least one input and one output.");
        assertThatThrownBy(() -> Node.apply(layer())).hasMessageContaining("apply needs at least one input node");
        assertThatThrownBy(() -> Graph.of(List.of(x), List.of(y)).name(z))
                .hasMessage("This node is not part of the graph.");
    }

    @Test
    void eachNodeComesAfterWhatItReads() {
        for (long seed = 1; seed <= 50; seed++) {
            Graph graph = RandomGraphs.graph(seed);
            for (Node node : graph.nodes()) {
                assertThat(graph.nodes().subList(0, graph.nodes().indexOf(node))).containsAll(node.inputs());
            }
        }
    }

    @Test
    void aVeryDeepGraphOverflowsNoStack() {
        Node x = Node.input(Shape.of(12));
        Node y = x;
        for (int i = 0; i < 20_000; i++) {
            y = y.then(new Specimen.Squash().named("squash" + i));
        }
        Graph graph = Graph.of(List.of(x), List.of(y));
        assertThat(graph.nodes()).hasSize(20_001);
        assertThat(graph.name(y)).isEqualTo("squash19999");
    }

    @Test
    void aGraphIsTrainedByOneAtATime() {
        Node x = Node.input(Shape.of(4));
        Graph graph = Graph.of(List.of(x), List.of(x.then(layer())));
        try (Graph.Training first = graph.beginTraining()) {
            assertThat(first).isNotNull();
            assertThat(graph.isTraining()).isTrue();
            assertThatThrownBy(graph::beginTraining).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("being trained already");
        }
        assertThat(graph.isTraining()).isFalse();
    }
}
