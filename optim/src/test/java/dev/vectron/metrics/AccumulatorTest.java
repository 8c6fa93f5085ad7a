package dev.vectron.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.losses.ElementwiseLoss;
import dev.vectron.losses.Losses;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Json;
import dev.vectron.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of every metric's accumulator: it can stop and go on, and allocates nothing. */
class AccumulatorTest {
    private static final int OUTPUTS = 3;
    private static final int SAMPLES = 21;
    private static final int BATCHES = 7;
    private static final int MOST_STEPS = 2000;
    private static final int QUIET_STEPS = 40;

    /** A metric with a loss that has targets for it. */
    record Trial(Metric metric, Loss loss) {
        Accumulator begin() {
            return metric.accumulator(Shape.of(OUTPUTS), loss);
        }

        boolean keepsScores() {
            return metric instanceof AreaUnderCurve;
        }

        @Override
        public String toString() {
            return metric + " under " + loss.name();
        }
    }

    static Stream<Trial> trials() {
        Loss sparse = Losses.sparseCategoricalCrossentropy();
        Stream<Metric> classes = Stream.of(Metrics.accuracy(), Metrics.sparseCategoricalAccuracy(),
                Metrics.topKAccuracy(2), Metrics.precision(), Metrics.recall().average(Averaging.MACRO),
                Metrics.f1().average(Averaging.WEIGHTED), Metrics.fBeta(2).ofClass(1), Metrics.cohenKappa(),
                Metrics.matthewsCorrelation(), Metrics.logLoss(), Metrics.rocAuc(), Metrics.prAuc().ofClass(2),
                Metrics.loss(), Metrics.metric(sparse));
        Stream<Metric> floats = Stream.of(Metrics.accuracy(), Metrics.categoricalAccuracy(), Metrics.binaryAccuracy(),
                Metrics.r2(), Metrics.rootMeanSquaredError(), Metrics.metric(Losses.meanAbsoluteError()));
        return Stream.concat(classes.map(m -> new Trial(m, sparse)),
                floats.map(m -> new Trial(m, Losses.meanSquaredError())));
    }

    private static LossCall[] batches(Loss loss) {
        LossCall[] batches = new LossCall[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            float[] predictions = Batch.coarse(i, SAMPLES * OUTPUTS);
            batches[i] = Batch.of(OUTPUTS, predictions).labels(Batch.labels(50 + i, SAMPLES, OUTPUTS), 0)
                    .targets(Batch.coarse(90 + i, SAMPLES * OUTPUTS), 0);
            loss.value(batches[i]);
        }
        return batches;
    }

    @ParameterizedTest
    @MethodSource("trials")
    void aRestoredOneGoesOnWithTheSameBits(Trial trial) {
        LossCall[] batches = batches(trial.loss());
        for (int stop = 0; stop < BATCHES; stop++) {
            Accumulator whole = trial.begin();
            Accumulator before = trial.begin();
            Accumulator after = trial.begin();
            after.add(batches[6]);
            for (int i = 0; i < BATCHES; i++) {
                if (i == stop) {
                    double[] state = before.state();
                    after.restore(state);
                    Arrays.fill(state, -1);
                }
                (i < stop ? before : after).add(batches[i]);
                whole.add(batches[i]);
                assertThat((i < stop ? before : after).soFar()).isEqualTo(whole.soFar());
            }
            assertThat(after.result()).isEqualTo(whole.result()).isNotNaN();
            assertThat(after.state()).isEqualTo(whole.state());
        }
    }

    /** Padded steps of sequences do not count: as if the batch had only the others. */
    @ParameterizedTest
    @MethodSource("trials")
    void maskedStepsAreLeftOut(Trial trial) {
        float[] predictions = Batch.coarse(1, SAMPLES * OUTPUTS);
        float[] targets = Batch.coarse(2, SAMPLES * OUTPUTS);
        int[] labels = Batch.labels(3, SAMPLES, OUTPUTS);
        float[] mask = new float[SAMPLES];
        float[] countedPredictions = new float[SAMPLES * OUTPUTS];
        float[] countedTargets = new float[SAMPLES * OUTPUTS];
        int[] countedLabels = new int[SAMPLES];
        int counted = 0;
        for (int i = 0; i < SAMPLES; i++) {
            if (i % 7 < 4) {
                mask[i] = 1;
                System.arraycopy(predictions, i * OUTPUTS, countedPredictions, counted * OUTPUTS, OUTPUTS);
                System.arraycopy(targets, i * OUTPUTS, countedTargets, counted * OUTPUTS, OUTPUTS);
                countedLabels[counted++] = labels[i];
            }
        }
        LossCall padded = Batch.of(SAMPLES / 7, 7, OUTPUTS, predictions).mask(7, mask, 0).labels(labels, 0)
                .targets(targets, 0);
        LossCall plain = Batch.of(OUTPUTS, Arrays.copyOf(countedPredictions, counted * OUTPUTS))
                .labels(countedLabels, 0).targets(countedTargets, 0);
        trial.loss().value(padded);
        trial.loss().value(plain);
        Accumulator ofPadded = trial.begin();
        Accumulator ofPlain = trial.begin();
        ofPadded.add(padded);
        ofPlain.add(plain);
        assertThat(ofPadded.state()).isEqualTo(ofPlain.state());
        assertThat(ofPadded.result()).isEqualTo(ofPlain.result()).isNotNaN();
    }

