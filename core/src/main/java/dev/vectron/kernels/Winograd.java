package dev.vectron.kernels;

/**
 * What both implementations of Winograd's convolution F(2×2, 3×3) share: when it pays, how a picture is divided
 * into tiles, and how much memory it takes. Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016.
 *
 * <p>The output is divided into tiles of 2×2 pixels, beginning at its first pixel; tile (ty, tx) depends on the 4×4
 * input pixels d from (2·ty − padTop, 2·tx − padLeft) on, where pixels outside the picture count as zeros. With g the
 * 3×3 kernel, y = Aᵀ[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]A: 16 multiplications per tile, channel and filter instead of 36. Every
 * transform goes down the columns first and then along the rows, each one-dimensional step being, to the bit,
 * <ul>
 *   <li>input: v0 = d0 − d2, v1 = d1 + d2, v2 = d2 − d1, v3 = d1 − d3;
 *   <li>kernel: u0 = g0, u1 = ½(g0 + g2) + ½g1, u2 = ½(g0 + g2) − ½g1, u3 = g2;
 *   <li>output: y0 = (m0 + m1) + m2, y1 = (m1 − m2) − m3.
 * </ul>
 * Between them each of the 16 planes is a matrix product: {@code m[plane][tile][f]} is one chain of fused
 * multiply-adds over the channels ascending, begun with 0.
 *
 * <p>The data gradient is the same on dOut, with the kernel rotated by half a turn and transposed, and with the borders
 * 2 − padTop and 2 − padLeft. The weight gradient is G ᵀ[Σ (Bᵀ·d·B) ⊙ (A·dY·Aᵀ)]G:
 * <ul>
 *   <li>gradient: e0 = y0, e1 = y0 + y1, e2 = y0 − y1, e3 = y1 (the true one is −y1; the last step puts it right);
 *       pixels of a tile outside dOut count as zeros;
 *   <li>sums: {@code s[plane][c][f]} is one chain over pictures and tiles in row-major order;
 *   <li>kernel: g0 = s0 + ½(s1 + s2), g1 = ½(s1 − s2), g2 = ½(s1 + s2) − s3.
 * </ul>
 *
 * <p>A plane of the input's transform reads up to four pixels, so a pixel that is infinite or NaN, which makes the
 * pixels that read it infinite or NaN, may do so to the others of their tiles.
 */
final class Winograd {
    /** Products per tile, channel and filter. */
    static final int PLANES = 16;
    /** Floats left free between tiles and planes, so that powers of two do not fall together in the cache. */
    static final int GAP = 16;
    /** Channels and filters must be a multiple of this, so that no vector is partly filled. */
    private static final int MULTIPLE = 16;
    /** With fewer channels or filters than these the transforms cost more than the products save. */
    private static final int LEAST = 32;
    /**
     * Tiles that are transformed and multiplied together, a multiple of 6 and 12 for the tiles of the products; shapes
     * memory traffic, never results.
     */
    static final int BLOCK = 48;
    /** Tiles of the weight gradient that are transformed and multiplied together. */
    static final int GRADIENT_BLOCK = 96;

    private Winograd() {}

    /** {@return whether a 3×3 convolution is faster so than directly} */
    static boolean pays(ConvolutionShape s) {
        return s.channels() % MULTIPLE == 0 && s.filters() % MULTIPLE == 0
                && s.channels() >= LEAST && s.filters() >= LEAST
                && s.outHeight() > 1 && s.outWidth() > 1;
    }

    /** {@return tiles that cover this many output pixels along one axis} */
    static int tiles(int pixels) {
        return (pixels + 1) / 2;
    }

    // ---- memory

    /** {@return floats of a transformed kernel's plane and the gap behind it} */
    static int kernelPlane(int depth, int outDepth) {
        return depth * Blocking.roundUp(outDepth, Kernels.PANEL) + GAP;
    }

    static int packedKernelSize(ConvolutionShape s) {
        return PLANES * Math.max(kernelPlane(s.channels(), s.filters()), kernelPlane(s.filters(), s.channels()));
    }

    static int weightSumsSize(ConvolutionShape s) {
        return PLANES * s.channels() * s.filters();
    }

    /** {@return floats from one tile to the next in a plane of transformed pixels} */
    static int tileStep(int depth) {
        return depth + GAP;
    }

    /** {@return floats of a plane of so many transformed tiles and the gap behind it} */
    static int plane(int tiles, int depth) {
        return tiles * tileStep(Blocking.roundUp(depth, Kernels.PANEL)) + GAP;
    }

    /** {@return floats of a patch of 4×4 pixels, where a tile reaches over the border} */
    static int patch(int depth) {
        return PLANES * depth;
    }

    static int scratch(ConvolutionShape s) {
        int most = Math.max(BLOCK, GRADIENT_BLOCK);
        int channels = s.channels();
        int filters = s.filters();
        return PLANES * (plane(most, channels) + plane(most, filters)) + patch(Math.max(channels, filters))
                + Blocking.TILE_ROWS * Kernels.PANEL;
    }
}
