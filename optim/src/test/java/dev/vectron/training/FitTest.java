package dev.vectron.training;

import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Regularizer;
import dev.vectron.losses.Losses;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a training does, on y = w·x with squared error, where every number can be followed by hand. */
class FitTest {
    /** x = 1, 2 … n with targets 0: at w = 1 sample i has loss (i + 1)². */
    private static Dataset numbers(int n) {
        float[][] x = new float[n][1];
        for (int i = 0; i < n; i++) {
            x[i][0] = i + 1;
        }
        return ArrayDataset.of(x, new float[n][1]);
    }

    private static Trainer trainer(Scale scale, double learningRate) {
        return Trainer.of(scale.model()).optimizer(sgd(learningRate)).loss(Losses.meanSquaredError());
    }

    private static float weight(Trainer trainer) {
        return trainer.model().graph().values()[0];
    }

    @Test
    void theLossOfAnEpochIsTheMeanOverItsSamplesAShortLastBatchIncluded() {
        History history = trainer(new Scale(), 0).fit(numbers(5), fit().batchSize(2));

        assertThat(history.values("loss")).containsExactly(55 / 5.0);
        assertThat(history.epochs()).isOne();
    }

    @Test
    void weightsAndLossFollowTheStepsWhileTheWeightChanges() {
        Trainer trainer = trainer(new Scale(), 0.01);
        History history = trainer.fit(numbers(5), fit().batchSize(2).epochs(3).shuffle(false));

        double w = 1;
        for (int epoch = 1; epoch <= 3; epoch++) {
            double sum = 0;
            for (int[] batch : new int[][] {{1, 2}, {3, 4}, {5}}) {
                double squares = IntStream.of(batch).mapToDouble(x -> x * x).sum();
                sum += w * w * squares;
                w -= 0.01 * 2 * w * squares / batch.length;
            }
            assertThat(history.value("loss", epoch)).isCloseTo(sum / 5, within(1e-5));
        }
        assertThat((double) weight(trainer)).isCloseTo(w, within(1e-6));
    }

    @Test
    void validationTakesTheLastSamplesBeforeShufflingAndTrainingNeverSeesThem() {
        // Keras: split_at = floor(10 · (1 − 0.25)) = 7.
        List<Integer> reads = new ArrayList<>();
        Scale scale = new Scale();
        History history = trainer(scale, 0).fit(new Recorded(numbers(10), reads), fit().validationSplit(0.25)
                .batchSize(2));

        assertThat(history.last("val_loss")).isCloseTo((64 + 81 + 100) / 3.0, within(1e-5));
        assertThat(history.last("loss")).isCloseTo(140 / 7.0, within(1e-5));
        assertThat(reads.subList(0, 7)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThat(reads.subList(7, 10)).containsExactly(7, 8, 9);
        // Four training batches, then two of validation in inference mode.
        assertThat(scale.notes()).extracting(Scale.Note::training).containsExactly(true, true, true, true, false,
                false);
    }

    @Test
    void validationDataOverridesTheSplit() {
        History history = trainer(new Scale(), 0).fit(numbers(4), fit().validationSplit(0.5)
                .validationData(numbers(2)));

        assertThat(history.last("val_loss")).isEqualTo(2.5);
        assertThat(history.last("loss")).isEqualTo(7.5);
    }

    @Test
    void validationUsesTheWeightsAtTheEndOfTheEpoch() {
        Trainer trainer = trainer(new Scale(), 0.01);
        History history = trainer.fit(numbers(4), fit().validationData(numbers(1)));

        assertThat(history.last("val_loss")).isCloseTo(weight(trainer) * weight(trainer), within(1e-6));
        assertThat(history.last("loss")).isEqualTo(7.5);
    }

    @Test
    void everyEpochHasItsOwnOrderWhichDependsOnTheSeedAlone() {
        List<Integer> first = order(fit().epochs(3).seed(5).batchSize(7));
        List<Integer> again = order(fit().epochs(2).seed(5).batchSize(30));
        List<Integer> other = order(fit().epochs(1).seed(6).batchSize(7));

        assertThat(first.subList(0, 60)).isEqualTo(again);
        assertThat(first.subList(0, 30)).isNotEqualTo(first.subList(30, 60)).isNotEqualTo(other);
        assertThat(new HashSet<>(first.subList(30, 60))).hasSize(30);
        assertThat(order(fit().shuffle(false))).isEqualTo(IntStream.range(0, 30).boxed().toList());
    }

    private static List<Integer> order(Fit options) {
        List<Integer> reads = new ArrayList<>();
        trainer(new Scale(), 0).fit(new Recorded(numbers(30), reads), options);
        return reads;
    }

    @Test
    void randomLayersAreKeyedByTheSamplesNumberInTheDataSetAndTheEpoch() {
        Scale plain = new Scale();
        trainer(plain, 0).fit(numbers(6), fit().epochs(2).batchSize(4).shuffle(false));
        List<Long> keys = plain.notes().stream().flatMap(n -> n.keys().stream()).toList();
        assertThat(new HashSet<>(keys)).hasSize(12);

        Scale shuffled = new Scale();
        List<Integer> reads = new ArrayList<>();
        trainer(shuffled, 0).fit(new Recorded(numbers(6), reads), fit().epochs(2).batchSize(3));
        List<Long> shuffledKeys = shuffled.notes().stream().flatMap(n -> n.keys().stream()).toList();
        Map<Integer, Long> byNumber = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            byNumber.put(reads.get(i) + (i < 6 ? 0 : 6), shuffledKeys.get(i));
        }
        for (int i = 0; i < 12; i++) {
            assertThat(byNumber.get(i)).isEqualTo(keys.get(i));
        }
    }

