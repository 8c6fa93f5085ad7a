package dev.vectron.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vectron.activations.Activation;
import dev.vectron.check.GoldenCase;
import dev.vectron.check.GoldenSet;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.layers.pooling.AveragePooling2D;
import dev.vectron.layers.reshaping.UpSampling2D;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Layers and activations against the reference values of a peer. */
class GoldenLayersTest {
    private static final List<String> OPS = List.of("dense", "conv2d", "depthwise_conv2d", "conv2d_transpose",
            "max_pool2d", "avg_pool2d", "global_avg_pool", "global_max_pool", "upsampling2d", "batch_norm",
            "layer_norm", "relu",
            "leaky_relu", "elu", "selu", "gelu_exact", "gelu_tanh", "sigmoid", "tanh", "softplus", "swish", "softmax");
    private static final Set<String> EXACT = Set.of("max_pool2d", "global_max_pool");
    private static final double FORWARD = 1e-5;
    private static final double GRADIENT = 2e-5;
    private static final TreeMap<String, Integer> RAN = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> layersAgreeWithThePeer() {
        GoldenSet golden = GoldenSet.find().orElse(null);
        if (golden == null) {
            System.out.println("Skipped: " + GoldenSet.ABSENT);
            return Stream.of(dynamicTest("skipped: " + GoldenSet.ABSENT, () -> abort(GoldenSet.ABSENT)));
        }
        List<GoldenCase> cases = OPS.stream().flatMap(op -> golden.cases(op).stream()).toList();
        assertThat(cases).isNotEmpty();
        return cases.stream().map(c -> dynamicTest(c.name(), () -> {
            check(c);
            c.agreesWith(layer(c));
            RAN.merge(c.op(), 1, Integer::sum);
        }));
    }

    @AfterAll
    static void sayHowMany() {
        if (!RAN.isEmpty()) {
            System.out.println("Golden layers: " + RAN.values().stream().mapToInt(Integer::intValue).sum()
                    + " cases agree " + RAN);
        }
    }

    private static void check(GoldenCase c) {
        Shape x = c.shape("x");
        int batch = x.dim(0);
        Node input = Node.input(sample(x));
        Graph graph = Graph.of(List.of(input), List.of(input.then(layer(c))));
        graph.parameters().forEach(p -> p.set(c.tensor(own(p))));
        for (int threads : new int[] {1, 3}) {
            graph.parameters().forEach(p -> p.set(c.tensor(own(p))));
            Trial trial = new Trial(graph, batch, threads);
            checkForward(c, trial.forward(batch, c.tensor("x").values()));
            trial.backward(c.tensor("dy").values());
            c.assertClose("dx", trial.inputGradient(0, batch), GRADIENT);
            for (Parameter p : graph.parameters()) {
                if (p.trainable()) {
                    c.assertClose("d" + own(p), trial.gradient(own(p)), GRADIENT);
                }
            }
            checkStatistics(c, trial, graph);
        }
        if (!c.flag("training", false)) {
            Run run = new Run(Plan.inference(graph, batch, List.of()), 1);
            run.bindInput(0, c.tensor("x").values(), 0);
            run.forward(batch);
            checkForward(c, Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + c.shape("y").size()));
        }
    }

    private static void checkStatistics(GoldenCase c, Trial trial, Graph graph) {
        trial.run().finishStep();
        for (Parameter p : graph.parameters()) {
            if (!p.trainable()) {
                String expected = c.hasTensor("new_" + own(p)) ? "new_" + own(p) : own(p);
                c.assertClose(expected, p.toTensor().values(), FORWARD);
            }
        }
    }

    private static void checkForward(GoldenCase c, float[] y) {
        if (EXACT.contains(c.op()) || c.op().equals("upsampling2d") && c.string("interpolation").equals("nearest")) {
            c.assertExact("y", y);
        } else if (c.has("activation") && c.name().endsWith("_wide")) {
            c.assertCloseElementwise("y", y, 1e-5, 1e-9);
        } else {
            c.assertClose("y", y, FORWARD);
        }
    }

    private static String own(Parameter p) {
        return p.name().substring(p.name().indexOf('/') + 1);
    }

    private static Shape sample(Shape batch) {
        return Shape.of(Arrays.copyOfRange(batch.dims(), 1, batch.rank()));
    }

    private static Layer layer(GoldenCase c) {
        return switch (c.op()) {
            case "dense" -> new Dense(c.integer("units")).useBias(c.flag("use_bias", true));
            case "conv2d" -> new Conv2D(c.integer("filters"), extent(c, "kernel_size"))
                    .strides(extent(c, "strides").height(), extent(c, "strides").width()).padding(padding(c))
                    .dilationRate(extent(c, "dilation_rate").height(), extent(c, "dilation_rate").width())
                    .groups(c.integer("groups", 1)).useBias(c.flag("use_bias", true));
            case "conv2d_transpose" -> new Conv2DTranspose(c.integer("filters"), extent(c, "kernel_size"))
                    .strides(extent(c, "strides").height(), extent(c, "strides").width()).padding(padding(c))
                    .useBias(c.flag("use_bias", true));
            case "depthwise_conv2d" -> new DepthwiseConv2D(extent(c, "kernel_size"))
                    .depthMultiplier(c.integer("depth_multiplier"))
                    .strides(extent(c, "strides").height(), extent(c, "strides").width()).padding(padding(c))
                    .dilationRate(extent(c, "dilation_rate").height(), extent(c, "dilation_rate").width())
                    .useBias(c.flag("use_bias", true));
            case "max_pool2d" -> new MaxPooling2D(extent(c, "pool_size"), extent(c, "strides"), padding(c));
            case "avg_pool2d" -> new AveragePooling2D(extent(c, "pool_size"), extent(c, "strides"), padding(c));
            case "global_max_pool" -> Layers.globalMaxPooling2D().keepDims(c.flag("keepdims", false));
            case "upsampling2d" -> new UpSampling2D(extent(c, "size"),
                    Interpolation.valueOf(c.string("interpolation").toUpperCase(Locale.ROOT)));
            case "global_avg_pool" -> new GlobalAveragePooling2D(c.flag("keepdims", false));
            case "batch_norm" -> new BatchNormalization().momentum(c.number("momentum")).epsilon(c.number("epsilon"))
                    .scale(c.flag("scale", true)).center(c.flag("center", true)).batchStatistics(c.flag("training",
                    true));
            case "layer_norm" -> Layers.layerNormalization().axis(c.integer("axis")).epsilon(c.number("epsilon"));
            case "relu" -> Layers.relu();
            case "leaky_relu" -> Activation.leakyRelu(c.number("negative_slope"));
            case "elu" -> Activation.elu(c.number("alpha"));
            case "selu" -> Activation.SELU;
            case "gelu_exact" -> Activation.GELU;
            case "gelu_tanh" -> Activation.GELU_TANH;
            case "softplus" -> Activation.SOFTPLUS;
            case "swish" -> Activation.SWISH;
            case "sigmoid" -> Layers.sigmoid();
            case "tanh" -> Layers.tanh();
            case "softmax" -> Layers.softmax();
            default -> throw new IllegalArgumentException(c.op());
        };
    }

    private static Extent extent(GoldenCase c, String key) {
        int[] values = c.integers(key);
        return new Extent(values[0], values[values.length - 1]);
    }

    private static Padding padding(GoldenCase c) {
        return Padding.valueOf(c.string("padding").toUpperCase(Locale.ROOT));
    }
}
