package dev.vectron.selection;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.binaryCrossentropy;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.metrics.Metrics.val;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.selection.Distribution.ints;
import static dev.vectron.selection.Distribution.logUniform;
import static dev.vectron.selection.Folds.kFold;
import static dev.vectron.selection.Folds.stratifiedKFold;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.random.CounterRandom;
import dev.vectron.store.Json;
import dev.vectron.training.Evaluation;
import dev.vectron.training.Fit;
import dev.vectron.training.History;
import dev.vectron.training.Progress;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final Dataset DATA = data();
    private static final Fit OPTIONS = fit().epochs(5).batchSize(16).validationSplit(0.25).seed(3);

    @TempDir
    private Path folder;

    /** Two inputs of equal sign are 1. */
    private static Dataset data() {
        float[][] x = new float[160][2];
        int[] labels = new int[160];
        for (int i = 0; i < x.length; i++) {
            x[i][0] = 2 * CounterRandom.uniform(i, 0) - 1;
            x[i][1] = 2 * CounterRandom.uniform(i, 1) - 1;
            labels[i] = x[i][0] * x[i][1] > 0 ? 1 : 0;
        }
        return ArrayDataset.of(x, labels);
    }

    private static Trainer trainer(Parameters p) {
        return Trainer.of(Sequential.of(input(2), dense(p.whole("units")).activation(RELU),
                dense(1).activation(SIGMOID)).initialize(1)).optimizer(adam(p.number("rate")))
                .loss(binaryCrossentropy()).metrics(accuracy());
    }

    private static List<Map<String, Double>> values(SearchResult result) {
        return result.trials().stream().map(Trial::values).toList();
    }

    @Test
    void everyPointOfTheGridIsTrainedAndTheBestComesFirst() {
        SearchResult result = Search.grid(ParameterGrid.of("rate", 1e-4, 0.05).and("units", 2, 16))
                .monitor(val(accuracy())).run(SearchTest::trainer, DATA, OPTIONS);

        assertThat(result.trials()).hasSize(4).extracting(t -> t.parameters().toString()).containsExactly(
                "{rate=1.0E-4, units=2}", "{rate=1.0E-4, units=16}", "{rate=0.05, units=2}", "{rate=0.05, units=16}");
        assertThat(result.best().parameters().number("rate")).isEqualTo(0.05);
        assertThat(result.best().parameters().whole("units")).isEqualTo(16);
        assertThat(result.best().value("val_accuracy")).isGreaterThan(0.85);
        assertThat(result.sorted()).isSortedAccordingTo((a, b) -> Double.compare(b.value("val_accuracy"),
                a.value("val_accuracy")));
        Trainer alone = trainer(result.trials().get(1).parameters());
        History history = alone.fit(DATA, OPTIONS);
        Trial second = result.trials().get(1);
        assertThat(second.value("loss")).as("the training is the same as alone").isEqualTo(history.last("loss"));
        assertThat(second.value("val_loss")).isEqualTo(history.last("val_loss"));
        assertThat(second.epochs()).isEqualTo(5);
        assertThat(second.deviations()).isEmpty();
        SearchResult least = Search.grid(ParameterGrid.of("rate", 1e-4, 0.05).and("units", 16))
                .run(SearchTest::trainer, DATA, OPTIONS);
        assertThat(least.best().number()).as("the least val_loss").isEqualTo(2);
    }

    @Test
    void theValuesDoNotDependOnHowManyTrialsRunAtATime() {
        Search search = Search.random(SearchSpace.of("rate", logUniform(1e-3, 0.1)).and("units", ints(2, 12)), 6, 42)
                .crossValidation(stratifiedKFold(3).shuffle(1));
        SearchResult one = search.run(SearchTest::trainer, DATA, OPTIONS);
        SearchResult four = search.parallel(4).run(SearchTest::trainer, DATA, OPTIONS);

        assertThat(values(four)).isEqualTo(values(one));
        assertThat(four.trials()).extracting(Trial::number).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(one.trials()).extracting(Trial::values).doesNotHaveDuplicates();
        assertThat(one.trials()).extracting(Trial::epochs).containsOnly(15);
        assertThat(one.best()).isEqualTo(one.sorted().getFirst());
    }

    @Test
    void crossValidationIsMeanAndDeviationOfTrainingsOnTheFolds() {
        Parameters p = new Parameters(Map.of("rate", 0.05, "units", 8));
        CrossValidation scores = CrossValidation.of(() -> trainer(p), DATA, kFold(3).shuffle(2), OPTIONS);
        double sum = 0;
        double squares = 0;
        List<Split> splits = kFold(3).shuffle(2).split(DATA);
        for (int i = 0; i < 3; i++) {
            Trainer trainer = trainer(p);
            trainer.fit(splits.get(i).train(), OPTIONS.validationSplit(0));
            Evaluation end = trainer.evaluate(splits.get(i).validation(), 16, 2);
            assertThat(scores.values("val_loss")[i]).isEqualTo(end.loss());
            sum += end.loss();
            squares += end.loss() * end.loss();
        }
        assertThat(scores.mean("val_loss")).isEqualTo(sum / 3);
        assertThat(scores.std("val_loss")).isCloseTo(Math.sqrt(squares / 3 - sum * sum / 9),
                org.assertj.core.api.Assertions.within(1e-9));
        assertThat(scores.names()).containsExactly("loss", "accuracy", "val_loss", "val_accuracy");
        List<String> table = scores.table().lines().toList();
        assertThat(table.getFirst()).isEqualTo(" fold    loss  accuracy  val_loss  val_accuracy");
        assertThat(table).hasSize(6).allMatch(line -> line.length() == table.getFirst().length());
        assertThat(table.get(5)).startsWith("± std  ");
        SearchResult result = Search.of(List.of(p)).crossValidation(kFold(3).shuffle(2))
                .run(SearchTest::trainer, DATA, OPTIONS);
        assertThat(result.best().value("val_loss")).isEqualTo(scores.mean("val_loss"));
        assertThat(result.best().deviations().get("val_loss")).isEqualTo(scores.std("val_loss"));
        assertThat(result.table()).contains(" ± ");
        assertThat(result.toCsv()).startsWith("trial,").contains("val_loss,val_loss_std,");
        assertThatThrownBy(() -> scores.mean("val_mse")).hasMessage(
                "There is no value \"val_mse\"; there are loss, accuracy, val_loss, val_accuracy.");
    }

    /** An exception, a loss that is no number, an option that cannot work: the others are not lost. */
    @Test
    void trialsThatFailAreRecordedAndTheOthersGoOn() throws IOException {
        Path csv = folder.resolve("new/search.csv");
        Function<Parameters, Trainer> trainer = p -> {
            if (p.whole("units") == 3) {
                throw new UnsupportedOperationException("not three, \"never\"");
            }
            return trainer(p);
        };
        SearchResult result = Search.grid(ParameterGrid.of("rate", 0.01, 1e38).and("units", 0, 3, 4)).parallel(2)
                .results(csv).run(trainer, DATA, OPTIONS);

        assertThat(result.trials()).extracting(Trial::failed).containsExactly(true, true, false, true, true, true);
        assertThat(result.trials().get(1).error()).isEqualTo("UnsupportedOperationException: not three, \"never\"");
        assertThat(result.trials().get(5).error()).contains(" became ").contains("learning rate 1.0E38");
        assertThat(result.best().number()).isEqualTo(3);
        assertThat(result.sorted()).extracting(Trial::number).containsExactly(3, 1, 2, 4, 5, 6);
        assertThat(result.table()).contains("trial 2 failed: UnsupportedOperationException").contains("failed");
        assertThat(csv).hasContent(result.toCsv());
        assertThat(Files.readString(csv)).contains(",\"UnsupportedOperationException: not three, \"\"never\"\"\"\n");
        assertThatThrownBy(() -> result.trials().get(1).value("loss"))
                .hasMessage("Trial 2 has no value \"loss\"; it failed: UnsupportedOperationException: not three,"
                        + " \"never\"");
        SearchResult none = Search.grid(ParameterGrid.of("units", 3)).run(trainer, DATA, OPTIONS);
        assertThatThrownBy(none::best).isInstanceOf(IllegalStateException.class)
                .hasMessage("All 1 trials failed; trial 1: UnsupportedOperationException: not three, \"never\"");
    }

    @Test
    void theFileIsCompleteAfterEachTrialAndTheListenerIsTold() throws IOException {
        Path json = folder.resolve("search.json");
        List<Integer> sizes = new ArrayList<>();
        StringBuilder told = new StringBuilder();
        SearchResult result = Search.grid(ParameterGrid.of("rate", 0.01, 0.02).and("units", 4)).results(json)
                .listener(new SearchListener() {
                    @Override
                    public void onTrialBegin(int number, int trials, Parameters parameters) {
                        told.append(number).append('/').append(trials).append(parameters).append(' ');
                    }

                    @Override
                    public void onEpochEnd(int number, Progress progress) {
                        told.append(progress.epoch()).append(' ');
                    }

                    @Override
                    public void onTrialEnd(Trial trial) {
                        try {
                            List<?> all = (List<?>) Json.parseObject(Files.readString(json)).get("trials");
                            sizes.add(all.size());
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }
                }).run(SearchTest::trainer, DATA, OPTIONS.epochs(2));

        assertThat(told).hasToString("1/2{rate=0.01, units=4} 1 2 2/2{rate=0.02, units=4} 1 2 ");
        assertThat(sizes).containsExactly(1, 2);
        Map<?, ?> second = (Map<?, ?>) ((List<?>) Json.parseObject(Files.readString(json)).get("trials")).get(1);
        assertThat(((Map<?, ?>) second.get("parameters")).get("rate")).isEqualTo(0.02);
        assertThat(((Map<?, ?>) second.get("values")).get("val_loss"))
                .isEqualTo(result.trials().get(1).value("val_loss"));
    }

    @Test
    void wrongUsesAreNamed() throws IOException {
        Search search = Search.grid(ParameterGrid.of("rate", 0.01, 0.02).and("units", 4));
        assertThatThrownBy(() -> search.run(SearchTest::trainer, DATA, fit()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("Search: there are no samples to"
                        + " judge the trials by; add validationSplit(0.2)");
        assertThatThrownBy(() -> search.parallel(0)).hasMessage("Search: parallel must be at least 1, got 0.");
        assertThatThrownBy(() -> Search.of(List.of()))
                .hasMessage("Search: there is nothing to try; give at least one trial.");
        Path taken = Files.writeString(folder.resolve("file"), "no folder");
        assertThatThrownBy(() -> search.results(taken.resolve("s.csv")).run(SearchTest::trainer, DATA, OPTIONS))
                .isInstanceOf(TrainingException.class).hasMessageStartingWith("Search: Cannot write ")
                .hasMessageEndingWith("No training was done yet.");
        Trainer same = trainer(new Parameters(Map.of("rate", 0.1, "units", 2)));
        assertThat(search.run(p -> same, DATA, OPTIONS).trials().get(1).error()).isEqualTo("IllegalStateException: Two"
                + " trainings were given the same model, so that the second would go on where the first ended; make a"
                + " new model in the function.");
        assertThat(search.monitor(val(dev.vectron.metrics.Metrics.rocAuc())).run(SearchTest::trainer, DATA, OPTIONS)
                .trials().getFirst().error()).startsWith("The search is for the best \"val_roc_auc\", but the"
                        + " trainings have loss, accuracy, val_loss, val_accuracy,");
        assertThat(search.monitor(loss()).run(SearchTest::trainer, DATA, OPTIONS).best().number()).isPositive();
    }

    @Test
    void anInterruptEndsTheSearchAndKeepsWhatIsDone() {
        Path csv = folder.resolve("search.csv");
        Thread searching = Thread.currentThread();
        Search search = Search.grid(ParameterGrid.of("rate", 0.01, 0.02, 0.03, 0.04).and("units", 4)).results(csv)
                .listener(new SearchListener() {
                    @Override
                    public void onTrialEnd(Trial trial) {
                        if (trial.number() == 2) {
                            searching.interrupt();
                        }
                    }
                });
        assertThatThrownBy(() -> search.run(SearchTest::trainer, DATA, OPTIONS.epochs(40)))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("The search was interrupted; ")
                .hasMessageEndingWith("; they are in " + csv + ".");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(csv.toFile().length()).isPositive();
    }

    @Test
    void modelsOfTheFunctionAreTrained() {
        List<Model> models = new ArrayList<>();
        Search.grid(ParameterGrid.of("rate", 0.01).and("units", 4)).run(p -> {
            Trainer trainer = trainer(p);
            models.add(trainer.model());
            return trainer;
        }, DATA, OPTIONS);
        assertThat(models).hasSize(1);
        assertThat(models.getFirst().weightsSha256())
                .isNotEqualTo(trainer(new Parameters(Map.of("rate", 0.01, "units", 4))).model().weightsSha256());
    }
}
