package dev.vectron.training;

import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vectron.activations.Activation;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.DataException;
import dev.vectron.data.Dataset;
import dev.vectron.layers.Layers;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerErrorsTest {
    private static Model classifier() {
        return Sequential.of(Layers.input(2), Layers.dense(3).activation(Activation.SOFTMAX));
    }

    private static Trainer trainer() {
        return Trainer.of(classifier()).optimizer(sgd(0.1)).loss(Losses.sparseCategoricalCrossentropy());
    }

    private static Dataset labelled(int... labels) {
        return ArrayDataset.of(new float[labels.length][2], labels);
    }

    @Test
    void aMissingOptimizerOrLossIsNamed() {
        Dataset data = labelled(0);
        assertThatThrownBy(() -> Trainer.of(classifier()).loss(Losses.meanSquaredError()).fit(data, fit()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Trainer: no optimizer is set; call .optimizer(adam(1e-3)) before .fit(…).");
        assertThatThrownBy(() -> Trainer.of(classifier()).optimizer(sgd()).fit(data, fit()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Trainer: no loss is set; call .loss(…)");
        assertThatThrownBy(() -> Trainer.of(classifier()).evaluate(data)).hasMessageContaining("before .evaluate(…)");
    }

    @Test
    void inputsOfAnotherShapeNameBothShapes() {
        Dataset wide = ArrayDataset.of(new float[3][5], new int[3]);
        assertThatThrownBy(() -> trainer().fit(wide, fit())).isInstanceOf(ShapeException.class)
                .hasMessageContaining("has shape [2]").hasMessageContaining("inputs of the training samples have [5]");
        assertThatThrownBy(() -> trainer().fit(labelled(0, 1), fit().validationData(wide)))
                .hasMessageContaining("inputs of the validation samples have [5]");
    }

    @Test
    void labelsOutOfRangeNameLabelSampleAndOutputs() {
        assertThatThrownBy(() -> trainer().fit(labelled(0, 2, 1, 3), fit())).isInstanceOf(DataException.class)
                .hasMessage("Sample 3 of the training samples has label 3, but the model has 3 outputs (labels 0 to 2);"
                        + " check the labels or the units of the last layer.");
        assertThatThrownBy(() -> trainer().fit(labelled(0), fit().validationData(labelled(1, 7))))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Sample 1 of the validation samples has label 7");
        assertThatThrownBy(() -> Evaluation.of(classifier(), labelled(4)))
                .hasMessageStartingWith("Sample 0 of the evaluated samples has label 4");
    }

    @Test
    void labelsBeyondOneAreRefusedByBinaryCrossentropy() {
        Model model = Sequential.of(Layers.input(2), Layers.dense(1).activation(Activation.SIGMOID));
        Trainer trainer = Trainer.of(model).optimizer(sgd()).loss(Losses.binaryCrossentropy());

        assertThatThrownBy(() -> trainer.fit(labelled(0, 1, 2), fit())).isInstanceOf(DataException.class)
                .hasMessageContaining(
                "Sample 2 of the training samples has label 2, but the model has 1 output (labels 0 to 1)");
        assertThat(trainer.fit(labelled(0, 1, 1), fit()).epochs()).isOne();
    }

    @Test
    void aLossThatDoesNotSuitTheTargetsSaysWhichToUse() {
        Dataset oneHot = ArrayDataset.of(new float[2][2], new float[2][3]);
        Dataset floats = ArrayDataset.of(new float[2][2], new float[2][1]);
        assertThatThrownBy(() -> trainer().fit(oneHot, fit())).isInstanceOf(ShapeException.class)
                .hasMessageContaining("sparse_categorical_crossentropy needs class labels")
                .hasMessageContaining("use categoricalCrossentropy()");
        assertThatThrownBy(() -> trainer().fit(floats, fit()))
                .hasMessageContaining("use binaryCrossentropy() for 0 and 1, meanSquaredError()");
        Trainer oneHotTrainer = trainer().loss(Losses.categoricalCrossentropy());
        assertThatThrownBy(() -> oneHotTrainer.fit(labelled(0, 1), fit())).isInstanceOf(ShapeException.class)
                .hasMessageContaining("class labels").hasMessageContaining("use sparseCategoricalCrossentropy()");
        assertThatThrownBy(() -> oneHotTrainer.fit(floats, fit())).hasMessageContaining("floats [1]")
                .hasMessageContaining("needs targets [3]");
    }

    @Test
    void aDistributionForEachPixelNeedsALabelForEach() {
        Model pictures = Sequential.of(Layers.input(13, 13, 32),
                Layers.dense(10).anyRank().activation(Activation.SOFTMAX));
        Trainer trainer = Trainer.of(pictures).optimizer(sgd()).loss(Losses.sparseCategoricalCrossentropy());
        Dataset data = ArrayDataset.of(Tensor.zeros(Shape.of(2, 13, 13, 32)), new int[2]);
        assertThatThrownBy(() -> trainer.fit(data, fit())).isInstanceOf(ShapeException.class)
                .hasMessage("Loss sparse_categorical_crossentropy needs 169 labels a sample for the model's output "
                        + "[13, 13, 10], but the training samples have one; put flatten() or a pooling layer in front "
                        + "of the last layer.");
    }

    @Test
    void aSplitThatLeavesNoSampleIsRefused() {
        assertThatThrownBy(() -> trainer().fit(labelled(0, 1), fit().validationSplit(0.9)))
                .isInstanceOf(DataException.class)
                .hasMessage("Split: a fraction of 0.9 of 2 samples leaves none for training; "
                        + "choose another fraction or give more samples.");
        assertThatThrownBy(() -> fit().validationSplit(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("validationSplit must be at least 0 and less than 1, got 1.0");
        assertThatThrownBy(() -> fit().validationSplit(-0.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emptyDataIsRefused() {
        Dataset none = new Empty();
        assertThatThrownBy(() -> trainer().fit(none, fit())).isInstanceOf(DataException.class)
                .hasMessage("There are no training samples; at least one is needed.");
    }

    /** Against its contract, a data set without samples. */
    private record Empty() implements Dataset {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public Shape inputShape() {
            return Shape.of(2);
        }

        @Override
        public boolean hasLabels() {
            return true;
        }

        @Override
        public Shape targetShape() {
            return Shape.scalar();
        }

        @Override
        public void read(int index, float[] to, int at) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int label(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public void readTarget(int index, float[] to, int at) {
            throw new IndexOutOfBoundsException(index);
        }
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> fit().epochs(0)).hasMessage("fit: epochs must be at least 1, got 0.");
        assertThatThrownBy(() -> fit().batchSize(-3)).hasMessage("fit: batchSize must be at least 1, got -3.");
        assertThatThrownBy(() -> fit().threads(0)).hasMessage("fit: threads must be at least 1, got 0.");
    }

    @Test
    void aModelBeingTrainedCanNeitherPredictNorEvaluateNorTrainAgainAndIsFreeAfterwards() {
        Trainer trainer = trainer();
        List<Throwable> errors = new ArrayList<>();
        TrainingListener meddling = new TrainingListener() {
            @Override
            public void onBatchEnd(Progress p) {
                errors.add(catchThrowableOfType(IllegalStateException.class, () -> trainer.evaluate(labelled(0))));
                errors.add(catchThrowableOfType(IllegalStateException.class, () -> trainer.fit(labelled(0), fit())));
                errors.add(catchThrowableOfType(IllegalStateException.class,
                        () -> trainer.model().predict(Tensor.zeros(Shape.of(1, 2)))));
                throw new UnsupportedOperationException("the listener failed");
            }
        };

        assertThatThrownBy(() -> trainer.fit(labelled(0, 1), fit().listener(meddling)))
                .hasMessage("the listener failed");
        assertThat(errors).hasSize(3).doesNotContainNull();
        assertThat(trainer.fit(labelled(0, 1), fit()).epochs()).isOne();
    }

    @Test
    void inputsWithNaNAreNamedByTheirNumberInTheDataSet() {
        float[][] x = new float[20][2];
        x[13][1] = Float.NaN;
        Dataset data = ArrayDataset.of(x, new int[20]);
        TrainingException e = catchThrowableOfType(TrainingException.class, () -> trainer()
                .fit(data, fit().batchSize(4).shuffle(false)));

        assertThat(e).hasMessage("Loss became NaN in epoch 1, batch 4 (learning rate 0.1);"
                + " sample 13 of the data has the input NaN"
                + " (value 1): fill or remove missing values.");
    }

    @Test
    void aLearningRateThatIsTooLargeStopsTrainingAndKeepsTheHistory() {
        Model model = Sequential.of(Layers.input(1), Layers.dense(1));
        Dataset data = ArrayDataset.of(new float[][] {{1}, {2}, {3}}, new float[][] {{1}, {2}, {3}});
        Trainer trainer = Trainer.of(model).optimizer(sgd(1000)).loss(Losses.meanSquaredError()).metrics(accuracy());
        List<Throwable> told = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onTrainError(Progress progress, Throwable error) {
                told.add(error);
            }
        };
        TrainingException e = catchThrowableOfType(TrainingException.class,
                () -> trainer.fit(data, fit().epochs(100).listener(listener)));

        assertThat(e.getMessage())
                .matches("(Loss|Weights) became (NaN|infinite) in (epoch \\d+, batch 1|the last batch of epoch \\d+)"
                + " \\(learning rate 1000.0\\); .*lower the learning rate.*\\.");
        assertThat(e.history()).isNotNull();
        assertThat(e.history().epochs()).isBetween(1, 20);
        assertThat(told).containsExactly(e);
    }

    @Test
    void anInterruptedThreadStopsTraining() {
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void onBatchEnd(Progress p) {
                Thread.currentThread().interrupt();
            }
        };
        assertThatThrownBy(() -> trainer().fit(labelled(0, 1), fit().listener(interrupting)))
                .isInstanceOf(TrainingException.class)
                .hasMessage("Training was interrupted in epoch 1, batch 1.");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void twoMetricsOfOneNameAreRefused() {
        assertThatThrownBy(() -> trainer().metrics(accuracy(), accuracy()))
                .hasMessage("Trainer: two metrics are named \"accuracy\".");
    }
}
