package dev.vectron.check;

import dev.vectron.graph.Graph;
import dev.vectron.graph.LossCall;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A graph as a function from its inputs and parameters to one number, with the gradient that the graph computes. */
final class Objective {
    /** Points lie on a grid of 2^-10, so that moving by a stencil's steps is exact. */
    private static final float GRID = 1024;
    private static final long INPUTS = 1;
    private static final long PARAMETERS = 2;
    private static final long PROJECTION = 3;
    private static final long TARGETS = 4;

    /** A range of an array that can be moved, and what backward says about it. */
    record Variable(String name, Shape shape, float[] values, int at, float[] gradient) {}

    private final GradientCheck options;
    private final Graph graph;
    private final Run run;
    private final float[][] inputs;
    private final float[][] projections;

    Objective(GradientCheck options, Graph graph) {
        this.options = options;
        this.graph = graph;
        Plan plan = Plan.withInputGradients(graph, options.samples, options.loss == null ? List.of()
                : List.of(options.loss), options.kernels);
        this.run = new Run(plan, options.threads);
        int count = graph.inputs().size();
        if (count != options.inputs.size()) {
            throw new IllegalArgumentException("The graph has " + count + " inputs, the check was given "
                    + options.inputs.size() + ".");
        }
        this.inputs = new float[count][];
        this.projections = graph.outputs().stream().map(o -> new float[options.samples * o.shape().size()])
                .toArray(float[][]::new);
    }

    /** Chooses a point, a projection and targets. */
    void draw(long seed, float margin) {
        for (int i = 0; i < inputs.length; i++) {
            Tensor given = options.fixed.get(i);
            inputs[i] = given == null ? new float[options.samples * options.inputs.get(i).size()] : given.values();
            if (given == null) {
                fill(inputs[i], CounterRandom.key(seed, INPUTS, i, 0), options.low, options.high);
                awayFromKinks(inputs[i], margin);
            }
            run.bindInput(i, inputs[i], 0);
        }
        graph.initialize(seed);
        for (int i = 0; i < graph.parameters().size(); i++) {
            Parameter p = graph.parameters().get(i);
            if (p.trainable()) {
                move(p, CounterRandom.key(seed, PARAMETERS, i, 0));
            }
        }
        for (int i = 0; i < projections.length; i++) {
            fill(projections[i], CounterRandom.key(seed, PROJECTION, i, 0), -1, 1);
        }
        run.randomness(seed, 0, null);
        if (options.loss != null) {
            drawTargets(seed);
        }
    }

    /** Initial values are often 0 or 1; a point in general position shows more. */
    private static void move(Parameter p, long key) {
        for (int k = 0; k < p.size(); k++) {
            float v = p.values()[p.at() + k] + (CounterRandom.uniform(key, k) - 0.5f) / 2;
            p.values()[p.at() + k] = Math.round(v * GRID) / GRID;
        }
    }

    private static void fill(float[] values, long key, float low, float high) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round((low + (high - low) * CounterRandom.uniform(key, i)) * GRID) / GRID;
        }
    }

    private void awayFromKinks(float[] values, float margin) {
        for (float kink : options.kinks) {
            for (int i = 0; i < values.length; i++) {
                if (Math.abs(values[i] - kink) < margin) {
                    values[i] = Math.round((values[i] < kink ? kink - margin : kink + margin) * GRID) / GRID;
                }
            }
        }
    }

    private void drawTargets(long seed) {
        Shape prediction = graph.outputs().getFirst().shape();
        long key = CounterRandom.key(seed, TARGETS, 0, 0);
        LossCall call = run.lossCall(0);
        int n = prediction.rank() == 0 ? 1 : prediction.dim(-1);
        int positions = options.samples * prediction.size() / n;
        int[] labels = options.labels;
        if (labels == null) {
            labels = new int[positions];
            for (int i = 0; i < positions; i++) {
                labels[i] = CounterRandom.below(key, i, n);
            }
        }
        Tensor given = options.targets;
        float[] targets = given == null ? new float[positions * n] : given.values();
        if (given == null) {
            fill(targets, key, 0, 1);
        }
        call.labels(labels, 0).targets(targets, 0).weights(options.weights, 0, 1);
    }

    /** The function's value at the present point. */
    double value() {
        run.forward(options.samples);
        // Without a loss of its own, that of the run is what layers add.
        double sum = run.regularization() + run.loss();
        if (options.loss != null) {
            return sum;
        }
        for (int o = 0; o < projections.length; o++) {
            float[] out = run.output(o);
            int at = run.outputAt(o);
            for (int i = 0; i < projections[o].length; i++) {
                sum += (double) out[at + i] * projections[o][i];
            }
        }
        return sum;
    }

    /**
     * Runs backward at the present point, in memory that holds NaN; returns each input and trainable parameter with its
     * gradient.
     */
    List<Variable> differentiated(String title) {
        double clean = value();
        Arrays.fill(run.outputGradient(), Float.NaN);
        Arrays.fill(run.gradients(), Float.NaN);
        double again = value();
        if (Double.compare(clean, again) != 0) {
            throw new AssertionError(title + ": forward gave " + clean + " first and " + again
                    + " when its memory held NaN before; "
                    + "it reads memory before writing it, or keeps state between calls.");
        }
        for (int o = 0; o < projections.length && options.loss == null; o++) {
            System.arraycopy(projections[o], 0, run.outputGradient(), run.outputGradientAt(o), projections[o].length);
        }
        run.backward();
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            if (options.fixed.get(i) == null) {
                Shape shape = graph.inputs().get(i).shape().prepend(options.samples);
                variables.add(new Variable(inputs.length == 1 ? "the input" : "input " + i, shape, inputs[i], 0,
                        copy(run.outputGradient(), run.inputGradientAt(i), shape.size())));
            }
        }
        for (Parameter p : graph.parameters()) {
            if (p.trainable()) {
                variables.add(new Variable("parameter \"" + p.spec().name() + "\"", p.shape(), p.values(), p.at(),
                        copy(run.gradients(), p.at(), p.size())));
            }
        }
        return variables;
    }

    private static float[] copy(float[] from, int at, int size) {
        return Arrays.copyOfRange(from, at, at + size);
    }
}
