package dev.vectron.layers;

import dev.vectron.activations.Activation;
import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Guest;
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
record NormalizedAdd(BatchNormalization normalization, Activation activation) implements Guest {
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
        if (!call.hostBehind()) {
            call.parallel(WideRows.parts(call), this, NormalizedAdd::forwardPart);
        }
    }

    @Override
    public void takeIn(Call call, int sample, int samples, int thread) {
        normalization.takeIn(call, sample, samples, thread);
    }

    /** From the end on, where the statistics left off: that is still in the cache. */
    private void forwardPart(Call call, int turn, int thread) {
        int part = WideRows.parts(call) - 1 - turn;
        normalizeAndAdd(call, WideRows.from(call, part), WideRows.size(call, part));
    }

    @Override
    public void makeOut(Call call, int sample, int samples, int thread) {
        int positions = WideRows.positionsPerSample(call);
        normalizeAndAdd(call, sample * positions, samples * positions);
    }

    private void normalizeAndAdd(Call call, int position, int positions) {
        int channels = WideRows.channels(call);
        int rows = WideRows.rows(positions, channels);
        int columns = WideRows.columns(channels);
        int from = position * channels;
        normalizeAndAdd(call, rows, columns, from, ChannelNumbers.wideAt(call, ChannelNumbers.SCALE));
        normalizeAndAdd(call, WideRows.rest(positions, channels), channels, from + rows * columns,
                ChannelNumbers.narrowAt(call, ChannelNumbers.SCALE));
    }

    private void normalizeAndAdd(Call call, int rows, int columns, int from, int numbersAt) {
        Elementwise function = FusedActivation.of(activation);
        float[] numbers = ChannelNumbers.array(call);
        call.kernels().columnAffineAdd(rows, columns, call.in(1), call.inAt(1) + from, numbers, numbersAt, numbers,
                numbersAt + columns, call.in(0), call.inAt(0) + from, function.function(), function.slope(),
                call.out(), call.outAt() + from);
    }

    @Override
    public void backward(Call call) {
        if (!call.hostBehind()) {
            call.parallel(PartialSums.chains(call), this, NormalizedAdd::sumsPart);
        }
        BatchNormalizationGradient.finish(call, normalization);
    }

    private void sumsPart(Call call, int chain, int thread) {
        sums(call, PartialSums.from(call, chain), PartialSums.size(call, chain), thread);
    }

    @Override
    public void takeDOut(Call call, int sample, int samples, int thread) {
        int positions = WideRows.positionsPerSample(call);
        sums(call, sample * positions, samples * positions, thread);
    }

    @Override
    public void makeDIn(Call call, int sample, int samples, int thread) {
        normalization.makeDIn(call, sample, samples, thread);
    }

    private boolean rectified() {
        ActivationFunction function = FusedActivation.of(activation).function();
        return function == ActivationFunction.RELU || function == ActivationFunction.LEAKY_RELU;
    }

    /** Makes g of dy and adds it up in the same pass. */
    private void sums(Call call, int position, int positions, int thread) {
        int channels = WideRows.channels(call);
        int rows = WideRows.rows(positions, channels);
        int columns = WideRows.columns(channels);
        int from = position * channels;
        int part = PartialSums.at(call, position, call.hostBehind());
        if (!rectified()) {
            FusedActivation.of(activation).gradientInPlace(call, from, positions * channels);
        }
        sums(call, rows, columns, from, ChannelNumbers.wideAt(call, ChannelNumbers.CENTER), 0, call.scratch(),
                call.scratchAt(thread));
        PartialSums.join(call, part, positions, thread);
        sums(call, WideRows.rest(positions, channels), channels, from + rows * columns,
                ChannelNumbers.narrowAt(call, ChannelNumbers.CENTER), 1, call.saved(), part);
    }

    private void sums(Call call, int rows, int columns, int from, int centerAt, float beta, float[] sums, int sumsAt) {
        int dOut = call.dOutAt() + from;
        // A linear end is a rectifier of slope 1, whatever its output.
        float slope = rectified() ? FusedActivation.of(activation).slope() : 1;
        float[] y = rectified() ? call.out() : call.dOut();
        int yAt = rectified() ? call.outAt() : call.dOutAt();
        call.kernels().rectifiedGradientSums(rows, columns, slope, y, yAt + from, call.dOut(), dOut,
                call.in(1), call.inAt(1) + from, ChannelNumbers.array(call), centerAt, beta, sums, sumsAt);
        if (call.wantsDIn(0) && (call.dIn(0) != call.dOut() || call.dInAt(0) != call.dOutAt())) {
            call.kernels().scale(rows * columns, 1, call.dOut(), dOut, call.dInBeta(0), call.dIn(0),
                    call.dInAt(0) + from);
        }
    }
}
