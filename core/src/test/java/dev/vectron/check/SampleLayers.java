package dev.vectron.check;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.graph.Regularizer;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.kernels.Kernels;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Correct layers to check the checks with; each is written the way a user would. */
final class SampleLayers {
    private static final Relay COPY = new Relay();

    private SampleLayers() {}

    static float[] randomValues(int n, long seed, float low, float high) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = low + (high - low) * CounterRandom.uniform(CounterRandom.key(seed, 0, 0, 0), i);
        }
        return values;
    }

    static void put(float[] to, int at, float beta, float value) {
        to[at] = beta == 0 ? value : to[at] + value;
    }

    /** y = x · kernel + bias on rows, by the kernels, divided by samples. */
    record Affine(int units, @Nullable Regularizer regularizer) implements Layer {
        Affine(int units) {
            this(units, null);
        }

        @Override
        public Shape outputShape(Shape... inputs) {
            if (inputs[0].rank() != 1) {
                throw ShapeException.mismatch("[batch, features]", inputs[0], "put flatten() between them");
            }
            return Shape.of(units);
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return List.of(
                    new ParameterSpec("kernel", Shape.of(inputs[0].dim(0), units),
                            (shape, key, to, at) -> System.arraycopy(randomValues(shape.size(), key, -1, 1), 0, to, at,
                            shape.size()),
                            regularizer, null, true),
                    ParameterSpec.trainable("bias", Shape.of(units), (shape, key, to, at) -> java.util.Arrays.fill(to,
                    at, at + shape.size(), 0)));
        }

        @Override
        public Needs needs(Shape... inputs) {
            int in = inputs[0].size();
            return Needs.of().input().workspace(64 * 1024).scratch(Kernels.gemmScratch(64, Math.max(in, units),
                    Math.max(64, Math.max(in, units))));
        }

        @Override
        public void forward(Call call) {
            call.parallel(call.batch(), this, Affine::forwardPart);
        }

        private void forwardPart(Call call, int part, int thread) {
            int in = call.inShape(0).size();
            call.kernels().gemm(false, false, 1, units, in, call.in(0), call.inAt(0) + part * in, in, call.parameter(0),
                    call.parameterAt(0), units,
                    0, call.out(), call.outAt() + part * units, units, call.parameter(1), call.parameterAt(1),
                    ActivationFunction.LINEAR, 0,
                    call.scratch(), call.scratchAt(thread));
        }

        @Override
        public void backward(Call call) {
            int in = call.inShape(0).size();
            call.kernels().gemm(true, false, in, units, call.batch(), call.in(0), call.inAt(0), in, call.dOut(),
                    call.dOutAt(), units,
                    call.gradientBeta(0), call.gradient(0), call.gradientAt(0), units, null, 0,
                    ActivationFunction.LINEAR, 0,
                    call.scratch(), call.scratchAt(0));
            call.kernels().columnSums(call.batch(), units, call.dOut(), call.dOutAt(), call.gradientBeta(1),
                    call.gradient(1), call.gradientAt(1));
            if (call.wantsDIn(0)) {
                call.kernels().gemm(false, true, call.batch(), in, units, call.dOut(), call.dOutAt(), units,
                        call.parameter(0), call.parameterAt(0),
                        units, call.dInBeta(0), call.dIn(0), call.dInAt(0), in, null, 0, ActivationFunction.LINEAR, 0,
                        call.scratch(), call.scratchAt(0));
            }
        }
    }

    /** y = tanh(x), possibly in place. */
    record Tanh() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().output().allowsInPlace();
        }

        @Override
        public void forward(Call call) {
            call.kernels().activate(ActivationFunction.TANH, 0, call.outSize(), call.in(0), call.inAt(0), call.out(),
                    call.outAt());
        }

        @Override
        public void backward(Call call) {
            if (call.wantsDIn(0)) {
                call.kernels().activateGradient(ActivationFunction.TANH, 0, call.outSize(), call.out(), call.outAt(),
                        call.dOut(), call.dOutAt(),
                        call.dInBeta(0), call.dIn(0), call.dInAt(0));
            }
        }
    }

    /** y = max(x, 0), NaN kept. */
    record Relu() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().output().allowsInPlace();
        }

        @Override
        public void forward(Call call) {
            call.kernels().activate(ActivationFunction.RELU, 0, call.outSize(), call.in(0), call.inAt(0), call.out(),
                    call.outAt());
        }

        @Override
        public void backward(Call call) {
            if (call.wantsDIn(0)) {
                call.kernels().activateGradient(ActivationFunction.RELU, 0, call.outSize(), call.out(), call.outAt(),
                        call.dOut(), call.dOutAt(),
                        call.dInBeta(0), call.dIn(0), call.dInAt(0));
            }
        }
    }

    /** z = x · y elementwise, two inputs. */
    record Product() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            if (inputs.length != 2 || !inputs[0].equals(inputs[1])) {
                throw new ShapeException("expects two inputs of one shape, got " + List.of(inputs)
                        + "; reshape one of them.");
            }
            return inputs[0];
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().input();
        }

        @Override
        public void forward(Call call) {
            for (int i = 0; i < call.outSize(); i++) {
                call.out()[call.outAt() + i] = call.in(0)[call.inAt(0) + i] * call.in(1)[call.inAt(1) + i];
            }
        }

        @Override
        public void backward(Call call) {
            for (int k = 0; k < 2; k++) {
                if (call.wantsDIn(k)) {
                    for (int i = 0; i < call.outSize(); i++) {
                        put(call.dIn(k), call.dInAt(k) + i, call.dInBeta(k),
                                call.dOut()[call.dOutAt() + i] * call.in(1 - k)[call.inAt(1 - k) + i]);
                    }
                }
            }
        }
    }

    /** Zeroes half of the elements in training; the mask depends on the run's seed, epoch and sample numbers. */
    record Drop() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().allowsInPlace();
        }

        @Override
        public void forward(Call call) {
            int n = call.inShape(0).size();
            for (int s = 0; s < call.batch(); s++) {
                if (call.training()) {
                    call.kernels().dropout(n, 0.5f, call.randomKey(s), 0, call.in(0), call.inAt(0) + s * n, 0,
                            call.out(), call.outAt() + s * n);
                } else {
                    System.arraycopy(call.in(0), call.inAt(0) + s * n, call.out(), call.outAt() + s * n, n);
                }
            }
        }

        @Override
        public void backward(Call call) {
            int n = call.inShape(0).size();
            for (int s = 0; s < call.batch(); s++) {
                call.kernels().dropout(n, 0.5f, call.randomKey(s), 0, call.dOut(), call.dOutAt() + s * n,
                        call.dInBeta(0),
                        call.dIn(0), call.dInAt(0) + s * n);
            }
        }
    }

    /** The same values under the shape [size]. */
    record Flat() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return Shape.of(inputs[0].size());
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().view();
        }

        @Override
        public void forward(Call call) {
            COPY.forward(call);
        }

        @Override
        public void backward(Call call) {
            COPY.backward(call);
        }
    }

    /** y = x − moving mean; the mean of the batch moves it in training. */
    record Centered() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return List.of(ParameterSpec.statistic("moving_mean", Shape.scalar(),
                    (shape, key, to, at) -> to[at] = 0.25f));
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of();
        }

        @Override
        public void forward(Call call) {
            float sum = 0;
            for (int i = 0; i < call.outSize(); i++) {
                sum += call.in(0)[call.inAt(0) + i];
                call.out()[call.outAt() + i] = call.in(0)[call.inAt(0) + i] - call.parameter(0)[call.parameterAt(0)];
            }
            if (call.training()) {
                float old = call.update(0)[call.updateAt(0)];
                call.update(0)[call.updateAt(0)] = old + (sum / call.outSize() - old) / 16;
            }
        }

        @Override
        public void backward(Call call) {
            COPY.backward(call);
        }
    }
}
