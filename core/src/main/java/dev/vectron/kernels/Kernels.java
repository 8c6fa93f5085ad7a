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
public interface Kernels extends DepthwiseKernels, ElementwiseKernels, RowKernels, OptimizerKernels {
    /** Columns to which packed operands are rounded up, whatever the lane count. */
    int PANEL = 32;

    /** {@return lanes of a float vector, or 0 for the scalar implementation} */
    int lanes();

    // ---- matrix products

    /**
     * C = beta·C + op(A)·op(B), then, where given, plus a bias per column and through an activation.
     *
     * <p>Each element is one chain {@code c = fma(op(A)[i][p], op(B)[p][j], c)} for p = 0 … k−1, begun with C (beta 1)
     * or 0 (beta 0); then {@code c + bias[j]}, then the activation. Divide the work by rows (m) freely, and by columns
     * (n) into parts of more than six.
     *
     * <p>With n ≤ 6, k ≥ 256 and A not transposed an element is the sum of sixteen chains instead: chain l takes
     * p = l, l + 16, l + 32 … and begins with 0; neighbours are added first,
     * {@code ((s0 + s1) + (s2 + s3)) + …}, by halves of halves; then {@code c + sum} (beta 1) or the sum (beta 0), then
     * bias and activation.
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
        // One packed block of B, one padded tile of C, one packed block of A.
        return Blocking.packedFloats(n, k) + Blocking.TILE_ROWS * PANEL + Blocking.copiedFloats(m, k);
    }

    /**
     * {@return into how many parts packing a matrix is divided: panels of {@link #PANEL} columns, or with few long
     * columns blocks of rows}
     *
     * @param k rows of B
     * @param n columns of B
     */
    static int packedParts(int k, int n) {
        return DotProducts.isChosen(false, n, k) ? DotProducts.blocks(k) : Math.ceilDiv(n, PANEL);
    }

    /**
     * {@return whether parts of a product with few long columns had better share a packed B: otherwise each of them
     * copies the columns, which is much of the work}
     *
     * @param k rows of B
     * @param n columns of B
     */
    static boolean copiesColumns(int k, int n) {
        return DotProducts.areWorthSharing(n, k);
    }

