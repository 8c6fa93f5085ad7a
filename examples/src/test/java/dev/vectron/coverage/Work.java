package dev.vectron.coverage;

import dev.vectron.random.CounterRandom;
import java.util.List;

/**
 * An object of the vocabulary at work: steps of training, each of which depends only on its number and those before.
 */
interface Work {
    /** Does one step; once warm it must not allocate. */
    void step(int number);

    /** What the steps have written so far, or the last of them: outputs, gradients, weights, losses. */
    List<float[]> results();

    /** Random numbers from −1 to 1. */
    static float[] random(long stream, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = 2 * CounterRandom.uniform(CounterRandom.key(5, stream, 0, 0), i) - 1;
        }
        return values;
    }

    /** Random labels below n. */
    static int[] labels(int count, int n) {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = CounterRandom.below(71, i, n);
        }
        return labels;
    }
}
