package dev.vectron.models;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Plan;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A model as text: a table of its layers in Keras's form, and its totals. */
final class Summary {
    private final Model model;
    private final Graph graph;
    private final boolean functional;

    Summary(Model model, boolean functional) {
        this.model = model;
        this.graph = model.graph();
        this.functional = functional;
    }

    String toText(int batchSize) {
        Table table = functional
                ? new Table("<Layer (type)", "<Output Shape", ">Param #", "<Parameters", ">FLOPs", "<Connected to")
                : new Table("<Layer (type)", "<Output Shape", ">Param #", "<Parameters", ">FLOPs");
        Map<Layer, Node> seen = new IdentityHashMap<>();
        long flops = 0;
        for (Node node : graph.nodes()) {
            if (node.layer() != null || functional) {
                table.row(row(node, seen));
            }
            flops += flops(node);
        }
        long trainable = model.trainableParameterCount();
        long total = model.parameterCount();
        return "Model: \"" + model.name() + "\"\n" + table
                + " Total params: " + parameters(total)
                + " Trainable params: " + parameters(trainable)
                + " Non-trainable params: " + parameters(total - trainable)
                + " FLOPs per sample: " + grouped(flops) + " (forward)\n"
                + " Training with batch " + batchSize + ": " + bytes(Plan.training(graph, batchSize, List.of()).bytes())
                + " (activations, gradients and workspace; without parameters and optimizer)\n";
    }

    private List<String> row(Node node, Map<Layer, Node> seen) {
        Layer layer = node.layer();
        boolean again = layer != null && seen.putIfAbsent(layer, node) != null;
        List<Parameter> own = graph.parameters(node);
        List<String> cells = new ArrayList<>();
        cells.add(graph.name(node) + " (" + (layer == null ? "InputLayer" : layer.className()) + ")");
        cells.add(node.shape().toBatchString().replace("[batch", "(None").replace("]", ")"));
        cells.add(again && !own.isEmpty() ? "shared" : grouped(own.stream().mapToLong(Parameter::size).sum()));
        cells.add(again || own.isEmpty() ? "" : derivation(own));
        cells.add(layer == null ? "" : grouped(flops(node)));
        if (functional) {
            cells.add(node.inputs().isEmpty() ? "-"
                    : node.inputs().stream().map(graph::name).collect(Collectors.joining(", ")));
        }
        return cells;
    }

    /** How a count comes about: {@code 5·5·1·16 + 16 = 416}. */
    private static String derivation(List<Parameter> parameters) {
        long sum = parameters.stream().mapToLong(Parameter::size).sum();
        return parameters.stream().map(p -> product(p.shape())).collect(Collectors.joining(" + ")) + " = "
                + grouped(sum);
    }

    private static String product(Shape shape) {
        return shape.rank() == 0 ? "1"
                : IntStream.of(shape.dims()).mapToObj(Integer::toString).collect(Collectors.joining("·"));
    }

    private static long flops(Node node) {
        Layer layer = node.layer();
        return layer == null ? 0 : layer.flops(node.inputs().stream().map(Node::shape).toArray(Shape[]::new));
    }

    private static String parameters(long count) {
        return grouped(count) + " (" + bytes(count * Float.BYTES) + ")\n";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String bytes(long bytes) {
        double shown = bytes;
        int unit = 0;
        while (shown >= 1024 && unit < 4) {
            shown /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f %s", shown, List.of("B", "KB", "MB", "GB", "TB").get(unit));
    }
}
