package dev.vectron.kernels;

import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of the library on plain arrays: every method takes arrays, offsets and sizes, allocates nothing,
 * starts no thread and keeps no state.
 *
 * <p>There are two implementations, {@link ScalarKernels} (the specification) and the Vector API one; for the same
 * arguments they write the same bits, for any lane count (any NaN counts as equal to any NaN). To make that possible
 * every output element is one chain of fused multiply-adds in the order that the method documents, or a number of
 * chains that depends on sizes only. Methods whose work can be divided take a range, so that callers may run ranges on
 * several threads: the bits do not depend on how the work was divided, except where a method adds into an output that
 * other ranges add into as well.
 *
 * <p>Names follow BLAS: C (m×n) = A (m×k) · B (k×n), lda/ldb/ldc are the floats from one stored row to the next.
 * {@code xAt} is the offset of the first element in array {@code x}. A {@code beta} of 0 assigns (old contents are not
 * read), 1 adds; nothing else is allowed. Unless stated otherwise, an output may not overlap an input.
 *
 * <p>Thread-safe: calls on disjoint outputs and scratch may run at the same time.
 */
public interface Kernels {
    /** Columns to which packed operands are rounded up, whatever the lane count. */
    int PANEL = 32;

    /** {@return lanes of a float vector, or 0 for the scalar implementation} */
    int lanes();

    // ---- matrix products

    /**
     * C = beta·C + op(A)·op(B), then, where given, plus a bias per column and through an activation.
     *
     * <p>Each element is one chain {@code c = fma(op(A)[i][p], op(B)[p][j], c)} for p = 0 … k−1, begun with C (beta 1)
     * or 0 (beta 0); then {@code c + bias[j]}, then the activation. Divide the work by rows (m) or columns (n) freely.
     *
     * @param transA false: A is stored m×k; true: stored k×m
     * @param transB false: B is stored k×n; true: stored n×k
     * @param m rows of C
     * @param n columns of C
     * @param k length of the products
     * @param a the array with A
     * @param aAt where A begins
     * @param lda floats between stored rows of A
     * @param b the array with B
     * @param bAt where B begins
     * @param ldb floats between stored rows of B
     * @param beta 0 or 1
     * @param c the array with C
     * @param cAt where C begins
     * @param ldc floats between rows of C
     * @param bias one value per column, or null
     * @param biasAt where the bias begins
     * @param activation applied last
     * @param slope the activation's parameter
     * @param scratch at least {@link #gemmScratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    void gemm(boolean transA, boolean transB, int m, int n, int k,
            float[] a, int aAt, int lda, float[] b, int bAt, int ldb,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            float[] scratch, int scratchAt);

    /**
     * {@return floats of scratch that {@link #gemm} needs for these sizes; the same for every implementation}
     *
     * @param m rows of C
     * @param n columns of C
     * @param k length of the products
     */
    static int gemmScratch(int m, int n, int k) {
        // One packed block of B, one padded tile of C.
        int depth = Math.min(k, Blocking.KC);
        return depth * Blocking.roundUp(Math.min(n, Blocking.NC), PANEL) + Blocking.TILE_ROWS * PANEL;
    }

    // ---- convolution: one picture at a time; callers divide by picture or by output row

    /**
     * Brings a kernel into the order that {@link #convolution} reads.
     *
     * @param s the sizes
     * @param kernel the kernel, HWIO
     * @param kernelAt where it begins
     * @param packed receives {@link #packedKernelSize} floats
     * @param packedAt where they begin
     */
    void packKernel(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed, int packedAt);

    /**
     * Brings a kernel into the order that {@link #convolutionDataGradient} reads.
     *
     * @param s the sizes
     * @param kernel the kernel, HWIO
     * @param kernelAt where it begins
     * @param packed receives {@link #packedKernelSize} floats
     * @param packedAt where they begin
     */
    void packKernelForDataGradient(ConvolutionShape s, float[] kernel, int kernelAt, float[] packed, int packedAt);

    /**
     * {@return floats of a packed kernel, forward or for the data gradient; the same for every implementation}
     *
     * @param s the sizes
     */
    static int packedKernelSize(ConvolutionShape s) {
        return s.kernelHeight() * s.kernelWidth() * Math.max(
                s.channels() * Blocking.roundUp(s.filters(), PANEL),
                s.filters() * Blocking.roundUp(s.channels(), PANEL));
    }

