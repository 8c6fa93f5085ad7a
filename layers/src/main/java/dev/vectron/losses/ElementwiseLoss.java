package dev.vectron.losses;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.tensor.Shape;

/**
 * A loss that is the mean over the last axis of a function of each prediction p and its target t:
 * L = Σ f(p, t) / n, ∂L/∂p = f'(p, t) / n.
 *
 * <p>Predictions [batch, …, n], targets of the same shape. Sums are taken in double. Write one of your own as a record
 * with three methods, and check it by {@code GradientCheck.of(new Quartic()).input(4, 3).verify()}:
 *
 * {@snippet :
 * record Quartic() implements ElementwiseLoss {
 *     public double elementLoss(double p, double t) {
 *         return (p - t) * (p - t) * (p - t) * (p - t);
 *     }
 *     public double elementDerivative(double p, double t) {
 *         return 4 * (p - t) * (p - t) * (p - t);
 *     }
 *     public String name() {
 *         return "quartic";
 *     }
 * }
 * }
 *
 * <p>Implementations are immutable and thread-safe, allocate nothing and give NaN for NaN. Powers, exponentials and
 * logarithms come from {@link StrictMath}, so that every machine computes the same bits.
 */
public interface ElementwiseLoss extends Loss {
    /**
     * The loss of one element.
     *
     * @param prediction p
     * @param target t
     * @return f(p, t)
     */
    double elementLoss(double prediction, double target);

    /**
     * The derivative of an element's loss by its prediction; at a kink any value in between.
     *
     * @param prediction p
     * @param target t
     * @return ∂f/∂p
     */
    double elementDerivative(double prediction, double target);

    @Override
    default Shape targetShape(Shape prediction) {
        return prediction;
    }

    @Override
    default boolean takesLabels() {
        return false;
    }

    @Override
    default void value(LossCall call) {
        float[] predictions = call.prediction();
        float[] targets = call.targets();
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            int p = call.predictionAt() + i * n;
            int t = call.targetsAt() + i * n;
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += elementLoss(predictions[p + j], targets[t + j]);
            }
            call.values()[i] = (float) (sum / n);
        }
    }

    @Override
    default void gradient(LossCall call) {
        float[] predictions = call.prediction();
        float[] targets = call.targets();
        float[] gradient = call.dPrediction();
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            int p = call.predictionAt() + i * n;
            int t = call.targetsAt() + i * n;
            int d = call.dPredictionAt() + i * n;
            double factor = (double) call.factor(i) / n;
            for (int j = 0; j < n; j++) {
                gradient[d + j] = (float) (elementDerivative(predictions[p + j], targets[t + j]) * factor);
            }
        }
    }
}
