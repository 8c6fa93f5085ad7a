package dev.vectron.training;

import dev.vectron.data.Batches;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Run;
import dev.vectron.metrics.Metric;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a training makes small and what it reports: for each output of the model a loss with a weight, and metrics. */
final class Objective {
    /** A metric of one output, under its name in the history. */
    record OutputMetric(int output, String name, Metric metric) {}

    private final Graph graph;
    private final List<Loss> losses;
    private final double[] lossWeights;
    private final List<OutputMetric> metrics;

    /**
     * Resolves what a user gave for a model of any number of outputs.
     *
     * @param given one loss for all outputs, or one for each
     * @param weights one factor for each output, or none
     */
    Objective(Graph graph, List<Loss> given, double[] weights, List<Metric> metrics) {
        this.graph = graph;
        int outputs = graph.outputs().size();
        if (given.size() != 1 && given.size() != outputs) {
            throw new IllegalArgumentException("Trainer: " + given.size() + " losses for a model of " + outputs
                    + (outputs == 1 ? " output" : " outputs") + "; give one for all, or one for each.");
        }
        if (weights.length != 0 && weights.length != outputs) {
            throw new IllegalArgumentException("Trainer: " + weights.length + " lossWeights for a model of " + outputs
                    + (outputs == 1 ? " output" : " outputs") + "; give one for each.");
        }
        this.losses = new ArrayList<>();
        this.lossWeights = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            losses.add(given.get(given.size() == 1 ? 0 : i));
            lossWeights[i] = weights.length == 0 ? 1 : weights[i];
        }
        this.metrics = resolve(metrics);
    }

    private List<OutputMetric> resolve(List<Metric> given) {
        List<OutputMetric> resolved = new ArrayList<>();
        for (Metric metric : given) {
            String wanted = metric.output();
            boolean found = wanted.isEmpty();
            for (int i = 0; i < losses.size(); i++) {
                if (wanted.isEmpty() || wanted.equals(outputName(i))) {
                    found = true;
                    resolved.add(new OutputMetric(i, wanted.isEmpty() ? prefix(i) + metric.name() : metric.name(),
                            metric));
                }
            }
            if (!found) {
                throw new IllegalArgumentException("Trainer: metric \"" + metric.name() + "\" is of output \"" + wanted
                        + "\", but the model's outputs are " + outputNames() + ".");
            }
        }
        return List.copyOf(resolved);
    }

    private List<String> outputNames() {
        return graph.outputs().stream().map(graph::name).toList();
    }

    /** The name of an output's layer. */
    String outputName(int output) {
        return graph.name(graph.outputs().get(output));
    }

    private String prefix(int output) {
        return losses.size() == 1 ? "" : outputName(output) + "_";
    }

    Graph graph() {
        return graph;
    }

    int outputs() {
        return losses.size();
    }

    Loss loss(int output) {
        return losses.get(output);
    }

    List<Loss> losses() {
        return losses;
    }

    List<OutputMetric> metrics() {
        return metrics;
    }

    Shape prediction(int output) {
        return graph.outputs().get(output).shape();
    }

    /** The names of what is reported: {@code loss}, with several outputs the loss of each, then the metrics. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of("loss"));
        for (int i = 0; losses.size() > 1 && i < losses.size(); i++) {
            names.add(prefix(i) + "loss");
        }
        metrics.forEach(m -> names.add(m.name()));
        return names;
    }

    /** The number of the data set's target that an output is compared with: its own, or the only one. */
    static int targetOf(Dataset data, int output) {
        return data.targets() == 1 ? 0 : output;
    }

    /**
     * Tells a run where the inputs of the present batch lie.
     */
    static void bindInputs(Run run, Batches batches, int inputs) {
        for (int i = 0; i < inputs; i++) {
            run.bindInput(i, batches.inputs(i), 0);
        }
    }

    /** The factor of an output's loss in the sum. */
    float lossWeight(int output) {
        return (float) lossWeights[output];
    }

    @Override
    public String toString() {
        return "Objective" + losses + Arrays.toString(lossWeights) + metrics;
    }
}
