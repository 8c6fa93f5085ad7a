package dev.vectron.models;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Parts of a trained model for another one. */
final class Transfer {
    private Transfer() {}

    static Node node(Graph graph, String layer) {
        for (Node node : graph.nodes()) {
            if (node.layer() != null && graph.name(node).equals(layer)) {
                return node;
            }
        }
        throw new IllegalArgumentException("The model has no layer \"" + layer + "\"; it has "
                + graph.nodes().stream().filter(n -> n.layer() != null).map(graph::name)
                        .collect(Collectors.joining(", "))
                + ".");
    }

    /** The layers that lead to a node, and its own. */
    static List<Node> below(Node last) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Node> found = new ArrayList<>();
        List<Node> open = new ArrayList<>(List.of(last));
        while (!open.isEmpty()) {
            Node node = open.removeLast();
            if (node.layer() != null && seen.add(node)) {
                found.add(node);
                open.addAll(node.inputs());
            }
        }
        return found;
    }

    static Model cut(Model whole, Node last, boolean functional) {
        List<Node> below = below(last);
        List<Node> inputs = whole.graph().inputs().stream()
                .filter(input -> below.stream().anyMatch(n -> n.inputs().contains(input))).toList();
        Model cut = new Model(functional ? "functional" : "sequential", inputs, List.of(last), functional);
        for (Node node : below) {
            List<Parameter> from = whole.graph().parameters(node);
            List<Parameter> to = cut.graph().parameters(node);
            for (int i = 0; i < to.size(); i++) {
                to.get(i).set(from.get(i).toTensor());
            }
        }
        return cut;
    }

    static List<String> copy(Graph from, Graph to) {
        Map<String, Parameter> known = new HashMap<>();
        from.parameters().forEach(p -> known.put(p.name(), p));
        List<Parameter> common = to.parameters().stream()
                .filter(p -> known.containsKey(p.name()) && known.get(p.name()).shape().equals(p.shape())).toList();
        if (common.isEmpty()) {
            throw new IllegalArgumentException("copyWeights: the models have no parameter of the same name and shape;"
                    + " the other has " + from.parameters() + ", this one " + to.parameters() + ".");
        }
        try (var _ = to.beginTraining()) {
            for (Parameter p : common) {
                Parameter source = known.get(p.name());
                if (source != null) {
                    p.set(source.toTensor());
                }
            }
        }
        return common.stream().map(Parameter::name).toList();
    }
}
