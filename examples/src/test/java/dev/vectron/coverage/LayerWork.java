package dev.vectron.coverage;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Layers without a loss: forward and backward with gradients of the inputs, then inference; every third batch is short.
 */
final class LayerWork implements Work {
    private final Graph graph;
    private final Run training;
    private final Run inference;
    private final int batch;
    private final float[][] inputs;
    private final float[] gradient;
    private int samples;

    /** Draws parameters and samples: the first input holds whole numbers below a bound, or floats if that is 0. */
    LayerWork(Graph graph, int below, int batch, Kernels kernels, int threads) {
        this.graph = graph;
        this.batch = batch;
        graph.initialize(7);
        training = new Run(Plan.withInputGradients(graph, batch, List.of(), kernels), threads);
        inference = new Run(Plan.inference(graph, batch, List.of(), kernels), threads);
        inputs = new float[graph.inputs().size()][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = Work.random(i, batch * graph.inputs().get(i).shape().size());
        }
        for (int k = 0; k < inputs[0].length && below > 0; k++) {
            inputs[0][k] = CounterRandom.below(71, k, below);
        }
        padSteps(graph.inputs().getFirst().shape());
        gradient = Work.random(50, batch * graph.outputs().getFirst().shape().size());
    }

    /** The last steps of some samples are 0, which is padding for layers that look at a mask. */
    private void padSteps(Shape shape) {
        int time = shape.dim(0);
        int step = shape.size() / time;
        for (int s = 0; s < batch; s += 2) {
            Arrays.fill(inputs[0], (s * time + time - s % time) * step, (s + 1) * time * step, 0);
        }
    }

    @Override
    public void step(int number) {
        samples = number % 3 == 2 ? batch - 1 : batch;
        for (int i = 0; i < inputs.length; i++) {
            training.bindInput(i, inputs[i], 0);
            inference.bindInput(i, inputs[i], 0);
        }
        training.randomness(3, number, null);
        training.forward(samples);
        System.arraycopy(gradient, 0, training.outputGradient(), training.outputGradientAt(0),
            samples * graph.outputs().getFirst().shape().size());
        training.backward();
        training.finishStep();
        inference.forward(samples);
    }

    @Override
    public List<float[]> results() {
        List<float[]> results = new ArrayList<>();
        int out = samples * graph.outputs().getFirst().shape().size();
        results.add(copy(training.output(0), training.outputAt(0), out));
        results.add(copy(inference.output(0), inference.outputAt(0), out));
        results.add(training.gradients());
        results.add(graph.values());
        for (int i = 0; i < inputs.length; i++) {
            int in = samples * graph.inputs().get(i).shape().size();
            results.add(copy(training.outputGradient(), training.inputGradientAt(i), in));
        }
        return results;
    }

    private static float[] copy(float[] from, int at, int size) {
        return Arrays.copyOfRange(from, at, at + size);
    }
}
