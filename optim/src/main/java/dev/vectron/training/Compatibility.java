package dev.vectron.training;

import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Node;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.OptionalInt;

/** Whether a model, a data set and a loss fit together; says what does not, before anything is computed. */
final class Compatibility {
    private Compatibility() {}

    /** Checks everything but the labels' range. */
    static void check(Objective objective, Dataset data, String what) {
        Graph graph = objective.graph();
        if (data.size() == 0) {
            throw new DataException("There are no " + what + "; at least one is needed.");
        }
        checkShapes(graph, data, what);
        if (data.targets() != 1 && data.targets() != objective.outputs()) {
            throw new ShapeException("The model has " + objective.outputs() + " outputs, but the " + what + " have "
                    + data.targets() + " targets; give one for all outputs, or one for each by withTarget(…).");
        }
        for (int i = 0; i < objective.outputs(); i++) {
            checkTarget(objective, i, data, Objective.targetOf(data, i), what);
        }
    }

    private static void checkTarget(Objective objective, int output, Dataset data, int target, String what) {
        Loss loss = objective.loss(output);
        Shape prediction = objective.prediction(output);
        String where = objective.outputs() == 1 ? "the model's output "
                : "output \"" + objective.graph().name(objective.graph().outputs().get(output)) + "\" ";
        Shape wanted = loss.targetShape(prediction);
        Shape given = data.targetShape(target);
        if (loss.takesLabels()) {
            if (!data.hasLabels(target)) {
                throw new ShapeException("Loss " + loss.name() + " needs class labels, but the targets of the " + what
                        + " are floats " + given + "; " + lossForFloats(given) + ".");
            }
            if (wanted.size() != given.size()) {
                throw new ShapeException("Loss " + loss.name() + " needs " + wanted.size() + " labels a sample for "
                        + where + prediction + ", but the " + what + " have "
                        + (given.size() == 1 ? "one" : given.size())
                        + "; put flatten() or a pooling layer in front of the last layer.");
            }
        } else if (!given.equals(wanted) && (given.size() != 1 || wanted.size() != 1)) {
            throw new ShapeException("Loss " + loss.name() + " needs targets " + wanted + " for " + where + prediction
                    + ", but those of the " + what + " are "
                    + (data.hasLabels(target) ? "class labels" : "floats " + given) + "; "
                    + (data.hasLabels(target) ? "use sparseCategoricalCrossentropy(), or oneHot() of the data set"
                            : "change the units of the last layer or the targets") + ".");
        }
    }

    /** Checks that the inputs of a data set fit the model. */
    static void checkShapes(Graph graph, Dataset data, String what) {
        if (graph.inputs().size() != data.inputs()) {
            throw new ShapeException("The model has " + graph.inputs().size() + " inputs, but the " + what + " have "
                    + data.inputs() + "; give as many by withInput(…) of the data set.");
        }
        for (int i = 0; i < data.inputs(); i++) {
            Node in = graph.inputs().get(i);
            if (!in.shape().equals(data.inputShape(i))) {
                throw new ShapeException("The model's input \"" + graph.name(in) + "\" has shape " + in.shape()
                        + ", but the inputs of the " + what + " have " + data.inputShape(i)
                        + "; change input(…) of the model or the data.");
            }
        }
    }

    /** Checks every label of a data set. */
    static void checkLabels(Objective objective, Dataset data, String what) {
        for (int i = 0; i < objective.outputs(); i++) {
            int target = Objective.targetOf(data, i);
            if (data.hasLabels(target)) {
                checkLabels(objective.loss(i), lastAxis(objective.prediction(i)), data, target, what);
            }
        }
    }

    private static void checkLabels(Loss loss, int outputs, Dataset data, int target, String what) {
        // One output and a float target is the binary case: 0 or 1 for a probability, anything for a regression.
        int classes = loss.takesLabels() ? outputs : loss.binary() ? 2 : Integer.MAX_VALUE;
        OptionalInt ignored = loss.ignoredLabel();
        int[] labels = new int[data.targetShape(target).size()];
        for (int i = 0; i < data.size(); i++) {
            data.readLabels(target, i, labels, 0);
            for (int label : labels) {
                boolean counts = ignored.isEmpty() || label != ignored.getAsInt();
                if (counts && (label < 0 || label >= classes)) {
                    throw new DataException("Sample " + i + " of the " + what + " has label " + label
                            + ", but the model has " + outputs
                            + (outputs == 1 ? " output" : " outputs") + " (labels 0 to " + (classes - 1)
                            + "); check the labels or the units of the last layer.");
                }
            }
        }
    }

    private static String lossForFloats(Shape targets) {
        if (targets.size() == 1) {
            return "use binaryCrossentropy() for 0 and 1, meanSquaredError() for other numbers";
        }
        return "use categoricalCrossentropy() for one-hot targets, meanSquaredError() for other numbers";
    }

    private static int lastAxis(Shape shape) {
        return shape.rank() == 0 ? 1 : shape.dim(-1);
    }

    /** The only output, for what is defined for models of one. */
    static Node output(Graph graph) {
        requireOne(graph);
        return graph.outputs().getFirst();
    }

    /** Refuses models of several inputs or outputs where one of each is meant. */
    static void requireOne(Graph graph) {
        if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
            throw new IllegalArgumentException("This model has " + graph.inputs().size() + " inputs and "
                    + graph.outputs().size() + " outputs; use the method that takes lists of batches, or a Trainer with"
                    + " a loss for each output.");
        }
    }
}
