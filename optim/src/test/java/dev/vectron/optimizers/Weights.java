package dev.vectron.optimizers;

import dev.vectron.graph.Call;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.tensor.Shape;
import java.util.List;

/** A layer that only has parameters, to test what an optimizer does to them. */
record Weights(List<ParameterSpec> specs) implements Layer {
    /** A graph with these parameters. */
    static Graph graph(ParameterSpec... specs) {
        Node x = Node.input(Shape.of(1));
        return Graph.of(List.of(x), List.of(x.then(new Weights(List.of(specs)))));
    }

    /** A graph of two layers, each with one parameter of n floats. */
    static Graph twoLayers(int n) {
        Node x = Node.input(Shape.of(1));
        return Graph.of(List.of(x), List.of(x.then(new Weights(List.of(trainable("a", n))))
                .then(new Weights(List.of(trainable("b", n))))));
    }

    static ParameterSpec trainable(String name, int... dims) {
        return ParameterSpec.trainable(name, Shape.of(dims), (shape, key, to, at) -> {});
    }

    static ParameterSpec statistic(String name, int... dims) {
        return ParameterSpec.statistic(name, Shape.of(dims), (shape, key, to, at) -> {});
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return inputs[0];
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return specs;
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
