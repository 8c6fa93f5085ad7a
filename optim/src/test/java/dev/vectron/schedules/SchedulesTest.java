package dev.vectron.schedules;

import static dev.vectron.schedules.Schedules.constant;
import static dev.vectron.schedules.Schedules.cosineDecay;
import static dev.vectron.schedules.Schedules.cosineDecayRestarts;
import static dev.vectron.schedules.Schedules.exponentialDecay;
import static dev.vectron.schedules.Schedules.inverseTimeDecay;
import static dev.vectron.schedules.Schedules.oneCycle;
import static dev.vectron.schedules.Schedules.piecewiseConstantDecay;
import static dev.vectron.schedules.Schedules.polynomialDecay;
import static dev.vectron.schedules.Schedules.warmup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Json;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Learning rates against Keras's formulas, written out here with Java's own functions. */
class SchedulesTest {
    private static final long[] STEPS = {0, 1, 2, 7, 99, 100, 101, 150, 199, 200, 250, 299, 300, 301, 333, 650, 700,
            701, 999, 1000, 12345};

    static Stream<LearningRateSchedule> all() {
        return Stream.of(exponentialDecay(0.1, 100, 0.9), exponentialDecay(0.1, 100, 0.5).staircase(),
                inverseTimeDecay(0.1, 100, 0.5), inverseTimeDecay(0.1, 30, 2).staircase(),
                piecewiseConstantDecay(new int[] {100, 200}, 0.1, 0.05, 0.01), polynomialDecay(0.1, 300),
                polynomialDecay(0.1, 300).endLearningRate(0.02).power(0.5),
                polynomialDecay(0.1, 100).endLearningRate(0).power(2).cycle(), cosineDecay(0.1, 300),
                cosineDecay(0.1, 300).alpha(0.2), cosineDecay(0.01, 200).warmup(0.1, 100),
                cosineDecayRestarts(0.1, 100), cosineDecayRestarts(0.1, 100).tMul(1).mMul(0.5).alpha(0.1),
                cosineDecayRestarts(0.1, 30).tMul(1.5).mMul(0.9), oneCycle(0.1, 1000),
                oneCycle(0.1, 1000).pctStart(0.1).divFactor(10).finalDivFactor(100), warmup(constant(0.1), 100),
                warmup(exponentialDecay(0.1, 100, 0.9), 100).from(0.02));
    }

    private static void follows(LearningRateSchedule schedule, LongToDoubleFunction formula) {
        for (long step : STEPS) {
            assertThat(schedule.rate(step)).as(schedule + " in step " + step)
                    .isCloseTo(formula.applyAsDouble(step), within(1e-15));
        }
    }

    private static double cosine(double x) {
        return (1 + Math.cos(Math.PI * Math.min(1, x))) / 2;
    }

    @Test
    void constantsStay() {
        follows(constant(0.3), step -> 0.3);
    }

    @Test
    void exponentialDecayFollowsKeras() {
        follows(exponentialDecay(0.1, 100, 0.9), step -> 0.1 * Math.pow(0.9, step / 100.0));
        follows(exponentialDecay(0.1, 100, 0.5).staircase(), step -> 0.1 * Math.pow(0.5, Math.floor(step / 100.0)));
    }

    @Test
    void inverseTimeDecayFollowsKeras() {
        follows(inverseTimeDecay(0.1, 100, 0.5), step -> 0.1 / (1 + 0.5 * step / 100));
        follows(inverseTimeDecay(0.1, 30, 2).staircase(), step -> 0.1 / (1 + 2 * Math.floor(step / 30.0)));
    }

    @Test
    void piecesIncludeTheirBoundaries() {
        follows(piecewiseConstantDecay(new int[] {100, 200}, 0.1, 0.05, 0.01),
                step -> step <= 100 ? 0.1 : step <= 200 ? 0.05 : 0.01);
        follows(piecewiseConstantDecay(new int[0], 0.1), step -> 0.1);
    }

