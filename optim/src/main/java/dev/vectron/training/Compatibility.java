package dev.vectron.training;

import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Node;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/** Whether a model, a data set and a loss fit together; says what does not, before anything is computed. */
final class Compatibility {
    private Compatibility() {}

    /** Checks everything but the labels' range. */
    static void check(Graph graph, Dataset data, Loss loss, String what) {
        if (data.size() == 0) {
            throw new DataException("There are no " + what + "; at least one is needed.");
        }
        checkShape(graph, data.inputShape(), what);
        Shape prediction = output(graph).shape();
        Shape wanted = loss.targetShape(prediction);
        if (loss.takesLabels()) {
            if (!data.hasLabels()) {
                throw new ShapeException("Loss " + loss.name() + " needs class labels, but the targets of the " + what
                        + " are floats "
                        + data.targetShape() + "; " + lossForFloats(data.targetShape()) + ".");
            }
            if (wanted.size() != 1) {
                throw new ShapeException("Loss " + loss.name() + " needs " + wanted.size()
                        + " labels a sample for the model's output "
                        + prediction + ", but the " + what
                        + " have one; put flatten() or a pooling layer in front of the last layer.");
            }
        } else if (!fits(wanted, data)) {
            throw new ShapeException("Loss " + loss.name() + " needs targets " + wanted + " for the model's output "
                    + prediction
                    + ", but those of the " + what + " are " + (data.hasLabels() ? "class labels" : "floats " + data.targetShape())
                    + "; "
                    + (data.hasLabels() ? "use sparseCategoricalCrossentropy(), or oneHot() of the data set"
                            : "change the units of the last layer or the targets") + ".");
        }
    }

    /** Checks that inputs of this shape fit the model. */
    static void checkShape(Graph graph, Shape input, String what) {
        Node in = input(graph);
        output(graph);
        if (!in.shape().equals(input)) {
            throw new ShapeException("The model's input \"" + graph.name(in) + "\" has shape " + in.shape()
                    + ", but the inputs of the " + what
                    + " have " + input + "; change input(…) of the model or the data.");
        }
    }

    /** Checks every label of a data set. */
    static void checkLabels(Graph graph, Dataset data, Loss loss, String what) {
        if (!data.hasLabels()) {
            return;
        }
        int outputs = lastAxis(output(graph).shape());
        // One output and a float target is the binary case: 0 or 1 for a probability, anything for a regression.
        int classes = loss.takesLabels() ? outputs : loss.binary() ? 2 : Integer.MAX_VALUE;
        for (int i = 0; i < data.size(); i++) {
            int label = data.label(i);
            if (label < 0 || label >= classes) {
                throw new DataException("Sample " + i + " of the " + what + " has label " + label
                        + ", but the model has " + outputs
                        + (outputs == 1 ? " output" : " outputs") + " (labels 0 to " + (classes - 1)
                        + "); check the labels or the units of the last layer.");
            }
        }
    }

    private static boolean fits(Shape wanted, Dataset data) {
        return data.targetShape().equals(wanted) || data.targetShape().size() == 1 && wanted.size() == 1;
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

    static Node input(Graph graph) {
        if (graph.inputs().size() != 1) {
            throw new IllegalArgumentException("The model has " + graph.inputs().size()
                    + " inputs; a data set feeds models with one input.");
        }
        return graph.inputs().getFirst();
    }

    static Node output(Graph graph) {
        if (graph.outputs().size() != 1) {
            throw new IllegalArgumentException("The model has " + graph.outputs().size()
                    + " outputs; a trainer trains models with one output.");
        }
        return graph.outputs().getFirst();
    }
}
