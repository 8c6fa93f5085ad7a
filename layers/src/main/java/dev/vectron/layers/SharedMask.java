package dev.vectron.layers;

import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.util.List;

/** Which values of a sample are kept where several share what is drawn: the mask has length 1 along some axes. */
final class SharedMask {
    private final float rate;
    private final int[] dims;
    /** By how much the number of the drawn value grows along each axis; 0 where it is shared. */
    private final int[] steps;

    SharedMask(float rate, List<Integer> noiseShape, Shape shape) {
        this.rate = rate;
        this.dims = shape.dims();
        this.steps = new int[dims.length];
        int step = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            steps[axis] = noiseShape.get(axis) == 1 ? 0 : step;
            step *= noiseShape.get(axis);
        }
    }

    /** Writes or adds what is kept of x, divided by the share that is kept. */
    void apply(long key, float[] x, int xAt, float beta, float[] y, int yAt) {
        int length = dims[dims.length - 1];
        int own = steps[dims.length - 1];
        int rows = 1;
        for (int axis = 0; axis < dims.length - 1; axis++) {
            rows *= dims[axis];
        }
        float scale = 1 / (1 - rate);
        for (int row = 0; row < rows; row++) {
            int drawn = first(row);
            float factor = factor(key, drawn, scale);
            for (int i = row * length; i < (row + 1) * length; i++) {
                float value = factor == 0 ? 0 : x[xAt + i] * factor;
                y[yAt + i] = beta == 0 ? value : y[yAt + i] + value;
                if (own != 0 && i + 1 < (row + 1) * length) {
                    drawn += own;
                    factor = factor(key, drawn, scale);
                }
            }
        }
    }

    private float factor(long key, int drawn, float scale) {
        return CounterRandom.uniform(key, drawn) >= rate ? scale : 0;
    }

    /** The number of the value drawn for the beginning of a row. */
    private int first(int row) {
        int number = 0;
        int left = row;
        for (int axis = dims.length - 2; axis >= 0; axis--) {
            number += left % dims[axis] * steps[axis];
            left /= dims[axis];
        }
        return number;
    }
}
