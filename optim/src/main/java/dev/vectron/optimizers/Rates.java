package dev.vectron.optimizers;

/** Checks of what users set. */
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
}
