package dev.vectron.layers.augmentation;

/**
 * Sine and cosine of angles in parts of a whole turn: exact for whole quarters, the same bits everywhere, and without
 * the arrays that {@link StrictMath} allocates. Thread-safe.
 *
 * <p>The rest behind whole quarters, at most an eighth of a turn, goes into the Taylor series, whose first term left
 * out is below 2^-56.
 */
final class Turns {
    private Turns() {}

    static double cos(double turns) {
        return quadrant(turns, 1);
    }

    static double sin(double turns) {
        return quadrant(turns, 0);
    }

    /** The sine, of a given number of quarters more. */
    private static double quadrant(double turns, int more) {
        double quarters = Math.rint(4 * turns);
        double angle = 2 * Math.PI * (turns - quarters / 4);
        int quadrant = ((int) quarters + more) & 3;
        double value = (quadrant & 1) == 0 ? angle * series(angle * angle, 17) : series(angle * angle, 16);
        return quadrant < 2 ? value : -value;
    }

    /** 1 − x/((n−1)·n) · (1 − …) over n of the parity of the last, from 2 or 3 on. */
    private static double series(double square, int last) {
        double sum = 1;
        for (int n = last; n > 1; n -= 2) {
            sum = 1 - square / ((n - 1) * n) * sum;
        }
        return sum;
    }
}
