package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Layers whose arithmetic is given on whole arrays, so that a naive executor and a plan compute the same bits. Run by a
 * plan they misbehave as far as the contract lets them: they spoil workspace and scratch whenever they can, and dOut
 * once they have read it; what they did not declare as needed in backward they see as NaN.
 */
interface Specimen extends Layer {
    /** Elements of every value. */
    int SIZE = 12;

    /** Computes one batch's output. */
    void evaluate(int batch, float[][] in, float[][] parameters, float[] out);

    /** Computes all gradients of one batch; what was not declared as needed holds NaN. */
    void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] parameters, float[][] dIn,
            float[][] dParameters);

    @Override
    default Shape outputShape(Shape... inputs) {
        for (Shape s : inputs) {
            if (s.size() != SIZE) {
                throw ShapeException.mismatch("[batch, 12]", s, "use 12 elements");
            }
        }
        return inputs[0];
    }

    /** Sample by sample, so that guests come between one sample's work and the next one's. */
    @Override
    default void forward(Call call) {
        spoil(call);
        for (int sample = 0; sample < call.batch(); sample++) {
            call.willReadIn(sample, 1, 0);
            float[][] in = inputs(call, sample);
            float[] out = new float[SIZE];
            evaluate(1, in, parameters(call), out);
            System.arraycopy(out, 0, call.out(), call.outAt() + sample * SIZE, SIZE);
            if (savesInput() && call.training()) {
                System.arraycopy(in[0], 0, call.saved(), call.savedAt() + 1 + sample * SIZE, SIZE);
                call.saved()[call.savedAt()] = 77;
            }
            spoil(call);
            call.wroteOut(sample, 1, 0);
        }
    }

    @Override
    default void backward(Call call) {
        spoil(call);
        float[][] dParameters = new float[parameters(call.inShape(0)).size()][SIZE];
        for (int sample = 0; sample < call.batch(); sample++) {
            call.willReadDOut(sample, 1, 0);
            backward(call, sample, dParameters);
            spoil(call);
            if (call.wantsDIn(0)) {
                call.wroteDIn(sample, 1, 0);
            }
        }
        for (int p = 0; p < dParameters.length; p++) {
            put(dParameters[p], call.gradientBeta(p), call.gradient(p), call.gradientAt(p));
        }
    }

    private void backward(Call call, int sample, float[][] dParameters) {
        Needs needs = needs(call.inShape(0));
        int outAt = call.outAt() + sample * SIZE;
        int dOutAt = call.dOutAt() + sample * SIZE;
        float[] dOut = Arrays.copyOfRange(call.dOut(), dOutAt, dOutAt + SIZE);
        float[] out = needs.readsOutput() ? Arrays.copyOfRange(call.out(), outAt, outAt + SIZE) : unknown();
        float[][] in = inputs(call, sample);
        for (int i = 0; i < in.length && !needs.readsInput(); i++) {
            in[i] = unknown();
        }
        if (savesInput()) {
            if (call.saved()[call.savedAt()] != 77) {
                throw new AssertionError("what was saved is gone");
            }
            int at = call.savedAt() + 1 + sample * SIZE;
            in[0] = Arrays.copyOfRange(call.saved(), at, at + SIZE);
        }
        float[][] dIn = new float[in.length][SIZE];
        differentiate(1, in, out, dOut, parameters(call), dIn, dParameters);
        Arrays.fill(call.dOut(), dOutAt, dOutAt + SIZE, Float.NaN);
        for (int i = 0; i < in.length; i++) {
            if (call.wantsDIn(i)) {
                put(dIn[i], call.dInBeta(i), call.dIn(i), call.dInAt(i) + sample * SIZE);
            }
        }
    }

    private static void put(float[] gradient, float beta, float[] to, int at) {
        for (int i = 0; i < gradient.length; i++) {
            to[at + i] = beta == 0 ? gradient[i] : to[at + i] + gradient[i];
        }
    }

    /** Overwrites what is nobody's between calls. */
    default void spoil(Call call) {
        Needs needs = needs(call.inShape(0));
        Arrays.fill(call.workspace(), call.workspaceAt(), call.workspaceAt() + needs.workspace(), Float.NaN);
        Arrays.fill(call.scratch(), call.scratchAt(0), call.scratchAt(0) + needs.scratch(), Float.NaN);
    }

    private static float[] unknown() {
        float[] values = new float[SIZE];
        Arrays.fill(values, Float.NaN);
        return values;
    }

    private static float[][] inputs(Call call, int sample) {
        float[][] in = new float[call.inputs()][];
        for (int i = 0; i < in.length; i++) {
            int at = call.inAt(i) + sample * SIZE;
            in[i] = Arrays.copyOfRange(call.in(i), at, at + SIZE);
        }
        return in;
    }

    private float[][] parameters(Call call) {
        List<ParameterSpec> specs = parameters(call.inShape(0));
        float[][] values = new float[specs.size()][];
        for (int p = 0; p < values.length; p++) {
            values[p] = Arrays.copyOfRange(call.parameter(p), call.parameterAt(p), call.parameterAt(p) + SIZE);
        }
        return values;
    }

    private boolean savesInput() {
        return this instanceof Square;
    }

    private static ParameterSpec vector(String name) {
        return ParameterSpec.trainable(name, Shape.of(SIZE), (shape, key, to, at) -> {
            for (int i = 0; i < SIZE; i++) {
                to[at + i] = 0.5f + dev.vectron.random.CounterRandom.uniform(key, i);
            }
        });
    }

    /** y = w·x; fuses with a shift; calls guests. */
    final class Scale implements Specimen, Host {
        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return List.of(vector("scale"));
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().input().workspace(40);
        }

        @Override
        public void evaluate(int batch, float[][] in, float[][] w, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = w[0][i % SIZE] * in[0][i];
            }
        }

        @Override
        public void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] w, float[][] dIn,
                float[][] dW) {
            for (int i = 0; i < dOut.length; i++) {
                dIn[0][i] = dOut[i] * w[0][i % SIZE];
                dW[0][i % SIZE] += dOut[i] * in[0][i];
            }
        }

        @Override
        public Optional<Layer> fusedWith(Layer next) {
            return next instanceof Shift ? Optional.of(new ScaleShift()) : Optional.empty();
        }
    }

    /** y = x + b, in place. */
    final class Shift implements Specimen {
        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return List.of(vector("shift"));
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().allowsInPlace().scratch(5);
        }

        @Override
        public void evaluate(int batch, float[][] in, float[][] b, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = in[0][i] + b[0][i % SIZE];
            }
        }

        @Override
        public void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] b, float[][] dIn,
                float[][] dB) {
            for (int i = 0; i < dOut.length; i++) {
                dIn[0][i] = dOut[i];
                dB[0][i % SIZE] += dOut[i];
            }
        }
    }

    /** y = w·x + b at once, with the bits of the two in turn. */
    final class ScaleShift implements Specimen {
        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return List.of(vector("scale"), vector("shift"));
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().input();
        }

        @Override
        public void evaluate(int batch, float[][] in, float[][] p, float[] out) {
            for (int i = 0; i < out.length; i++) {
                float product = p[0][i % SIZE] * in[0][i];
                out[i] = product + p[1][i % SIZE];
            }
        }

        @Override
        public void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] p, float[][] dIn,
                float[][] dP) {
            for (int i = 0; i < dOut.length; i++) {
                dIn[0][i] = dOut[i] * p[0][i % SIZE];
                dP[0][i % SIZE] += dOut[i] * in[0][i];
                dP[1][i % SIZE] += dOut[i];
            }
        }
    }

    /** y = x / (1 + |x|), in place; backward reads the output. */
    final class Squash implements Specimen {
        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().output().allowsInPlace();
        }

        static float value(float x) {
            return x / (1 + Math.abs(x));
        }

        static float slope(float y) {
            return (1 - Math.abs(y)) * (1 - Math.abs(y));
        }

        @Override
        public void evaluate(int batch, float[][] in, float[][] none, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = value(in[0][i]);
            }
        }

        @Override
        public void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] none, float[][] dIn,
                float[][] nothing) {
            for (int i = 0; i < dOut.length; i++) {
                dIn[0][i] = dOut[i] * slope(out[i]);
            }
        }
    }

    /** y = x², in place, with the input saved. */
    final class Square implements Specimen {
        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().saved(1).savedPerSample(SIZE).allowsInPlace();
        }

        @Override
        public void evaluate(int batch, float[][] in, float[][] none, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = 0.5f * in[0][i] * in[0][i];
            }
        }

        @Override
        public void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] none, float[][] dIn,
                float[][] nothing) {
            for (int i = 0; i < dOut.length; i++) {
                dIn[0][i] = dOut[i] * in[0][i];
            }
        }
    }

    /** The same values under the other of two shapes. */
    final class Fold implements Specimen {
        @Override
        public Shape outputShape(Shape... inputs) {
            Specimen.super.outputShape(inputs);
            return inputs[0].rank() == 1 ? Shape.of(3, 4) : Shape.of(SIZE);
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().view();
        }

        @Override
        public void evaluate(int batch, float[][] in, float[][] none, float[] out) {
            System.arraycopy(in[0], 0, out, 0, out.length);
        }

        @Override
        public void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] none, float[][] dIn,
                float[][] nothing) {
            System.arraycopy(dOut, 0, dIn[0], 0, dOut.length);
        }
    }

    /** z[i] = x[i] + y reversed, in place over x: what y overlaps matters. */
    final class Cross implements Specimen {
        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().allowsInPlace();
        }

        @Override
        public void evaluate(int batch, float[][] in, float[][] none, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = in[0][i] + in[1][mirror(i)];
            }
        }

        private static int mirror(int i) {
            return i / SIZE * SIZE + SIZE - 1 - i % SIZE;
        }

        /** Written one element at a time, as a layer in place would: an overlap of y with the output shows. */
        @Override
        public void forward(Call call) {
            for (int i = 0; i < call.outSize(); i++) {
                call.out()[call.outAt() + i] = call.in(0)[call.inAt(0) + i] + call.in(1)[call.inAt(1) + mirror(i)];
            }
        }

        @Override
        public void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] none, float[][] dIn,
                float[][] nothing) {
            for (int i = 0; i < dOut.length; i++) {
                dIn[0][i] = dOut[i];
                dIn[1][mirror(i)] = dOut[i];
            }
        }
    }

    /** z = x·y; backward reads both. */
    final class Product implements Specimen {
        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().input().scratch(30);
        }

        @Override
        public void evaluate(int batch, float[][] in, float[][] none, float[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = 0.5f * in[0][i] * in[1][i];
            }
        }

        @Override
        public void differentiate(int batch, float[][] in, float[] out, float[] dOut, float[][] none, float[][] dIn,
                float[][] nothing) {
            for (int i = 0; i < dOut.length; i++) {
                dIn[0][i] = 0.5f * dOut[i] * in[1][i];
                dIn[1][i] = 0.5f * dOut[i] * in[0][i];
            }
        }
    }

    /** Half the squared distance; fuses with a squash before it, with the same bits. */
    record Distance(boolean squashes) implements Loss {
        @Override
        public Shape targetShape(Shape prediction) {
            return prediction;
        }

        @Override
        public boolean takesLabels() {
            return false;
        }

        @Override
        public void value(LossCall call) {
            float[] p = call.prediction();
            for (int i = 0; i < call.positions(); i++) {
                float sum = 0;
                for (int j = i * call.n(); j < (i + 1) * call.n(); j++) {
                    int at = call.predictionAt() + j;
                    if (squashes) {
                        p[at] = Squash.value(p[at]);
                    }
                    float d = p[at] - call.targets()[call.targetsAt() + j];
                    sum += d * d;
                }
                call.values()[i] = sum / 2;
            }
        }

        @Override
        public void gradient(LossCall call) {
            for (int j = 0; j < call.positions() * call.n(); j++) {
                float y = call.prediction()[call.predictionAt() + j];
                float g = (y - call.targets()[call.targetsAt() + j]) * call.factor(j / call.n());
                call.dPrediction()[call.dPredictionAt() + j] = squashes ? g * Squash.slope(y) : g;
            }
        }

        @Override
        public Optional<Loss> fusedWith(Layer last) {
            return last instanceof Squash ? Optional.of(new Distance(true)) : Optional.empty();
        }

        @Override
        public String name() {
            return "distance";
        }
    }
}
