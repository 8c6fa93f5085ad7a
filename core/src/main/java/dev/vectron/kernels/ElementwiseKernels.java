package dev.vectron.kernels;

/**
 * The part of {@link Kernels} that works element by element; everything its documentation says holds here. An output
 * may be the same range as an input.
 */
public interface ElementwiseKernels {
    /**
     * y = f(x).
     *
     * @param f the function
     * @param slope its parameter
     * @param n how many elements
     * @param x the input
     * @param xAt where it begins
     * @param y the output; may be the same range as x
     * @param yAt where it begins
     */
    void activate(ActivationFunction f, float slope, int n, float[] x, int xAt, float[] y, int yAt);

    /**
     * dX = beta·dX + f'(from y) · dY.
     *
     * @param f the function
     * @param slope its parameter
     * @param n how many elements
     * @param y the function's output
     * @param yAt where it begins
     * @param dY the gradient of the output
     * @param dYAt where it begins
     * @param beta 0 or 1
     * @param dX the gradient of the input; may be the same range as dY
     * @param dXAt where it begins
     */
    void activateGradient(ActivationFunction f, float slope, int n, float[] y, int yAt, float[] dY, int dYAt,
            float beta, float[] dX, int dXAt);

    /**
     * y = f(x) for a function whose derivative needs x.
     *
     * @param f the function
     * @param n how many elements
     * @param x the input
     * @param xAt where it begins
     * @param y the output; may be the same range as x
     * @param yAt where it begins
     */
    void gate(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt);

    /**
     * y = f'(x).
     *
     * @param f the function
     * @param n how many elements
     * @param x the function's input
     * @param xAt where it begins
     * @param y its derivative there; must not overlap x
     * @param yAt where it begins
     */
    void gateDerivative(GatedFunction f, int n, float[] x, int xAt, float[] y, int yAt);

    /**
     * y = beta·y + a·x: {@code beta == 0 ? a * x : fma(a, x, y)}.
     *
     * @param n how many elements
     * @param a the factor
     * @param x the input
     * @param xAt where it begins
     * @param beta 0 or 1
     * @param y the output; may be the same range as x
     * @param yAt where it begins
     */
    void scale(int n, float a, float[] x, int xAt, float beta, float[] y, int yAt);

    /**
     * y = a·x + b with one rounding: {@code fma(a, x, b)}.
     *
     * @param n how many elements
     * @param a the factor
     * @param b the offset
     * @param x the input
     * @param xAt where it begins
     * @param y the output; may be the same range as x
     * @param yAt where it begins
     */
    void affine(int n, float a, float b, float[] x, int xAt, float[] y, int yAt);

    /**
     * z = x + y.
     *
     * @param n how many elements
     * @param x an input
     * @param xAt where it begins
     * @param y an input
     * @param yAt where it begins
     * @param z the output; may be the same range as x or y
     * @param zAt where it begins
     */
    void add(int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt);

    /**
     * z = x · y.
     *
     * @param n how many elements
     * @param x an input
     * @param xAt where it begins
     * @param y an input
     * @param yAt where it begins
     * @param z the output; may be the same range as x or y
     * @param zAt where it begins
     */
    void multiply(int n, float[] x, int xAt, float[] y, int yAt, float[] z, int zAt);

    /**
     * Inverted dropout: {@code y = keep ? x · (1 / (1 − rate)) : 0}, where element i is kept if the 24-bit random
     * number {@code CounterRandom.bits(key, counter + i) >>> 8} is at least {@code round(rate · 2^24)}. Applied to dY
     * with the same key and counter it is its own gradient. beta 1 adds the finished value. Source: Srivastava et al.
     * 2014.
     *
     * @param n how many elements
     * @param rate the share to drop, 0 ≤ rate &lt; 1
     * @param key the random stream
     * @param counter the counter of the first element
     * @param x the input
     * @param xAt where it begins
     * @param beta 0 or 1
     * @param y the output; may be the same range as x
     * @param yAt where it begins
     */
    void dropout(int n, float rate, long key, int counter, float[] x, int xAt, float beta, float[] y, int yAt);

    /**
     * y = max(x, 0) + slope · min(x, 0), with a slope for each element: {@code fma(slope, min(x, 0), max(x, 0))}.
     *
     * @param n how many elements
     * @param slope the slopes
     * @param slopeAt where they begin
     * @param x the input
     * @param xAt where it begins
     * @param y the output; may be the same range as x
     * @param yAt where it begins
     */
    void bend(int n, float[] slope, int slopeAt, float[] x, int xAt, float[] y, int yAt);

    /**
     * dX = beta·dX + f · dY, where f is 1 for x above 0, the slope for others, and NaN for NaN; the product is rounded.
     *
     * @param n how many elements
     * @param slope the slopes
     * @param slopeAt where they begin
     * @param x the input of {@link #bend}
     * @param xAt where it begins
     * @param dY the gradient of its output
     * @param dYAt where it begins
     * @param beta 0 or 1
     * @param dX the gradient of the input; may be the same range as dY
     * @param dXAt where it begins
     */
    void bendGradient(int n, float[] slope, int slopeAt, float[] x, int xAt, float[] dY, int dYAt, float beta,
            float[] dX, int dXAt);

    /**
     * sums += min(x, 0) · dY, by fma: what the slopes' gradient gains.
     *
     * @param n how many elements
     * @param x the input of {@link #bend}
     * @param xAt where it begins
     * @param dY the gradient of its output
     * @param dYAt where it begins
     * @param sums a sum for each element
     * @param sumsAt where they begin
     */
    void addSlopeGradient(int n, float[] x, int xAt, float[] dY, int dYAt, float[] sums, int sumsAt);
}
