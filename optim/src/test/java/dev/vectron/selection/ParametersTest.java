package dev.vectron.selection;

import static dev.vectron.selection.Distribution.choice;
import static dev.vectron.selection.Distribution.ints;
import static dev.vectron.selection.Distribution.logUniform;
import static dev.vectron.selection.Distribution.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.activations.Activation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final SearchSpace SPACE = SearchSpace.of("uniform", uniform(-1, 3)).and("log", logUniform(1e-4, 1))
            .and("whole", ints(2, 5)).and("choice", choice("a", "b", 7));

    @Test
    void aGridHasAllCombinationsTheLastNameFastest() {
        assertThat(ParameterGrid.of("a", 1, 2).and("b", "x", "y", "z").combinations().stream().map(String::valueOf))
                .containsExactly("{a=1, b=x}", "{a=1, b=y}", "{a=1, b=z}", "{a=2, b=x}", "{a=2, b=y}", "{a=2, b=z}");
        assertThatThrownBy(() -> ParameterGrid.of("a")).hasMessage("ParameterGrid: give at least one value for \"a\".");
        assertThatThrownBy(() -> ParameterGrid.of("a", 1).and("a", 2))
                .hasMessage("ParameterGrid: two parameters are named \"a\".");
    }

    @Test
    void randomPointsAreDistributedAsSaid() {
        List<Parameters> points = SPACE.sample(4000, 5);
        double[] u = points.stream().mapToDouble(p -> p.number("uniform")).sorted().toArray();
        double[] log = points.stream().mapToDouble(p -> StrictMath.log10(p.number("log"))).sorted().toArray();
        assertThat(u[0]).isBetween(-1.0, -0.98);
        assertThat(u[2000]).isCloseTo(1, within(0.1));
        assertThat(u[3999]).isBetween(2.98, 3.0);
        assertThat(log[0]).isBetween(-4.0, -3.98);
        assertThat(log[1000]).isCloseTo(-3, within(0.1));
        assertThat(log[3999]).isBetween(-0.02, 0.0);
        for (int i = 2; i <= 5; i++) {
            int number = i;
            assertThat(points.stream().filter(p -> p.whole("whole") == number).count()).isBetween(880L, 1120L);
        }
        for (Object one : new Object[] {"a", "b", 7}) {
            assertThat(points.stream().filter(p -> one.equals(p.values().get("choice"))).count())
                    .isBetween(1180L, 1480L);
        }
    }

    @Test
    void theSeedChoosesThePointsAndMoreOfThemBeginWithTheSame() {
        assertThat(SPACE.sample(20, 1).subList(0, 5)).isEqualTo(SPACE.sample(5, 1)).isNotEqualTo(SPACE.sample(5, 2));
        assertThat(IntStream.range(0, 20).mapToObj(i -> SPACE.sample(20, 1).get(i)).distinct()).hasSize(20);
    }

    @Test
    void valuesAreAskedForByNameAndType() {
        Parameters p = ParameterGrid.of("rate", 0.5).and("units", 8).and("kind", "x").and("wide", true)
                .and("activation", Activation.RELU).combinations().getFirst();
        assertThat(p.number("units")).isEqualTo(8.0);
        assertThat(p.whole("units")).isEqualTo(8);
        assertThat(p.text("kind")).isEqualTo("x");
        assertThat(p.flag("wide")).isTrue();
        assertThat(p.get("activation", Activation.class)).isEqualTo(Activation.RELU);
        assertThatThrownBy(() -> p.number("depth")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no parameter \"depth\"; there are rate, units, kind, wide, activation.");
        assertThatThrownBy(() -> p.text("units"))
                .hasMessage("The parameter \"units\" is 8, a Integer, not a String.");
        assertThatThrownBy(() -> p.whole("rate")).hasMessage("The parameter \"rate\" is 0.5, not a whole number.");
    }

    @Test
    void impossibleDistributionsAreNamed() {
        assertThatThrownBy(() -> uniform(2, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uniform: the ends must be finite numbers, the lower one first, got 2.0 and 1.0.");
        assertThatThrownBy(() -> logUniform(0, 1))
                .hasMessage("logUniform: both ends must be greater than 0, got 0.0 and 1.0.");
        assertThatThrownBy(() -> ints(3, 2))
                .hasMessage("ints: the least must not be above the greatest, got 3 and 2.");
        assertThatThrownBy(() -> choice()).hasMessage("choice: give at least one value.");
        assertThatThrownBy(() -> SPACE.and("log", ints(0, 1)))
                .hasMessage("SearchSpace: two parameters are named \"log\".");
    }
}
