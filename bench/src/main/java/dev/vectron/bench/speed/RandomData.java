package dev.vectron.bench.speed;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.Random;

/** Seeded values to compute with: the time does not depend on them. */
final class RandomData {
    private static final long SEED = 1;

    private RandomData() {}

    /** Values of a normal distribution. */
    static Tensor normal(Shape shape) {
        Random random = new Random(SEED);
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) {
            t.values()[i] = (float) random.nextGaussian();
        }
        return t;
    }

    static int[] labels(int samples, int classes) {
        return new Random(SEED).ints(samples, 0, classes).toArray();
    }
}
