package dev.vectron.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Normally distributed numbers without allocation agree with those of {@link CounterRandom}. */
class BoxMullerTest {
    @Test
    void agreesWithTheSpecification() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(Math.abs(BoxMuller.normal(5, i) - CounterRandom.normal(5, i))).isLessThan(1e-13);
        }
    }

    @Test
    void logarithmsOfAllMagnitudes() {
        assertThat(BoxMuller.logarithm(1 << 24)).isEqualTo(0);
        assertThat(BoxMuller.logarithm(1)).isCloseTo(-24 * StrictMath.log(2), within(4e-15));
        for (int parts = 1; parts < 1 << 24; parts += 1 + parts / 1000) {
            for (int each : new int[] {parts, (1 << 24) - parts}) {
                double exact = StrictMath.log(each * 0x1p-24);
                assertThat(BoxMuller.logarithm(each)).isCloseTo(exact, within(-1e-15 * exact));
            }
        }
    }

    @Test
    void cosinesOfAllTurns() {
        assertThat(BoxMuller.cosine(0)).isEqualTo(1);
        assertThat(BoxMuller.cosine(1 << 22)).isEqualTo(0);
        assertThat(BoxMuller.cosine(1 << 23)).isEqualTo(-1);
        assertThat(BoxMuller.cosine(3 << 22)).isEqualTo(0);
        for (int parts = 0; parts < 1 << 24; parts += 997) {
            assertThat(BoxMuller.cosine(parts)).isCloseTo(StrictMath.cos(2 * StrictMath.PI * parts * 0x1p-24),
                    within(3e-15));
        }
    }
}
