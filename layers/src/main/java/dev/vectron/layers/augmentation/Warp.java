package dev.vectron.layers.augmentation;

import dev.vectron.layers.Interpolation;
import dev.vectron.tensor.Shape;
import java.util.Arrays;

/**
 * Reads a picture through an affine map: the output pixel at column x and row y is the picture at column
 * xx · x + xy · y + x0 and row yx · x + yy · y + y0; and does the adjoint of that. The output is linear in the picture,
 * each pixel a sum of at most four of its pixels and the fill value.
 *
 * <p>One for each thread, whose fields are set before each use, so that a step allocates nothing. Places are computed
 * in double, so that whole pixels, and turns by a quarter, are met exactly.
 */
final class Warp {
    private static final ThreadLocal<Warp> OF_THREAD = ThreadLocal.withInitial(Warp::new);

    private Resampling resampling = Resampling.DEFAULT;
    private int height;
    private int width;
    private int channels;
    /** Floats from a row of the picture to the next. */
    private int stride;
    private int outHeight;
    private int outWidth;
    private double xx;
    private double xy;
    private double x0;
    private double yx;
    private double yy;
    private double y0;

    // Of the output pixel in turn: offsets of the rows and columns around it, negative beyond the border, and how
    // close it is to the second ones.
    private int top;
    private int bottom;
    private int left;
    private int right;
    private float down;
    private float across;

    private Warp() {}

    /** The present thread's, for whole pictures of a shape. */
    static Warp of(Shape picture, Resampling resampling) {
        Warp warp = OF_THREAD.get();
        warp.resampling = resampling;
        warp.height = picture.dim(0);
        warp.width = picture.dim(1);
        warp.channels = picture.dim(2);
        warp.stride = warp.width * warp.channels;
        warp.outHeight = warp.height;
        warp.outWidth = warp.width;
        return warp;
    }

    /** Reads a part of the picture only, as if there were no other, to an output of another size. */
    Warp window(int rows, int columns, int outRows, int outColumns) {
        height = rows;
        width = columns;
        outHeight = outRows;
        outWidth = outColumns;
        return this;
    }

    /** Sets where columns are read. */
    Warp columns(double perColumn, double perRow, double offset) {
        xx = perColumn;
        xy = perRow;
        x0 = offset;
        return this;
    }

    /** Sets where rows are read. */
    Warp rows(double perColumn, double perRow, double offset) {
        yx = perColumn;
        yy = perRow;
        y0 = offset;
        return this;
    }

    void forward(float[] from, int fromAt, float[] to, int toAt) {
        float fill = resampling.fillValue();
        int n = channels;
        int at = toAt;
        for (int y = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++, at += n) {
                place(x, y);
                float a = (1 - down) * (1 - across);
                float b = (1 - down) * across;
                float c = down * (1 - across);
                float d = down * across;
                if ((top | bottom | left | right) >= 0) {
                    int topLeft = fromAt + top + left;
                    int topRight = fromAt + top + right;
                    int bottomLeft = fromAt + bottom + left;
                    int bottomRight = fromAt + bottom + right;
                    for (int i = 0; i < n; i++) {
                        to[at + i] = a * from[topLeft + i] + b * from[topRight + i] + c * from[bottomLeft + i]
                                + d * from[bottomRight + i];
                    }
                } else {
                    for (int i = 0; i < n; i++) {
                        to[at + i] = a * pixel(from, fromAt + i, top, left, fill)
                                + b * pixel(from, fromAt + i, top, right, fill)
                                + c * pixel(from, fromAt + i, bottom, left, fill)
                                + d * pixel(from, fromAt + i, bottom, right, fill);
                    }
                }
            }
        }
    }

    private static float pixel(float[] from, int at, int row, int column, float fill) {
        return (row | column) < 0 ? fill : from[at + row + column];
    }

    /**
     * The adjoint: every output pixel's gradient goes to the pixels that it was made of, in the order of the outputs.
     */
    void backward(float[] dOut, int dOutAt, float[] dIn, int dInAt) {
        int at = dOutAt;
        for (int y = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++) {
                place(x, y);
                for (int c = 0; c < channels; c++) {
                    float gradient = dOut[at++];
                    add((1 - down) * (1 - across) * gradient, dIn, dInAt + c, top, left);
                    add((1 - down) * across * gradient, dIn, dInAt + c, top, right);
                    add(down * (1 - across) * gradient, dIn, dInAt + c, bottom, left);
                    add(down * across * gradient, dIn, dInAt + c, bottom, right);
                }
            }
        }
    }

    private static void add(float value, float[] dIn, int at, int row, int column) {
        if ((row | column) >= 0) {
            dIn[at + row + column] += value;
        }
    }

    /** Finds the pixels around the place where an output pixel is read; where it is met exactly, all are that one. */
    private void place(int x, int y) {
        double column = xx * x + xy * y + x0;
        double row = yx * x + yy * y + y0;
        if (resampling.interpolation() == Interpolation.NEAREST) {
            column = Math.floor(column + 0.5);
            row = Math.floor(row + 0.5);
        }
        int firstColumn = (int) Math.floor(column);
        int firstRow = (int) Math.floor(row);
        across = (float) (column - firstColumn);
        down = (float) (row - firstRow);
        FillMode mode = resampling.fillMode();
        left = mode.pixel(firstColumn, width) * channels;
        right = across == 0 ? left : mode.pixel(firstColumn + 1, width) * channels;
        top = mode.pixel(firstRow, height) * stride;
        bottom = down == 0 ? top : mode.pixel(firstRow + 1, height) * stride;
    }

    /** Zeroes a gradient that is to be assigned, so that {@link #backward} can add to it. */
    static void clear(float beta, int size, float[] dIn, int dInAt) {
        if (beta == 0) {
            Arrays.fill(dIn, dInAt, dInAt + size, 0);
        }
    }
}
