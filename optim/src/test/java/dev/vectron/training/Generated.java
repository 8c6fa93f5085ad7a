package dev.vectron.training;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;

/** Data for tests, made by formula. */
final class Generated {
    private Generated() {}

    /** Normally distributed inputs of a shape with labels that have nothing to do with them. */
    static Dataset noise(int samples, int classes, int... shape) {
        Tensor x = Tensor.zeros(Shape.of(shape).prepend(samples));
        for (int i = 0; i < x.size(); i++) {
            x.values()[i] = (float) CounterRandom.normal(11, i);
        }
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = CounterRandom.below(12, i, classes);
        }
        return ArrayDataset.of(x, labels);
    }

    /** Random tokens, some of them padding, with labels that have nothing to do with them. */
    static Dataset tokens(int samples, int classes, int below, int time) {
        Tensor x = Tensor.zeros(Shape.of(samples, time));
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = CounterRandom.below(32, i, classes);
            int length = CounterRandom.below(33, i, time + 1);
            for (int t = 0; t < length; t++) {
                x.values()[i * time + t] = CounterRandom.below(31, i * time + t, below);
            }
        }
        return ArrayDataset.of(x, labels);
    }

    /** Points of two arms that wind once and a half around each other. */
    static Dataset spiral(int samples) {
        float[][] x = new float[samples][2];
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            double t = 0.3 + 9 * CounterRandom.uniform(21, i);
            labels[i] = i % 2;
            double angle = t + labels[i] * StrictMath.PI;
            x[i][0] = (float) (t / 9 * StrictMath.cos(angle));
            x[i][1] = (float) (t / 9 * StrictMath.sin(angle));
        }
        return ArrayDataset.of(x, labels);
    }

    static Dataset xor() {
        return ArrayDataset.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new float[][] {{0}, {1}, {1}, {0}});
    }
}
