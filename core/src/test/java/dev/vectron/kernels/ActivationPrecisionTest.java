package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every 7919th float of the functions' ranges against doubles, and what happens at the ends. */
class ActivationPrecisionTest {
    private interface FloatFunction {
        float of(float x);
    }

    private static final float ALPHA = 0.7f;
    private static final double SELU = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;

    @Test
    void expMinusOneDoesNotCancelNearZero() {
        assertThat(relativeError(Exp::expMinusOne, StrictMath::expm1, -Float.MAX_VALUE, -Float.MIN_NORMAL))
                .isLessThan(2e-7);
        assertThat(Exp.expMinusOne(0f)).isZero();
        assertThat(Exp.expMinusOne(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
        assertThat(Exp.expMinusOne(-1e-40f)).isEqualTo(-1e-40f);
        assertThat(Exp.expMinusOne(Float.NaN)).isNaN();
    }

    @Test
    void logOfOnePlusIsExactDownToTheSmallestNumbers() {
        assertThat(relativeError(Log::onePlus, StrictMath::log1p, Float.MIN_NORMAL, 1f)).isLessThan(2e-7);
        assertThat(Log.onePlus(0f)).isZero();
        assertThat(Log.onePlus(1e-40f)).isEqualTo(1e-40f);
        assertThat(Log.onePlus(1f)).isEqualTo((float) StrictMath.log(2));
        assertThat(Log.onePlus(Float.NaN)).isNaN();
    }

    @Test
    void theNormalDistributionIsExactInItsTail() {
        FloatFunction f = x -> Normal.distribution(x, Normal.bell(x));
        assertThat(relativeError(f, ActivationPrecisionTest::normal, -13f, Normal.FAR)).isLessThan(5e-7);
        assertThat(relativeError(f, ActivationPrecisionTest::normal, 0f, Normal.FAR)).isLessThan(1.2e-7);
        assertThat(relativeError(f, ActivationPrecisionTest::normal, -1f, 0f)).isLessThan(2.5e-7);
        assertThat(f.of(0f)).isEqualTo(0.5f);
        assertThat(f.of(-Normal.FAR)).isZero();
        assertThat(f.of(Normal.FAR)).isEqualTo(1f);
        assertThat(f.of(Float.NaN)).isNaN();
    }

    /** The reference itself, at values of the literature. */
    @Test
    void theReferenceOfTheNormalDistribution() {
        assertThat(normal(-1.959963984540054) / 0.025 - 1).isBetween(-1e-13, 1e-13);
        assertThat(normal(-3) / 1.3498980316300946e-3 - 1).isBetween(-1e-12, 1e-12);
        assertThat(normal(-10) / 7.619853024160527e-24 - 1).isBetween(-1e-13, 1e-13);
        assertThat(normal(1) / 0.8413447460685429 - 1).isBetween(-1e-14, 1e-14);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                Arguments.of(ActivationFunction.ELU, (DoubleUnaryOperator) x -> x > 0 ? x : ALPHA * StrictMath.expm1(x),
                (DoubleUnaryOperator) x -> x > 0 ? 1 : ALPHA * StrictMath.exp(x)),
                Arguments.of(ActivationFunction.SELU,
                (DoubleUnaryOperator) x -> SELU * (x > 0 ? x : SELU_ALPHA * StrictMath.expm1(x)),
                (DoubleUnaryOperator) x -> SELU * (x > 0 ? 1 : SELU_ALPHA * StrictMath.exp(x))),
                Arguments.of(ActivationFunction.SOFTPLUS, (DoubleUnaryOperator) ActivationPrecisionTest::softplus,
                (DoubleUnaryOperator) ActivationPrecisionTest::sigmoid),
                Arguments.of(ActivationFunction.SOFTSIGN, (DoubleUnaryOperator) x -> x / (1 + Math.abs(x)),
                (DoubleUnaryOperator) x -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x)))),
                Arguments.of(ActivationFunction.HARD_SIGMOID,
                (DoubleUnaryOperator) x -> Math.min(Math.max(x + 3, 0), 6) / 6,
                (DoubleUnaryOperator) x -> x > -3 && x < 3 ? 1 / 6.0 : 0),
                Arguments.of(ActivationFunction.EXPONENTIAL, (DoubleUnaryOperator) StrictMath::exp,
                (DoubleUnaryOperator) StrictMath::exp));
    }

    /** From −87 on, since exp is 0 where it would be no normal number. */
    @ParameterizedTest
    @MethodSource("functions")
    void functionsOfTheOutput(ActivationFunction f, DoubleUnaryOperator exact, DoubleUnaryOperator slope) {
        float top = f == ActivationFunction.EXPONENTIAL ? Exp.HIGHEST : 3e38f;
        // x + 3 is rounded: half an ulp of 3, a sixth of which is left
        double rounding = f == ActivationFunction.HARD_SIGMOID ? 3e-8 : 0;
        assertThat(error(x -> ScalarActivations.value(f, ALPHA, x), exact, -87f, top, 1, rounding)).isLessThan(3e-7);
        assertThat(error(x -> ScalarActivations.derivative(f, ALPHA, ScalarActivations.value(f, ALPHA, x)), slope,
                -80f, 80f, 1, 1)).isLessThan(3e-7);
    }

    static Stream<Arguments> gates() {
        return Stream.of(
                Arguments.of(GatedFunction.SWISH, (DoubleUnaryOperator) x -> x * sigmoid(x),
                (DoubleUnaryOperator) x -> sigmoid(x) * (1 + x * sigmoid(-x))),
                Arguments.of(GatedFunction.GELU, (DoubleUnaryOperator) x -> x * normal(x),
                (DoubleUnaryOperator) x -> normal(x) + x * density(x)),
                Arguments.of(GatedFunction.GELU_TANH, (DoubleUnaryOperator) x -> x * sigmoid(2 * inner(x)),
                (DoubleUnaryOperator) ActivationPrecisionTest::geluTanhSlope),
                Arguments.of(GatedFunction.MISH, (DoubleUnaryOperator) x -> x * StrictMath.tanh(softplus(x)),
                (DoubleUnaryOperator) ActivationPrecisionTest::mishSlope),
                Arguments.of(GatedFunction.HARD_SWISH,
                (DoubleUnaryOperator) x -> x * Math.min(Math.max(x + 3, 0), 6) / 6,
                (DoubleUnaryOperator) x -> x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5));
    }

    /** The relative error far below 0, where only exp is left of the gates, grows with the exponent's rounding. */
    @ParameterizedTest
    @MethodSource("gates")
    void functionsOfTheInput(GatedFunction f, DoubleUnaryOperator exact, DoubleUnaryOperator slope) {
        double rounding = f == GatedFunction.HARD_SWISH ? 1e-7 : 0;
        assertThat(error(x -> ScalarGates.value(f, x), exact, -5f, Float.MAX_VALUE, 1, rounding))
                .isLessThan(f == GatedFunction.GELU_TANH ? 4e-6 : 6e-7);
        assertThat(error(x -> ScalarGates.value(f, x), exact, -1e30f, 1e30f, 1, 1)).isLessThan(6e-7);
        assertThat(error(x -> ScalarGates.derivative(f, x), slope, -1e10f, 1e10f, 0, 1)).isLessThan(6e-7);
    }

    @ParameterizedTest
    @EnumSource
    void gatesEndInTheirLimits(GatedFunction f) {
        for (float far : new float[] {Float.POSITIVE_INFINITY, Float.MAX_VALUE, 1000f}) {
            assertThat(ScalarGates.value(f, far)).isEqualTo(far);
            assertThat(ScalarGates.value(f, -far)).isEqualTo(-0f);
            assertThat(ScalarGates.derivative(f, far)).isEqualTo(1f);
            assertThat(ScalarGates.derivative(f, -far)).isZero();
        }
        assertThat(ScalarGates.value(f, 0f)).isZero();
        assertThat(ScalarGates.derivative(f, 0f)).isBetween(0.49999997f, 0.6f);
        assertThat(ScalarGates.value(f, 1e-40f)).isBetween(0.49e-40f, 0.61e-40f);
        assertThat(ScalarGates.value(f, Float.NaN)).isNaN();
        assertThat(ScalarGates.derivative(f, Float.NaN)).isNaN();
    }

    @Test
    void activationsEndInTheirLimits() {
        float infinity = Float.POSITIVE_INFINITY;
        assertThat(ScalarActivations.value(ActivationFunction.SOFTPLUS, 0f, infinity)).isEqualTo(infinity);
        assertThat(ScalarActivations.value(ActivationFunction.SOFTPLUS, 0f, -infinity)).isZero();
        assertThat(ScalarActivations.derivative(ActivationFunction.SOFTPLUS, 0f, infinity)).isEqualTo(1f);
        assertThat(ScalarActivations.value(ActivationFunction.ELU, 1f, -infinity)).isEqualTo(-1f);
        assertThat(ScalarActivations.value(ActivationFunction.ELU, 1f, infinity)).isEqualTo(infinity);
        assertThat(ScalarActivations.value(ActivationFunction.CAPPED_RELU, 6f, infinity)).isEqualTo(6f);
        assertThat(ScalarActivations.value(ActivationFunction.HARD_SIGMOID, 0f, 3f)).isEqualTo(1f);
        assertThat(ScalarActivations.value(ActivationFunction.HARD_SIGMOID, 0f, -3f)).isZero();
        for (ActivationFunction f : ActivationFunction.values()) {
            assertThat(ScalarActivations.value(f, ALPHA, Float.NaN)).as(f.name()).isNaN();
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static double inner(double x) {
        return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }

    private static double geluTanhSlope(double x) {
        double s = sigmoid(2 * inner(x));
        double chain = s * (1 - s) == 0 ? 0 : x * s * (1 - s) * 2 * Math.sqrt(2 / Math.PI)
                * (1 + 3 * 0.044715 * x * x);
        return s + chain;
    }

    private static double mishSlope(double x) {
        double t = StrictMath.tanh(softplus(x));
        return 1 - t * t == 0 ? t : t + x * (1 - t * t) * sigmoid(x);
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** Φ: by its power series near 0, by the continued fraction of Mills's ratio further away. */
    private static double normal(double x) {
        double a = Math.abs(x);
        double tail;
        if (a < 3) {
            double term = a;
            double sum = a;
            for (int k = 1; k < 120; k++) {
                term *= a * a / (2 * k + 1);
                sum += term;
            }
            tail = 0.5 - density(a) * sum;
        } else {
            double fraction = a;
            for (int k = 300; k > 0; k--) {
                fraction = a + k / fraction;
            }
            tail = density(a) / fraction;
        }
        return x > 0 ? 1 - tail : tail;
    }

    private static double relativeError(FloatFunction f, DoubleUnaryOperator exact, float from, float to) {
        return error(f, exact, from, to, 1, 0);
    }

    /** The largest error, in units of {@code relative · |exact| + absolute}. */
    private static double error(FloatFunction f, DoubleUnaryOperator exact, float from, float to, double relative,
            double absolute) {
        double largest = 0;
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += 7919) {
            float x = Float.intBitsToFloat((int) bits);
            // Subnormal inputs lose digits in any product; they are looked at one by one.
            if (x >= from && x <= to && (x == 0 || Math.abs(x) >= 1e-37f)) {
                double y = exact.applyAsDouble(x);
                double unit = relative * Math.abs(y) + absolute;
                double wrong = Math.abs(f.of(x) - y);
                largest = Math.max(largest, wrong == 0 ? 0 : wrong / unit);
            }
        }
        return largest;
    }
}
