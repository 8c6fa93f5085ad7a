package dev.vectron.losses;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hinge loss of several classes: L = max(1 + max((1 − t) p) − Σ t p, 0) over the last axis, for one-hot targets t: the
 * true class is to score at least 1 more than any other. Where L is over 0, ∂L/∂p = −t, and 1 − t more at the place of
 * the inner maximum (the first of equal ones); else 0.
 *
 * <p>Predictions [batch, …, classes] are any numbers, the largest is the answer; targets have their shape, and at least
 * two classes. Sums are taken in double. Immutable and thread-safe.
 *
 * <p>Targets of another shape than the predictions, and class labels, are a {@code ShapeException} that says what to
 * use.
 *
 * {@snippet :
 * Trainer.of(model).optimizer(adam(1e-3)).loss(categoricalHinge()).metrics(accuracy());
 * }
 */
public record CategoricalHinge() implements Loss, Configured {
    @Override
    public Shape targetShape(Shape prediction) {
        return ClassScores.require(name(), "score", prediction);
    }

    @Override
    public boolean takesLabels() {
        return false;
    }

    @Override
    public void value(LossCall call) {
        for (int i = 0; i < call.positions(); i++) {
            call.values()[i] = (float) Math.max(missing(call, i, rival(call, i)), 0);
        }
    }

    @Override
    public void gradient(LossCall call) {
        int n = call.n();
        for (int i = 0; i < call.positions(); i++) {
            int rival = rival(call, i);
            double missing = missing(call, i, rival);
            double factor = call.factor(i) * (missing > 0 ? 1 : missing <= 0 ? 0 : missing); // NaN stays NaN
            for (int j = 0; j < n; j++) {
                double t = call.targets()[call.targetsAt() + i * n + j];
                call.dPrediction()[call.dPredictionAt() + i * n + j] = (float) (((j == rival ? 1 - t : 0) - t)
                        * factor);
            }
        }
    }

    /** What is missing to a margin of 1 between the true class and a rival. */
    private static double missing(LossCall call, int position, int rival) {
        int n = call.n();
        double own = 0;
        for (int j = 0; j < n; j++) {
            own += (double) call.targets()[call.targetsAt() + position * n + j]
                    * call.prediction()[call.predictionAt() + position * n + j];
        }
        return 1 + wrong(call, position * n + rival) - own;
    }

    /** The first class with the largest (1 − t) p. */
    private static int rival(LossCall call, int position) {
        int n = call.n();
        int rival = 0;
        for (int j = 1; j < n; j++) {
            if (wrong(call, position * n + j) > wrong(call, position * n + rival)) {
                rival = j;
            }
        }
        return rival;
    }

    private static double wrong(LossCall call, int element) {
        return (1 - (double) call.targets()[call.targetsAt() + element])
                * call.prediction()[call.predictionAt() + element];
    }

    @Override
    public String name() {
        return "categorical_hinge";
    }

    @Override
    public String className() {
        return "CategoricalHinge";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }
}