    @ParameterizedTest
    @MethodSource("trials")
    void anEmptyOneIsNaNAndCanBeRestored(Trial trial) {
        Accumulator a = trial.begin();
        double[] empty = a.state();
        a.add(batches(trial.loss())[0]);
        assertThat(a.result()).isNotNaN();
        a.restore(empty);
        assertThat(a.result()).isNaN();
        a.add(batches(trial.loss())[0]);
        a.reset();
        assertThat(a.result()).isNaN();
        assertThat(a.state()).isEqualTo(empty);
    }

    @ParameterizedTest
    @MethodSource("trials")
    void theStateOfAnotherMetricIsRefused(Trial trial) {
        Accumulator a = trial.begin();
        assertThatThrownBy(() -> a.restore(new double[trial.keepsScores() ? 3 : 77]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("This metric's state has \\d+ numbers, got \\d+; it is that of another metric, "
                        + "or of another number of classes\\.");
    }

    @ParameterizedTest
    @MethodSource("trials")
    void aBatchAllocatesNothing(Trial trial) {
        Accumulator a = trial.begin();
        LossCall[] batches = batches(trial.loss());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int quiet = 0;
        double shown = 0;
        // The compiler may allocate once or twice on our account while it replaces a method.
        for (int i = 0; i < MOST_STEPS && quiet < QUIET_STEPS; i++) {
            if (trial.keepsScores() && i % QUIET_STEPS == 0) {
                a.reset(); // a new epoch, which keeps its memory
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            a.add(batches[i % BATCHES]);
            shown += a.soFar();
            quiet = threads.getCurrentThreadAllocatedBytes() == before ? quiet + 1 : 0;
        }
        assertThat(shown).isNotNaN();
        assertThat(quiet).as("batches in a row that allocated nothing").isEqualTo(QUIET_STEPS);
    }

    @ParameterizedTest
    @MethodSource("trials")
    void aDescriptionMakesTheSameMetric(Trial trial) {
        for (Metric metric : List.of(trial.metric(), Metrics.output("main", trial.metric()))) {
            String json = Json.write(Config.toJson((Configured) metric));
            assertThat(Metrics.fromConfig(Config.parse(Json.parse(json), "metric"))).isEqualTo(metric);
        }
    }

    @Test
    void descriptionsOfOptionsAndWhatHasNone() {
        for (Metric metric : List.of(Metrics.binaryAccuracy().threshold(0.3), Metrics.recall().threshold(0.1),
                Metrics.fBeta(0.1), Metrics.topKAccuracy(7))) {
            assertThat(Metrics.fromConfig(Config.of((Configured) metric))).isEqualTo(metric);
        }
        assertThat(Metrics.fromConfig(Config.parse("AUC", "metric"))).isEqualTo(Metrics.rocAuc());
        Metric own = Metrics.metric(new Quartic());
        assertThatThrownBy(() -> Config.of((Configured) own)).isInstanceOf(IllegalStateException.class)
                .hasMessage("The loss quartic has no description for files; let its class implement Configured.");
    }

    private record Quartic() implements ElementwiseLoss {
        @Override
        public double elementLoss(double p, double t) {
            return (p - t) * (p - t) * (p - t) * (p - t);
        }

        @Override
        public double elementDerivative(double p, double t) {
            return 4 * (p - t) * (p - t) * (p - t);
        }

        @Override
        public String name() {
            return "quartic";
        }
    }

    @Test
    void aMetricOfOnesOwnIsOneRecord() {
        record Confidence() implements Metric {
            @Override
            public String name() {
                return "confidence";
            }

            @Override
            public boolean largerIsBetter() {
                return true;
            }

            @Override
            public Accumulator accumulator(Shape prediction, Loss loss) {
                return new MeanAccumulator() {
                    @Override
                    public void add(LossCall batch) {
                        for (int i = 0; i < batch.positions(); i++) {
                            float max = 0;
                            for (int j = 0; j < batch.n(); j++) {
                                max = Math.max(max, batch.prediction()[batch.predictionAt() + i * batch.n() + j]);
                            }
                            add(max, 1);
                        }
                    }
                };
            }
        }

        Accumulator a = new Confidence().accumulator(Shape.of(2), Losses.meanSquaredError());
        a.add(Batch.of(2, 0.25f, 0.5f, 1, 0));
        Accumulator later = new Confidence().accumulator(Shape.of(2), Losses.meanSquaredError());
        later.restore(a.state());
        later.add(Batch.of(2, 0.75f, 0.5f));
        assertThat(later.result()).isEqualTo(0.75);
    }
}
