package dev.vectron.optimizers;

/** Checks of what users set, and the corrections that several optimizers need. */
final class Rates {
    private Rates() {}

    static double learningRate(String optimizer, double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(optimizer
                    + ": learningRate must be a finite number of at least 0, got " + rate + ".");
        }
        return rate;
    }

    static double decay(String optimizer, String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(optimizer + ": " + name + " must be at least 0 and less than 1, got "
                    + value + ".");
        }
        return value;
    }

    static double epsilon(String optimizer, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(optimizer + ": epsilon must be a finite number above 0, got " + value
                    + ".");
        }
        return value;
    }

    /** By squaring: the same bits everywhere, as StrictMath.pow, which however allocates in every call. */
    static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
