package dev.vectron.losses;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.tensor.Shape;

/**
 * Mean squared error over the last axis: L = Σ (p − t)² / n, ∂L/∂p = 2 (p − t) / n. Targets have the prediction's
 * shape. Sums are taken in double. Immutable and thread-safe.
 */
public record MeanSquaredError() implements Loss {
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
                double error = (double) call.prediction()[call.predictionAt() + i * n
                        + j] - call.targets()[call.targetsAt() + i * n + j];
                sum = Math.fma(error, error, sum);
            }
            call.values()[i] = (float) (sum / n);
        }
    }

    @Override
    public void gradient(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            float factor = 2 * call.factor(i) / n;
            for (int j = 0; j < n; j++) {
                float error = call.prediction()[call.predictionAt() + i * n + j] - call.targets()[call.targetsAt()
                        + i * n + j];
                call.dPrediction()[call.dPredictionAt() + i * n + j] = error * factor;
            }
        }
    }

    @Override
    public String name() {
        return "mean_squared_error";
    }
}