    @Test
    void polynomialDecayFollowsKeras() {
        follows(polynomialDecay(0.1, 300), step -> (0.1 - 1e-4) * (1 - Math.min(step, 300) / 300.0) + 1e-4);
        follows(polynomialDecay(0.1, 300).endLearningRate(0.02).power(0.5),
                step -> 0.08 * Math.sqrt(1 - Math.min(step, 300) / 300.0) + 0.02);
        follows(polynomialDecay(0.1, 100).endLearningRate(0).power(2).cycle(), step -> {
            double length = 100 * (step == 0 ? 1 : Math.ceil(step / 100.0));
            return 0.1 * Math.pow(1 - step / length, 2);
        });
    }

    @Test
    void cosineDecayFollowsKeras() {
        follows(cosineDecay(0.1, 300), step -> 0.1 * cosine(step / 300.0));
        follows(cosineDecay(0.1, 300).alpha(0.2), step -> 0.1 * (0.8 * cosine(step / 300.0) + 0.2));
        follows(cosineDecay(0.01, 200).warmup(0.1, 100),
                step -> step < 100 ? 0.01 + 0.09 * step / 100 : 0.1 * cosine((step - 100) / 200.0));
    }

    @Test
    void cosineDecayRestartsFollowsKeras() {
        // Periods of 100, 200, 400, 800 … steps begin at 0, 100, 300, 700, 1500 …
        follows(cosineDecayRestarts(0.1, 100), step -> {
            int i = (int) Math.floor(Math.log(step / 100.0 + 1) / Math.log(2) + 1e-12);
            double length = 100 * Math.pow(2, i);
            return 0.1 * cosine((step - 100 * (Math.pow(2, i) - 1)) / length);
        });
        follows(cosineDecayRestarts(0.1, 100).tMul(1).mMul(0.5).alpha(0.1),
                step -> 0.1 * (0.9 * Math.pow(0.5, step / 100) * cosine(step % 100 / 100.0) + 0.1));
    }

    @Test
    void oneCycleFollowsPyTorch() {
        // PyTorch's phases end in steps 0.3 · 1000 − 1 and 1000 − 1.
        follows(oneCycle(0.1, 1000), step -> {
            double low = 0.1 / 25;
            double last = low / 1e4;
            return step <= 299 ? 0.1 + (low - 0.1) * cosine(step / 299.0)
                    : last + (0.1 - last) * cosine((step - 299) / 700.0);
        });
        assertThat(oneCycle(0.1, 10).pctStart(1).rate(9)).isEqualTo(0.1);
        assertThat(oneCycle(0.1, 10).pctStart(0).rate(0)).isCloseTo(0.1, within(0.003));
    }

    @Test
    void warmupRisesToWhatFollows() {
        follows(warmup(constant(0.1), 100), step -> 0.1 * Math.min(1, step / 100.0));
        follows(warmup(exponentialDecay(0.1, 100, 0.9), 100).from(0.02),
                step -> step < 100 ? 0.02 + 0.08 * step / 100 : 0.1 * Math.pow(0.9, (step - 100) / 100.0));
    }

    @Test
    void cosineIsExactToTheLastBits() {
        for (int i = 0; i <= 100_000; i++) {
            double x = i / 100_000.0;
            assertThat(Curves.cosineOfHalfTurns(x)).isCloseTo(StrictMath.cos(StrictMath.PI * x), within(4e-16));
        }
        assertThat(Curves.falling(0)).isEqualTo(1);
        assertThat(Curves.falling(0.5)).isEqualTo(0.5);
        assertThat(Curves.falling(1)).isZero();
    }