    /**
     * Convolution of one picture (in fact a cross-correlation, as everywhere in this field), rows row0 … row0 + rows −
     * 1 of the output:
     * {@code out[oh][ow][f] = activation(bias[f] + Σ x[oh·strideH − padTop + kh·dilationH][…][c] · kernel[kh][kw][c][f])}.
     *
     * <p>Each element is one chain over (kh, kw, c) ascending, begun with 0; pixels outside the picture take part as
     * zeros.
     *
     * @param s the sizes
     * @param x the array with the picture
     * @param xAt where the picture begins
     * @param packed the kernel from {@link #packKernel}
     * @param packedAt where it begins
     * @param bias one value per filter, or null
     * @param biasAt where the bias begins
     * @param activation applied last
     * @param slope the activation's parameter
     * @param row0 first output row to compute
     * @param rows how many
     * @param out receives the output picture; only the given rows are written
     * @param outAt where the output picture (its row 0) begins
     * @param scratch at least {@link #convolutionScratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    void convolution(ConvolutionShape s, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt);

    /**
     * The gradient of a convolution for one picture's input:
     * {@code dIn[ih][iw][c] = beta·dIn + Σ dOut[oh][ow][f] · kernel[kh][kw][c][f]} over all taps that read this pixel.
     *
     * <p>The sum is one chain over kh and kw descending and f ascending (so that it runs forward through dOut), begun
     * with 0. Taps that fall between strides are left out; those that reach a pixel outside dOut take part as zeros. A
     * pixel that no tap reads has the sum 0. beta 1 adds the finished sum to dIn.
     *
     * @param s the sizes of the forward convolution
     * @param dOut the gradient of the output picture
     * @param dOutAt where it begins
     * @param packed the kernel from {@link #packKernelForDataGradient}
     * @param packedAt where it begins
     * @param beta 0 or 1
     * @param dIn the gradient of the input picture
     * @param dInAt where it begins
     * @param scratch at least {@link #convolutionScratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    void convolutionDataGradient(ConvolutionShape s, float[] dOut, int dOutAt, float[] packed, int packedAt,
            float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt);

    /**
     * The gradient of a convolution for its kernel, from one picture:
     * {@code dKernel[kh][kw][c][f] = beta·dKernel + Σ x[…][c] · dOut[oh][ow][f]} over the output pixels.
     *
     * <p>One chain over (oh, ow) ascending, begun with dKernel (beta 1) or 0. Calls for several pictures with beta 1
     * continue the chain.
     *
     * @param s the sizes
     * @param x the array with the picture
     * @param xAt where the picture begins
     * @param dOut the gradient of the output picture
     * @param dOutAt where it begins
     * @param beta 0 or 1
     * @param dKernel the gradient of the kernel, HWIO
     * @param dKernelAt where it begins
     * @param scratch at least {@link #convolutionScratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    void convolutionWeightGradient(ConvolutionShape s, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] dKernel, int dKernelAt, float[] scratch, int scratchAt);

    /**
     * {@return floats of scratch that the three convolution methods need; the same for every implementation}
     *
     * @param s the sizes
     */
    static int convolutionScratch(ConvolutionShape s) {
        int picture = s.paddedHeight() * s.paddedWidth() * s.channels();
        int gradient = Border.gradientRows(s) * Border.gradientColumns(s) * s.filters();
        int block = Math.max(Blocking.GRADIENT_FLOATS, s.outWidth() * PANEL) + Blocking.TILE_ROWS * PANEL;
        int tile = Blocking.TILE_PIXELS * PANEL;
        return Math.max(Math.max(picture, gradient) + tile, picture + block);
    }

    // ---- pooling: one picture at a time

    /**
     * Maximum over windows of one picture; with NaN in a window the result is NaN. {@code winners} receives, per output
     * element, the position within the window (row · poolWidth + column) of the first maximum (or first NaN) in
     * row-major order, stored as a float. A window without any pixel of the picture gives −∞ and the winner −1, which
     * receives no gradient.
     *
     * @param s the sizes
     * @param x the array with the picture
     * @param xAt where it begins
     * @param out receives the output picture
     * @param outAt where it begins
     * @param winners receives as many floats as the output has, or null when no gradient will be asked for
     * @param winnersAt where they begin
     */
    void maxPooling(PoolingShape s, float[] x, int xAt, float[] out, int outAt, float @Nullable [] winners,
            int winnersAt);

    /**
     * Gradient of {@link #maxPooling} for one picture: each dOut goes whole to its winner; overlapping windows add, in
     * the order of the windows (oh, ow ascending).
     *
     * @param s the sizes
     * @param dOut the gradient of the output
     * @param dOutAt where it begins
     * @param winners what {@link #maxPooling} wrote
     * @param winnersAt where they begin
     * @param beta 0 or 1
     * @param dIn the gradient of the input
     * @param dInAt where it begins
     */
    void maxPoolingGradient(PoolingShape s, float[] dOut, int dOutAt, float[] winners, int winnersAt,
            float beta, float[] dIn, int dInAt);

    // ---- elementwise; out may be the same range as an input

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

    // ---- rows and columns of a matrix of contiguous rows

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

    // ---- softmax and cross-entropy

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

    // ---- optimizers: w, the gradient and the slots have the same layout

    /**
     * Plain gradient descent: {@code w = fma(−learningRate, g, w)}.
     *
     * @param n how many weights
     * @param learningRate the rate
     * @param w the weights
     * @param g the gradients
     * @param at where all of them begin
     */
    void sgd(int n, float learningRate, float[] w, float[] g, int at);

    /**
     * Gradient descent with momentum, as Keras has it: {@code v = fma(momentum, v, −learningRate·g)}; then
     * {@code w = w + v}, or with Nesterov {@code w = w + fma(momentum, v, −learningRate·g)}.
     *
     * @param n how many weights
     * @param learningRate the rate
     * @param momentum the momentum
     * @param nesterov whether to look ahead
     * @param w the weights
     * @param g the gradients
     * @param v the velocities
     * @param at where all of them begin
     */
    void momentum(int n, float learningRate, float momentum, boolean nesterov, float[] w, float[] g, float[] v, int at);

    /**
     * Adam, as Keras has it: {@code m = fma(1−beta1, g − m, m)}, {@code v = fma(1−beta2, g·g − v, v)},
     * {@code w = w − alpha·m / (sqrt(v) + epsilon)} with {@code alpha = learningRate·sqrt(1−beta2^t)/(1−beta1^t)} from
     * the caller.
     *
     * @param n how many weights
     * @param alpha the corrected rate of this step
     * @param oneMinusBeta1 1 − beta1
     * @param oneMinusBeta2 1 − beta2
     * @param epsilon added to the root
     * @param w the weights
     * @param g the gradients
     * @param m the first moments
     * @param v the second moments
     * @param at where all of them begin
     */
    void adam(int n, float alpha, float oneMinusBeta1, float oneMinusBeta2, float epsilon,
            float[] w, float[] g, float[] m, float[] v, int at);
}
