package dev.vectron.bench.speed;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.layers.Conv2D;
import dev.vectron.layers.Dense;
import dev.vectron.models.Model;
import dev.vectron.tensor.Shape;
import java.util.List;

/**
 * Floating-point operations of one sample, counted as for the peers: convolutions and dense layers by the direct
 * algorithm, a multiply-add as two, padded pixels like others; all other layers as nothing.
 */
final class Flops {
    private Flops() {}

    static double forward(Model model) {
        return products(model.graph()).stream().mapToDouble(Flops::of).sum();
    }

    /** Forward, gradients of the weights, and gradients of the inputs, which the first layer does not need. */
    static double training(Model model) {
        return 3 * forward(model) - of(products(model.graph()).getFirst());
    }

    private static List<Node> products(Graph graph) {
        return graph.nodes().stream().filter(n -> n.layer() instanceof Conv2D || n.layer() instanceof Dense).toList();
    }

    private static double of(Node product) {
        Shape[] inputs = product.inputs().stream().map(Node::shape).toArray(Shape[]::new);
        Layer layer = product.layer();
        return layer == null ? 0 : layer.flops(inputs);
    }
}
