package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.layers.Expect;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Precision P (which share of the yes answers is right), recall R (which share of the true yes was found), and what
 * lies between: F-beta = (1 + beta²) P R / (beta² P + R). Beta 0 is precision, 1 weighs both alike, infinity is
 * recall. 0 / 0 counts as 0. Between 0 and 1, larger is better.
 *
 * <p>Without options every output is judged for itself, a yes if it is strictly over 0.5, and all are counted together:
 * for one output these are the usual numbers, for several those of Keras's {@code Precision} and {@code Recall}. With
 * {@link #average} or {@link #ofClass} a position belongs to the class of its largest output (of one output: to class 1
 * if it is over the threshold, else to class 0; under a binary loss with several outputs each of them is still judged
 * for itself). With a {@link #threshold} as well, each of several outputs is judged for itself, as Keras's
 * {@code F1Score(threshold=…)} and {@code Precision(class_id=…)} do.
 *
 * <p>Takes labels [batch, …] or float targets [batch, …, n] for predictions [batch, …, n]. Immutable and thread-safe.
 *
 * <p>A beta that is negative or no number, a threshold that is no number and a negative class are an {@code
 * IllegalArgumentException}; a class that the model does not have is a {@code ShapeException}.
 *
 * {@snippet :
 * Trainer.of(model).loss(binaryCrossentropy()).metrics(precision(), recall().threshold(0.3), f1());
 * Trainer.of(model).loss(sparseCategoricalCrossentropy()).metrics(f1().average(Averaging.MACRO), recall().ofClass(3));
 * }
 *
 * @param beta how many times recall counts as much as precision, at least 0
 * @param average how several classes become one number; POOLED by default
 * @param ofClass the only class that counts, or −1 for all of them
 * @param threshold an output over it is a yes; null, the default, for 0.5 where each output is judged for itself, and
 *     for the largest output where a position has one class
 */
public record FScore(double beta, Averaging average, int ofClass, @Nullable Float threshold) implements Metric, Configured {
    /** The usual threshold of probabilities. */
    static final float HALF = 0.5f;

    /** Checks beta and the class. */
    public FScore {
        if (!(beta >= 0)) {
            throw new IllegalArgumentException("fBeta: beta must be at least 0, got " + beta + ".");
        }
        Expect.given("FScore", "average", average, "use POOLED, MICRO, MACRO or WEIGHTED");
        if (threshold != null && threshold.isNaN()) {
            throw new IllegalArgumentException("FScore: threshold must be a number, got NaN.");
        }
        if (ofClass < -1) {
            throw new IllegalArgumentException("ofClass: classes count from 0, got " + ofClass + ".");
        }
    }

    /**
     * This metric averaged over classes.
     *
     * @param how the average
     * @return the changed copy
     */
    public FScore average(Averaging how) {
        return new FScore(beta, how, -1, threshold);
    }

    /**
     * This metric of a single class.
     *
     * @param c the class, from 0
     * @return the changed copy
     */
    public FScore ofClass(int c) {
        return new FScore(beta, average, c, threshold);
    }

    /**
     * This metric with another threshold; each of several outputs is judged for itself then.
     *
     * @param value an output strictly over it is a yes; 0 for logits
     * @return the changed copy
     */
    public FScore threshold(double value) {
        return new FScore(beta, average, ofClass, (float) value);
    }

    @Override
    public String name() {
        String name = beta == 0 ? "precision" : Double.isInfinite(beta) ? "recall" : "f" + shortest(beta) + "_score";
        if (ofClass >= 0) {
            name += "_" + ofClass;
        } else if (average != Averaging.POOLED) {
            name = average.name().toLowerCase(Locale.ROOT) + "_" + name;
        }
        if (threshold == null || threshold == HALF && average == Averaging.POOLED && ofClass < 0) {
            return name;
        }
        return name + "_over_" + shortest(threshold);
    }

    private static String shortest(double number) {
        return number == (long) number ? Long.toString((long) number) : Double.toString(number);
    }

    private static String shortest(float number) {
        return number == (long) number ? Long.toString((long) number) : Float.toString(number);
    }

    @Override
    public String className() {
        return beta == 0 ? "Precision" : Double.isInfinite(beta) ? "Recall" : "FBetaScore";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        if (beta != 0 && !Double.isInfinite(beta)) {
            config.put("beta", beta);
        }
        config.put("average", average);
        config.put("class_id", ofClass < 0 ? null : ofClass);
        config.put("threshold", threshold);
        return config;
    }

    @Override
    public String unit() {
        return "%";
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public Accumulator accumulator(Shape prediction, Loss loss) {
        Answers answers = Answers.of(prediction, loss, threshold == null ? HALF : threshold);
        boolean separate = answers.areSeparate() || threshold != null && !answers.areOfOneOutput();
        if (ofClass >= 0) {
            requireClass(name(), ofClass, answers.classes());
            return new ClassAccumulator(answers, separate, counts -> counts.fBeta(beta, ofClass));
        }
        separate |= average == Averaging.POOLED;
        return new ClassAccumulator(answers, separate, counts -> counts.fBeta(beta, average));
    }

    static void requireClass(String metric, int c, int classes) {
        if (c >= classes) {
            throw new ShapeException("Metric " + metric + ": the model tells " + classes + " classes apart (0 to "
                    + (classes - 1) + "), there is no class " + c + ".");
        }
    }
}
