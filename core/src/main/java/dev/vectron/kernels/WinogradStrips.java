package dev.vectron.kernels;

/**
 * What both implementations of Winograd's convolutions along the rows share, F(4, 3) for kernels 3×3 and F(2, 5) for
 * kernels 5×5: when they pay, how a picture is divided, and how much memory they take.
 *
 * <p>The output is divided into strips of four columns, or with a kernel of five of two. A row of a strip depends on
 * six pixels d of each row of the input that the kernel covers, from column 4·strip − padLeft (2·strip − padLeft) on,
 * where pixels outside the picture count as zeros. With g a row of the kernel, y = Aᵀ[(G·g) ⊙ (Bᵀ·d)]: six
 * multiplications per strip, channel, filter and row of the kernel, instead of twelve or ten. The points are 0, 1, −1,
 * ½, −2 and ∞ (Barabasz et al., "Error analysis and improving the accuracy of Winograd convolution for deep neural
 * networks", 2020: the largest error is little more than half that of 0, ±1, ±2, ∞). To the bit, with a = d3 − d1, b =
 * d4 − d2 and fma(x, y, z) = x·y + z rounded once:
 * <ul>
 *   <li>input: v0 = fma(a, 1½, fma(d2, −2, d0 + d4)), v1 = fma(d2 + d3, 1½, a + b), v2 = fma(d3 − d2, 1½, b − a),
 *       v3 = fma(a, 2, b), v4 = fma(a, −½, b), v5 = fma(b, 1½, fma(d3, −2, d1 + d5));
 *   <li>kernel, h = g0 + g2: u0 = g0, u1 = (h + g1)·⅓, u2 = (g1 − h)·⅓,
 *       u3 = fma(g0, −16/15, fma(g1, −8/15, g2·(−4/15))), u4 = fma(g0, 1/15, fma(g1, −2/15, g2·(4/15))), u5 = g2;
 *   <li>output, s = m1 + m2, t = m1 − m2: y0 = (m0 + s) + (m3 + m4), y1 = fma(m4, −2, fma(m3, ½, t)),
 *       y2 = fma(m4, 4, fma(m3, ¼, s)), y3 = fma(m4, −8, fma(m3, ⅛, t)) + m5.
 * </ul>
 * With five taps the input's transform is the same, and
 * <ul>
 *   <li>kernel, h = (g0 + g2) + g4, o = g1 + g3: u0 = g0, u1 = (h + o)·⅓, u2 = (o − h)·⅓, u3 = −16/15·g0 − 8/15·g1 −
 *       4/15·g2 − 2/15·g3 − 1/15·g4, u4 = 1/15·g0 − 2/15·g1 + 4/15·g2 − 8/15·g3 + 16/15·g4, both begun with the product
 *       of g4, the others added by fma; u5 = g4;
 *   <li>output: y0 as above, y1 = fma(m4, −2, fma(m3, ½, t)) + m5.
 * </ul>
 * Between them each of the six planes is a matrix product: {@code m[plane][strip][row][f]} is one chain of fused
 * multiply-adds, begun with 0, over (c, kh) ascending for the first three rows of the kernel, and then for the other
 * two.
 *
 * <p>The data gradient is the same on dOut, with the kernel rotated by half a turn and transposed, and with the borders
 * kernelHeight − 1 − padTop and kernelWidth − 1 − padLeft. The weight gradient is Gᵀ[Σ (A·y) ⊙ (Bᵀ·d)] with y = dOut:
 * <ul>
 *   <li>gradient: e0 = y0, e1 = (y0 + y2) + (y1 + y3), e2 = (y0 + y2) − (y1 + y3),
 *       e3 = fma(y3, ⅛, fma(y2, ¼, fma(y1, ½, y0))), e4 = fma(y3, −8, fma(y2, 4, fma(y1, −2, y0))), e5 = y3; pixels of
 *       a strip outside dOut count as zeros;
 *   <li>of two columns: e0 = y0, e1 = y0 + y1, e2 = y0 − y1, e3 = fma(y1, ½, y0), e4 = fma(y1, −2, y0), e5 = y1;
 *   <li>sums: {@code s[plane][kh][c][f]} is one chain over pictures, bands of {@link #gradientRows} rows, strips and
 *       rows;
 *   <li>kernel, t = (s1 − s2)·⅓: g0 = fma(s4, 1/15, fma(s3, −16/15, s0 + t)),
 *       g1 = fma(s4, −2/15, fma(s3, −8/15, (s1 + s2)·⅓)), g2 = fma(s4, 4/15, fma(s3, −4/15, t)) + s5;
 *   <li>of five taps: g0 and g1 so, g2 without s5, g3 = fma(s4, −8/15, fma(s3, −2/15, (s1 + s2)·⅓)),
 *       g4 = fma(s4, 16/15, fma(s3, −1/15, t)) + s5.
 * </ul>
 *
 * <p>A plane of the input's transform reads four or five pixels, so a pixel that is infinite or NaN, which makes the
 * pixels that read it infinite or NaN, may do so to the others of their strip's row.
 */
