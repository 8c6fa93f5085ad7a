package dev.vectron.layers.normalization;

import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;

/**
 * Means and biased variances of the inputs of data, in two passes in double and in the order of the samples.
 *
 * @param mean one for each place
 * @param variance one for each place
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FeatureMoments(float[] mean, float[] variance) {

    /** Moments with the place of each element of an input. */
    static FeatureMoments of(Dataset data, int[] numbers, int places) {
        double count = (double) data.size() * numbers.length / places;
        double[] means = new double[places];
        float[] x = new float[numbers.length];
        for (int sample = 0; sample < data.size(); sample++) {
            data.read(sample, x, 0);
            for (int i = 0; i < x.length; i++) {
                requireFinite(x[i], sample, i);
                means[numbers[i]] += x[i];
            }
        }
        for (int place = 0; place < places; place++) {
            means[place] /= count;
        }
        double[] squares = new double[places];
        for (int sample = 0; sample < data.size(); sample++) {
            data.read(sample, x, 0);
            for (int i = 0; i < x.length; i++) {
                double distance = x[i] - means[numbers[i]];
                squares[numbers[i]] = Math.fma(distance, distance, squares[numbers[i]]);
            }
        }
        return new FeatureMoments(floats(means, 1), floats(squares, count));
    }

    private static void requireFinite(float value, int sample, int place) {
        if (!Float.isFinite(value)) {
            throw new DataException("Normalization: value " + place + " of sample " + sample + " is " + value
                    + "; fill or remove missing values first.");
        }
    }

    private static float[] floats(double[] values, double divisor) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) (values[i] / divisor);
        }
        return floats;
    }
}
