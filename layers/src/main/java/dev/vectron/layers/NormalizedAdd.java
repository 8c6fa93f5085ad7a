package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The end of a residual block: y = activation(shortcut + normalization(x)), with the bits of the three layers one after
 * the other but without their passes over memory. Inputs are the shortcut and x.
 *
 * <p>With g = dy times the derivative of the activation, the gradient of the shortcut is g, which is left where dy was,
 * and that of x follows from g.
 *
 * @param normalization of x, without an activation
 * @param activation applied last
 */
record NormalizedAdd(BatchNormalization normalization, Activation activation) implements Layer {
    /** The number of the centers among those that the normalization keeps per channel. */
    private static final int CENTER = 2;

    @Override
    public Shape outputShape(Shape... inputs) {
        return inputs[0];
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return normalization.parameters(inputs[1]);
    }

    @Override
    public Needs needs(Shape... inputs) {
        Needs needs = normalization.needs(inputs[1]);
        return activation.equals(Activation.LINEAR) ? needs : needs.output();
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return FusedActivation.with(next, activation).map(function -> new NormalizedAdd(normalization, function));
    }

    @Override
    public void forward(Call call) {
        normalization.takeStatistics(call);
        call.parallel(WideRows.parts(call), this, NormalizedAdd::forwardPart);
    }

    /** From the end on, where the statistics left off: that is still in the cache. */
    private void forwardPart(Call call, int turn, int thread) {
        int part = WideRows.parts(call) - 1 - turn;
        int columns = WideRows.columns(call);
        int row = part * WideRows.rowsPerPart(call);
        int rows = Math.min(WideRows.rowsPerPart(call), WideRows.rows(call) - row);
        normalizeAndAdd(call, rows, columns, row * columns, BatchStatistics.wideAt(call, 0));
        if (turn == 0) {
            normalizeAndAdd(call, WideRows.rest(call), WideRows.channels(call), WideRows.restAt(call),
                    BatchStatistics.narrowAt(call, 0));
        }
    }

    private void normalizeAndAdd(Call call, int rows, int columns, int from, int numbersAt) {
        Elementwise function = FusedActivation.of(activation);
        call.kernels().columnAffineAdd(rows, columns, call.in(1), call.inAt(1) + from,
                call.workspace(), numbersAt, call.workspace(), numbersAt + columns, call.in(0), call.inAt(0) + from,
                function.function(), function.slope(), call.out(), call.outAt() + from);
    }

    @Override
    public void backward(Call call) {
        if (!rectified()) {
            FusedActivation.gradientInPlace(call, activation);
        }
        BatchNormalizationGradient.begin(call);
        call.parallel(BatchStatistics.chains(call), this, NormalizedAdd::sums);
        BatchNormalizationGradient.finish(call, normalization);
    }

    private boolean rectified() {
        ActivationFunction function = FusedActivation.of(activation).function();
        return function == ActivationFunction.RELU || function == ActivationFunction.LEAKY_RELU;
    }

    /** Makes g of dy and adds it up in the same pass. */
    private void sums(Call call, int chain, int thread) {
        int columns = WideRows.columns(call);
        int rows = BatchStatistics.rows(call, chain);
        int from = chain * BatchStatistics.rowsPerChain(call) * columns;
        sums(call, rows, columns, from, BatchStatistics.wideAt(call, CENTER), 0, call.scratch(),
                call.scratchAt(thread));
        BatchStatistics.join(call, chain, thread);
        if (chain == BatchStatistics.chains(call) - 1) {
            sums(call, WideRows.rest(call), WideRows.channels(call), WideRows.restAt(call),
                    BatchStatistics.narrowAt(call, CENTER), 1, call.workspace(),
                    BatchStatistics.partialAt(call, chain));
        }
    }

    private void sums(Call call, int rows, int columns, int from, int centerAt, float beta, float[] sums, int sumsAt) {
        int dOut = call.dOutAt() + from;
        // A linear end is a rectifier of slope 1, whatever its output.
        float slope = rectified() ? FusedActivation.of(activation).slope() : 1;
        float[] y = rectified() ? call.out() : call.dOut();
        int yAt = rectified() ? call.outAt() : call.dOutAt();
        call.kernels().rectifiedGradientSums(rows, columns, slope, y, yAt + from, call.dOut(), dOut,
                call.in(1), call.inAt(1) + from, call.workspace(), centerAt, beta, sums, sumsAt);
        if (call.wantsDIn(0) && (call.dIn(0) != call.dOut() || call.dInAt(0) != call.dOutAt())) {
            call.kernels().scale(rows * columns, 1, call.dOut(), dOut, call.dInBeta(0), call.dIn(0),
                    call.dInAt(0) + from);
        }
    }
}