    @Test
    void ratesAllocateNothing() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        LearningRateSchedule[] schedules = all().toArray(LearningRateSchedule[]::new);
        double sum = 0;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (LearningRateSchedule schedule : schedules) {
                for (int step = 0; step < 500; step++) {
                    sum += schedule.rate(step);
                }
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(sum).isGreaterThan(0);
        assertThat(least).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aDescriptionMakesTheScheduleAgain(LearningRateSchedule schedule) {
        assertThat(Schedules.fromConfig(Config.of((Configured) schedule))).isEqualTo(schedule);
    }

    @ParameterizedTest
    @MethodSource("all")
    void ratesAreNeverNegative(LearningRateSchedule schedule) {
        for (long step : STEPS) {
            assertThat(schedule.rate(step)).isBetween(0.0, 0.1 + 1e-15);
        }
    }

    /** A schedule as a user writes it. */
    private record Halves(double first) implements LearningRateSchedule, Configured {
        @Override
        public double rate(long step) {
            return first / (1L << Math.min(step, 62));
        }

        @Override
        public String className() {
            return "Halves";
        }

        @Override
        public Map<String, @Nullable Object> config() {
            return Map.of("first", first);
        }
    }

    @Test
    void aScheduleOfOnesOwnCanBeSavedWithinAnother() {
        Schedules.register("Halves", config -> new Halves(config.number("first")));
        Warmup warmup = warmup(new Halves(0.5), 10);
        assertThat(Schedules.fromConfig(Config.of(warmup))).isEqualTo(warmup);
        Warmup nameless = warmup(step -> 0.1, 10);
        assertThatThrownBy(nameless::config).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("warmup: the learning rate schedule")
                .hasMessageContaining("Schedules.register");
        assertThatThrownBy(() -> Schedules.fromConfig(Config.parse(Json.parse("\"Cosine\""), "test")))
                .hasMessageContaining("There is no learning rate schedule \"Cosine\"");
    }

    private static void refused(Runnable wrong, String message) {
        assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void wrongNumbersAreNamed() {
        refused(() -> constant(-1), "constant: learningRate must be a finite number of at least 0, got -1.0.");
        refused(() -> exponentialDecay(-1, 10, 0.5), "exponentialDecay: initialLearningRate");
        refused(() -> exponentialDecay(1, 0, 0.5), "exponentialDecay: decaySteps must be at least 1, got 0.");
        refused(() -> exponentialDecay(1, 10, 0), "decayRate must be a finite number above 0, got 0.0.");
        refused(() -> inverseTimeDecay(1, 10, -0.5), "inverseTimeDecay: decayRate");
        refused(() -> inverseTimeDecay(1, -1, 0.5), "inverseTimeDecay: decaySteps");
        refused(() -> piecewiseConstantDecay(new int[] {1}, 0.1),
                "piecewiseConstantDecay: expects one value more than boundaries, got 1 values and 1 boundaries.");
        refused(() -> piecewiseConstantDecay(new int[] {5, 5}, 1, 2, 3),
                "boundaries must rise from one to the next and be at least 0, got [5, 5].");
        refused(() -> piecewiseConstantDecay(new int[] {5}, 1, -1), "each value");
        refused(() -> polynomialDecay(1, 0), "polynomialDecay: decaySteps");
        refused(() -> polynomialDecay(1, 1).power(0), "polynomialDecay: power");
        refused(() -> polynomialDecay(1, 1).endLearningRate(-1), "polynomialDecay: endLearningRate");
        refused(() -> cosineDecay(1, 0), "cosineDecay: decaySteps");
        refused(() -> cosineDecay(1, 1).alpha(2), "cosineDecay: alpha must be from 0 to 1, got 2.0.");
        refused(() -> cosineDecay(1, 1).warmup(-1, 1), "cosineDecay: warmupTarget");
        refused(() -> cosineDecay(1, 1).warmup(1, -1), "cosineDecay: warmupSteps");
        refused(() -> cosineDecayRestarts(1, 0), "cosineDecayRestarts: firstDecaySteps");
        refused(() -> cosineDecayRestarts(1, 1).tMul(0.5), "cosineDecayRestarts: tMul must be a finite number of at"
                + " least 1, got 0.5; periods that become shorter would end some day.");
        refused(() -> cosineDecayRestarts(1, 1).mMul(0), "cosineDecayRestarts: mMul");
        refused(() -> cosineDecayRestarts(1, 1).alpha(-1), "cosineDecayRestarts: alpha");
        refused(() -> oneCycle(1, 1), "oneCycle: totalSteps must be at least 2, got 1.");
        refused(() -> oneCycle(-1, 2), "oneCycle: maxLearningRate");
        refused(() -> oneCycle(1, 2).pctStart(1.5), "oneCycle: pctStart");
        refused(() -> oneCycle(1, 2).divFactor(0.5), "oneCycle: divFactor and finalDivFactor");
        refused(() -> oneCycle(1, 2).finalDivFactor(0.5), "oneCycle: divFactor and finalDivFactor");
        refused(() -> warmup(constant(1), 0), "warmup: steps must be at least 1, got 0.");
        refused(() -> warmup(constant(1), 1).from(-1), "warmup: start");
    }
}
