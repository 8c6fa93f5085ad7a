package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;
import static dev.vectron.kernels.WinogradStrips.EIGHT_FIFTEENTHS;
import static dev.vectron.kernels.WinogradStrips.FIFTEENTH;
import static dev.vectron.kernels.WinogradStrips.FOUR_FIFTEENTHS;
import static dev.vectron.kernels.WinogradStrips.SIXTEEN_FIFTEENTHS;
import static dev.vectron.kernels.WinogradStrips.THIRD;
import static dev.vectron.kernels.WinogradStrips.TWO_FIFTEENTHS;

import jdk.incubator.vector.FloatVector;

/** The transforms of {@link WinogradStrips} that kernels take, a vector at a time. */
final class VectorStripKernels {
    private VectorStripKernels() {}

    /** Three or five taps in the last planes become six planes; n is a multiple of the lanes. */
    static void expand(int taps, int n, float[] u, int uAt, int plane) {
        if (taps == 5) {
            expandFive(n, u, uAt, plane);
        } else {
            expandThree(n, u, uAt, plane);
        }
    }

    private static void expandThree(int n, float[] u, int uAt, int plane) {
        for (int i = uAt; i < uAt + n; i += LANES) {
            FloatVector g0 = FloatVector.fromArray(FLOATS, u, i + 3 * plane);
            FloatVector g1 = FloatVector.fromArray(FLOATS, u, i + 4 * plane);
            FloatVector g2 = FloatVector.fromArray(FLOATS, u, i + 5 * plane);
            FloatVector h = g0.add(g2);
            g0.intoArray(u, i);
            h.add(g1).mul(THIRD).intoArray(u, i + plane);
            g1.sub(h).mul(THIRD).intoArray(u, i + 2 * plane);
            FloatVector a = g1.fma(FloatVector.broadcast(FLOATS, -EIGHT_FIFTEENTHS), g2.mul(-FOUR_FIFTEENTHS));
            g0.fma(FloatVector.broadcast(FLOATS, -SIXTEEN_FIFTEENTHS), a).intoArray(u, i + 3 * plane);
            FloatVector b = g1.fma(FloatVector.broadcast(FLOATS, -TWO_FIFTEENTHS), g2.mul(FOUR_FIFTEENTHS));
            g0.fma(FloatVector.broadcast(FLOATS, FIFTEENTH), b).intoArray(u, i + 4 * plane);
        }
    }

    private static void expandFive(int n, float[] u, int uAt, int plane) {
        for (int i = uAt; i < uAt + n; i += LANES) {
            FloatVector g0 = FloatVector.fromArray(FLOATS, u, i + plane);
            FloatVector g1 = FloatVector.fromArray(FLOATS, u, i + 2 * plane);
            FloatVector g2 = FloatVector.fromArray(FLOATS, u, i + 3 * plane);
            FloatVector g3 = FloatVector.fromArray(FLOATS, u, i + 4 * plane);
            FloatVector g4 = FloatVector.fromArray(FLOATS, u, i + 5 * plane);
            FloatVector even = g0.add(g2).add(g4);
            FloatVector odd = g1.add(g3);
            g0.intoArray(u, i);
            even.add(odd).mul(THIRD).intoArray(u, i + plane);
            odd.sub(even).mul(THIRD).intoArray(u, i + 2 * plane);
            FloatVector a = g3.fma(FloatVector.broadcast(FLOATS, -TWO_FIFTEENTHS), g4.mul(-FIFTEENTH));
            a = g1.fma(FloatVector.broadcast(FLOATS, -EIGHT_FIFTEENTHS),
                    g2.fma(FloatVector.broadcast(FLOATS, -FOUR_FIFTEENTHS), a));
            g0.fma(FloatVector.broadcast(FLOATS, -SIXTEEN_FIFTEENTHS), a).intoArray(u, i + 3 * plane);
            FloatVector b = g3.fma(FloatVector.broadcast(FLOATS, -EIGHT_FIFTEENTHS), g4.mul(SIXTEEN_FIFTEENTHS));
            b = g1.fma(FloatVector.broadcast(FLOATS, -TWO_FIFTEENTHS),
                    g2.fma(FloatVector.broadcast(FLOATS, FOUR_FIFTEENTHS), b));
            g0.fma(FloatVector.broadcast(FLOATS, FIFTEENTH), b).intoArray(u, i + 4 * plane);
        }
    }

    /** The gradient of n floats of each tap of a row from the six planes of sums. */
    static void finish(int taps, int n, float[] s, int sAt, int plane, boolean adds, float[] g, int gAt, int tap) {
        int whole = n / LANES * LANES;
        if (taps == 5) {
            finishFive(whole, s, sAt, plane, adds, g, gAt, tap);
        } else {
            finishThree(whole, s, sAt, plane, adds, g, gAt, tap);
        }
        for (int i = whole; i < n; i++) {
            for (int j = 0; j < taps; j++) {
                float sum = ScalarStrips.sumStep(j, taps, s, sAt + i, plane);
                g[gAt + i + j * tap] = adds ? g[gAt + i + j * tap] + sum : sum;
            }
        }
    }

