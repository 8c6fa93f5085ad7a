package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.random.CounterRandom;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Elementwise kernels, column and row sums, poolings and optimizers against their formulas in double. */
class ExactRowsTest {
    private static final float NAN = Float.NaN;
    private final SplittableRandom random = new SplittableRandom(12);

    static Stream<Kernels> kernels() {
        return Stream.of(KernelsProvider.best(), KernelsProvider.scalar());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void activationsFollowTheirFormulas(Kernels kernels) {
        int n = 101;
        float[] x = values(n, 30f);
        for (ActivationFunction f : ActivationFunction.values()) {
            float[] y = new float[n];
            float[] dX = new float[n];
            kernels.activate(f, 0.2f, n, x, 0, y, 0);
            float[] dY = values(n, 1f);
            kernels.activateGradient(f, 0.2f, n, y, 0, dY, 0, 0f, dX, 0);
            for (int i = 0; i < n; i++) {
                double exact = value(f, x[i]);
                assertThat((double) y[i]).isCloseTo(exact, within(3e-7 * Math.abs(exact)));
                double slope = derivative(f, y[i]);
                assertThat((double) dX[i]).isCloseTo(slope * dY[i], within(3e-7 * Math.abs(slope * dY[i]) + 1e-12));
            }
        }
    }

    private static double value(ActivationFunction f, double x) {
        return switch (f) {
            case LINEAR -> x;
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : (double) 0.2f * x;
            case CAPPED_RELU -> Math.min(Math.max(x, 0), 0.2f);
            case ELU -> x > 0 ? x : 0.2f * StrictMath.expm1(x);
            case SELU -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * StrictMath.expm1(x));
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case HARD_SIGMOID -> Math.min(Math.max(x + 3, 0), 6) / 6;
            case TANH -> StrictMath.tanh(x);
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            case EXPONENTIAL -> StrictMath.exp(x);
        };
    }