final class WinogradStrips {
    /** Products per row of a strip, channel, filter and row of the kernel; pixels that it reads. */
    static final int PLANES = 6;
    /** Rows of the kernel whose products with a channel follow each other in a chain. */
    static final int GROUP = 3;
    /** Rows of the largest tile of the products. */
    static final int TILE_ROWS = 8;
    static final float THIRD = 1 / 3f;
    static final float FIFTEENTH = 1 / 15f;
    static final float TWO_FIFTEENTHS = 2 / 15f;
    static final float FOUR_FIFTEENTHS = 4 / 15f;
    static final float EIGHT_FIFTEENTHS = 8 / 15f;
    static final float SIXTEEN_FIFTEENTHS = 16 / 15f;
    /** Fewest channels and filters, so that there is a whole vector of them. */
    private static final int LEAST = 16;
    /** Floats left free between planes, so that powers of two do not fall together in the cache. */
    private static final int GAP = 16;
    /** Rows of strips that are transformed and multiplied together; shapes memory traffic, never results. */
    private static final int BLOCK_ROWS = 64;
    /** The same for the weight gradient, where it shapes the order of sums as well. */
    private static final int GRADIENT_ROWS = 128;

    private WinogradStrips() {}

    /** {@return whether a convolution takes fewer multiplications than directly, enough to pay for the transforms} */
    static boolean pays(ConvolutionShape s) {
        if (s.channels() < LEAST || s.filters() < LEAST) {
            return false;
        }
        if (s.kernelWidth() == 5) {
            return savesOfFive(s);
        }
        return saves(s.outHeight(), s.outWidth()) && saves(s.height(), s.width());
    }

    /** {@return whether with a 3×3 kernel input and output fill their strips and the tiles of their products} */
    static boolean fills(ConvolutionShape s) {
        return fills(s.outHeight(), s.outWidth()) && fills(s.height(), s.width());
    }

    /** {@return whether with a 3×3 kernel three quarters of the direct multiplications are enough} */
    private static boolean saves(int rows, int columns) {
        return 24 * Blocking.roundUp(rows, 4) * Math.ceilDiv(columns, 4) <= 9 * rows * columns;
    }

    /**
     * {@return whether the output and the data gradient of a 5×5 kernel take at most 19 twentieths of the direct
     * multiplications, which leave out rows of the kernel outside the picture}
     */
    private static boolean savesOfFive(ConvolutionShape s) {
        int inside = 5 * s.outHeight() - triangle(s.padTop()) - triangle(s.outHeight() + 4 - s.padTop() - s.height());
        int blocks = Blocking.roundUp(s.outHeight(), 4) * strips(s, s.outWidth())
                + Blocking.roundUp(s.height(), 4) * strips(s, s.width());
        return 120 * blocks <= 19 * inside * (s.outWidth() + s.width());
    }

