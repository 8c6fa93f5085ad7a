package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/** The transforms of {@link Winograd} that kernels take, a vector at a time; n is a multiple of the lanes. */
final class VectorWinogradKernels {
    private VectorWinogradKernels() {}

    /** Nine taps in planes 7 to 15 become 16 planes; no tap is overwritten before it was read for the last time. */
    static void expand(int n, float[] u, int uAt, int plane) {
        expandOuter(n, u, uAt + 7 * plane, uAt, plane);
        expandInner(n, u, uAt + 7 * plane, uAt + 4 * plane, plane);
        expandOuter(n, u, uAt + 13 * plane, uAt + 12 * plane, plane);
    }

    /** A row that is a row of taps. */
    private static void expandOuter(int n, float[] u, int from, int uAt, int plane) {
        for (int i = 0; i < n; i += LANES) {
            int g = from + i;
            int to = uAt + i;
            FloatVector g0 = FloatVector.fromArray(FLOATS, u, g);
            FloatVector g1 = FloatVector.fromArray(FLOATS, u, g + plane).mul(0.5f);
            FloatVector g2 = FloatVector.fromArray(FLOATS, u, g + 2 * plane);
            FloatVector a = g0.add(g2).mul(0.5f);
            g0.intoArray(u, to);
            a.add(g1).intoArray(u, to + plane);
            a.sub(g1).intoArray(u, to + 2 * plane);
            g2.intoArray(u, to + 3 * plane);
        }
    }

    /** The two rows that mix rows of taps. */
    private static void expandInner(int n, float[] u, int from, int uAt, int plane) {
        for (int i = 0; i < n; i += LANES) {
            int g = from + i;
            int to = uAt + i;
            FloatVector a0 = FloatVector.fromArray(FLOATS, u, g)
                    .add(FloatVector.fromArray(FLOATS, u, g + 6 * plane)).mul(0.5f);
            FloatVector b0 = FloatVector.fromArray(FLOATS, u, g + 3 * plane).mul(0.5f);
            FloatVector a1 = FloatVector.fromArray(FLOATS, u, g + plane)
                    .add(FloatVector.fromArray(FLOATS, u, g + 7 * plane)).mul(0.5f);
            FloatVector b1 = FloatVector.fromArray(FLOATS, u, g + 4 * plane).mul(0.5f);
            FloatVector a2 = FloatVector.fromArray(FLOATS, u, g + 2 * plane)
                    .add(FloatVector.fromArray(FLOATS, u, g + 8 * plane)).mul(0.5f);
            FloatVector b2 = FloatVector.fromArray(FLOATS, u, g + 5 * plane).mul(0.5f);
            FloatVector s0 = a0.add(b0);
            FloatVector s1 = a1.add(b1);
            FloatVector s2 = a2.add(b2);
            FloatVector c = s0.add(s2).mul(0.5f);
            FloatVector e = s1.mul(0.5f);
            s0.intoArray(u, to);
            c.add(e).intoArray(u, to + plane);
            c.sub(e).intoArray(u, to + 2 * plane);
            s2.intoArray(u, to + 3 * plane);
            FloatVector t0 = a0.sub(b0);
            FloatVector t1 = a1.sub(b1);
            FloatVector t2 = a2.sub(b2);
            FloatVector d = t0.add(t2).mul(0.5f);
            FloatVector f = t1.mul(0.5f);
            t0.intoArray(u, to + 4 * plane);
            d.add(f).intoArray(u, to + 5 * plane);
            d.sub(f).intoArray(u, to + 6 * plane);
            t2.intoArray(u, to + 7 * plane);
        }
    }

    /** The gradient of n floats of each tap from the 16 planes of sums. */
    static void finish(int n, float[] s, int sAt, float beta, float[] g, int gAt, int plane) {
        finishFirst(n, s, sAt, beta != 0f, g, gAt, plane);
        finishSecond(n, s, sAt + 4 * plane, beta != 0f, g, gAt + 3 * plane, plane);
        finishThird(n, s, sAt + 4 * plane, beta != 0f, g, gAt + 6 * plane, plane);
    }