    private static double derivative(ActivationFunction f, double y) {
        return switch (f) {
            case LINEAR -> 1;
            case RELU -> y > 0 ? 1 : 0;
            case LEAKY_RELU -> y > 0 ? 1 : 0.2f;
            case CAPPED_RELU -> y > 0 && y < 0.2f ? 1 : 0;
            case ELU -> y > 0 ? 1 : y + 0.2f;
            case SELU -> y > 0 ? 1.0507009873554805 : y + 1.758099340847376f;
            case SIGMOID -> y * (1 - y);
            case HARD_SIGMOID -> y > 0 && y < 1 ? 1 / 6.0 : 0;
            case TANH -> 1 - y * y;
            case SOFTSIGN -> (1 - Math.abs(y)) * (1 - Math.abs(y));
            case SOFTPLUS -> -StrictMath.expm1(-y);
            case EXPONENTIAL -> y;
        };
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void nanGoesThroughEveryActivationAndItsGradient(Kernels kernels) {
        int n = 33;
        for (ActivationFunction f : ActivationFunction.values()) {
            float[] x = values(n, 1f);
            float[] dY = values(n, 1f);
            float[] dX = new float[n];
            x[5] = NAN;
            x[32] = NAN;
            dY[7] = NAN;
            kernels.activate(f, 0.1f, n, x, 0, x, 0);
            kernels.activateGradient(f, 0.1f, n, x, 0, dY, 0, 0f, dX, 0);
            for (int i = 0; i < n; i++) {
                assertThat(Float.isNaN(x[i])).isEqualTo(i == 5 || i == 32);
                // A linear function's derivative does not depend on its output.
                boolean fromY = f != ActivationFunction.LINEAR && (i == 5 || i == 32);
                assertThat(Float.isNaN(dX[i])).as(f + " " + i).isEqualTo(i == 7 || fromY);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scalesAndSumsRoundOnce(Kernels kernels) {
        int n = 45;
        float[] x = values(n, 1f);
        float[] y = values(n, 1f);
        float[] scaled = y.clone();
        float[] shifted = new float[n];
        float[] sum = new float[n];
        kernels.scale(n, 0.3f, x, 0, 1f, scaled, 0);
        kernels.affine(n, 1 / 255f, -0.5f, x, 0, shifted, 0);
        kernels.add(n, x, 0, y, 0, sum, 0);
        for (int i = 0; i < n; i++) {
            assertThat(scaled[i]).isEqualTo((float) ((double) 0.3f * x[i] + y[i]), within(1e-12f));
            assertThat(shifted[i]).isEqualTo((float) ((double) (1 / 255f) * x[i] - 0.5), within(1e-12f));
            assertThat(sum[i]).isEqualTo(x[i] + y[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dropoutKeepsWhatTheCounterSays(Kernels kernels) {
        int n = 20_003;
        float[] x = values(n, 1f);
        float[] y = new float[n];
        kernels.dropout(n, 0.25f, 99L, -7, x, 0, 0f, y, 0);
        int kept = 0;
        for (int i = 0; i < n; i++) {
            boolean keep = CounterRandom.uniform(99L, -7 + i) >= 0.25f;
            kept += keep ? 1 : 0;
            assertThat(y[i]).isEqualTo(keep ? x[i] * (1 / 0.75f) : 0f);
        }
        assertThat(kept / (double) n).isCloseTo(0.75, within(0.015));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void columnKernelsFollowTheirFormulas(Kernels kernels) {
        int rows = 300;
        int n = 21;
        float[] x = values(rows * n, 1f);
        float[] center = values(n, 1f);
        float[] sums = new float[n];
        float[] moments = new float[2 * n];
        kernels.columnSums(rows, n, x, 0, 0f, sums, 0);
        kernels.columnMoments(rows, n, x, 0, center, 0, 0f, moments, 0);
        for (int j = 0; j < n; j++) {
            double sum = 0;
            double distances = 0;
            double squares = 0;
            for (int i = j; i < rows * n; i += n) {
                double distance = (double) x[i] - center[j];
                sum += x[i];
                distances += distance;
                squares += distance * distance;
            }
            assertThat((double) sums[j]).isCloseTo(sum, within(rows * rows * 0x1p-24));
            assertThat((double) moments[j]).isCloseTo(distances, within(2 * rows * rows * 0x1p-24));
            assertThat((double) moments[n + j]).isCloseTo(squares, within((rows + 3) * squares * 0x1p-24));
        }
        float[] z = new float[rows * n];
        kernels.columnAffine(rows, n, x, 0, center, 0, sums, 0, ActivationFunction.SIGMOID, 0f, z, 0);
        for (int i = 0; i < z.length; i++) {
            double inner = Math.fma(x[i], center[i % n], sums[i % n]);
            assertThat((double) z[i]).isCloseTo(1 / (1 + StrictMath.exp(-inner)), within(3e-7));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void normalizationGradientsFollowTheirFormulas(Kernels kernels) {
        int rows = 300;
        int n = 21;
        float slope = 0.3f;
        float[] x = values(rows * n, 1f);
        float[] dY = values(rows * n, 1f);
        float[] columns = values(6 * n, 1f);
        float[] sums = new float[2 * n];
        float[] dX = dY.clone();
        kernels.columnGradientSums(rows, n, slope, x, 0, dY, 0, columns, 0, 0f, sums, 0);
        kernels.columnGradient(rows, n, slope, x, 0, dY, 0, columns, 0, 1f, dX, 0);
        for (int j = 0; j < n; j++) {
            double sum = 0;
            double products = 0;
            for (int i = j; i < rows * n; i += n) {
                double y = Math.fma(x[i], columns[j], columns[n + j]);
                double g = y > 0 ? dY[i] : (double) slope * dY[i];
                double distance = (double) x[i] - columns[2 * n + j];
                sum += g;
                products += g * distance;
                double exact = dY[i] + g * columns[3 * n + j] + distance * columns[4 * n + j] + columns[5 * n + j];
                assertThat((double) dX[i]).isCloseTo(exact, within(1e-6));
            }
            assertThat((double) sums[j]).isCloseTo(sum, within(rows * rows * 0x1p-24));
            assertThat((double) sums[n + j]).isCloseTo(products, within(2 * rows * rows * 0x1p-24));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void endsOfResidualBlocksFollowTheirFormulas(Kernels kernels) {
        int rows = 300;
        int n = 21;
        float[] x = values(rows * n, 1f);
        float[] z = values(rows * n, 1f);
        float[] y = new float[rows * n];
        float[] dY = values(rows * n, 1f);
        float[] g = dY.clone();
        float[] columns = values(3 * n, 1f);
        float[] sums = new float[2 * n];
        kernels.columnAffineAdd(rows, n, x, 0, columns, 0, columns, n, z, 0, ActivationFunction.LEAKY_RELU, 0.3f, y,
                0);
        kernels.rectifiedGradientSums(rows, n, 0.3f, y, 0, g, 0, x, 0, columns, 2 * n, 0f, sums, 0);
        for (int j = 0; j < n; j++) {
            double sum = 0;
            double products = 0;
            for (int i = j; i < rows * n; i += n) {
                double inner = (double) x[i] * columns[j] + columns[n + j] + z[i];
                assertThat((double) y[i]).isCloseTo(inner > 0 ? inner : 0.3f * inner, within(4e-7));
                assertThat(g[i]).isEqualTo(y[i] > 0 ? dY[i] : 0.3f * dY[i]);
                sum += g[i];
                products += (double) g[i] * ((double) x[i] - columns[2 * n + j]);
            }
            assertThat((double) sums[j]).isCloseTo(sum, within(rows * rows * 0x1p-24));
            assertThat((double) sums[n + j]).isCloseTo(products, within(2 * rows * rows * 0x1p-24));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theGradientOfASoftmaxWithOneNearlySureClassKeepsItsDigits(Kernels kernels) {
        for (int n : new int[] {3, 16, 37}) {
            int sure = n - 2;
            float[] x = values(n, 1f);
            x[sure] = 30f;
            float[] dY = values(n, 1f);
            float[] y = new float[n];
            float[] dX = new float[n];
            kernels.softmax(1, n, x, 0, y, 0);
            kernels.softmaxGradient(1, n, y, 0, dY, 0, 0f, dX, 0);
            double ofSure = 0;
            for (int i = 0; i < n; i++) {
                double exact = y[i] * ((double) dY[i] - dY[sure]);
                if (i != sure) {
                    assertThat((double) dX[i]).isCloseTo(exact, within(1e-5 * Math.abs(exact)));
                }
                ofSure -= exact;
            }
            assertThat((double) dX[sure]).isCloseTo(ofSure, within(1e-5 * Math.abs(ofSure)));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void softmaxAndItsGradientFollowTheirFormulas(Kernels kernels) {
        for (int n : new int[] {1, 2, 10, 16, 37, 1000}) {
            int rows = 4;
            float[] x = values(rows * n, 40f);
            float[] dY = values(rows * n, 1f);
            float[] y = new float[rows * n];
            float[] dX = new float[rows * n];
            float[] logarithms = new float[rows];
            float[] probabilities = x.clone();
            float[] losses = new float[rows];
            int[] labels = {0, n - 1, n / 2, n / 3};
            kernels.softmaxCrossentropy(rows, n, probabilities, 0, labels, 0, losses, 0);
            kernels.softmax(rows, n, x, 0, y, 0);
            kernels.softmaxGradient(rows, n, y, 0, dY, 0, 0f, dX, 0);
            kernels.logSumExpAboveMax(rows, n, x, 0, logarithms, 0);
            assertThat(probabilities).containsExactly(y);
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                double dot = 0;
                double max = Double.NEGATIVE_INFINITY;
                for (int i = row * n; i < (row + 1) * n; i++) {
                    max = Math.max(max, x[i]);
                    sum += StrictMath.exp(x[i]);
                    dot += (double) y[i] * dY[i];
                }
                assertThat((double) logarithms[row]).isCloseTo(StrictMath.log(sum) - max, within(5e-6));
                double loss = StrictMath.log(sum) - x[row * n + labels[row]];
                assertThat((double) losses[row]).isCloseTo(loss, within(5e-6 + 1e-7 * loss));
                for (int i = row * n; i < (row + 1) * n; i++) {
                    double exact = StrictMath.exp(x[i]) / sum;
                    assertThat((double) y[i]).isCloseTo(exact, within(5e-6 * exact));
                    assertThat((double) dX[i]).isCloseTo(y[i] * (dY[i] - dot), within(2e-6 * y[i]));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void softmaxSurvivesLargeInputsAndCutsOffInfinitelySmallOnes(Kernels kernels) {
        float[] x = {1e30f, -1e30f, 1e30f, Float.NEGATIVE_INFINITY, 0f, 0f, 0f, NAN};
        float[] y = new float[8];
        kernels.softmax(2, 4, x, 0, y, 0);
        assertThat(y).startsWith(0.5f, 0f, 0.5f, 0f);
        for (int i = 4; i < 8; i++) {
            assertThat(y[i]).isNaN();
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void poolingTakesTheFirstMaximumAndNanWins(Kernels kernels) {
        PoolingShape s = new PoolingShape(2, 4, 1, 1, 2, 2, 2, 2, 2, 0, 0);
        float[] x = {1f, 3f, NAN, 9f, 3f, 2f, NAN, 8f};
        float[] out = new float[2];
        float[] winners = new float[2];
        kernels.maxPooling(s, x, 0, out, 0, winners, 0);
        assertThat(out).containsExactly(3f, NAN);
        assertThat(winners).containsExactly(1f, 0f);

        float[] dIn = new float[8];
        kernels.maxPoolingGradient(s, new float[] {5f, 7f}, 0, winners, 0, 0f, dIn, 0);
        assertThat(dIn).containsExactly(0f, 5f, 7f, 0f, 0f, 0f, 0f, 0f);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void overlappingPoolingGradientsAdd(Kernels kernels) {
        int channels = 9;
        PoolingShape s = new PoolingShape(1, 3, channels, 1, 2, 1, 2, 1, 1, 0, 0);
        float[] x = new float[3 * channels];
        Arrays.fill(x, channels, 2 * channels, 1f);
        float[] out = new float[2 * channels];
        float[] winners = new float[2 * channels];
        float[] dIn = new float[3 * channels];
        kernels.maxPooling(s, x, 0, out, 0, winners, 0);
        kernels.maxPoolingGradient(s, values(2 * channels, 0f), 0, winners, 0, 0f, dIn, 0);
        assertThat(dIn).containsOnly(0f);
        float[] dOut = new float[2 * channels];
        Arrays.fill(dOut, 1.5f);
        kernels.maxPoolingGradient(s, dOut, 0, winners, 0, 1f, dIn, 0);
        for (int i = 0; i < dIn.length; i++) {
            assertThat(dIn[i]).isEqualTo(i / channels == 1 ? 3f : 0f);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void optimizersFollowTheFormulasOfKeras(Kernels kernels) {
        int n = 27;
        float[] w = values(n, 1f);
        float[] g = values(n, 1f);
        float[] v = values(n, 1f);
        float[] m = values(n, 1f);
        float[] plain = w.clone();
        kernels.sgd(n, 0.01f, plain, g, 0);
        float[] nesterov = w.clone();
        float[] velocity = m.clone();
        kernels.momentum(n, 0.01f, 0.9f, true, nesterov, g, velocity, 0);
        float[] adam = w.clone();
        float[] first = m.clone();
        float[] second = new float[n];
        for (int i = 0; i < n; i++) {
            second[i] = Math.abs(v[i]);
        }
        float[] secondBefore = second.clone();
        kernels.adam(n, 0.002f, 0.1f, 0.001f, 1e-7f, adam, g, first, second, 0);
        for (int i = 0; i < n; i++) {
            assertThat((double) plain[i]).isCloseTo(w[i] - 0.01 * g[i], within(2e-7));
            double step = 0.9 * m[i] - 0.01 * g[i];
            assertThat((double) velocity[i]).isCloseTo(step, within(2e-7));
            assertThat((double) nesterov[i]).isCloseTo(w[i] + 0.9 * step - 0.01 * g[i], within(3e-7));
            double moment = 0.9 * m[i] + 0.1 * g[i];
            double square = 0.999 * secondBefore[i] + 0.001 * g[i] * g[i];
            assertThat((double) first[i]).isCloseTo(moment, within(3e-7));
            assertThat((double) second[i]).isCloseTo(square, within(3e-7));
            assertThat((double) adam[i]).isCloseTo(w[i] - 0.002 * moment / (Math.sqrt(square) + 1e-7), within(3e-7));
        }
    }

    private float[] values(int n, float magnitude) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = magnitude * (float) random.nextDouble(-1, 1);
        }
        return x;
    }
}
