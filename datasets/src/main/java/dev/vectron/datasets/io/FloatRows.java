package dev.vectron.datasets.io;

import dev.vectron.data.DataException;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;

/** Rows of floats that grow; NaN stands for a missing value. */
final class FloatRows {
    private final String file;
    private final int width;
    private float[] values;
    private int rows;

    FloatRows(String file, int width) {
        this.file = file;
        this.width = width;
        values = new float[64 * width];
    }

    int rows() {
        return rows;
    }

    void add(float[] row) {
        long needed = (rows + 1L) * width;
        if (needed > values.length) {
            if (needed > Integer.MAX_VALUE - 8) {
                throw new DataException(file + ": has more than " + rows + " rows of " + width
                        + " numbers, which one Java array cannot hold; split the file.");
            }
            values = Arrays.copyOf(values, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, values.length * 2L)));
        }
        System.arraycopy(row, 0, values, rows * width, width);
        rows++;
    }

    /** {@return the mean of a column's values that are there, summed in double in row order} */
    float mean(int column) {
        double sum = 0;
        int count = 0;
        for (int r = 0; r < rows; r++) {
            float v = values[r * width + column];
            if (!Float.isNaN(v)) {
                sum += v;
                count++;
            }
        }
        return (float) (sum / count);
    }

    /** {@return the median of a column's values that are there; between the two middle ones if their number is even} */
    float median(int column) {
        float[] present = new float[rows];
        int count = 0;
        for (int r = 0; r < rows; r++) {
            float v = values[r * width + column];
            if (!Float.isNaN(v)) {
                present[count++] = v;
            }
        }
        Arrays.sort(present, 0, count);
        return (float) (((double) present[(count - 1) / 2] + present[count / 2]) / 2);
    }

    void fillMissing(int column, float with) {
        for (int at = column; at < rows * width; at += width) {
            if (Float.isNaN(values[at])) {
                values[at] = with;
            }
        }
    }

    /** {@return the rows as a tensor [rows, sample …]} */
    Tensor toTensor(Shape sample) {
        return Tensor.of(sample.prepend(rows), Arrays.copyOf(values, rows * width));
    }
}
