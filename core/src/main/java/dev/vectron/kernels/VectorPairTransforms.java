package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;
import static dev.vectron.kernels.VectorLanes.LANES;

import jdk.incubator.vector.FloatVector;

/** What differs of {@link VectorStripTransforms} where strips have two columns: the transforms of the output's side. */
final class VectorPairTransforms {
    private VectorPairTransforms() {}

    static void output(int rows, int columns, int n, int pixel, float[] m, int mAt, int mStep, int plane, float[] d,
            int dAt, int dStep, float floor, float[] y, int yAt, int yStep) {
        FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2f);
        int from = mAt;
        int to = yAt;
        int left = n;
        int add = dAt;
        for (int i = rows * n; i > 0; i -= LANES) {
            FloatVector m1 = FloatVector.fromArray(FLOATS, m, from + plane);
            FloatVector m2 = FloatVector.fromArray(FLOATS, m, from + 2 * plane);
            FloatVector m3 = FloatVector.fromArray(FLOATS, m, from + 3 * plane);
            FloatVector m4 = FloatVector.fromArray(FLOATS, m, from + 4 * plane);
            FloatVector b = FloatVector.fromArray(FLOATS, d, add);
            FloatVector.fromArray(FLOATS, m, from).add(m1.add(m2)).add(m3.add(m4)).add(b).max(floor).intoArray(y, to);
            if (columns > 1) {
                m4.fma(minusTwo, m3.fma(half, m1.sub(m2))).add(FloatVector.fromArray(FLOATS, m, from + 5 * plane))
                        .add(b).max(floor).intoArray(y, to + pixel);
            }
            from += LANES;
            to += LANES;
            add += dStep;
            left -= LANES;
            if (left == 0) {
                left = n;
                from += mStep - n;
                to += yStep - n;
                add = dAt;
            }
        }
    }

    static void add(int rows, int columns, int n, int pixel, float[] m, int mAt, int mStep, int plane, float[] y,
            int yAt, int yStep) {
        FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2f);
        int from = mAt;
        int to = yAt;
        int left = n;
        for (int i = rows * n; i > 0; i -= LANES) {
            FloatVector m1 = FloatVector.fromArray(FLOATS, m, from + plane);
            FloatVector m2 = FloatVector.fromArray(FLOATS, m, from + 2 * plane);
            FloatVector m3 = FloatVector.fromArray(FLOATS, m, from + 3 * plane);
            FloatVector m4 = FloatVector.fromArray(FLOATS, m, from + 4 * plane);
            FloatVector.fromArray(FLOATS, y, to)
                    .add(FloatVector.fromArray(FLOATS, m, from).add(m1.add(m2)).add(m3.add(m4))).intoArray(y, to);
            if (columns > 1) {
                FloatVector.fromArray(FLOATS, y, to + pixel).add(m4.fma(minusTwo, m3.fma(half, m1.sub(m2)))
                        .add(FloatVector.fromArray(FLOATS, m, from + 5 * plane))).intoArray(y, to + pixel);
            }
            from += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                from += mStep - n;
                to += yStep - n;
            }
        }
    }

    static void gradient(int rows, int n, int columns, float[] y, int yAt, int pixel, int yStep, float[] e, int eAt,
            int plane) {
        FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector minusTwo = FloatVector.broadcast(FLOATS, -2f);
        int in1 = VectorStripTransforms.inside(1, columns);
        float[] x1 = in1 == 0 ? VectorStripTransforms.ZEROS : y;
        int from = yAt;
        int to = eAt;
        int left = n;
        for (int i = rows * n; i > 0; i -= LANES) {
            FloatVector y0 = FloatVector.fromArray(FLOATS, y, from);
            FloatVector y1 = FloatVector.fromArray(FLOATS, x1, from + pixel & in1);
            y0.intoArray(e, to);
            y0.add(y1).intoArray(e, to + plane);
            y0.sub(y1).intoArray(e, to + 2 * plane);
            y1.fma(half, y0).intoArray(e, to + 3 * plane);
            y1.fma(minusTwo, y0).intoArray(e, to + 4 * plane);
            y1.intoArray(e, to + 5 * plane);
            from += LANES;
            to += LANES;
            left -= LANES;
            if (left == 0) {
                left = n;
                from += yStep - n;
            }
        }
    }
}
