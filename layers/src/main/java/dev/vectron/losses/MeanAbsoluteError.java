package dev.vectron.losses;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.tensor.Shape;

/**
 * Mean absolute error over the last axis: L = Σ |p − t| / n, ∂L/∂p = sign(p − t) / n, 0 where p = t. Targets have the
 * prediction's shape. Sums are taken in double. Immutable and thread-safe.
 */
public record MeanAbsoluteError() implements Loss {
    @Override
    public Shape targetShape(Shape prediction) {
        return prediction;
    }

    @Override
    public boolean takesLabels() {
        return false;
    }

    @Override
    public void value(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += Math.abs((double) call.prediction()[call.predictionAt() + i * n
                        + j] - call.targets()[call.targetsAt() + i * n + j]);
            }
            call.values()[i] = (float) (sum / n);
        }
    }

    @Override
    public void gradient(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            float factor = call.factor(i) / n;
            for (int j = 0; j < n; j++) {
                float error = call.prediction()[call.predictionAt() + i * n + j] - call.targets()[call.targetsAt()
                        + i * n + j];
                call.dPrediction()[call.dPredictionAt() + i * n + j] = Math.signum(error) * factor;
            }
        }
    }

    @Override
    public String name() {
        return "mean_absolute_error";
    }
}