    /** {@return rows of the kernel outside a picture, where that many rows reach over its border} */
    private static int triangle(int rows) {
        return rows > 0 ? rows * (rows + 1) / 2 : 0;
    }

    private static boolean fills(int rows, int columns) {
        return 20 * rows * columns >= 17 * Blocking.roundUp(rows, 4) * Blocking.roundUp(columns, 4);
    }

    /** {@return columns of a strip of the output: 4, or 2 with a kernel of five} */
    static int columns(ConvolutionShape s) {
        return PLANES + 1 - s.kernelWidth();
    }

    /** {@return strips that cover this many columns of the output} */
    static int strips(ConvolutionShape s, int columns) {
        return Math.ceilDiv(columns, columns(s));
    }

    /**
     * {@return where in its chain an output pixel's product with a channel and a row of the kernel stands: after all
     * channels of the groups of three rows before its own, and the rows of its group after each other for a channel}
     */
    static int step(ConvolutionShape s, int depth, int c, int kh) {
        int first = kh / GROUP * GROUP;
        return first * depth + c * groupRows(s, first) + kh - first;
    }

    /** {@return rows of the kernel in the group that begins with the given one} */
    static int groupRows(ConvolutionShape s, int first) {
        return Math.min(GROUP, s.kernelHeight() - first);
    }

    // ---- blocks: a band of rows of some strips

    /** {@return rows of a band of a strip with so many} */
    static int bandRows(int rows) {
        return evenPart(rows, BLOCK_ROWS);
    }

    /** {@return rows of a band of the weight gradient} */
    static int gradientRows(ConvolutionShape s) {
        return evenPart(s.outHeight(), GRADIENT_ROWS);
    }

    private static int evenPart(int rows, int most) {
        return Math.ceilDiv(rows, Math.ceilDiv(rows, most));
    }

    /** {@return rows of a band in scratch, up to a whole tile of the products} */
    static int tileRows(int rows) {
        return Blocking.roundUp(rows, TILE_ROWS);
    }

    /** {@return strips whose bands of so many rows are transformed and multiplied together} */
    static int together(int rows) {
        return Math.max(1, BLOCK_ROWS / tileRows(rows));
    }

    /** {@return the same for the weight gradient} */
    static int gradientStrips(int rows) {
        return Math.max(1, GRADIENT_ROWS / tileRows(rows));
    }

    /** {@return rows of the tiles of products with so many rows, if four at the end can be a tile of their own} */
    static int tile(int rows) {
        return Blocking.roundUp(rows, 7) < Blocking.roundUp(rows, 4) ? 7 : TILE_ROWS;
    }

    // ---- memory

    /** {@return floats of a transformed kernel's plane and the gap behind it} */
    static int kernelPlane(ConvolutionShape s) {
        return s.kernelHeight() * Math.max(s.channels() * Blocking.roundUp(s.filters(), LEAST),
                s.filters() * Blocking.roundUp(s.channels(), LEAST)) + GAP;
    }

    static int packedKernelSize(ConvolutionShape s) {
        return PLANES * kernelPlane(s);
    }

    static int weightSumsSize(ConvolutionShape s) {
        return PLANES * s.kernelHeight() * s.channels() * s.filters();
    }

    /** {@return floats of a plane of so many strips of so many rows, and the gap behind it} */
    static int plane(int strips, int rows, int depth) {
        return strips * rows * depth + GAP;
    }

    static int scratch(ConvolutionShape s) {
        int reach = s.kernelHeight() - 1;
        int rows = GRADIENT_ROWS + GRADIENT_ROWS / TILE_ROWS * reach;
        int depth = Blocking.roundUp(Math.max(s.channels(), s.filters()), LEAST);
        return 2 * PLANES * plane(1, rows, depth) + Blocking.TILE_ROWS * Kernels.PANEL;
    }
}
