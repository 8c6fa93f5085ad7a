package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The standard normal distribution of a vector, in the steps of {@link Normal}. */
final class VectorNormal {
    private VectorNormal() {}

    static FloatVector bell(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector rest = x.fma(x, square.neg());
        FloatVector e = VectorExp.exp(square.mul(-0.5f));
        return e.fma(rest.mul(-0.5f), e);
    }

    static FloatVector distribution(FloatVector x, FloatVector bell) {
        FloatVector a = x.abs();
        FloatVector z = x.mul(x);
        FloatVector q = z.fma(FloatVector.broadcast(FLOATS, Normal.Q4), FloatVector.broadcast(FLOATS, Normal.Q3));
        q = q.fma(z, FloatVector.broadcast(FLOATS, Normal.Q2));
        q = q.fma(z, FloatVector.broadcast(FLOATS, Normal.Q1));
        q = q.fma(z, FloatVector.broadcast(FLOATS, Normal.Q0));
        FloatVector near = q.fma(x, FloatVector.broadcast(FLOATS, 0.5f));
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector t = one.div(a.fma(FloatVector.broadcast(FLOATS, Normal.SCALE), one));
        FloatVector p = t.fma(FloatVector.broadcast(FLOATS, Normal.P7), FloatVector.broadcast(FLOATS, Normal.P6));
        p = p.fma(t, FloatVector.broadcast(FLOATS, Normal.P5));
        p = p.fma(t, FloatVector.broadcast(FLOATS, Normal.P4));
        p = p.fma(t, FloatVector.broadcast(FLOATS, Normal.P3));
        p = p.fma(t, FloatVector.broadcast(FLOATS, Normal.P2));
        p = p.fma(t, FloatVector.broadcast(FLOATS, Normal.P1));
        p = p.fma(t, FloatVector.broadcast(FLOATS, Normal.P0));
        FloatVector tail = p.mul(t).mul(bell);
        FloatVector far = tail.blend(one.sub(tail), x.compare(VectorOperators.GT, 0f));
        return far.blend(near, a.compare(VectorOperators.LT, Normal.NEAR));
    }
}
