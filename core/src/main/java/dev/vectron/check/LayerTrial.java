package dev.vectron.check;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** One layer behind relays as a graph of its own, with samples to run it on. */
final class LayerTrial {
    /** More than any unrolled row count and no multiple of one. */
    static final int SAMPLES = 19;

    final Graph graph;
    final float[][] inputs;
    private final long seed;
    private final float[] projection;

    LayerTrial(Layer layer, Shape[] shapes, float[][] inputs, long seed) {
        this.inputs = inputs;
        this.seed = seed;
        List<Node> nodes = Arrays.stream(shapes).map(Node::input).toList();
        Node[] relayed = nodes.stream().map(n -> n.then(new Relay())).toArray(Node[]::new);
        this.graph = Graph.of(nodes, List.of(Node.apply(layer, relayed)));
        graph.initialize(seed);
        for (int i = 0; i < graph.parameters().size(); i++) {
            Parameter p = graph.parameters().get(i);
            for (int k = 0; k < p.size() && p.trainable(); k++) {
                p.values()[p.at() + k] += (CounterRandom.uniform(CounterRandom.key(seed, 7, i, 0), k) - 0.5f) / 2;
            }
        }
        this.projection = new float[SAMPLES * graph.outputs().getFirst().shape().size()];
        for (int i = 0; i < projection.length; i++) {
            projection[i] = CounterRandom.uniform(CounterRandom.key(seed, 8, 0, 0), i) - 0.5f;
        }
    }

    /** All that a batch yields; after inference only the output. */
    record Result(Shape outputShape, float[] output, float[][] inputGradients, float[] gradients, float[] statistics) {}

    Plan inference(int batch, Kernels kernels) {
        return Plan.inference(graph, batch, List.of(), kernels);
    }

    Plan training(int batch, Kernels kernels) {
        return Plan.withInputGradients(graph, batch, List.of(), kernels);
    }

    /** Runs samples {@code first …} once, in fresh memory; forward and, in a training plan, backward. */
    Result run(Plan plan, int threads, int first, int count) {
        Run run = new Run(plan, threads);
        return run(run, first, count, Float.intBitsToFloat(GuardedLayer.UNTOUCHED));
    }

    /** As before in a given run, whose memory is first filled with a value that must not matter. */
    Result run(Run run, int first, int count, float garbage) {
        Arrays.fill(run.outputGradient(), garbage);
        Arrays.fill(run.gradients(), garbage);
        forward(run, first, count);
        Shape outputShape = graph.outputs().getFirst().shape().prepend(count);
        float[] output = copy(run.output(0), run.outputAt(0), outputShape.size());
        if (!run.plan().training()) {
            return new Result(outputShape, output, new float[0][], new float[0], new float[0]);
        }
        backward(run, first, count);
        float[][] inputGradients = new float[inputs.length][];
        for (int i = 0; i < inputs.length; i++) {
            int size = count * graph.inputs().get(i).shape().size();
            inputGradients[i] = copy(run.outputGradient(), run.inputGradientAt(i), size);
        }
        float[] gradients = run.gradients().clone();
        float[] before = graph.values().clone();
        run.finishStep();
        float[] statistics = graph.values().clone();
        System.arraycopy(before, 0, graph.values(), 0, before.length);
        for (Parameter p : graph.parameters()) {
            // What is not trainable has no gradient, what is has no statistics: neither may matter.
            Arrays.fill(p.trainable() ? statistics : gradients, p.at(), p.at() + p.size(), 0);
        }
        return new Result(outputShape, output, inputGradients, gradients, statistics);
    }

    void forward(Run run, int first, int count) {
        for (int i = 0; i < inputs.length; i++) {
            run.bindInput(i, inputs[i], first * graph.inputs().get(i).shape().size());
        }
        run.randomness(seed, 3, null);
        run.forward(count);
    }

    void backward(Run run, int first, int count) {
        int size = graph.outputs().getFirst().shape().size();
        System.arraycopy(projection, first * size, run.outputGradient(), run.outputGradientAt(0), count * size);
        run.backward();
    }

    private static float[] copy(float[] from, int at, int size) {
        return Arrays.copyOfRange(from, at, at + size);
    }
}