    /** The first row of taps. */
    private static void finishFirst(int n, float[] s, int sAt, boolean adds, float[] g, int gAt, int plane) {
        for (int i = 0; i < n; i += LANES) {
            int at = sAt + i;
            int to = gAt + i;
            FloatVector r0 = FloatVector.fromArray(FLOATS, s, at)
                    .add(FloatVector.fromArray(FLOATS, s, at + 4 * plane)
                    .add(FloatVector.fromArray(FLOATS, s, at + 8 * plane)).mul(0.5f));
            FloatVector r1 = FloatVector.fromArray(FLOATS, s, at + plane)
                    .add(FloatVector.fromArray(FLOATS, s, at + 5 * plane)
                    .add(FloatVector.fromArray(FLOATS, s, at + 9 * plane)).mul(0.5f));
            FloatVector r2 = FloatVector.fromArray(FLOATS, s, at + 2 * plane)
                    .add(FloatVector.fromArray(FLOATS, s, at + 6 * plane)
                    .add(FloatVector.fromArray(FLOATS, s, at + 10 * plane)).mul(0.5f));
            FloatVector r3 = FloatVector.fromArray(FLOATS, s, at + 3 * plane)
                    .add(FloatVector.fromArray(FLOATS, s, at + 7 * plane)
                    .add(FloatVector.fromArray(FLOATS, s, at + 11 * plane)).mul(0.5f));
            FloatVector a = r1.add(r2).mul(0.5f);
            FloatVector g0 = r0.add(a);
            FloatVector g1 = r1.sub(r2).mul(0.5f);
            FloatVector g2 = a.sub(r3);
            if (adds) {
                g0 = FloatVector.fromArray(FLOATS, g, to).add(g0);
                g1 = FloatVector.fromArray(FLOATS, g, to + plane).add(g1);
                g2 = FloatVector.fromArray(FLOATS, g, to + 2 * plane).add(g2);
            }
            g0.intoArray(g, to);
            g1.intoArray(g, to + plane);
            g2.intoArray(g, to + 2 * plane);
        }
    }

    /** The second row of taps. */
    private static void finishSecond(int n, float[] s, int sAt, boolean adds, float[] g, int gAt, int plane) {
        for (int i = 0; i < n; i += LANES) {
            int at = sAt + i;
            int to = gAt + i;
            FloatVector r0 = FloatVector.fromArray(FLOATS, s, at)
                    .sub(FloatVector.fromArray(FLOATS, s, at + 4 * plane)).mul(0.5f);
            FloatVector r1 = FloatVector.fromArray(FLOATS, s, at + plane)
                    .sub(FloatVector.fromArray(FLOATS, s, at + 5 * plane)).mul(0.5f);
            FloatVector r2 = FloatVector.fromArray(FLOATS, s, at + 2 * plane)
                    .sub(FloatVector.fromArray(FLOATS, s, at + 6 * plane)).mul(0.5f);
            FloatVector r3 = FloatVector.fromArray(FLOATS, s, at + 3 * plane)
                    .sub(FloatVector.fromArray(FLOATS, s, at + 7 * plane)).mul(0.5f);
            FloatVector a = r1.add(r2).mul(0.5f);
            FloatVector g0 = r0.add(a);
            FloatVector g1 = r1.sub(r2).mul(0.5f);
            FloatVector g2 = a.sub(r3);
            if (adds) {
                g0 = FloatVector.fromArray(FLOATS, g, to).add(g0);
                g1 = FloatVector.fromArray(FLOATS, g, to + plane).add(g1);
                g2 = FloatVector.fromArray(FLOATS, g, to + 2 * plane).add(g2);
            }
            g0.intoArray(g, to);
            g1.intoArray(g, to + plane);
            g2.intoArray(g, to + 2 * plane);
        }
    }

    /** The third row of taps. */
    private static void finishThird(int n, float[] s, int sAt, boolean adds, float[] g, int gAt, int plane) {
        for (int i = 0; i < n; i += LANES) {
            int at = sAt + i;
            int to = gAt + i;
            FloatVector r0 = FloatVector.fromArray(FLOATS, s, at)
                    .add(FloatVector.fromArray(FLOATS, s, at + 4 * plane)).mul(0.5f)
                    .sub(FloatVector.fromArray(FLOATS, s, at + 8 * plane));
            FloatVector r1 = FloatVector.fromArray(FLOATS, s, at + plane)
                    .add(FloatVector.fromArray(FLOATS, s, at + 5 * plane)).mul(0.5f)
                    .sub(FloatVector.fromArray(FLOATS, s, at + 9 * plane));
            FloatVector r2 = FloatVector.fromArray(FLOATS, s, at + 2 * plane)
                    .add(FloatVector.fromArray(FLOATS, s, at + 6 * plane)).mul(0.5f)
                    .sub(FloatVector.fromArray(FLOATS, s, at + 10 * plane));
            FloatVector r3 = FloatVector.fromArray(FLOATS, s, at + 3 * plane)
                    .add(FloatVector.fromArray(FLOATS, s, at + 7 * plane)).mul(0.5f)
                    .sub(FloatVector.fromArray(FLOATS, s, at + 11 * plane));
            FloatVector a = r1.add(r2).mul(0.5f);
            FloatVector g0 = r0.add(a);
            FloatVector g1 = r1.sub(r2).mul(0.5f);
            FloatVector g2 = a.sub(r3);
            if (adds) {
                g0 = FloatVector.fromArray(FLOATS, g, to).add(g0);
                g1 = FloatVector.fromArray(FLOATS, g, to + plane).add(g1);
                g2 = FloatVector.fromArray(FLOATS, g, to + 2 * plane).add(g2);
            }
            g0.intoArray(g, to);
            g1.intoArray(g, to + plane);
            g2.intoArray(g, to + 2 * plane);
        }
    }
}
