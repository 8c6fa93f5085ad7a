package dev.vectron.layers;

import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.kernels.ActivationFunction;

/**
 * The gradient of batch normalization. With x̂ = (x − mean) / √(variance + epsilon), N positions and g = dy, or dy
 * times the derivative of the rectifier applied last: dbeta = Σ g, dgamma = Σ g · x̂, dx = gamma / √(variance +
 * epsilon) · (g − dbeta / N − x̂ · dgamma / N); the last two terms fall away when the statistics are not the batch's,
 * and at steps that a mask leaves out of them ({@link CountedSteps}), which do not count for N.
 *
 * <p>Two passes over memory, one for the sums and one for dx. Both find out from x where the rectifier was off, so that
 * the output need not be kept.
 */
final class BatchNormalizationGradient {
    private BatchNormalizationGradient() {}

    /**
     * Whether the gradient needs the output: for an activation whose derivative does not follow from its input's sign.
     */
    static boolean readsOutput(Elementwise activation) {
        return switch (activation.function()) {
            case LINEAR, RELU, LEAKY_RELU -> false;
            default -> true;
        };
    }

    /** The slope below 0 of the activation that is left when {@link #readsOutput} has been seen to. */
    private static float slope(BatchNormalization layer) {
        Elementwise activation = FusedActivation.of(layer.activation());
        return activation.function() == ActivationFunction.RELU
                || activation.function() == ActivationFunction.LEAKY_RELU ? activation.slope() : 1;
    }

    /** Σ g and Σ g · (x − mean) over some positions; first g replaces dy there if the activation is no rectifier. */
    static void sums(Call call, BatchNormalization layer, int position, int positions, int thread) {
        int channels = WideRows.channels(call);
        int rows = WideRows.rows(positions, channels);
        int columns = WideRows.columns(channels);
        int from = position * channels;
        int part = PartialSums.at(call, position, call.hostBehind());
        Elementwise activation = FusedActivation.of(layer.activation());
        if (readsOutput(activation)) {
            activation.gradientInPlace(call, from, positions * channels);
        }
        sums(call, layer, rows, columns, from, ChannelNumbers.wideAt(call, ChannelNumbers.SCALE), 0, call.scratch(),
                call.scratchAt(thread));
        PartialSums.join(call, part, positions, thread);
        sums(call, layer, WideRows.rest(positions, channels), channels, from + rows * columns,
                ChannelNumbers.narrowAt(call, ChannelNumbers.SCALE), 1, call.saved(), part);
    }

    private static void sums(Call call, BatchNormalization layer, int rows, int columns, int from, int numbersAt,
            float beta, float[] sums, int sumsAt) {
        call.kernels().columnGradientSums(rows, columns, slope(layer), call.in(0), call.inAt(0) + from, call.dOut(),
                call.dOutAt() + from, ChannelNumbers.array(call), numbersAt, beta, sums, sumsAt);
    }

    /** Writes the gradients of the parameters, and the numbers for that of the input, from all sums. */
    static void finish(Call call, BatchNormalization layer) {
        for (int j = 0; j < WideRows.channels(call); j++) {
            double dBeta = PartialSums.total(call, PartialSums.FIRST, j, call.hostBehind());
            double dGamma = PartialSums.total(call, PartialSums.SECOND, j, call.hostBehind())
                    * ChannelNumbers.get(call, ChannelNumbers.INVERSE, j);
            if (layer.scale()) {
                write(call, 0, j, dGamma);
            }
            if (layer.center()) {
                write(call, layer.betaNumber(), j, dBeta);
            }
            coefficients(call, layer, j, dBeta, dGamma);
        }
        ChannelNumbers.widen(call, ChannelNumbers.FACTOR_OF_G, ChannelNumbers.OFFSET + 1);
        if (call.wantsDIn(BatchStatistics.input(call)) && !call.hostInFront()) {
            call.parallel(WideRows.parts(call), layer, BatchNormalizationGradient::inputPart);
        }
    }

    private static void write(Call call, int parameter, int channel, double gradient) {
        if (call.wantsGradient(parameter)) {
            int at = call.gradientAt(parameter) + channel;
            float[] to = call.gradient(parameter);
            to[at] = call.gradientBeta(parameter) == 0 ? (float) gradient : to[at] + (float) gradient;
        }
    }

    /** dx = a·g + b·(x − mean) + c. */
    private static void coefficients(Call call, BatchNormalization layer, int channel, double dBeta, double dGamma) {
        double positions = CountedSteps.applies(call) ? CountedSteps.count(call) : WideRows.positions(call);
        double inverse = ChannelNumbers.get(call, ChannelNumbers.INVERSE, channel);
        double a = layer.scale() ? call.parameter(0)[call.parameterAt(0) + channel] * inverse : inverse;
        double b = layer.batchStatistics() ? -a * inverse * dGamma / positions : 0;
        double c = layer.batchStatistics() ? -a * dBeta / positions : 0;
        ChannelNumbers.set(call, ChannelNumbers.FACTOR_OF_G, channel, a);
        ChannelNumbers.set(call, ChannelNumbers.FACTOR_OF_X, channel, b);
        ChannelNumbers.set(call, ChannelNumbers.OFFSET, channel, c);
    }

    /** From the end on, where the sums left off: that is still in the cache. */
    private static void inputPart(BatchNormalization layer, Call call, int turn, int thread) {
        int part = WideRows.parts(call) - 1 - turn;
        input(call, layer, WideRows.from(call, part), WideRows.size(call, part));
    }

    /** dx of some positions. */
    static void input(Call call, BatchNormalization layer, int position, int positions) {
        int channels = WideRows.channels(call);
        int rows = WideRows.rows(positions, channels);
        int columns = WideRows.columns(channels);
        int from = position * channels;
        input(call, layer, rows, columns, from, ChannelNumbers.wideAt(call, ChannelNumbers.SCALE));
        input(call, layer, WideRows.rest(positions, channels), channels, from + rows * columns,
                ChannelNumbers.narrowAt(call, ChannelNumbers.SCALE));
        if (layer.batchStatistics() && CountedSteps.applies(call)) {
            CountedSteps.finishInput(call, position, positions);
        }
    }

    private static void input(Call call, BatchNormalization layer, int rows, int columns, int from, int numbersAt) {
        int input = BatchStatistics.input(call);
        call.kernels().columnGradient(rows, columns, slope(layer), call.in(input), call.inAt(input) + from,
                call.dOut(), call.dOutAt() + from, ChannelNumbers.array(call), numbersAt,
                call.dInBeta(input), call.dIn(input), call.dInAt(input) + from);
    }
}
