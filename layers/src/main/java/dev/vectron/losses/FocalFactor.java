package dev.vectron.losses;

/** The factor by which focal losses weaken what is right already: x ↦ x^gamma and its derivative. */
final class FocalFactor {
    private FocalFactor() {}

    static void check(String loss, double alpha, double gamma) {
        if (!(alpha >= 0 && Double.isFinite(alpha))) {
            throw new IllegalArgumentException("The loss " + loss + ": alpha must be at least 0 and finite, got "
                    + alpha + ".");
        }
        if (!(gamma >= 0 && Double.isFinite(gamma))) {
            throw new IllegalArgumentException("The loss " + loss + ": gamma must be at least 0 and finite, got "
                    + gamma + ".");
        }
    }

    /** x^gamma for x ≥ 0; the usual gammas without a logarithm. */
    static double of(double x, double gamma) {
        return gamma == 2 ? x * x : gamma == 1 ? x : power(x, gamma);
    }

    /** gamma x^(gamma − 1), and 0 at x = 0, where for gamma under 1 it would be infinite. */
    static double derivative(double x, double gamma) {
        if (gamma == 2) {
            return 2 * x;
        }
        return gamma == 0 || x == 0 ? 0 : gamma * power(x, gamma - 1);
    }

    /** Not by StrictMath.pow, which allocates arrays in each call. */
    private static double power(double x, double exponent) {
        return exponent == 0 ? 1 : StrictMath.exp(exponent * StrictMath.log(x));
    }
}
