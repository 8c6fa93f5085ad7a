package dev.vectron.data;

import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;

/**
 * Pictures with a rectangle from others in training. With a share from the beta distribution of parameters (alpha,
 * alpha), alpha uniform from 0 to the factor, the rectangle's sides are √(1 − share) of the picture's, and it lies
 * wholly within. In the targets the share is that of the pixels that were left.
 *
 * <p>Source: Yun and others, "CutMix: Regularization Strategy to Train Strong Classifiers with Localizable Features"
 * (2019).
 */
final class CutMixDataset extends MixedDataset {
    private static final int ALPHA = SHARE;
    private static final int LEFT = -3;
    private static final int TOP = -4;
    private static final int BETA = -5;
    /** Keeps the parameters of the beta distribution above 0. */
    private static final double LEAST = 1e-6;

    private final double factor;
    private final int height;
    private final int width;
    private final int channels;

    CutMixDataset(Dataset source, double factor) {
        super(source, "cutMix");
        if (!(factor >= 0 && factor <= 1)) {
            throw new DataException("cutMix: the factor must be at least 0 and at most 1, got " + factor + ".");
        }
        Shape shape = source.inputShape();
        if (source.inputs() != 1 || shape.rank() != 3) {
            throw new ShapeException("cutMix: expects one input of pictures [height, width, channels], got "
                    + (source.inputs() == 1 ? shape.toString() : source.inputs() + " inputs") + "; use mixUp().");
        }
        this.factor = factor;
        height = shape.dim(0);
        width = shape.dim(1);
        channels = shape.dim(2);
    }

    /** The sides of the rectangle, as a share of the picture's. */
    private double side(long key) {
        double alpha = Math.min(1, CounterRandom.uniform(key, ALPHA) * factor + LEAST);
        return Math.sqrt(1 - Beta.draw(key, BETA, alpha));
    }

    /** The first pixel at or behind an edge of the rectangle, whose place within the picture is drawn. */
    private static int edge(int length, double side, float place, double offset) {
        return (int) Math.ceil(place * (length - side * length) + offset);
    }

    private int left(long key, double side) {
        return edge(width, side, CounterRandom.uniform(key, LEFT), 0);
    }

    private int right(long key, double side) {
        return Math.min(width, edge(width, side, CounterRandom.uniform(key, LEFT), side * width));
    }

    private int top(long key, double side) {
        return edge(height, side, CounterRandom.uniform(key, TOP), 0);
    }

    private int bottom(long key, double side) {
        return Math.min(height, edge(height, side, CounterRandom.uniform(key, TOP), side * height));
    }

    @Override
    float share(long key) {
        double side = side(key);
        double cut = (double) (right(key, side) - left(key, side)) * (bottom(key, side) - top(key, side));
        return (float) (1 - cut / ((double) width * height));
    }

    @Override
    void mixInput(long key, int input, float[] other, float[] to, int at) {
        double side = side(key);
        int from = left(key, side) * channels;
        int length = right(key, side) * channels - from;
        int end = bottom(key, side);
        for (int y = top(key, side); y < end; y++) {
            int row = y * width * channels + from;
            System.arraycopy(other, row, to, at + row, length);
        }
    }

    @Override
    public String toString() {
        return source + " (cut and mixed)";
    }
}
