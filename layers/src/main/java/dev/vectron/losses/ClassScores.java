package dev.vectron.losses;

import dev.vectron.graph.LossCall;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/** What losses of a score for each class ask of a prediction, and find in it. */
final class ClassScores {
    private ClassScores() {}

    /** Returns the shape [batch, …, classes] of the prediction if it has at least two classes. */
    static Shape require(String loss, String what, Shape prediction) {
        if (prediction.rank() < 1) {
            throw new ShapeException("The loss " + loss + " expects predictions [batch, …, classes], got "
                    + prediction.toBatchString() + "; use dense(classes) at the end.");
        }
        if (prediction.dim(-1) < 2) {
            throw new ShapeException("The loss " + loss + " expects a " + what
                    + " for each of at least two classes, got " + prediction.toBatchString()
                    + "; use dense(classes) at the end, or binaryCrossentropy() for one output.");
        }
        return prediction;
    }

    /** Returns the largest prediction of a position. */
    static float largest(LossCall call, int position) {
        int at = call.predictionAt() + position * call.n();
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < call.n(); j++) {
            largest = Math.max(largest, call.prediction()[at + j]);
        }
        return largest;
    }
}
