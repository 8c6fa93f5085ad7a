package dev.vectron.initializers;

import dev.vectron.graph.Initializer;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A random matrix with orthonormal rows or columns, whichever are fewer, times gain (Saxe et al. 2013); a kernel of
 * more than two axes is the matrix [all but the last, last].
 *
 * <p>It is Q of the decomposition Q·R of a matrix of standard normal numbers with R's diagonal above 0, which makes Q
 * uniformly distributed: each column less its projections on those before it, twice, divided by its norm. In double, in
 * a fixed order, so that the same key gives the same bits. Immutable and thread-safe.
 *
 * <p>A gain that is not finite, and a parameter of fewer than two axes, are an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * dense(64).kernelInitializer(orthogonal(Math.sqrt(2)));
 * }
 *
 * @param gain the factor; Keras's default is 1
 */
public record Orthogonal(double gain) implements Initializer, Configured {
    /** Checks the gain. */
    public Orthogonal {
        Rules.finite("Orthogonal", "the gain", gain);
    }

    @Override
    public void fill(Shape shape, long key, float[] to, int at) {
        if (shape.rank() < 2) {
            throw new IllegalArgumentException("Orthogonal: expects a parameter of at least two axes, got " + shape
                    + "; use another initializer for vectors.");
        }
        int columns = shape.dim(-1);
        int rows = shape.size() / columns;
        boolean tall = rows >= columns;
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] basis = basis(count, length, key);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < length; j++) {
                to[at + (tall ? j * columns + i : i * columns + j)] = (float) (gain * basis[i][j]);
            }
        }
    }

    private static double[][] basis(int count, int length, long key) {
        double[][] basis = new double[count][length];
        for (int i = 0; i < count; i++) {
            double[] v = basis[i];
            for (int j = 0; j < length; j++) {
                v[j] = CounterRandom.normal(key, i * length + j);
            }
            // The second time takes away what rounding left of the projections.
            for (int turn = 0; turn < 2; turn++) {
                for (int k = 0; k < i; k++) {
                    add(-dot(v, basis[k]), basis[k], v);
                }
            }
            double norm = Math.sqrt(dot(v, v));
            for (int j = 0; j < length; j++) {
                v[j] /= norm;
            }
        }
        return basis;
    }

    /** In four chains over j mod 4. */
    private static double dot(double[] x, double[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int j = 0;
        for (; j + 3 < x.length; j += 4) {
            a = Math.fma(x[j], y[j], a);
            b = Math.fma(x[j + 1], y[j + 1], b);
            c = Math.fma(x[j + 2], y[j + 2], c);
            d = Math.fma(x[j + 3], y[j + 3], d);
        }
        for (; j < x.length; j++) {
            a = Math.fma(x[j], y[j], a);
        }
        return a + b + (c + d);
    }

    private static void add(double factor, double[] x, double[] y) {
        for (int j = 0; j < x.length; j++) {
            y[j] = Math.fma(factor, x[j], y[j]);
        }
    }

    @Override
    public String className() {
        return "Orthogonal";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of("gain", gain);
    }
}
