package dev.vectron.data;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/**
 * Inputs with mean 0 and standard deviation 1: {@code (x − mean) / std}, for each feature or each channel (last axis).
 *
 * <p>Fit it on the training data only and map every part with the same one. Mean and variance (of the population,
 * divided by n) are summed in double in the order of the samples. A constant feature has std 1, so that it becomes 0.
 * Immutable and thread-safe.
 *
 * <p>Inputs of another shape are a {@code ShapeException}; a value that is no number, and a deviation that is not above
 * 0, are a {@code DataException}.
 *
 * {@snippet :
 * Standardization s = Standardization.fit(split.train());
 * Dataset train = split.train().map(s);
 * Dataset validation = split.validation().map(s);
 * }
 */
public final class Standardization implements Transform {
    private final Shape shape;
    private final float[] mean;
    private final float[] std;

    private Standardization(Shape shape, float[] mean, float[] std) {
        this.shape = shape;
        this.mean = mean;
        this.std = std;
    }

    /**
     * One mean and deviation for each value of the input.
     *
     * @param train the training data
     * @return the transform
     * @throws DataException if a value is NaN or infinite
     */
    public static Standardization fit(Dataset train) {
        return fit(train, train.inputShape().size());
    }

    /**
     * One mean and deviation for each channel, the last axis of the input, over all positions.
     *
     * @param train the training data
     * @return the transform
     * @throws DataException if a value is NaN or infinite
     */
    public static Standardization fitPerChannel(Dataset train) {
        return fit(train, train.inputShape().rank() == 0 ? 1 : train.inputShape().dim(-1));
    }

    /**
     * A transform with known numbers, for example stored beside a model.
     *
     * @param shape the shape of one input
     * @param mean one number a feature, or one a channel; copied
     * @param std as many deviations, each above 0; copied
     * @return the transform
     * @throws ShapeException if the counts fit neither the input's size nor its last axis
     * @throws DataException if a deviation is not above 0
     */
    public static Standardization of(Shape shape, float[] mean, float[] std) {
        boolean perChannel = shape.rank() > 0 && mean.length == shape.dim(-1);
        if (mean.length != std.length || !(perChannel || mean.length == shape.size())) {
            throw new ShapeException("Standardization: inputs " + shape + " need " + shape.size()
                    + " means and deviations, or one a"
                    + " channel, got " + mean.length + " and " + std.length + ".");
        }
        for (float s : std) {
            if (!(s > 0)) {
                throw new DataException("Standardization: a standard deviation must be above 0, got " + s + ".");
            }
        }
        return new Standardization(shape, mean.clone(), std.clone());
    }

    private static Standardization fit(Dataset train, int features) {
        int n = train.inputShape().size();
        float[] x = new float[n];
        int positions = n / features;
        double count = (double) train.size() * positions;
        double[] mean = new double[features];
        for (int sample = 0; sample < train.size(); sample++) {
            train.read(sample, x, 0);
            for (int i = 0; i < n; i++) {
                if (!Float.isFinite(x[i])) {
                    throw new DataException("Standardization: value " + i + " of sample " + sample + " is " + x[i]
                            + "; fill or remove missing values first.");
                }
                mean[i % features] += x[i];
            }
        }
        for (int f = 0; f < features; f++) {
            mean[f] /= count;
        }
        double[] squares = new double[features];
        for (int sample = 0; sample < train.size(); sample++) {
            train.read(sample, x, 0);
            for (int i = 0; i < n; i++) {
                double d = x[i] - mean[i % features];
                squares[i % features] = Math.fma(d, d, squares[i % features]);
            }
        }
        return new Standardization(train.inputShape(), floats(mean), deviations(squares, mean, count));
    }

    private static float[] floats(double[] values) {
        float[] f = new float[values.length];
        for (int i = 0; i < f.length; i++) {
            f[i] = (float) values[i];
        }
        return f;
    }

    private static float[] deviations(double[] squares, double[] mean, double count) {
        float[] std = new float[squares.length];
        for (int f = 0; f < std.length; f++) {
            double deviation = Math.sqrt(squares[f] / count);
            // The rounded mean of a constant is off by some units in its last place; such a spread is no spread.
            boolean constant = deviation <= Math.abs(mean[f]) * 1e-9 || (float) deviation < Float.MIN_NORMAL;
            std[f] = constant ? 1 : (float) deviation;
        }
        return std;
    }

    /** {@return the means, one a feature or one a channel; a copy} */
    public float[] mean() {
        return mean.clone();
    }

    /** {@return the standard deviations, one a feature or one a channel; a copy} */
    public float[] std() {
        return std.clone();
    }

    @Override
    public Shape outputShape(Shape input) {
        if (!input.equals(shape)) {
            throw new ShapeException("Standardization: was fitted on inputs " + shape + ", got " + input + ".");
        }
        return input;
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public void apply(float[] from, int fromAt, float[] to, int toAt) {
        int n = shape.size();
        int features = mean.length;
        for (int start = 0; start < n; start += features) {
            for (int f = 0; f < features; f++) {
                to[toAt + start + f] = (from[fromAt + start + f] - mean[f]) / std[f];
            }
        }
    }

    @Override
    public String toString() {
        return "Standardization(" + shape + ", " + mean.length + (mean.length == 1 ? " mean)" : " means)");
    }
}
