package dev.vectron.coverage;

import dev.vectron.kernels.Kernels;

/**
 * One object of the vocabulary and a place where it works.
 *
 * @param word the object
 * @param place its inputs, and what stands beside it
 * @param divided whether its work is so large that it is divided into parts
 * @param start begins its work
 */
record WordCase(Object word, String place, boolean divided, Start start) {
    /** Begins work with kernels on a number of threads; the work depends on neither. */
    interface Start {
        Work begin(Kernels kernels, int threads);
    }

    String title() {
        return word + " " + place;
    }

    /** A sum of the bits of all that two steps write, the second of a short batch; any NaN counts as any other. */
    long bits(Kernels kernels, int threads) {
        Work work = start.begin(kernels, threads);
        long sum = 1;
        for (int number = 1; number <= 2; number++) {
            work.step(number);
            for (float[] values : work.results()) {
                for (float value : values) {
                    sum = sum * 0x9E3779B97F4A7C15L + Float.floatToIntBits(value);
                }
                sum = Long.rotateLeft(sum, 17) + values.length;
            }
        }
        return sum;
    }
}
