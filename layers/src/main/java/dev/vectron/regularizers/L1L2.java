package dev.vectron.regularizers;

import dev.vectron.graph.Regularizer;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds l1 · Σ |w| + l2 · Σ w² to the loss, over all weights of a parameter of any shape; gradient l1 · sign(w) + 2 ·
 * l2 · w, the sign of 0 being 0.
 *
 * <p>With one factor it is Keras's L1 (lasso) or L2 (ridge), with both the elastic net (Zou and Hastie 2005). The sums
 * are doubles, in four chains over i mod 4, so that their order is the same for any machine. Immutable and thread-safe.
 *
 * <p>A factor that is negative or not finite is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * dense(128).kernelRegularizer(l2(1e-4));
 * }
 *
 * @param l1 the factor of the magnitudes, at least 0
 * @param l2 the factor of the squares, at least 0
 */
public record L1L2(double l1, double l2) implements Regularizer, Configured {
    /** Checks the factors. */
    public L1L2 {
        require("l1", l1);
        require("l2", l2);
    }

    private static void require(String option, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("Regularizer: " + option + " must be a number of at least 0, got "
                    + value + ".");
        }
    }

    @Override
    public double value(Shape shape, float[] w, int at) {
        int n = shape.size();
        return (l1 == 0 ? 0 : l1 * magnitudes(n, w, at)) + (l2 == 0 ? 0 : l2 * squares(n, w, at));
    }

    private static double magnitudes(int n, float[] w, int at) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            a += Math.abs(w[at + i]);
            b += Math.abs(w[at + i + 1]);
            c += Math.abs(w[at + i + 2]);
            d += Math.abs(w[at + i + 3]);
        }
        for (; i < n; i++) {
            a += Math.abs(w[at + i]);
        }
        return a + b + (c + d);
    }

    private static double squares(int n, float[] w, int at) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            a += (double) w[at + i] * w[at + i];
            b += (double) w[at + i + 1] * w[at + i + 1];
            c += (double) w[at + i + 2] * w[at + i + 2];
            d += (double) w[at + i + 3] * w[at + i + 3];
        }
        for (; i < n; i++) {
            a += (double) w[at + i] * w[at + i];
        }
        return a + b + (c + d);
    }

    @Override
    public void addGradient(Shape shape, float[] w, int at, float[] gradient) {
        int n = shape.size();
        if (l1 != 0) {
            float factor = (float) l1;
            for (int i = 0; i < n; i++) {
                gradient[at + i] = Math.fma(factor, Math.signum(w[at + i]), gradient[at + i]);
            }
        }
        if (l2 != 0) {
            float factor = (float) (2 * l2);
            for (int i = 0; i < n; i++) {
                gradient[at + i] = Math.fma(factor, w[at + i], gradient[at + i]);
            }
        }
    }

    /** {@return L1 or L2 where the other factor is 0, else L1L2} */
    @Override
    public String className() {
        if (l1 != 0 && l2 == 0) {
            return "L1";
        }
        return l1 == 0 && l2 != 0 ? "L2" : "L1L2";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        if (l1 != 0 || l2 == 0) {
            options.put("l1", l1);
        }
        if (l2 != 0 || l1 == 0) {
            options.put("l2", l2);
        }
        return options;
    }
}
