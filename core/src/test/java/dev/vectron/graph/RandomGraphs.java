package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Graphs of specimens with branches, shared layers, views, layers in place, guests, and several inputs and outputs. */
final class RandomGraphs {
    private RandomGraphs() {}

    static Graph graph(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Node> nodes = new ArrayList<>();
        List<Node> inputs = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            inputs.add(Node.input(Shape.of(Specimen.SIZE)));
        }
        nodes.addAll(inputs);
        Map<Layer, Integer> applied = new LinkedHashMap<>();
        int count = 2 + random.nextInt(16);
        for (int i = 0; i < count; i++) {
            Layer layer = layer(random, applied);
            Node first = recent(nodes, random);
            boolean two = layer instanceof Specimen.Cross || layer instanceof Specimen.Product
                    || layer instanceof SpecimenGuest.Lean;
            nodes.add(two ? Node.apply(layer, first, recent(nodes, random)) : first.then(layer));
        }
        List<Node> outputs = new ArrayList<>();
        for (Node node : nodes) {
            boolean read = nodes.stream().anyMatch(n -> n.inputs().contains(node));
            if (!read || random.nextInt(12) == 0) {
                outputs.add(node);
            }
        }
        Graph graph = Graph.of(inputs, outputs);
        graph.initialize(seed);
        return graph;
    }

    /** Mostly what was made last, so that there are chains and not only a bush. */
    private static Node recent(List<Node> nodes, SplittableRandom random) {
        int back = random.nextInt(3) == 0 ? random.nextInt(nodes.size()) : random.nextInt(Math.min(2, nodes.size()));
        return nodes.get(nodes.size() - 1 - back);
    }

    private static Layer layer(SplittableRandom random, Map<Layer, Integer> applied) {
        // At most two applications: their sum has the same bits in either order, and fusing may change the order.
        List<Layer> again = applied.entrySet().stream().filter(e -> e.getValue() < 2
                && e.getKey() instanceof Specimen.Scale).map(Map.Entry::getKey)
                .toList();
        Layer layer = !again.isEmpty() && random.nextInt(5) == 0 ? again.getFirst() : switch (random.nextInt(14)) {
            case 0, 1 -> new Specimen.Scale();
            case 2 -> new Specimen.Shift();
            case 3, 4 -> new Specimen.Squash();
            case 5 -> new Specimen.Square();
            case 6 -> new Specimen.Fold();
            case 7 -> new Specimen.Cross();
            case 8, 9 -> new SpecimenGuest.Late();
            case 10, 11 -> new SpecimenGuest.Lean();
            case 12 -> new Specimen.Scale();
            default -> new Specimen.Product();
        };
        applied.merge(layer, 1, Integer::sum);
        return layer;
    }
}
