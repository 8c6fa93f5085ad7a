package dev.vectron.examples;

import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.training.Fit.fit;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.plots.TrainingCurves;
import dev.vectron.training.Evaluation;
import dev.vectron.training.History;
import dev.vectron.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The exclusive or, which no single neuron can learn: a 2-2-1 network, mean squared error and Adam. */
@Command(name = "xor", defaultValueProvider = XorExample.Defaults.class,
        description = "The exclusive or by a 2-2-1 network.")
final class XorExample implements Callable<Integer> {
    private static final float[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final float[][] ANSWERS = {{0}, {1}, {1}, {0}};
    private static final int LINES = 10;
    private static final int ATTEMPTS = 20;
    private static final double STUCK_LOSS = 0.05;

    @Mixin
    private final TrainingOptions options = new TrainingOptions();

    /** Four samples need other numbers than a data set of pictures. */
    static final class Defaults implements IDefaultValueProvider {
        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option ? switch (option.longestName()) {
                case "--epochs" -> "1000";
                case "--batch-size" -> "4";
                case "--learning-rate" -> "0.1";
                case "--seed" -> "1";
                default -> null;
            } : null;
        }
    }

    @Override
    public Integer call() throws IOException {
        options.check();
        Path out = options.outFor("xor");
        OutputFolder.prepare(out);
        Dataset all = ArrayDataset.of(INPUTS, ANSWERS);
        Dataset train = options.limit == null ? all : all.limit(options.limit);
        Model model = model();
        System.out.println(model.summary(options.batchSize));
        Trainer trainer = Trainer.of(model).optimizer(adam(options.learningRate)).loss(meanSquaredError())
                .metrics(accuracy());
        History history = train(model, trainer, train, options.seed);
        for (int attempt = 1; attempt < ATTEMPTS && isStuck(history); attempt++) {
            System.out.println(
                    "Stuck in a local minimum, as two hidden neurons can be: once more, with other initial weights.");
            history = train(model, trainer, train, options.seed + attempt);
        }

        printAnswers(model);
        Evaluation test = trainer.evaluate(all);
        ExampleResult result = new ExampleResult("xor", "xor", train.size(), history.epochs(), history.seconds(),
                model.parameterCount(),
                trainer.evaluate(train).value("accuracy"), Double.NaN, test.value("accuracy"), test.loss(),
                model.weightsSha256(), options.threads, KernelsProvider.best().lanes());
        ResultFiles.write(out, model, history, result, TrainingCurves.of(history).title("XOR"));
        return 0;
    }

    /** {@return the untrained network} */
    static Model model() {
        return Sequential.of(input(2), dense(2).activation(TANH), dense(1).activation(SIGMOID));
    }

    private History train(Model model, Trainer trainer, Dataset data, long seed) {
        model.initialize(seed);
        return trainer.fit(data, fit().epochs(options.epochs).batchSize(options.batchSize).seed(seed)
                .threads(options.threads).listener(new ConsoleProgress(Math.max(1, options.epochs / LINES))));
    }

    /** Whether the loss is far from 0 and has not moved in the last quarter of a long training. */
    private static boolean isStuck(History history) {
        double[] loss = history.values("loss");
        return loss.length >= 100 && loss[loss.length - 1] > STUCK_LOSS
                && loss[loss.length - 1] > 0.99 * loss[loss.length * 3 / 4];
    }

    private static void printAnswers(Model model) {
        for (int i = 0; i < INPUTS.length; i++) {
            float answer = model.predict(INPUTS[i])[0];
            System.out.printf(Locale.ROOT, "%.0f xor %.0f = %.3f%n", INPUTS[i][0], INPUTS[i][1], answer);
        }
    }
}
