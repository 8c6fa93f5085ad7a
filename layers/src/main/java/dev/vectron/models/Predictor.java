package dev.vectron.models;

import dev.vectron.data.Dataset;
import dev.vectron.data.Epoch;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.parallel.Workers;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Runs a graph for predictions, in chunks of 32 samples. Each thread that predicts takes a run of its own from a few
 * idle ones, so that single predictions in a row use the same buffers. Thread-safe.
 */
final class Predictor {
    private static final int CHUNK = 32;
    private static final int IDLE_RUNS = 16;
    private static final float[] UNBOUND = {};

    private final Graph graph;
    private final AtomicReferenceArray<@Nullable Run> idle = new AtomicReferenceArray<>(IDLE_RUNS);
    private volatile @Nullable Plan plan;

    Predictor(Graph graph) {
        this.graph = graph;
    }

    List<Tensor> predict(List<Tensor> batches) {
        int samples = samples(batches);
        List<Tensor> results = results(samples);
        Run run = take();
        try {
            for (int from = 0; from < samples; from += CHUNK) {
                for (int i = 0; i < batches.size(); i++) {
                    run.bindInput(i, batches.get(i).values(), from * graph.inputs().get(i).shape().size());
                }
                forward(run, from, Math.min(CHUNK, samples - from), results);
            }
        } finally {
            giveBack(run);
        }
        return results;
    }

    List<Tensor> predict(Dataset data) {
        int inputs = graph.inputs().size();
        if (data.inputs() != inputs) {
            throw new ShapeException("The model has " + inputs + " inputs, the data set has " + data.inputs()
                    + "; give as many by withInput(…) of the data set.");
        }
        float[][] chunks = new float[inputs][];
        for (int i = 0; i < inputs; i++) {
            Shape shape = graph.inputs().get(i).shape();
            if (!data.inputShape(i).equals(shape)) {
                throw new ShapeException("The model expects samples of shape " + shape + ", the data set has "
                        + data.inputShape(i) + ".");
            }
            chunks[i] = new float[Math.multiplyExact(Math.min(CHUNK, data.size()), shape.size())];
        }
        List<Tensor> results = results(data.size());
        Run run = take();
        try {
            for (int from = 0; from < data.size(); from += CHUNK) {
                int n = Math.min(CHUNK, data.size() - from);
                for (int i = 0; i < inputs; i++) {
                    int size = data.inputShape(i).size();
                    for (int k = 0; k < n; k++) {
                        data.readInput(i, from + k, Epoch.NONE, chunks[i], k * size);
                    }
                    run.bindInput(i, chunks[i], 0);
                }
                forward(run, from, n, results);
            }
        } finally {
            giveBack(run);
        }
        return results;
    }

    float[] predictOne(float[] sample) {
        Shape shape = graph.inputs().getFirst().shape();
        if (sample.length != shape.size()) {
            throw new ShapeException("The model expects samples of shape " + shape + ", which has " + shape.size()
                    + " values, got "
                    + sample.length + "; for several samples use predict(Tensor).");
        }
        float[] result = new float[graph.outputs().getFirst().shape().size()];
        Run run = take();
        try {
            run.bindInput(0, sample, 0);
            run.forward(1);
            System.arraycopy(run.output(0), run.outputAt(0), result, 0, result.length);
        } finally {
            giveBack(run);
        }
        return result;
    }

    private int samples(List<Tensor> batches) {
        List<Node> inputs = graph.inputs();
        if (batches.size() != inputs.size()) {
            throw new IllegalStateException("The model has " + inputs.size() + " inputs, got " + batches.size()
                    + "; use predict(List.of(…)).");
        }
        int samples = batches.getFirst().shape().rank() == 0 ? 0 : batches.getFirst().shape().dim(0);
        for (int i = 0; i < inputs.size(); i++) {
            Shape expected = inputs.get(i).shape();
            Shape got = batches.get(i).shape();
            if (got.equals(expected)) {
                throw new ShapeException("The model expects " + expected.toBatchString() + " at input \""
                        + graph.name(inputs.get(i)) + "\", got "
                        + got + " without a batch axis; use reshape(shape.prepend(1)), or predict(float[]) for one"
                        + " sample.");
            }
            if (got.rank() == 0 || !got.equals(expected.prepend(got.dim(0)))) {
                throw new ShapeException("The model expects " + expected.toBatchString() + " at input \""
                        + graph.name(inputs.get(i)) + "\", got "
                        + got + "; reshape the tensor or change input(…).");
            }
            if (got.dim(0) != samples) {
                throw new ShapeException("Input \"" + graph.name(inputs.get(i)) + "\" has " + got.dim(0)
                        + " samples, the first input has " + samples
                        + "; give as many to each.");
            }
        }
        return samples;
    }

    private List<Tensor> results(int samples) {
        List<Tensor> results = new ArrayList<>();
        for (Node output : graph.outputs()) {
            results.add(Tensor.zeros(output.shape().prepend(samples)));
        }
        return results;
    }

    private void forward(Run run, int from, int n, List<Tensor> results) {
        run.forward(n);
        for (int i = 0; i < results.size(); i++) {
            int size = graph.outputs().get(i).shape().size();
            System.arraycopy(run.output(i), run.outputAt(i), results.get(i).values(), from * size, n * size);
        }
    }

    private Run take() {
        if (graph.isTraining()) {
            throw new IllegalStateException("This model is being trained; wait for fit() to return before you"
                    + " predict.");
        }
        for (int i = 0; i < IDLE_RUNS; i++) {
            Run run = idle.get(i) == null ? null : idle.getAndSet(i, null);
            if (run != null) {
                return run;
            }
        }
        return new Run(plan(), Workers.defaultThreads());
    }

    private void giveBack(Run run) {
        for (int i = 0; i < graph.inputs().size(); i++) {
            run.bindInput(i, UNBOUND, 0);
        }
        for (int i = 0; i < IDLE_RUNS; i++) {
            if (idle.get(i) == null && idle.compareAndSet(i, null, run)) {
                return;
            }
        }
    }

    private Plan plan() {
        Plan known = plan;
        if (known == null) {
            known = Plan.inference(graph, CHUNK, List.of());
            plan = known;
        }
        return known;
    }

    /** The index of the largest value of each row, the lowest of equals; 0 or 1 for rows of one value. */
    static int[] classes(Tensor predictions) {
        int n = predictions.shape().dim(-1);
        float[] values = predictions.values();
        int[] classes = new int[values.length / n];
        for (int row = 0; row < classes.length; row++) {
            if (n == 1) {
                classes[row] = values[row] > 0.5f ? 1 : 0;
                continue;
            }
            int best = 0;
            for (int j = 1; j < n; j++) {
                if (values[row * n + j] > values[row * n + best]) {
                    best = j;
                }
            }
            classes[row] = best;
        }
        return classes;
    }
}
