package dev.vectron.layers.normalization;

import java.util.List;

/**
 * A mean and a deviation for each element of an input, up to where they repeat themselves.
 *
 * @param mean the means of a period
 * @param deviation the deviations of a period
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FeatureScale(float[] mean, float[] deviation) {
    /** Keras's epsilon. */
    private static final float SMALLEST = 1e-7f;

    static FeatureScale of(int[] numbers, List<Float> means, List<Float> variances) {
        int period = period(numbers);
        float[] mean = new float[period];
        float[] deviation = new float[period];
        for (int i = 0; i < period; i++) {
            int place = means.size() == 1 ? 0 : numbers[i];
            mean[i] = means.get(place);
            deviation[i] = Math.max((float) Math.sqrt(variances.get(place)), SMALLEST);
        }
        return new FeatureScale(mean, deviation);
    }

    /** The shortest beginning that repeats itself to the end, of those that a last few axes make. */
    private static int period(int[] numbers) {
        int longest = 0;
        for (int number : numbers) {
            longest = Math.max(longest, number + 1);
        }
        for (int period = longest; period < numbers.length; period += longest) {
            if (numbers.length % period == 0 && repeats(numbers, period)) {
                return period;
            }
        }
        return numbers.length;
    }

    private static boolean repeats(int[] numbers, int period) {
        for (int i = period; i < numbers.length; i++) {
            if (numbers[i] != numbers[i - period]) {
                return false;
            }
        }
        return true;
    }

    int period() {
        return mean.length;
    }

    void apply(boolean invert, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < mean.length; i++) {
            float value = x[xAt + i];
            y[yAt + i] = invert ? Math.fma(value, deviation[i], mean[i]) : (value - mean[i]) / deviation[i];
        }
    }

    void applyGradient(boolean invert, float[] dY, int dYAt, float beta, float[] dX, int dXAt) {
        for (int i = 0; i < mean.length; i++) {
            float value = invert ? dY[dYAt + i] * deviation[i] : dY[dYAt + i] / deviation[i];
            dX[dXAt + i] = beta == 0 ? value : dX[dXAt + i] + value;
        }
    }
}
