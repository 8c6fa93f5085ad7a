package dev.vectron.layers;

import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.kernels.ActivationFunction;

/**
 * The gradient of batch normalization. With x̂ = (x − mean) / √(variance + epsilon), N positions and g = dy, or dy times
 * the derivative of the rectifier applied last: dbeta = Σ g, dgamma = Σ g · x̂, dx = gamma / √(variance + epsilon) · (g −
 * dbeta / N − x̂ · dgamma / N); the last two terms fall away when the statistics are not the batch's.
 *
 * <p>Two passes over memory, one for the sums and one for dx. Both find out from x where the rectifier was off, so that
 * the output need not be kept.
 */
final class BatchNormalizationGradient {
    private static final int SCALE = 1;
    private static final int FACTOR_OF_G = 3;
    private static final int FACTOR_OF_X = 4;
    private static final int SHIFT = 5;

    private BatchNormalizationGradient() {}

    /** Whether the gradient needs the output: for an activation whose derivative does not follow from its input's sign. */
    static boolean readsOutput(Elementwise activation) {
        return switch (activation.function()) {
            case LINEAR, RELU, LEAKY_RELU -> false;
            case SIGMOID, TANH -> true;
        };
    }

    /** The slope below 0 of the activation that is left when {@link #readsOutput} has been seen to. */
    private static float slope(BatchNormalization layer) {
        Elementwise activation = FusedActivation.of(layer.activation());
        return activation.function() == ActivationFunction.RELU
                || activation.function() == ActivationFunction.LEAKY_RELU ? activation.slope() : 1;
    }

    static void run(Call call, BatchNormalization layer) {
        if (readsOutput(FusedActivation.of(layer.activation()))) {
            FusedActivation.gradientInPlace(call, layer.activation());
        }
        begin(call);
        call.parallel(BatchStatistics.chains(call), layer, BatchNormalizationGradient::sums);
        finish(call, layer);
    }

    /** Brings what was saved to where the sums read it. */
    static void begin(Call call) {
        System.arraycopy(call.saved(), savedAt(call, SCALE), call.workspace(), call.workspaceAt(),
                3 * WideRows.channels(call));
        BatchStatistics.widen(call, 3);
    }

    /** Writes the gradients that follow from the sums of all chains. */
    static void finish(Call call, BatchNormalization layer) {
        int channels = WideRows.channels(call);
        for (int j = 0; j < channels; j++) {
            double dBeta = BatchStatistics.total(call, 0, j, channels);
            double dGamma = BatchStatistics.total(call, 1, j, channels) * call.saved()[call.savedAt() + j];
            if (layer.scale()) {
                write(call, 0, j, dGamma);
            }
            if (layer.center()) {
                write(call, layer.beta(), j, dBeta);
            }
            coefficients(call, layer, j, dBeta, dGamma);
        }
        if (call.wantsDIn(BatchStatistics.input(call))) {
            BatchStatistics.widen(call, BatchStatistics.COEFFICIENTS);
            call.parallel(WideRows.parts(call), layer, BatchNormalizationGradient::inputPart);
        }
    }

    private static int savedAt(Call call, int number) {
        return call.savedAt() + number * WideRows.channels(call);
    }

    /** Σ g and Σ g · (x − mean) over a chain's rows. */
    private static void sums(BatchNormalization layer, Call call, int chain, int thread) {
        int columns = WideRows.columns(call);
        int from = chain * BatchStatistics.rowsPerChain(call) * columns;
        call.kernels().columnGradientSums(BatchStatistics.rows(call, chain), columns, slope(layer),
                call.in(0), call.inAt(0) + from, call.dOut(), call.dOutAt() + from,
                call.workspace(), BatchStatistics.wideAt(call, 0), 0, call.scratch(), call.scratchAt(thread));
        BatchStatistics.join(call, chain, thread);
        if (chain == BatchStatistics.chains(call) - 1) {
            int rest = WideRows.restAt(call);
            call.kernels().columnGradientSums(WideRows.rest(call), WideRows.channels(call), slope(layer),
                    call.in(0), call.inAt(0) + rest, call.dOut(), call.dOutAt() + rest,
                    call.workspace(), BatchStatistics.narrowAt(call, 0), 1, call.workspace(),
                    BatchStatistics.partialAt(call, chain));
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
        double rows = WideRows.positions(call);
        double inverse = call.saved()[call.savedAt() + channel];
        double a = layer.scale() ? call.parameter(0)[call.parameterAt(0) + channel] * inverse : inverse;
        double b = layer.batchStatistics() ? -a * inverse * dGamma / rows : 0;
        double c = layer.batchStatistics() ? -a * dBeta / rows : 0;
        call.workspace()[BatchStatistics.narrowAt(call, FACTOR_OF_G) + channel] = (float) a;
        call.workspace()[BatchStatistics.narrowAt(call, FACTOR_OF_X) + channel] = (float) b;
        call.workspace()[BatchStatistics.narrowAt(call, SHIFT) + channel] = (float) c;
    }

    /** From the end on, where the sums left off: that is still in the cache. */
    private static void inputPart(BatchNormalization layer, Call call, int turn, int thread) {
        int part = WideRows.parts(call) - 1 - turn;
        int columns = WideRows.columns(call);
        int row = part * WideRows.rowsPerPart(call);
        int rows = Math.min(WideRows.rowsPerPart(call), WideRows.rows(call) - row);
        input(call, layer, rows, columns, row * columns, BatchStatistics.wideAt(call, 0));
        if (turn == 0) {
            input(call, layer, WideRows.rest(call), WideRows.channels(call), WideRows.restAt(call),
                    BatchStatistics.narrowAt(call, 0));
        }
    }

    private static void input(Call call, BatchNormalization layer, int rows, int columns, int from, int numbersAt) {
        int input = BatchStatistics.input(call);
        call.kernels().columnGradient(rows, columns, slope(layer), call.in(input), call.inAt(input) + from,
                call.dOut(), call.dOutAt() + from, call.workspace(), numbersAt,
                call.dInBeta(input), call.dIn(input), call.dInAt(input) + from);
    }
}