    @Test
    void regularizationCountsInEveryLossAndPullsTheWeight() {
        Regularizer l2 = new Regularizer() {
            @Override
            public double value(Shape shape, float[] w, int at) {
                int n = shape.size();
                return 3 * w[at] * w[at];
            }

            @Override
            public void addGradient(Shape shape, float[] w, int at, float[] gradient) {
                int n = shape.size();
                gradient[at] += 6 * w[at];
            }
        };
        Trainer trainer = trainer(new Scale(l2, null, new ArrayList<>()), 0.01);
        History history = trainer.fit(numbers(2), fit().validationData(numbers(2)));

        // Gradient 2·2.5·w + 6·w = 11.
        assertThat(weight(trainer)).isCloseTo(1 - 0.11f, within(1e-6f));
        assertThat(history.last("loss")).isEqualTo(2.5 + 3);
        assertThat(history.last("val_loss")).isCloseTo(5.5 * 0.89 * 0.89, within(1e-5));
        assertThat(trainer.evaluate(numbers(2)).loss()).isEqualTo(history.last("val_loss"));
    }

    @Test
    void constraintsHoldAfterEveryStep() {
        Trainer trainer = trainer(new Scale(null, (shape, w, at) -> w[at] = Math.max(w[at], 0.75f), new ArrayList<>()),
                0.1);
        trainer.fit(numbers(2), fit());

        assertThat(weight(trainer)).isEqualTo(0.75f);
    }

    @Test
    void theHistoryHasLossMetricsValidationSecondsAndLearningRate() {
        History history = trainer(new Scale(), 0.5e-3).metrics(accuracy(), loss())
                .fit(numbers(2), fit().epochs(2).validationSplit(0.5));

        assertThat(history.names()).containsExactly("loss", "accuracy", "val_loss", "val_accuracy", "seconds",
                "learning_rate");
        assertThat(history.values("learning_rate")).containsExactly(0.5e-3, 0.5e-3);
        assertThat(history.value("seconds", 1)).isPositive();
        assertThat(history.seconds()).isGreaterThanOrEqualTo(history.value("seconds", 1) + history.value("seconds", 2));
    }

    @Test
    void listenersSeeWhereTrainingIs() {
        List<String> seen = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onTrainBegin(Progress p) {
                seen.add("train " + p.epochs() + " " + p.batches() + " " + p.samplesPerEpoch() + " " + p.names()
                        .getFirst());
            }

            @Override
            public void onEpochBegin(Progress p) {
                seen.add("epoch " + p.epoch() + " " + p.batch() + " " + p.loss());
            }

            @Override
            public void onBatchEnd(Progress p) {
                seen.add("batch " + p.batch() + " " + p.samples() + " " + p.loss() + " " + p.value("val_loss"));
            }

            @Override
            public void onEpochEnd(Progress p) {
                seen.add("end " + p.epoch() + " " + p.loss() + " " + p.value("val_loss"));
            }

            @Override
            public void onTrainEnd(Progress p) {
                seen.add("done " + p.epoch());
            }
        };
        trainer(new Scale(), 0).fit(numbers(3), fit().batchSize(2).shuffle(false).validationData(numbers(1))
                .listener(listener));

        assertThat(seen).containsExactly("train 1 2 3 loss", "epoch 1 0 NaN", "batch 1 2 2.5 NaN", "batch 2 3 "
                + 14 / 3.0 + " NaN",
                "end 1 " + 14 / 3.0 + " 1.0", "done 1");
    }

    @Test
    void aCallbackMayChangeTheLearningRateAndStopTheTraining() {
        Callback callback = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress p) {
                training.learningRate(training.learningRate() / 2);
                if (p.epoch() == 3) {
                    training.stop("enough");
                }
            }
        };
        History history = trainer(new Scale(), 1e-3).callbacks(callback).fit(numbers(3), fit().epochs(10));

        assertThat(history.values("learning_rate")).containsExactly(1e-3, 0.5e-3, 0.25e-3);
        assertThat(history.stoppedBecause()).isEqualTo("enough");
    }

    @Test
    void aCallbackMayEvaluateDuringTraining() {
        List<Double> losses = new ArrayList<>();
        Callback callback = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress p) {
                losses.add(training.evaluate(numbers(2)).loss());
            }
        };
        trainer(new Scale(), 0).callbacks(callback).fit(numbers(3), fit().epochs(2));

        assertThat(losses).containsExactly(2.5, 2.5);
    }
}
