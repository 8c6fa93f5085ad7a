package dev.vectron.metrics;

import dev.vectron.graph.LossCall;
import java.util.function.ToDoubleFunction;

/** A metric that follows from how often each class was the true one, was answered, and both. */
final class ClassAccumulator implements Accumulator {
    private final Answers answers;
    private final boolean separate;
    private final ToDoubleFunction<ClassCounts> score;
    private final ClassCounts counts;

    /**
     * An empty accumulator.
     *
     * @param separate whether each output is judged for itself, by the threshold
     * @param score the metric of at least one position
     */
    ClassAccumulator(Answers answers, boolean separate, ToDoubleFunction<ClassCounts> score) {
        this.answers = answers;
        this.separate = separate;
        this.score = score;
        this.counts = new ClassCounts(separate ? answers.outputs() : answers.classes());
    }

    @Override
    public void reset() {
        counts.clear();
    }

    @Override
    public void add(LossCall batch) {
        for (int i = 0; i < batch.positions(); i++) {
            if (!batch.isMasked(i)) {
                add(batch, i);
            }
        }
    }

    private void add(LossCall batch, int position) {
        if (!separate) {
            counts.add(answers.actual(batch, position), answers.predicted(batch, position), 1);
            return;
        }
        for (int j = 0; j < answers.outputs(); j++) {
            counts.add(j, answers.isTrue(batch, position, j), answers.says(batch, position, j));
        }
    }

    @Override
    public double result() {
        return counts.total() == 0 ? Double.NaN : score.applyAsDouble(counts);
    }

    @Override
    public double[] state() {
        return counts.state();
    }

    @Override
    public void restore(double[] state) {
        counts.restore(state);
    }
}
