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
     * Sums of the products of two matrices' columns: {@code sums[j] = beta·sums[j] + Σ_i x[i][j]·y[i][j]}, one chain of
     * fused multiply-adds over the rows in order.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x a matrix
     * @param xAt where it begins
     * @param y a matrix; may be x
     * @param yAt where it begins
     * @param beta 0 or 1
     * @param sums one per column
     * @param sumsAt where they begin
     */
    void columnDots(int rows, int n, float[] x, int xAt, float[] y, int yAt, float beta, float[] sums, int sumsAt);

    /**
     * Sums of squared distances from a value per column: {@code sums[j] = beta·sums[j] + Σ_i (x[i][j] − mean[j])²}, one
     * chain {@code fma(d, d, s)} over the rows in order.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x the matrix
     * @param xAt where it begins
     * @param mean one per column
     * @param meanAt where they begin
     * @param beta 0 or 1
     * @param sums one per column
     * @param sumsAt where they begin
     */
    void columnSquaredDeviations(int rows, int n, float[] x, int xAt, float[] mean, int meanAt, float beta,
            float[] sums, int sumsAt);

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
     * Two scaled matrices and a shift per column:
     * {@code z[i][j] = beta·z[i][j] + fma(x[i][j], a[j], fma(y[i][j], b[j], c[j]))}; the gradient of batch
     * normalization in training.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x a matrix
     * @param xAt where it begins
     * @param a factor of x per column
     * @param aAt where they begin
     * @param y a matrix
     * @param yAt where it begins
     * @param b factor of y per column
     * @param bAt where they begin
     * @param c shift per column
     * @param cAt where they begin
     * @param beta 0 or 1
     * @param z the output; may be the same range as x or y
     * @param zAt where it begins
     */
    void columnAffine2(int rows, int n, float[] x, int xAt, float[] a, int aAt, float[] y, int yAt, float[] b, int bAt,
            float[] c, int cAt, float beta, float[] z, int zAt);


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
     * Gradient of softmax for each row: {@code dX = beta·dX + y·(dY − Σ_j dY[j]·y[j])}; the sum as in {@link #softmax},
     * with fused multiply-adds.
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
     * Logarithm of each row's Σ exp: {@code result[i] = max + log(Σ exp(x − max))}, the sum as in {@link #softmax}, the
     * logarithm by {@link StrictMath}.
     *
     * @param rows how many rows
     * @param n length of a row
     * @param x the input
     * @param xAt where it begins
     * @param result one per row
     * @param resultAt where they begin
     */
    void logSumExp(int rows, int n, float[] x, int xAt, float[] result, int resultAt);
}
