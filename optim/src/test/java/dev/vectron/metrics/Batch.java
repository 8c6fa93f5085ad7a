package dev.vectron.metrics;

import dev.vectron.graph.LossCall;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.random.CounterRandom;
import java.util.Arrays;

/** Batches for tests of metrics; their arrays begin at an offset, which shows whether a metric minds where. */
final class Batch {
    private static final int OFFSET = 3;

    private Batch() {}

    static LossCall of(int n, float... predictions) {
        return of(predictions.length / n, 1, n, predictions);
    }

    static LossCall of(int samples, int perSample, int n, float... predictions) {
        return new LossCall(KernelsProvider.best()).predictions(samples, perSample, n, shifted(predictions), OFFSET);
    }

    static LossCall labelled(int n, int[] labels, float... predictions) {
        int[] shifted = new int[labels.length + OFFSET];
        System.arraycopy(labels, 0, shifted, OFFSET, labels.length);
        return of(n, predictions).labels(shifted, OFFSET);
    }

    static LossCall targeted(int n, float[] targets, float... predictions) {
        return of(n, predictions).targets(shifted(targets), OFFSET);
    }

    /** Answers of one output as 0 or 1, with labels as float targets. */
    static LossCall binary(int[] actual, float... scores) {
        float[] targets = new float[actual.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = actual[i];
        }
        return targeted(1, targets, scores);
    }

    /** Labels and sure answers: 1 for the predicted class, 0 elsewhere. */
    static LossCall answers(int classes, int[] actual, int[] predicted) {
        return labelled(classes, actual, oneHot(classes, predicted));
    }

    static float[] oneHot(int classes, int... labels) {
        float[] values = new float[classes * labels.length];
        for (int i = 0; i < labels.length; i++) {
            values[i * classes + labels[i]] = 1;
        }
        return values;
    }

    /** Numbers 0, 0.1 … 1, so that many are equal. */
    static float[] coarse(long key, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = CounterRandom.below(key, i, 11) / 10f;
        }
        return values;
    }

    static int[] labels(long key, int size, int classes) {
        int[] labels = new int[size];
        Arrays.setAll(labels, i -> CounterRandom.below(key, i, classes));
        return labels;
    }

    private static float[] shifted(float[] values) {
        float[] shifted = new float[values.length + OFFSET];
        Arrays.fill(shifted, 7);
        System.arraycopy(values, 0, shifted, OFFSET, values.length);
        return shifted;
    }
}
