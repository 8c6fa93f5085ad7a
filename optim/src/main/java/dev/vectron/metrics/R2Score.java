package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * R² = 1 − Σ (t − p)² / Σ (t − mean t)², the share of the targets' variance that predictions explain; the mean over the
 * outputs. Where targets do not vary it is 1 if they are predicted exactly, else 0.
 */
record R2Score() implements Metric, Configured {
    @Override
    public String name() {
        return "r2_score";
    }

    @Override
    public String className() {
        return "R2Score";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public Accumulator accumulator(Shape prediction, Loss loss) {
        if (loss.takesLabels()) {
            throw new ShapeException("Metric r2_score needs float targets, but the loss " + loss.name()
                    + " takes class labels; use accuracy().");
        }
        return new Sums(prediction.rank() == 0 ? 1 : prediction.dim(-1));
    }

    /** Mean and squared deviations of the targets by Welford's updates, which lose no digits to a large mean. */
    private static final class Sums implements Accumulator {
        private final double[] means;
        private final double[] deviations;
        private final double[] errors;
        private long count;

        Sums(int outputs) {
            means = new double[outputs];
            deviations = new double[outputs];
            errors = new double[outputs];
        }

        @Override
        public void reset() {
            Arrays.fill(means, 0);
            Arrays.fill(deviations, 0);
            Arrays.fill(errors, 0);
            count = 0;
        }

        @Override
        public void add(LossCall batch) {
            int n = means.length;
            for (int i = 0; i < batch.positions(); i++) {
                if (batch.isMasked(i)) {
                    continue;
                }
                count++;
                for (int j = 0; j < n; j++) {
                    double t = batch.targets()[batch.targetsAt() + i * n + j];
                    double error = t - batch.prediction()[batch.predictionAt() + i * n + j];
                    double fromOldMean = t - means[j];
                    means[j] += fromOldMean / count;
                    deviations[j] += fromOldMean * (t - means[j]);
                    errors[j] += error * error;
                }
            }
        }

        @Override
        public double result() {
            if (count == 0) {
                return Double.NaN;
            }
            double sum = 0;
            for (int j = 0; j < means.length; j++) {
                sum += deviations[j] != 0 ? 1 - errors[j] / deviations[j] : errors[j] == 0 ? 1 : 0;
            }
            return sum / means.length;
        }

        @Override
        public double[] state() {
            int n = means.length;
            double[] state = Arrays.copyOf(means, 3 * n + 1);
            System.arraycopy(deviations, 0, state, n, n);
            System.arraycopy(errors, 0, state, 2 * n, n);
            state[3 * n] = count;
            return state;
        }

        @Override
        public void restore(double[] state) {
            int n = means.length;
            States.check(state, 3 * n + 1);
            System.arraycopy(state, 0, means, 0, n);
            System.arraycopy(state, n, deviations, 0, n);
            System.arraycopy(state, 2 * n, errors, 0, n);
            count = (long) state[3 * n];
        }
    }
}
