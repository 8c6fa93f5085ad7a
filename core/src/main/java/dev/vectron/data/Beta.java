package dev.vectron.data;

import dev.vectron.random.CounterRandom;

/**
 * Numbers in [0, 1] of the beta distribution with both parameters α ≤ 1, by rejection: u^(1/α) / (u^(1/α) + v^(1/α)) of
 * two uniform numbers for which the sum is at most 1. Thread-safe.
 *
 * <p>Source: Jöhnk, "Erzeugung von betaverteilten und gammaverteilten Zufallszahlen", Metrika 8 (1964).
 */
final class Beta {
    private Beta() {}

    /**
     * A number of the distribution.
     *
     * @param key the random stream
     * @param counter the first of the elements that are drawn; as many as are needed follow downwards
     * @param alpha both parameters, above 0 and at most 1
     * @return the number
     */
    static float draw(long key, int counter, double alpha) {
        for (int i = counter;; i -= 2) {
            // Logarithms: for a small alpha the powers are too small for a double.
            double x = StrictMath.log(unit(key, i)) / alpha;
            double y = StrictMath.log(unit(key, i - 1)) / alpha;
            if (StrictMath.exp(x) + StrictMath.exp(y) <= 1) {
                return (float) (1 / (1 + StrictMath.exp(y - x)));
            }
        }
    }

    /** In (0, 1). */
    private static double unit(long key, int counter) {
        return ((CounterRandom.bits(key, counter) & 0xFFFFFFFFL) + 0.5) * 0x1p-32;
    }
}
