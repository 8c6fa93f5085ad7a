package dev.vectron.layers;

import dev.vectron.graph.Call;

/**
 * What a batch normalization is in inference: y = x · factor + shift for each channel, with
 * factor = gamma / √(moving_variance + epsilon) and shift = beta − moving_mean · factor. A layer in front that is
 * linear in its kernel takes both up into its own parameters.
 */
final class FoldedNormalization {
    private FoldedNormalization() {}

    /**
     * Factor and shift of all channels.
     *
     * @param call a call whose parameters from {@code first} on are the normalization's
     * @param layer the normalization
     * @param first the number of its first parameter
     * @param channels how many channels
     * @param factors receives the factors
     * @param factorsAt where they begin
     * @param shifts receives the shifts
     * @param shiftsAt where they begin
     */
    static void coefficients(Call call, BatchNormalization layer, int first, int channels, float[] factors,
            int factorsAt, float[] shifts, int shiftsAt) {
        int mean = first + layer.movingMean();
        for (int j = 0; j < channels; j++) {
            double variance = call.parameter(mean + 1)[call.parameterAt(mean + 1) + j];
            double gamma = layer.scale() ? call.parameter(first)[call.parameterAt(first) + j] : 1;
            int beta = first + layer.betaNumber();
            double center = layer.center() ? call.parameter(beta)[call.parameterAt(beta) + j] : 0;
            double factor = gamma / Math.sqrt(variance + layer.epsilon());
            factors[factorsAt + j] = (float) factor;
            shifts[shiftsAt + j] = (float) (center - call.parameter(mean)[call.parameterAt(mean) + j] * factor);
        }
    }

    /** Writes {@code to[i][j] = from[i][j] · factors[j]}. */
    static void scaleColumns(int rows, int columns, float[] from, int fromAt, float[] factors, int factorsAt,
            float[] to, int toAt) {
        for (int i = 0; i < rows; i++) {
            int at = i * columns;
            for (int j = 0; j < columns; j++) {
                to[toAt + at + j] = from[fromAt + at + j] * factors[factorsAt + j];
            }
        }
    }

    /** Adds {@code x[j] · factors[j]} to {@code to[j]}. */
    static void addScaled(int n, float[] x, int xAt, float[] factors, int factorsAt, float[] to, int toAt) {
        for (int j = 0; j < n; j++) {
            to[toAt + j] = Math.fma(x[xAt + j], factors[factorsAt + j], to[toAt + j]);
        }
    }
}
