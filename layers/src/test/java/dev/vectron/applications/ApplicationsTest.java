package dev.vectron.applications;

import static dev.vectron.applications.Applications.alexNet;
import static dev.vectron.applications.Applications.googLeNet;
import static dev.vectron.applications.Applications.googLeNetCifar;
import static dev.vectron.applications.Applications.leNet5;
import static dev.vectron.applications.Applications.resNet18;
import static dev.vectron.applications.Applications.resNet20;
import static dev.vectron.applications.Applications.resNet32;
import static dev.vectron.applications.Applications.resNet56;
import static dev.vectron.applications.Applications.vgg11;
import static dev.vectron.applications.Applications.vgg11Cifar;
import static dev.vectron.applications.Applications.vgg16;
import static dev.vectron.applications.Applications.vgg16Cifar;
import static dev.vectron.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Graph;
import dev.vectron.graph.NamedLayer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.models.Model;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published networks: shapes at their published sizes, names, description in files, messages. */
class ApplicationsTest {
    /** All of them, the large ones for small pictures. */
    static Stream<Architecture> small() {
        return Stream.of(leNet5(), leNet5().inputShape(28, 28, 1), alexNet(), vgg11Cifar(), vgg16Cifar(),
                vgg11().inputShape(32, 32, 3).classes(7).units(20), vgg16().inputShape(64, 32, 1).classes(3).units(9),
                googLeNetCifar(), googLeNetCifar().auxiliaryClassifiers(false),
                googLeNet().inputShape(65, 65, 3).classes(3), resNet20(), resNet32(), resNet56(),
                resNet18().inputShape(33, 40, 3).classes(4));
    }

    @ParameterizedTest
    @MethodSource("small")
    void aModelHasTheCountAndIsReadBackFromItsDescription(Architecture network) {
        Model model = network.model();
        assertThat(model.parameterCount()).isEqualTo((int) network.parameterCount());
        assertThat(model.trainableParameterCount()).isEqualTo((int) network.trainableParameterCount());
        assertThat(model.inputShape()).isEqualTo(network.inputShape());
        assertThat(model.graph().outputs()).extracting(Node::shape).containsOnly(Shape.of(network.classes()));

        Model read = Model.fromJson(model.toJson());
        assertThat(read.toJson()).isEqualTo(model.toJson());
        assertThat(read.weightsSha256()).isEqualTo(model.weightsSha256());
        assertThat(names(read.graph())).isEqualTo(names(model.graph()));
    }

    private static List<String> names(Graph graph) {
        return graph.parameters().stream().map(Parameter::name).toList();
    }

    @ParameterizedTest
    @MethodSource("small")
    void everyLayerHasAName(Architecture network) {
        Graph graph = network.model().graph();
        assertThat(graph.nodes().stream().map(Node::layer).filter(Objects::nonNull))
                .allMatch(NamedLayer.class::isInstance);
        assertThat(graph.nodes().stream().map(graph::name)).contains("predictions");
    }

    @Test
    void shapesOfGoogLeNetAreThoseOfThePapersTable() {
        Node x = input(224, 224, 3);
        List<Node> outputs = googLeNet().outputs(x);
        assertThat(outputs).extracting(Node::shape).containsExactly(Shape.of(1000), Shape.of(1000), Shape.of(1000));
        assertThat(shapeOf(outputs, "conv1")).isEqualTo(Shape.of(112, 112, 64));
        assertThat(shapeOf(outputs, "pool1")).isEqualTo(Shape.of(56, 56, 64));
        assertThat(shapeOf(outputs, "conv2")).isEqualTo(Shape.of(56, 56, 192));
        assertThat(shapeOf(outputs, "pool2")).isEqualTo(Shape.of(28, 28, 192));
        assertThat(shapeOf(outputs, "inception_3a_output")).isEqualTo(Shape.of(28, 28, 256));
        assertThat(shapeOf(outputs, "inception_3b_output")).isEqualTo(Shape.of(28, 28, 480));
        assertThat(shapeOf(outputs, "inception_4a_output")).isEqualTo(Shape.of(14, 14, 512));
        assertThat(shapeOf(outputs, "inception_4e_output")).isEqualTo(Shape.of(14, 14, 832));
        assertThat(shapeOf(outputs, "inception_5b_output")).isEqualTo(Shape.of(7, 7, 1024));
        assertThat(shapeOf(outputs, "auxiliary_1_pool")).isEqualTo(Shape.of(4, 4, 512));
        assertThat(shapeOf(outputs, "auxiliary_2_pool")).isEqualTo(Shape.of(4, 4, 528));
    }

