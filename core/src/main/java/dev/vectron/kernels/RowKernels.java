package dev.vectron.kernels;

/**
 * The part of {@link Kernels} that works on rows and columns of a matrix of contiguous rows: sums, scaling, softmax.
 * Everything its documentation says holds here.
 */
public interface RowKernels {
    /**
     * Sums of columns: {@code sums[j] = beta·sums[j] + Σ_i x[i][j]}, one chain of additions over the rows in order,
     * begun with sums (beta 1) or 0.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x the matrix
     * @param xAt where it begins
     * @param beta 0 or 1
     * @param sums one per column
     * @param sumsAt where they begin
     */
    void columnSums(int rows, int n, float[] x, int xAt, float beta, float[] sums, int sumsAt);

    /**
     * Sums of distances from a value per column and of their squares: {@code sums[j] = beta·sums[j] + Σ_i d},
     * {@code sums[n + j] = beta·sums[n + j] + Σ_i d²} with {@code d = x[i][j] − center[j]}; each is one chain over the
     * rows in order, of additions and of {@code fma(d, d, s)}. One pass over memory: with a center near the mean both
     * moments of a column follow from them without loss.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x the matrix
     * @param xAt where it begins
     * @param center one per column
     * @param centerAt where they begin
     * @param beta 0 or 1
     * @param sums two per column: all sums of distances, then all sums of squares
     * @param sumsAt where they begin
     */
    void columnMoments(int rows, int n, float[] x, int xAt, float[] center, int centerAt, float beta, float[] sums,
            int sumsAt);

    /**
     * Scale and shift per column, then an activation: {@code y[i][j] = f(fma(x[i][j], scale[j], shift[j]))}.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x the matrix
     * @param xAt where it begins
     * @param scale one per column
     * @param scaleAt where they begin
     * @param shift one per column
     * @param shiftAt where they begin
     * @param f the activation
     * @param slope its parameter
     * @param y the output; may be the same range as x
     * @param yAt where it begins
     */
    void columnAffine(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift, int shiftAt,
            ActivationFunction f, float slope, float[] y, int yAt);

    /**
     * Sums for the gradient of a normalization y = f(fma(x, scale, shift)) with a rectifier f: with
     * {@code g = fma(x[i][j], scale[j], shift[j]) ≤ 0 ? slope·dY[i][j] : dY[i][j]},
     * {@code sums[j] = beta·sums[j] + Σ_i g} and
     * {@code sums[n + j] = beta·sums[n + j] + Σ_i g·(x[i][j] − center[j])}; each is one chain over the rows in order,
     * of additions and of fused multiply-adds.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param slope of f below 0: 0 for ReLU, 1 where f is linear
     * @param x the normalization's input
     * @param xAt where it begins
     * @param dY the gradient of its output
     * @param dYAt where it begins
     * @param columns three per column: all scales, all shifts, all centers
     * @param columnsAt where they begin
     * @param beta 0 or 1
     * @param sums two per column: all sums of g, then all sums of products
     * @param sumsAt where they begin
     */
    void columnGradientSums(int rows, int n, float slope, float[] x, int xAt, float[] dY, int dYAt, float[] columns,
            int columnsAt, float beta, float[] sums, int sumsAt);

    /**
     * The gradient of a normalization for its input:
     * {@code dX[i][j] = beta·dX[i][j] + fma(g, a[j], fma(x[i][j] − center[j], b[j], c[j]))}, g as in
     * {@link #columnGradientSums}.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param slope of f below 0: 0 for ReLU, 1 where f is linear
     * @param x the normalization's input
     * @param xAt where it begins
     * @param dY the gradient of its output
     * @param dYAt where it begins
     * @param columns six per column: all scales, shifts, centers, a, b, c
     * @param columnsAt where they begin
     * @param beta 0 or 1
     * @param dX the gradient of the input; may be the same range as dY
     * @param dXAt where it begins
     */
    void columnGradient(int rows, int n, float slope, float[] x, int xAt, float[] dY, int dYAt, float[] columns,
            int columnsAt, float beta, float[] dX, int dXAt);

