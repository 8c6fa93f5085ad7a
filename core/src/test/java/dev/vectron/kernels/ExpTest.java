package dev.vectron.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Every 1009th float of the functions' ranges, against StrictMath in double. */
class ExpTest {
    private interface FloatFunction {
        float of(float x);
    }

    @Test
    void expIsExactToTwoTenMillionths() {
        assertThat(largestError(Exp::exp, StrictMath::exp, Exp.LOWEST, Exp.HIGHEST)).isLessThan(1e-7);
    }

    @Test
    void sigmoidIsExactFarIntoItsTail() {
        assertThat(largestError(Exp::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -87f,
                Float.MAX_VALUE)).isLessThan(3e-7);
    }

    @Test
    void tanhIsExactDownToTheSmallestNumbers() {
        assertThat(largestError(Exp::tanh, StrictMath::tanh, 1.2e-38f, Float.MAX_VALUE)).isLessThan(3e-7);
        assertThat(largestError(Exp::tanh, StrictMath::tanh, -Float.MAX_VALUE, -1.2e-38f)).isLessThan(3e-7);
    }

    @Test
    void beyondTheRangeOfFloatsExpIsInfiniteOrZero() {
        assertThat(Exp.exp(88.72283f)).isBetween(3.4e38f, Float.MAX_VALUE);
        assertThat(Exp.exp(Math.nextUp(88.72283f))).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Exp.exp(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Exp.exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Exp.exp(-87.33654f)).isBetween(Float.MIN_NORMAL, 1.2e-38f);
        assertThat(Exp.exp(Math.nextDown(-87.33654f))).isZero();
        assertThat(Exp.exp(Float.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void exactPlacesAreExact() {
        assertThat(Exp.exp(0f)).isEqualTo(1f);
        assertThat(Exp.sigmoid(0f)).isEqualTo(0.5f);
        assertThat(Exp.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1f);
        assertThat(Exp.sigmoid(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(Exp.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
        assertThat(Exp.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
        assertThat(Float.floatToRawIntBits(Exp.tanh(-0f))).isEqualTo(Float.floatToRawIntBits(-0f));
    }

    @Test
    void nanStaysNanWhateverItsBits() {
        for (int bits : new int[] {0x7FC00000, 0x7F800001, 0x7FFFFFFF, 0xFFC00123, 0xFF800001}) {
            float nan = Float.intBitsToFloat(bits);
            assertThat(Exp.exp(nan)).isNaN();
            assertThat(Exp.sigmoid(nan)).isNaN();
            assertThat(Exp.tanh(nan)).isNaN();
        }
    }

    private static double largestError(FloatFunction f, DoubleUnaryOperator exact, float from, float to) {
        double largest = 0;
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; bits += 1009) {
            float x = Float.intBitsToFloat((int) bits);
            if (x >= from && x <= to) {
                double y = exact.applyAsDouble(x);
                largest = Math.max(largest, Math.abs(f.of(x) - y) / Math.abs(y));
            }
        }
        return largest;
    }
}
