package dev.vectron.losses;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.tensor.Shape;

/**
 * What the hinge losses share: a function of s = 1 − t p, by how much an answer p misses a margin of 1 on the side of
 * its target t = −1 or +1; mean over the last axis.
 */
interface HingeLoss extends Loss {
    /**
     * The loss of one element.
     *
     * @param slack s = 1 − t p
     * @return f(s)
     */
    double ofSlack(double slack);

    /**
     * The derivative of the loss of one element.
     *
     * @param slack s = 1 − t p
     * @return f'(s)
     */
    double derivativeOfSlack(double slack);

    @Override
    default Shape targetShape(Shape prediction) {
        return prediction;
    }

    @Override
    default boolean takesLabels() {
        return false;
    }

    @Override
    default boolean binary() {
        return true;
    }

    @Override
    default void value(LossCall call) {
        boolean signs = areSigns(call);
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double sum = 0;
            for (int j = i * n; j < i * n + n; j++) {
                sum += ofSlack(1 - sign(call, j, signs) * call.prediction()[call.predictionAt() + j]);
            }
            call.values()[i] = (float) (sum / n);
        }
    }

    @Override
    default void gradient(LossCall call) {
        boolean signs = areSigns(call);
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double factor = (double) call.factor(i) / n;
            for (int j = i * n; j < i * n + n; j++) {
                double sign = sign(call, j, signs);
                double slack = 1 - sign * call.prediction()[call.predictionAt() + j];
                call.dPrediction()[call.dPredictionAt() + j] = (float) (-sign * derivativeOfSlack(slack) * factor);
            }
        }
    }

    private static double sign(LossCall call, int element, boolean signs) {
        float t = call.targets()[call.targetsAt() + element];
        return signs ? t : 2.0 * t - 1;
    }

    /**
     * Whether targets are taken as they are: only if all of a batch are 0 or 1 they count as −1 and +1, as in Keras.
     */
    private static boolean areSigns(LossCall call) {
        for (int i = 0; i < call.positions() * call.n(); i++) {
            float t = call.targets()[call.targetsAt() + i];
            if (t != 0 && t != 1) {
                return true;
            }
        }
        return false;
    }
}