    @Test
    void shapesOfVggAndResNetAtTheirPublishedSizes() {
        Node x = input(224, 224, 3);
        List<Node> vgg = vgg16().outputs(x);
        assertThat(vgg.getFirst().shape()).isEqualTo(Shape.of(1000));
        assertThat(shapeOf(vgg, "block1_conv2")).isEqualTo(Shape.of(224, 224, 64));
        assertThat(shapeOf(vgg, "block5_pool")).isEqualTo(Shape.of(7, 7, 512));
        assertThat(shapeOf(vgg, "fc2")).isEqualTo(Shape.of(4096));
        assertThat(shapeOf(vgg11().outputs(x), "block5_pool")).isEqualTo(Shape.of(7, 7, 512));

        List<Node> residual = resNet18().outputs(x);
        assertThat(shapeOf(residual, "conv1_relu")).isEqualTo(Shape.of(112, 112, 64));
        assertThat(shapeOf(residual, "conv2_block2_out")).isEqualTo(Shape.of(56, 56, 64));
        assertThat(shapeOf(residual, "conv5_block2_out")).isEqualTo(Shape.of(7, 7, 512));
        assertThat(shapeOf(resNet56().outputs(input(32, 32, 3)), "conv4_block9_out")).isEqualTo(Shape.of(8, 8, 64));
    }

    private static Shape shapeOf(List<Node> outputs, String name) {
        return outputs.stream().flatMap(ApplicationsTest::above)
                .filter(n -> n.layer() != null && n.layer().baseName().equals(name)).findFirst().orElseThrow().shape();
    }

    /** A node and all that leads to it, each once. */
    private static Stream<Node> above(Node node) {
        Set<Node> seen = new LinkedHashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.pop();
            if (seen.add(next)) {
                open.addAll(next.inputs());
            }
        }
        return seen.stream();
    }

    @Test
    void resNet18PredictsPicturesOfThePublishedSize() {
        Tensor picture = Tensor.zeros(Shape.of(1, 224, 224, 3));
        for (int i = 0; i < picture.size(); i++) {
            picture.values()[i] = (float) CounterRandom.normal(5, i);
        }
        Tensor probabilities = resNet18().model().predict(picture);
        assertThat(probabilities.shape()).isEqualTo(Shape.of(1, 1000));
        double sum = 0;
        for (float p : probabilities.values()) {
            assertThat(p).isBetween(0f, 1f);
            sum += p;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void aNetworkAppliedTwiceHasParametersOfItsOwnEachTime() {
        Node x = input(28, 28, 1);
        long once = leNet5().inputShape(28, 28, 1).parameterCount();
        Graph first = Graph.of(List.of(x), leNet5().outputs(x));
        Graph second = Graph.of(List.of(x), leNet5().outputs(x));
        assertThat(first.size()).isEqualTo((int) once);
        assertThat(second.values()).isNotSameAs(first.values());
    }

    @Test
    void wrongOptionsSayWhatIsPossible() {
        assertThatThrownBy(() -> resNet20().classes(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ResNet: the number of classes must be at least 1, got 0.");
        assertThatThrownBy(() -> leNet5().classes(-1)).hasMessageStartingWith("LeNet5: the number of classes");
        assertThatThrownBy(() -> alexNet().classes(0)).hasMessageStartingWith("AlexNet: the number of classes");
        assertThatThrownBy(() -> googLeNet().classes(0)).hasMessageStartingWith("GoogLeNet: the number of classes");
        assertThatThrownBy(() -> vgg16().classes(0)).hasMessageStartingWith("VGG: the number of classes");
        assertThatThrownBy(() -> vgg16().units(-1)).hasMessage("VGG: the units must be at least 0, got -1.");
        assertThatThrownBy(() -> new VGG(List.of(1, 2), 1, false, Shape.of(32, 32, 3), 2))
                .hasMessage("VGG: expects 5 blocks of at least 1 convolution, got [1, 2].");
        assertThatThrownBy(() -> new ResNet(List.of(1, 0), 16, true, Shape.of(32, 32, 3), 2))
                .hasMessage("ResNet: expects at least one stage, of at least 1 block, got [1, 0].");
        assertThatThrownBy(() -> new ResNet(List.of(1), 0, true, Shape.of(32, 32, 3), 2))
                .hasMessage("ResNet: the filters must be at least 1, got 0.");
    }

    @Test
    void picturesTooSmallAreReportedWithTheLayersName() {
        assertThatThrownBy(() -> vgg16Cifar().inputShape(16, 16, 3).model()).isInstanceOf(ShapeException.class)
                .hasMessageContaining("MaxPooling2D \"block5_pool\": expects pictures of at least");
        assertThatThrownBy(() -> leNet5().inputShape(8, 8, 1).model()).isInstanceOf(ShapeException.class)
                .hasMessageContaining("\"c3\"");
        assertThatThrownBy(() -> googLeNetCifar().inputShape(16, 16, 3).model()).isInstanceOf(ShapeException.class)
                .hasMessageContaining("\"auxiliary_1_pool\"");
        assertThatThrownBy(() -> resNet20().outputs(input(10)).getFirst().shape())
                .isInstanceOf(ShapeException.class);
    }
}