    private static void finishThree(int whole, float[] s, int sAt, int plane, boolean adds, float[] g, int gAt,
            int tap) {
        for (int i = 0; i < whole; i += LANES) {
            int at = sAt + i;
            int to = gAt + i;
            FloatVector s1 = FloatVector.fromArray(FLOATS, s, at + plane);
            FloatVector s2 = FloatVector.fromArray(FLOATS, s, at + 2 * plane);
            FloatVector s3 = FloatVector.fromArray(FLOATS, s, at + 3 * plane);
            FloatVector s4 = FloatVector.fromArray(FLOATS, s, at + 4 * plane);
            FloatVector t = s1.sub(s2).mul(THIRD);
            FloatVector g0 = s4.fma(FloatVector.broadcast(FLOATS, FIFTEENTH),
                    s3.fma(FloatVector.broadcast(FLOATS, -SIXTEEN_FIFTEENTHS),
                            FloatVector.fromArray(FLOATS, s, at).add(t)));
            FloatVector g1 = s4.fma(FloatVector.broadcast(FLOATS, -TWO_FIFTEENTHS),
                    s3.fma(FloatVector.broadcast(FLOATS, -EIGHT_FIFTEENTHS), s1.add(s2).mul(THIRD)));
            FloatVector g2 = s4.fma(FloatVector.broadcast(FLOATS, FOUR_FIFTEENTHS),
                    s3.fma(FloatVector.broadcast(FLOATS, -FOUR_FIFTEENTHS), t))
                    .add(FloatVector.fromArray(FLOATS, s, at + 5 * plane));
            if (adds) {
                g0 = FloatVector.fromArray(FLOATS, g, to).add(g0);
                g1 = FloatVector.fromArray(FLOATS, g, to + tap).add(g1);
                g2 = FloatVector.fromArray(FLOATS, g, to + 2 * tap).add(g2);
            }
            g0.intoArray(g, to);
            g1.intoArray(g, to + tap);
            g2.intoArray(g, to + 2 * tap);
        }
    }

    private static void finishFive(int whole, float[] s, int sAt, int plane, boolean adds, float[] g, int gAt,
            int tap) {
        for (int i = 0; i < whole; i += LANES) {
            int at = sAt + i;
            int to = gAt + i;
            FloatVector s1 = FloatVector.fromArray(FLOATS, s, at + plane);
            FloatVector s2 = FloatVector.fromArray(FLOATS, s, at + 2 * plane);
            FloatVector s3 = FloatVector.fromArray(FLOATS, s, at + 3 * plane);
            FloatVector s4 = FloatVector.fromArray(FLOATS, s, at + 4 * plane);
            FloatVector even = s1.sub(s2).mul(THIRD);
            FloatVector odd = s1.add(s2).mul(THIRD);
            FloatVector g0 = s4.fma(FloatVector.broadcast(FLOATS, FIFTEENTH),
                    s3.fma(FloatVector.broadcast(FLOATS, -SIXTEEN_FIFTEENTHS),
                            FloatVector.fromArray(FLOATS, s, at).add(even)));
            FloatVector g1 = s4.fma(FloatVector.broadcast(FLOATS, -TWO_FIFTEENTHS),
                    s3.fma(FloatVector.broadcast(FLOATS, -EIGHT_FIFTEENTHS), odd));
            FloatVector g2 = s4.fma(FloatVector.broadcast(FLOATS, FOUR_FIFTEENTHS),
                    s3.fma(FloatVector.broadcast(FLOATS, -FOUR_FIFTEENTHS), even));
            FloatVector g3 = s4.fma(FloatVector.broadcast(FLOATS, -EIGHT_FIFTEENTHS),
                    s3.fma(FloatVector.broadcast(FLOATS, -TWO_FIFTEENTHS), odd));
            FloatVector g4 = s4.fma(FloatVector.broadcast(FLOATS, SIXTEEN_FIFTEENTHS),
                    s3.fma(FloatVector.broadcast(FLOATS, -FIFTEENTH), even))
                    .add(FloatVector.fromArray(FLOATS, s, at + 5 * plane));
            if (adds) {
                g0 = FloatVector.fromArray(FLOATS, g, to).add(g0);
                g1 = FloatVector.fromArray(FLOATS, g, to + tap).add(g1);
                g2 = FloatVector.fromArray(FLOATS, g, to + 2 * tap).add(g2);
                g3 = FloatVector.fromArray(FLOATS, g, to + 3 * tap).add(g3);
                g4 = FloatVector.fromArray(FLOATS, g, to + 4 * tap).add(g4);
            }
            g0.intoArray(g, to);
            g1.intoArray(g, to + tap);
            g2.intoArray(g, to + 2 * tap);
            g3.intoArray(g, to + 3 * tap);
            g4.intoArray(g, to + 4 * tap);
        }
    }
}
