package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exact area under the ROC curve or under the precision–recall curve.
 *
 * <p>ROC: the share of pairs of a true and a false answer in which the true one scores higher, equal scores counting
 * half; 0.5 is chance, 1 perfect. Precision–recall: the average precision, Σ recall step · precision over the distinct
 * scores from the highest down, without interpolation; chance is the share of true answers. Keras's {@code AUC}
 * approximates both by 200 thresholds. NaN if no answer is true, for ROC also if none is false, or a score is NaN.
 *
 * <p>Predictions [batch, …, n] are scores, of which only the order matters: probabilities or logits. Every output is
 * taken for itself and all are counted together, as in Keras; {@link #ofClass} takes one class against the rest.
 *
 * <p>All scores of an epoch are kept, 16 bytes each, in memory that grows by doubling. Since sorting takes time, the
 * value shown in the middle of an epoch is that of the batch after which they had last doubled; at the end of an
 * epoch it is exact. Immutable and thread-safe.
 *
 * <p>A negative class is an {@code IllegalArgumentException}, one that the model does not have a {@code
 * ShapeException}.
 *
 * {@snippet :
 * Trainer.of(model).loss(binaryCrossentropy()).metrics(rocAuc(), prAuc());
 * Trainer.of(model).loss(sparseCategoricalCrossentropy()).metrics(rocAuc().ofClass(3));
 * }
 *
 * @param roc whether the curve is the ROC curve, rather than precision over recall
 * @param ofClass the only class that counts, or −1 for all outputs
 */
public record AreaUnderCurve(boolean roc, int ofClass) implements Metric, Configured {
    /** Checks the class. */
    public AreaUnderCurve {
        if (ofClass < -1) {
            throw new IllegalArgumentException("ofClass: classes count from 0, got " + ofClass + ".");
        }
    }

    /**
     * This metric of one class against the rest.
     *
     * @param c the class, from 0
     * @return the changed copy
     */
    public AreaUnderCurve ofClass(int c) {
        return new AreaUnderCurve(roc, c);
    }

    @Override
    public String name() {
        return (roc ? "roc_auc" : "pr_auc") + (ofClass < 0 ? "" : "_" + ofClass);
    }

    @Override
    public String className() {
        return "AUC";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("curve", roc ? "ROC" : "PR");
        config.put("class_id", ofClass < 0 ? null : ofClass);
        return config;
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public Accumulator accumulator(Shape prediction, Loss loss) {
        Answers answers = Answers.of(prediction, loss, FScore.HALF);
        FScore.requireClass(name(), ofClass, answers.outputs());
        return new Area(answers, ofClass < 0 ? 0 : ofClass, ofClass < 0 ? answers.outputs() : ofClass + 1, roc);
    }

    private static final class Area implements Accumulator {
        private final Scores scores = new Scores();
        private final Answers answers;
        private final int from;
        private final int to;
        private final boolean roc;
        private double shown = Double.NaN;
        private int shownAt;

        Area(Answers answers, int from, int to, boolean roc) {
            this.answers = answers;
            this.from = from;
            this.to = to;
            this.roc = roc;
        }

        @Override
        public void reset() {
            scores.clear();
            shown = Double.NaN;
            shownAt = 0;
        }

        @Override
        public void add(LossCall batch) {
            int n = answers.outputs();
            for (int i = 0; i < batch.positions(); i++) {
                for (int j = from; j < to && !batch.isMasked(i); j++) {
                    scores.add(batch.prediction()[batch.predictionAt() + i * n + j], answers.isTrue(batch, i, j));
                }
            }
        }

        @Override
        public double result() {
            return roc ? scores.rocArea() : scores.averagePrecision();
        }

        @Override
        public double soFar() {
            if (scores.size() >= 2 * shownAt) {
                shown = result();
                shownAt = scores.size();
            }
            return shown;
        }

        @Override
        public double[] state() {
            double[] state = new double[2 + 2 * scores.size()];
            state[0] = shown;
            state[1] = shownAt;
            scores.write(state, 2);
            return state;
        }

        @Override
        public void restore(double[] state) {
            if (state.length < 2 || state.length % 2 != 0) {
                States.check(state, 2 + 2 * scores.size());
            }
            scores.read(state, 2);
            shown = state[0];
            shownAt = (int) state[1];
        }
    }
}
