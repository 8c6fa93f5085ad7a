package dev.vectron.coverage;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.layers.Layers;
import dev.vectron.metrics.Accumulator;
import dev.vectron.metrics.Metric;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A loss behind a small model, with metrics as the training loop asks them: after each batch, anew every tenth. */
final class LossWork implements Work {
    private static final int BATCH = 40;
    private static final int EPOCH = 10;

    private final Graph graph;
    private final Run run;
    private final Accumulator[] accumulators;
    private final double[] values;
    private final float[] input;
    private final float[] targets;
    private final int[] labels;
    private final float[] weights = Work.random(52, BATCH);
    private final boolean weighted;
    private double loss;

    /**
     * A loss of vectors of n predictions, or, with several steps, of sequences of them, some of whose steps are masked,
     * with weights of the samples.
     */
    LossWork(Loss loss, Activation last, int steps, int n, List<Metric> metrics, Kernels kernels, int threads) {
        Node x = Node.input(steps == 1 ? Shape.of(6) : Shape.of(steps, 6));
        Node hidden = steps == 1 ? x : x.then(Layers.masking());
        graph = Graph.of(List.of(x), List.of(hidden.then(Layers.dense(n).activation(last).anyRank())));
        graph.initialize(3);
        run = new Run(Plan.withInputGradients(graph, BATCH, List.of(loss), kernels), threads);
        Shape prediction = graph.outputs().getFirst().shape();
        accumulators = metrics.stream().map(m -> m.accumulator(prediction, loss)).toArray(Accumulator[]::new);
        values = new double[2 * accumulators.length];
        input = Work.random(50, BATCH * x.shape().size());
        targets = Work.random(51, BATCH * prediction.size());
        for (int i = 0; i < targets.length; i++) {
            targets[i] = loss.binary() || n == 1 ? Math.round(targets[i] + 0.5f) % 2 : Math.abs(targets[i]);
            weights[i % BATCH] = Math.abs(weights[i % BATCH]);
        }
        labels = Work.labels(BATCH * steps, Math.max(2, n));
        weighted = steps > 1;
        if (weighted) {
            Arrays.fill(input, 12, 24, 0);
        }
    }

    @Override
    public void step(int number) {
        run.bindInput(0, input, 0);
        run.randomness(1, number, null);
        run.forward(number % 3 == 2 ? BATCH - 1 : BATCH);
        LossCall call = run.lossCall(0).labels(labels, 0).targets(targets, 0);
        call.weights(weighted ? weights : null, 0, weighted ? 0.3f : 1);
        loss = run.loss();
        for (int i = 0; i < accumulators.length; i++) {
            if (number % EPOCH == 0) {
                values[accumulators.length + i] = number > 0 ? accumulators[i].result() : 0;
                accumulators[i].reset();
            }
            accumulators[i].add(call);
            values[i] = accumulators[i].soFar();
        }
        run.backward();
        run.finishStep();
    }

    @Override
    public List<float[]> results() {
        List<float[]> results = new ArrayList<>(List.of(run.gradients(), bits(loss)));
        for (int i = 0; i < accumulators.length; i++) {
            results.add(bits(values[i]));
            results.add(bits(accumulators[i].result()));
        }
        return results;
    }

    private static float[] bits(double value) {
        long bits = Double.doubleToLongBits(value);
        return new float[] {Float.intBitsToFloat((int) bits), Float.intBitsToFloat((int) (bits >>> 32)), (float) value};
    }
}
