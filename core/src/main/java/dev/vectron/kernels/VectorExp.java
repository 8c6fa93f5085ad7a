package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * exp, exp − 1, sigmoid and tanh of a vector, in the steps of {@link Exp}. Small enough to be compiled into callers.
 */
final class VectorExp {
    private VectorExp() {}

    static FloatVector exp(FloatVector x) {
        FloatVector round = FloatVector.broadcast(FLOATS, Exp.ROUND);
        FloatVector rounded = x.fma(FloatVector.broadcast(FLOATS, Exp.LOG2_E), round);
        FloatVector n = rounded.sub(round);
        FloatVector r = n.fma(FloatVector.broadcast(FLOATS, Exp.MINUS_LN2_HIGH), x);
        r = n.fma(FloatVector.broadcast(FLOATS, Exp.MINUS_LN2_LOW), r);
        FloatVector p = r.fma(FloatVector.broadcast(FLOATS, Exp.E5), FloatVector.broadcast(FLOATS, Exp.E4));
        p = p.fma(r, FloatVector.broadcast(FLOATS, Exp.E3));
        p = p.fma(r, FloatVector.broadcast(FLOATS, Exp.E2));
        p = p.fma(r, FloatVector.broadcast(FLOATS, Exp.E1));
        p = p.fma(r, FloatVector.broadcast(FLOATS, Exp.E0));
        p = p.fma(r.mul(r), r).add(1f);
        IntVector shifted = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        FloatVector y = p.reinterpretAsInts().add(shifted).reinterpretAsFloats();
        FloatVector infinite = x.mul(Float.POSITIVE_INFINITY);
        return infinite.blend(y, x.compare(VectorOperators.LE, Exp.HIGHEST)).blend(0f, x.compare(VectorOperators.LT,
                Exp.LOWEST));
    }

    static FloatVector expMinusOne(FloatVector x) {
        FloatVector a = x.max(Exp.MINUS_ONE);
        FloatVector round = FloatVector.broadcast(FLOATS, Exp.ROUND);
        FloatVector rounded = a.fma(FloatVector.broadcast(FLOATS, Exp.LOG2_E), round);
        FloatVector n = rounded.sub(round);
        FloatVector r = n.fma(FloatVector.broadcast(FLOATS, Exp.MINUS_LN2_HIGH), a);
        r = n.fma(FloatVector.broadcast(FLOATS, Exp.MINUS_LN2_LOW), r);
        FloatVector p = r.fma(FloatVector.broadcast(FLOATS, Exp.E5), FloatVector.broadcast(FLOATS, Exp.E4));
        p = p.fma(r, FloatVector.broadcast(FLOATS, Exp.E3));
        p = p.fma(r, FloatVector.broadcast(FLOATS, Exp.E2));
        p = p.fma(r, FloatVector.broadcast(FLOATS, Exp.E1));
        p = p.fma(r, FloatVector.broadcast(FLOATS, Exp.E0));
        p = p.fma(r.mul(r), r);
        IntVector shifted = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        FloatVector power = shifted.add(Exp.ONE).reinterpretAsFloats();
        return power.fma(p, power.sub(1f));
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        return one.div(exp(x.neg()).add(one));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector z = a.mul(a);
        FloatVector p = z.fma(FloatVector.broadcast(FLOATS, Exp.T4), FloatVector.broadcast(FLOATS, Exp.T3));
        p = p.fma(z, FloatVector.broadcast(FLOATS, Exp.T2));
        p = p.fma(z, FloatVector.broadcast(FLOATS, Exp.T1));
        p = p.fma(z, FloatVector.broadcast(FLOATS, Exp.T0));
        FloatVector small = p.mul(z).fma(a, a);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector large = one.sub(FloatVector.broadcast(FLOATS, 2f).div(exp(a.add(a)).add(one)));
        FloatVector y = large.blend(small, a.compare(VectorOperators.LT, Exp.TANH_SMALL));
        IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
        return y.reinterpretAsInts().and(Integer.MAX_VALUE).or(sign).reinterpretAsFloats();
    }
}
