package dev.vectron.kernels;

import static dev.vectron.kernels.VectorLanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** log(1 + x) of a vector, in the steps of {@link Log}. */
final class VectorLog {
    private VectorLog() {}

    static FloatVector onePlus(FloatVector x) {
        VectorMask<Float> halved = x.compare(VectorOperators.GT, Log.HALVED);
        FloatVector half = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector z = x.blend(x.fma(half, FloatVector.broadcast(FLOATS, -0.5f)), halved);
        FloatVector p = z.fma(FloatVector.broadcast(FLOATS, Log.L8), FloatVector.broadcast(FLOATS, Log.L7));
        p = p.fma(z, FloatVector.broadcast(FLOATS, Log.L6));
        p = p.fma(z, FloatVector.broadcast(FLOATS, Log.L5));
        p = p.fma(z, FloatVector.broadcast(FLOATS, Log.L4));
        p = p.fma(z, FloatVector.broadcast(FLOATS, Log.L3));
        p = p.fma(z, FloatVector.broadcast(FLOATS, Log.L2));
        p = p.fma(z, FloatVector.broadcast(FLOATS, Log.L1));
        p = p.fma(z, FloatVector.broadcast(FLOATS, Log.L0));
        p = p.fma(z, FloatVector.broadcast(FLOATS, -0.5f));
        FloatVector log = p.fma(z.mul(z), z);
        return log.blend(log.add(Log.LN2), halved);
    }
}
