package dev.vectron.coverage;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.kernels.Kernels;
import dev.vectron.layers.Layers;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.OptimizerState;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** An optimizer that moves the weights of a small model, statistics among them, along random gradients. */
final class OptimizerWork implements Work {
    private final Graph graph;
    private final OptimizerState state;
    private final float[][] gradients = new float[3][];
    private final Kernels kernels;
    private final int threads;

    OptimizerWork(Optimizer optimizer, int units, Kernels kernels, int threads) {
        Node x = Node.input(Shape.of(70));
        graph = Graph.of(List.of(x),
                List.of(x.then(Layers.dense(units)).then(Layers.batchNormalization()).then(Layers.dense(3))));
        graph.initialize(5);
        state = optimizer.begin(graph);
        this.kernels = kernels;
        this.threads = threads;
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = Work.random(60 + i, state.weights().length);
        }
    }

    @Override
    public void step(int number) {
        state.step(kernels, threads, gradients[number % gradients.length]);
    }

    @Override
    public List<float[]> results() {
        List<float[]> results = new ArrayList<>(List.of(graph.values().clone()));
        state.toTensors().values().stream().map(Tensor::values).forEach(results::add);
        state.finish();
        results.add(graph.values());
        return results;
    }
}
