package dev.vectron.models;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.layers.Layers;
import dev.vectron.store.Config;
import dev.vectron.store.Json;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The architecture of a model as JSON text.
 *
 * <p>{@code nodes} lists the inputs and the layers in graph order; each layer names the nodes that it reads by their
 * places in the list. A layer that is applied again names the node that it was applied at first ({@code same_as}), so
 * that both share their parameters.
 */
final class ModelJson {
    private static final String FORMAT = "vectron model";
    private static final int VERSION = 1;
    private static final String FACTOR = "learning_rate_factor";

    private ModelJson() {}

    static String write(Graph graph, boolean functional) {
        List<Object> nodes = new ArrayList<>();
        Map<Node, Integer> places = new IdentityHashMap<>();
        Map<Layer, Integer> layers = new IdentityHashMap<>();
        for (Node node : graph.nodes()) {
            nodes.add(describe(graph, node, places, layers));
            places.put(node, places.size());
        }
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("format", FORMAT);
        model.put("version", VERSION);
        model.put("class_name", functional ? "Functional" : "Sequential");
        model.put("nodes", nodes);
        model.put("inputs", graph.inputs().stream().map(places::get).toList());
        model.put("outputs", graph.outputs().stream().map(places::get).toList());
        return Json.writePretty(model);
    }

    private static Map<String, @Nullable Object> describe(Graph graph, Node node, Map<Node, Integer> places,
            Map<Layer, Integer> layers) {
        Map<String, @Nullable Object> described = new LinkedHashMap<>();
        described.put("name", graph.name(node));
        Layer layer = node.layer();
        if (layer == null) {
            if (graph.isNamed(node)) {
                described.put("named", true);
            }
            described.put("class_name", "InputLayer");
            described.put("shape", node.shape().dims());
            return described;
        }
        Integer first = layers.putIfAbsent(layer, places.size());
        if (first != null) {
            described.put("same_as", first);
        } else {
            if (graph.isNamed(node)) {
                described.put("named", true);
            }
            described.putAll(Config.toJson(layer));
            if (graph.isFrozen(node)) {
                described.put("trainable", false);
            }
            float factor = learningRateFactor(graph, node);
            if (factor != 1) {
                described.put(FACTOR, factor);
            }
        }
        described.put("inputs", node.inputs().stream().map(places::get).toList());
        return described;
    }

    private static float learningRateFactor(Graph graph, Node node) {
        List<Parameter> parameters = graph.parameters(node);
        return parameters.isEmpty() ? 1 : parameters.getFirst().learningRateFactor();
    }

    static Model read(String json) {
        Config model = Config.parse(Map.of("class_name", "Model", "config", Json.parseObject(json)), "model");
        if (!model.has("format") || !model.text("format").equals(FORMAT)) {
            throw new IllegalArgumentException("This JSON does not describe a Vectron model: it has no \"format\": \""
                    + FORMAT + "\".");
        }
        int version = model.integer("version");
        if (version > VERSION) {
            throw new IllegalArgumentException("This model was written by a newer version of Vectron (format " + version
                    + ", known is " + VERSION + "); update the library.");
        }
        List<Node> nodes = new ArrayList<>();
        List<Config> descriptions = model.options("nodes");
        descriptions.forEach(described -> nodes.add(node(described, nodes)));
        boolean functional = !model.text("class_name").equals("Sequential");
        Model made = new Model(functional ? "functional" : "sequential", chosen(nodes, model.integers("inputs", 0)),
                chosen(nodes, model.integers("outputs", 0)), functional);
        for (int i = 0; i < nodes.size(); i++) {
            if (!descriptions.get(i).flag("trainable", true)) {
                made.graph().freeze(nodes.get(i), true);
            }
            if (descriptions.get(i).has(FACTOR)) {
                made.graph().learningRateFactor(nodes.get(i), descriptions.get(i).number(FACTOR));
            }
        }
        return made;
    }

    private static Node node(Config described, List<Node> before) {
        String name = described.text("name");
        if (described.has("shape")) {
            Shape shape = Shape.of(described.integers("shape", 0));
            // Older files do not say whether the name of an input was chosen.
            boolean named = described.flag("named", !name.matches("input(_\\d+)?"));
            return named ? Node.input(name, shape) : Node.input(shape);
        }
        Layer layer;
        if (described.has("same_as")) {
            layer = chosen(before, described.integers("same_as", 1)).getFirst().layer();
            if (layer == null) {
                throw new IllegalArgumentException("node \"" + name + "\": same_as names an input.");
            }
        } else {
            layer = Layers.fromConfig(described.asObject());
            layer = described.flag("named", false) ? layer.named(name) : layer;
        }
        return Node.apply(layer, chosen(before, described.integers("inputs", 0)).toArray(Node[]::new));
    }

    private static List<Node> chosen(List<Node> nodes, int[] places) {
        List<Node> chosen = new ArrayList<>();
        for (int place : places) {
            if (place < 0 || place >= nodes.size()) {
                throw new IllegalArgumentException("node " + nodes.size() + " reads node " + place
                        + ", which does not come before it.");
            }
            chosen.add(nodes.get(place));
        }
        return chosen;
    }
}
