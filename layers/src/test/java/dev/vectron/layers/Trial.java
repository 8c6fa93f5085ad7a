package dev.vectron.layers;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * One training step of a graph without optimizer: forward, then backward from a given or random gradient of the output.
 */
public final class Trial {
    private final Graph graph;
    private final Run run;

    public Trial(Graph graph, int batch, int threads) {
        this(graph, batch, threads, KernelsProvider.best(), List.of());
    }

    public Trial(Graph graph, int batch, int threads, Kernels kernels, List<Loss> losses) {
        this.graph = graph;
        this.run = new Run(Plan.withInputGradients(graph, batch, losses, kernels), threads);
        run.randomness(5, 2, null);
    }

    public static Graph graph(Node output, Node... inputs) {
        return Graph.of(List.of(inputs), List.of(output));
    }

    /** Random numbers in [−1, 1). */
    public static float[] random(long seed, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = 2 * CounterRandom.uniform(CounterRandom.key(seed, 77, 0, 0), i) - 1;
        }
        return values;
    }

    public Run run() {
        return run;
    }

    public float[] forward(int samples, float[]... inputs) {
        for (int i = 0; i < inputs.length; i++) {
            run.bindInput(i, inputs[i], 0);
        }
        run.forward(samples);
        int size = samples * graph.outputs().getFirst().shape().size();
        return Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + size);
    }

    public void backward(float[] dOut) {
        System.arraycopy(dOut, 0, run.outputGradient(), run.outputGradientAt(0), dOut.length);
        run.backward();
    }

    public float[] inputGradient(int input, int samples) {
        Shape shape = graph.inputs().get(input).shape();
        int at = run.inputGradientAt(input);
        return Arrays.copyOfRange(run.outputGradient(), at, at + samples * shape.size());
    }

    /** The gradient of the parameter whose name ends so. */
    public float[] gradient(String name) {
        Parameter p = parameter(name);
        return Arrays.copyOfRange(run.gradients(), p.at(), p.at() + p.size());
    }

    public Parameter parameter(String name) {
        return graph.parameters().stream().filter(p -> p.name().endsWith("/" + name)).findFirst().orElseThrow();
    }

    /**
     * Forward and backward on random data; everything that came out: output, gradients of the parameters and inputs,
     * moved statistics.
     */
    public float[][] step(int samples, long seed) {
        float[][] inputs = new float[graph.inputs().size()][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = random(seed + i, samples * graph.inputs().get(i).shape().size());
        }
        float[] out = forward(samples, inputs);
        backward(random(seed + 100, out.length));
        float[][] result = new float[3 + inputs.length][];
        result[0] = out;
        result[1] = run.gradients().clone();
        for (int i = 0; i < inputs.length; i++) {
            result[3 + i] = inputGradient(i, samples);
        }
        run.finishStep();
        result[2] = graph.values().clone();
        return result;
    }
}