    /**
     * Scale and shift per column, then a second matrix and an activation:
     * {@code y[i][j] = f(fma(x[i][j], scale[j], shift[j]) + z[i][j])}.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x the matrix
     * @param xAt where it begins
     * @param scale one per column
     * @param scaleAt where they begin
     * @param shift one per column
     * @param shiftAt where they begin
     * @param z the matrix to add
     * @param zAt where it begins
     * @param f the activation
     * @param slope its parameter
     * @param y the output; may be the same range as z
     * @param yAt where it begins
     */
    void columnAffineAdd(int rows, int n, float[] x, int xAt, float[] scale, int scaleAt, float[] shift, int shiftAt,
            float[] z, int zAt, ActivationFunction f, float slope, float[] y, int yAt);

    /**
     * The gradient of a rectifier, and its sums for the gradient of a normalization in front: dY becomes
     * {@code g[i][j] = dY[i][j] · (y[i][j] > 0 ? 1 : slope)} (NaN where y is NaN);
     * {@code sums[j] = beta·sums[j] + Σ_i g} and
     * {@code sums[n + j] = beta·sums[n + j] + Σ_i g·(x[i][j] − center[j])}, each one chain over the rows in order, of
     * additions and of fused multiply-adds.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param slope of the rectifier below 0
     * @param y the rectifier's output
     * @param yAt where it begins
     * @param dY its gradient, then g
     * @param dYAt where it begins
     * @param x the normalization's input
     * @param xAt where it begins
     * @param center one per column
     * @param centerAt where they begin
     * @param beta 0 or 1
     * @param sums two per column: all sums of g, then all sums of products
     * @param sumsAt where they begin
     */
    void rectifiedGradientSums(int rows, int n, float slope, float[] y, int yAt, float[] dY, int dYAt, float[] x,
            int xAt, float[] center, int centerAt, float beta, float[] sums, int sumsAt);

    /**
     * Softmax of each row: {@code y = exp(x − max) / Σ exp(x − max)}. The sum: the whole blocks of 16 elements go into
     * 16 chains over j mod 16, which are joined pairwise (8 + 8, 4 + 4, 2 + 2, 1 + 1); the last n mod 16 elements are
     * then added one by one. The division is one multiplication by the reciprocal. A NaN in a row makes the whole row
     * NaN.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x the input
     * @param xAt where it begins
     * @param y the output; may be the same range as x
     * @param yAt where it begins
     */
    void softmax(int rows, int n, float[] x, int xAt, float[] y, int yAt);

    /**
     * Gradient of softmax for each row: {@code dX = beta·dX + y·(dY − o − Σ_j (dY[j] − o)·y[j])}; the sum as in
     * {@link #softmax}, with fused multiply-adds. The number o takes no part in exact arithmetic, as the y sum up to 1:
     * dY of the first largest y if that is over 1/2, else 0. It keeps the digits of gradients of rows with one class
     * of nearly all the probability.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param y the softmax's output
     * @param yAt where it begins
     * @param dY the gradient of the output
     * @param dYAt where it begins
     * @param beta 0 or 1
     * @param dX the gradient of the input; may be the same range as dY
     * @param dXAt where it begins
     */
    void softmaxGradient(int rows, int n, float[] y, int yAt, float[] dY, int dYAt, float beta, float[] dX, int dXAt);

    /**
     * Softmax of each row in place, and its cross-entropy with a class: {@code losses[i] = max − x[label] +
     * logSumExpAboveMax} in double, the last as in {@link #logSumExpAboveMax}; then x becomes what {@link #softmax}
     * makes of it.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x logits, then probabilities
     * @param xAt where they begin
     * @param labels the class of each row, 0 … n − 1
     * @param labelsAt where they begin
     * @param losses one per row
     * @param lossesAt where they begin
     */
    void softmaxCrossentropy(int rows, int n, float[] x, int xAt, int[] labels, int labelsAt, float[] losses,
            int lossesAt);

    /**
     * How far the logarithm of each row's Σ exp lies above its maximum: {@code result[i] = log(Σ exp(x − max))}, from 0
     * to log n, the sum as in {@link #softmax}, the logarithm by {@link StrictMath}. Without the maximum, so that small
     * differences to large numbers keep their digits.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x the input
     * @param xAt where it begins
     * @param result one per row
     * @param resultAt where they begin
     */
    void logSumExpAboveMax(int rows, int n, float[] x, int xAt, float[] result, int resultAt);
}
