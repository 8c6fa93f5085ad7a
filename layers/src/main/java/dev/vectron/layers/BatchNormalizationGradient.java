package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.kernels.Kernels;

/**
 * The gradient of batch normalization. With x̂ = (x − mean) / √(variance + epsilon) and N positions:
 * dbeta = Σ dy, dgamma = Σ dy · x̂, dx = gamma / √(variance + epsilon) · (dy − dbeta / N − x̂ · dgamma / N); the last
 * two terms fall away when the statistics are not the batch's.
 */
final class BatchNormalizationGradient {
    /** Floats of x̂ that are held at a time. */
    private static final int BLOCK = 4_096;
    private static final int SUM = 0;
    private static final int DOT = 1;

    private BatchNormalizationGradient() {}

    static int scratch(int channels) {
        return Math.max(BLOCK, channels);
    }

    static void run(Call call, BatchNormalization layer) {
        call.parallel(BatchStatistics.chains(call), layer, BatchNormalizationGradient::sums);
        int channels = call.outShape().dim(-1);
        for (int j = 0; j < channels; j++) {
            double dBeta = BatchStatistics.joined(call, SUM, j);
            double dGamma = BatchStatistics.joined(call, DOT, j);
            if (layer.scale()) {
                write(call, 0, j, dGamma);
            }
            if (layer.center()) {
                write(call, layer.beta(), j, dBeta);
            }
            coefficients(call, layer, j, dBeta, dGamma);
        }
        if (call.wantsDIn(0)) {
            call.parallel(BatchStatistics.blocks(call), layer, BatchNormalizationGradient::inputPart);
        }
    }

    /** Σ dy and Σ dy · x̂ over a chain's rows; x̂ is made again block by block, which loses less than Σ dy · x − mean · Σ dy. */
    private static void sums(BatchNormalization layer, Call call, int chain, int thread) {
        Kernels kernels = call.kernels();
        int channels = call.outShape().dim(-1);
        int from = BatchStatistics.firstRow(call, chain);
        int to = BatchStatistics.firstRow(call, chain + 1);
        int step = Math.max(1, BLOCK / channels);
        kernels.columnSums(to - from, channels, call.dOut(), call.dOutAt() + from * channels,
                0, call.workspace(), BatchStatistics.partialAt(call, SUM, chain));
        for (int row = from; row < to; row += step) {
            int rows = Math.min(step, to - row);
            kernels.columnAffine(rows, channels, call.in(0), call.inAt(0) + row * channels,
                    call.saved(), call.savedAt() + channels, call.saved(), call.savedAt() + 2 * channels,
                    ActivationFunction.LINEAR, 0, call.scratch(), call.scratchAt(thread));
            kernels.columnDots(rows, channels, call.dOut(), call.dOutAt() + row * channels, call.scratch(),
                    call.scratchAt(thread),
                    row == from ? 0 : 1, call.workspace(), BatchStatistics.partialAt(call, DOT, chain));
        }
    }

    private static void write(Call call, int parameter, int channel, double gradient) {
        if (call.wantsGradient(parameter)) {
            int at = call.gradientAt(parameter) + channel;
            float[] to = call.gradient(parameter);
            to[at] = call.gradientBeta(parameter) == 0 ? (float) gradient : to[at] + (float) gradient;
        }
    }

    /** dx = a·dy + b·x + c. */
    private static void coefficients(Call call, BatchNormalization layer, int channel, double dBeta, double dGamma) {
        int channels = call.outShape().dim(-1);
        double rows = (double) call.outSize() / channels;
        int saved = call.savedAt() + channel;
        double inverse = call.saved()[saved + channels];
        double a = layer.scale() ? call.parameter(0)[call.parameterAt(0) + channel] * inverse : inverse;
        double b = layer.batchStatistics() ? -a * inverse * dGamma / rows : 0;
        double c = layer.batchStatistics() ? -a * dBeta / rows - b * call.saved()[saved] : 0;
        int at = call.workspaceAt() + channel;
        call.workspace()[at] = (float) a;
        call.workspace()[at + channels] = (float) b;
        call.workspace()[at + 2 * channels] = (float) c;
    }

    private static void inputPart(BatchNormalization layer, Call call, int part, int thread) {
        int channels = call.outShape().dim(-1);
        int row = part * BatchStatistics.rowsPerBlock(channels);
        int rows = Math.min(BatchStatistics.rowsPerBlock(channels), call.outSize() / channels - row);
        int a = call.workspaceAt();
        int at = row * channels;
        call.kernels().columnAffine2(rows, channels, call.dOut(), call.dOutAt() + at, call.workspace(), a,
                call.in(0), call.inAt(0) + at, call.workspace(), a + channels, call.workspace(), a + 2 * channels,
                call.dInBeta(0), call.dIn(0), call.dInAt(0) + at);
    }
}