    /**
     * Brings all of B into the order that {@link #gemmPacked} reads, part by part.
     *
     * @param transB false: B is stored k×n; true: stored n×k
     * @param k rows of B
     * @param n columns of B
     * @param b the array with B
     * @param bAt where B begins
     * @param ldb floats between stored rows of B
     * @param packed receives {@link #packedMatrixSize} floats
     * @param packedAt where they begin
     */
    default void packMatrix(boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] packed, int packedAt) {
        for (int part = 0; part < packedParts(k, n); part++) {
            packPart(part, transB, k, n, b, bAt, ldb, packed, packedAt);
        }
    }

    /**
     * Brings a part of B into the order that {@link #gemmPacked} reads, for matrices that are used more than once. The
     * order is the implementation's own; of more than {@link #PANEL} columns those from j on, j a multiple of PANEL,
     * begin at {@code packedAt + j·k}, so that they may be multiplied with one by one.
     *
     * @param part one of {@link #packedParts}
     * @param transB false: B is stored k×n; true: stored n×k
     * @param k rows of B
     * @param n columns of B
     * @param b the array with B
     * @param bAt where B begins
     * @param ldb floats between stored rows of B
     * @param packed receives {@link #packedMatrixSize} floats
     * @param packedAt where they begin
     */
    void packPart(int part, boolean transB, int k, int n, float[] b, int bAt, int ldb, float[] packed, int packedAt);

    /**
     * {@return whether products with B are computed faster from where it is than from {@link #packMatrix}: chains are
     * so short and C so wide that writing C is most of the work}
     *
     * @param n columns of B
     * @param k rows of B
     */
    static boolean readsInPlace(int n, int k) {
        return Blocking.walksAlongRows(n, k);
    }

    /**
     * {@return floats of a packed matrix; the same for every implementation}
     *
     * @param k rows of B
     * @param n columns of B
     */
    static int packedMatrixSize(int k, int n) {
        return k * Blocking.roundUp(n, PANEL);
    }

    /**
     * C = beta·C + A·B with a B that was packed before: the bits of {@link #gemm}, without its packing. The number
     * of columns chooses the order of sums here as it does there.
     *
     * @param m rows of C
     * @param n columns of C
     * @param k length of the products
     * @param a the array with A
     * @param aAt where A begins
     * @param lda floats between stored rows of A
     * @param packed B from {@link #packMatrix}
     * @param packedAt where it begins
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
    void gemmPacked(int m, int n, int k, float[] a, int aAt, int lda, float[] packed, int packedAt,
            float beta, float[] c, int cAt, int ldc,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            float[] scratch, int scratchAt);

    // ---- convolution: pictures that follow each other; callers divide by picture or by output row

    /*
     * Convolutions with a 3×3 or 5×5 kernel, strides and dilation 1, and at least 16 channels and filters are computed,
     * with both gradients, by one of Winograd's algorithms, where that saves more than it costs:
     * - F(4, 3) or F(2, 5) along the rows, where input and output fill most of their strips of four or two columns;
     * - F(2×2, 3×3), with a 3×3 kernel, channels and filters that are multiples of 16 and at least 32 and an output of
     * at least 2×2
     *   pixels, where these are 128² pairs or more, or strips would stay partly empty.
     * All others are computed directly. The choice (ConvolutionAlgorithm) depends on the shape
     * without the batch only, so that a picture's bits do not depend on the pictures beside it.
     */

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
        return switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> WinogradStrips.packedKernelSize(s);
            case TILES -> Winograd.packedKernelSize(s);
            case DIRECT -> s.kernelHeight() * s.kernelWidth() * Math.max(
                    s.channels() * Blocking.roundUp(s.filters(), PANEL),
                    s.filters() * Blocking.roundUp(s.channels(), PANEL));
        };
    }

    /**
     * Convolution of pictures (in fact a cross-correlation, as everywhere in this field), rows row0 … row0 + rows − 1
     * of every output picture:
     * {@code out[oh][ow][f] = activation(bias[f] + Σ x[oh·strideH − padTop + kh·dilationH][…][c] ·
     * kernel[kh][kw][c][f])}.
     *
     * <p>Each element is one chain over (kh, kw, c) ascending, begun with 0. Rows of the kernel that lie outside the
     * picture are left out; pixels outside it in the other rows take part as zeros, which shows only where a weight is
     * infinite or NaN. 3×3 kernels with strides and dilation 1 and with at least 16 channels and filters are
     * computed by Winograd's algorithms instead (Lavin and Gray 2016), where that is faster:
     * <ul>
     *   <li>F(4, 3) along the rows, where {@link #rowStep} is 1: six products, each one chain over (c, kh) ascending,
     *       make a strip of four pixels of a row. The largest error is about 1.5e-6 of the
     *       largest output with 64 channels, the root mean square twice that of direct summation.
     *   <li>F(2×2, 3×3), where {@link #rowStep} is 2: 16 products, each one chain over c ascending, make a tile of 2×2
     *       pixels. The largest error is about 4e-7 of the largest output, no more than that of direct summation.
     * </ul>
     * There a pixel that is not finite makes the output pixels that read it infinite or NaN, and may do the same to the
     * other pixels of their strip or tile. The bits of a picture do not depend on the pictures around it.
     *
     * @param s the sizes
     * @param pictures how many, one behind the other in x and in out
     * @param x the array with the pictures
     * @param xAt where the first picture begins
     * @param packed the kernel from {@link #packKernel}
     * @param packedAt where it begins
     * @param bias one value per filter, or null
     * @param biasAt where the bias begins
     * @param activation applied last
     * @param slope the activation's parameter
     * @param row0 first output row to compute, a multiple of {@link #rowStep}
     * @param rows how many
     * @param out receives the output pictures; only the given rows of each are written
     * @param outAt where the first output picture (its row 0) begins
     * @param scratch at least {@link #convolutionScratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    void convolution(ConvolutionShape s, int pictures, float[] x, int xAt, float[] packed, int packedAt,
            float @Nullable [] bias, int biasAt, ActivationFunction activation, float slope,
            int row0, int rows, float[] out, int outAt, float[] scratch, int scratchAt);

    /**
     * {@return what the first row of a part of {@link #convolution}'s output rows must be a multiple of}
     *
     * @param s the sizes
     */
    static int rowStep(ConvolutionShape s) {
        return ConvolutionAlgorithm.of(s) == ConvolutionAlgorithm.TILES ? 2 : 1;
    }

    /**
     * The gradient of a convolution for its input pictures:
     * {@code dIn[ih][iw][c] = beta·dIn + Σ dOut[oh][ow][f] · kernel[kh][kw][c][f]} over all taps that read this pixel.
     *
     * <p>The sum is one chain over kh and kw descending and f ascending (so that it runs forward through dOut), begun
     * with 0. Taps that fall between strides and rows of the kernel that reach a row outside dOut are left out; taps of
     * the other rows that reach a pixel outside dOut take part as zeros. A pixel that no tap reads has the sum 0. beta
     * 1 adds the finished sum to dIn. Winograd's algorithms are used for the same shapes as in {@link #convolution},
     * with the same consequences.
     *
     * @param s the sizes of the forward convolution
     * @param pictures how many, one behind the other in dOut and in dIn
     * @param dOut the gradient of the output pictures
     * @param dOutAt where the first one begins
     * @param packed the kernel from {@link #packKernelForDataGradient}
     * @param packedAt where it begins
     * @param beta 0 or 1
     * @param dIn the gradient of the input pictures
     * @param dInAt where the first one begins
     * @param scratch at least {@link #convolutionScratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    void convolutionDataGradient(ConvolutionShape s, int pictures, float[] dOut, int dOutAt, float[] packed,
            int packedAt, float beta, float[] dIn, int dInAt, float[] scratch, int scratchAt);

    /**
     * The gradient of a convolution for its kernel, as sums over pictures: {@link #finishWeightGradient} makes dKernel
     * of them. Their order is [plane][channel][filter], with one plane per tap here:
     * {@code sums[kh][kw][c][f] = beta·sums + Σ x[…][c] · dOut[oh][ow][f]} over the output pixels.
     *
     * <p>One chain over pictures and (oh, ow) ascending, begun with the sum (beta 1) or 0, over the pixels for
     * which row kh lies inside the picture; x counts as zero on its left and right. Several calls with beta 1
     * continue the chain. Sums of different pictures may be added element by element before they are finished.
     *
     * <p>Where {@link #convolution} uses F(2×2, 3×3) there are 16 planes, of the transformed kernel, and the chains run
     * over pictures and tiles. Where it uses F(4, 3) there are six planes for each of the three rows of the kernel, in
     * the order [plane][kh], and the chains run over pictures, bands of at most 128 rows, strips and rows.
     *
     * @param s the sizes
     * @param pictures how many, one behind the other in x and in dOut
     * @param x the array with the pictures
     * @param xAt where the first picture begins
     * @param dOut the gradient of the output pictures
     * @param dOutAt where the first one begins
     * @param beta 0 or 1
     * @param sums {@link #weightSumsSize} floats
     * @param sumsAt where they begin
     * @param scratch at least {@link #convolutionScratch} floats, private to the call
     * @param scratchAt where the scratch begins
     */
    void convolutionWeightGradient(ConvolutionShape s, int pictures, float[] x, int xAt, float[] dOut, int dOutAt,
            float beta, float[] sums, int sumsAt, float[] scratch, int scratchAt);

    /**
     * Makes the gradient of the kernel of sums from {@link #convolutionWeightGradient}, for the input channels channel0
     * … channel0 + channels − 1: {@code dKernel[kh][kw][c][f] = beta·dKernel + sums[kh][kw][c][f]}, or what the
     * planes of Winograd's algorithms amount to.
     *
     * @param s the sizes
     * @param channel0 first input channel
     * @param channels how many
     * @param sums {@link #weightSumsSize} floats, of all channels
     * @param sumsAt where they begin
     * @param beta 0 or 1
     * @param dKernel the gradient of the kernel, HWIO, of all channels; only the given ones are written
     * @param dKernelAt where it begins
     */
    void finishWeightGradient(ConvolutionShape s, int channel0, int channels, float[] sums, int sumsAt,
            float beta, float[] dKernel, int dKernelAt);

    /**
     * {@return floats of the sums of {@link #convolutionWeightGradient}, a multiple of channels · filters; the same for
     * every implementation}
     *
     * @param s the sizes
     */
    static int weightSumsSize(ConvolutionShape s) {
        return switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> WinogradStrips.weightSumsSize(s);
            case TILES -> Winograd.weightSumsSize(s);
            case DIRECT -> s.kernelSize();
        };
    }

    /**
     * {@return floats of scratch that the three convolution methods need; the same for every implementation}
     *
     * @param s the sizes
     */
    static int convolutionScratch(ConvolutionShape s) {
        return switch (ConvolutionAlgorithm.of(s)) {
            case STRIPS -> WinogradStrips.scratch(s);
            case TILES -> Winograd.scratch(s);
            case DIRECT -> directScratch(s);
        };
    }

    private static int directScratch(ConvolutionShape s) {
        int picture = Border.pictureSize(s);
        int gradient = s.outHeight() * Border.gradientColumns(s) * s.filters();
        int pictures = Border.gradientPictures(s) * picture;
        int block = (Math.max(Border.GRADIENT_PIXELS, s.outWidth()) + Blocking.TILE_ROWS) * PANEL;
        int tile = Blocking.TILE_PIXELS * PANEL;
        int panels = Math.max(Math.max(picture, gradient) + tile, pictures + block);
        return Math.max(panels, PlaneConvolution.scratch(s));
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
}
