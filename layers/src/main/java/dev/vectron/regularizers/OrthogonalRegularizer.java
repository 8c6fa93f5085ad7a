package dev.vectron.regularizers;

import dev.vectron.graph.Regularizer;
import dev.vectron.kernels.RowSums;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds factor · the mean of |cos(wᵢ, wⱼ)| over all pairs of rows (or columns) of a matrix to the loss, so that they
 * become orthogonal to each other; the gradient for wᵢ is the sum over j of factor / pairs · sign(cos) · (uⱼ − cos ·
 * uᵢ) / |wᵢ|, u being the vectors of length 1.
 *
 * <p>[rows, columns] only: of a dense kernel [in, out] the rows belong to inputs, the columns to units. A single vector
 * costs nothing, one of zeros is orthogonal to all and gets no gradient. Each step computes all products, count² ·
 * length of them, by one thread. A factor that is negative or not finite, and a parameter of another number of axes,
 * are an {@code IllegalArgumentException}. Immutable and thread-safe.
 *
 * {@snippet :
 * dense(32).kernelRegularizer(orthogonalRegularizer(0.1).mode(OrthogonalRegularizer.Mode.COLUMNS));
 * }
 *
 * @param factor at least 0; default 0.01
 * @param mode which vectors; default rows
 */
public record OrthogonalRegularizer(double factor, Mode mode) implements Regularizer, Configured {
    /** The vectors of length 1, then the sum of a gradient; kept, so that a step allocates nothing. */
    private static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[0]);

    /** Which vectors of a matrix are to be orthogonal. */
    public enum Mode {
        /** The rows, Keras's default. */
        ROWS,
        /** The columns. */
        COLUMNS
    }

    /** Checks the factor. */
    public OrthogonalRegularizer {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("OrthogonalRegularizer: factor must be a number of at least 0, got "
                    + factor + ".");
        }
        if (mode == null) {
            throw new IllegalArgumentException("OrthogonalRegularizer: mode must not be null; use ROWS or COLUMNS.");
        }
    }

    /**
     * This regularizer for other vectors.
     *
     * @param which rows or columns
     * @return a copy
     */
    public OrthogonalRegularizer mode(Mode which) {
        return new OrthogonalRegularizer(factor, which);
    }

    @Override
    public void check(Shape shape) {
        count(shape);
    }

    private int count(Shape shape) {
        if (shape.rank() != 2) {
            throw new IllegalArgumentException("OrthogonalRegularizer: expects a matrix, got a parameter of shape "
                    + shape
                    + "; use it for kernels of dense layers.");
        }
        return shape.dim(mode == Mode.ROWS ? 0 : 1);
    }

    private float[] unitVectors(Shape shape, float[] w, int at) {
        int count = count(shape);
        int length = shape.size() / count;
        float[] units = SCRATCH.get();
        if (units.length < shape.size() + length) {
            units = new float[shape.size() + length];
            SCRATCH.set(units);
        }
        for (int i = 0; i < count; i++) {
            float inverse = inverseLength(shape, w, at, i);
            for (int k = 0; k < length; k++) {
                units[i * length + k] = w[place(shape, at, i, k)] * inverse;
            }
        }
        return units;
    }

    private int place(Shape shape, int at, int vector, int element) {
        return at + (mode == Mode.ROWS ? vector * shape.dim(1) + element : element * shape.dim(1) + vector);
    }

    private float inverseLength(Shape shape, float[] w, int at, int vector) {
        int length = shape.size() / count(shape);
        double square = 0;
        for (int k = 0; k < length; k++) {
            double v = w[place(shape, at, vector, k)];
            square += v * v;
        }
        return square == 0 ? 0 : (float) (1 / Math.sqrt(square));
    }

    private double ofPair(int count) {
        return count < 2 ? 0 : factor / (0.5 * count * (count - 1));
    }

    @Override
    public double value(Shape shape, float[] w, int at) {
        int count = count(shape);
        int length = shape.size() / count;
        float[] units = unitVectors(shape, w, at);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.abs(RowSums.dot(length, units, i * length, units, j * length));
            }
        }
        return ofPair(count) * sum;
    }

    @Override
    public void addGradient(Shape shape, float[] w, int at, float[] gradient) {
        int count = count(shape);
        int length = shape.size() / count;
        float[] units = unitVectors(shape, w, at);
        int sum = shape.size();
        for (int i = 0; i < count; i++) {
            Arrays.fill(units, sum, sum + length, 0f);
            for (int j = 0; j < count; j++) {
                if (j != i) {
                    float cosine = RowSums.dot(length, units, i * length, units, j * length);
                    addAcross(length, units, cosine, i * length, j * length, sum);
                }
            }
            float scale = (float) ofPair(count) * inverseLength(shape, w, at, i);
            for (int k = 0; k < length; k++) {
                int place = place(shape, at, i, k);
                gradient[place] = Math.fma(scale, units[sum + k], gradient[place]);
            }
        }
    }

    /** The part of uⱼ that is across uᵢ, with the cosine's sign. */
    private static void addAcross(int length, float[] units, float cosine, int i, int j, int sum) {
        float sign = Math.signum(cosine);
        float along = Math.abs(cosine);
        for (int k = 0; k < length; k++) {
            units[sum + k] += Math.fma(sign, units[j + k], -along * units[i + k]);
        }
    }

    @Override
    public String className() {
        return "OrthogonalRegularizer";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        options.put("factor", factor);
        options.put("mode", mode);
        return options;
    }
}
