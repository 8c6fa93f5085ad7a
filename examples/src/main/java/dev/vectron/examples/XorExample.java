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
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The exclusive or, which no single neuron can learn: a 2-2-1 network, mean squared error and Adam. */
@Command(name = "xor", mixinStandardHelpOptions = true, defaultValueProvider = XorExample.Defaults.class,
        description = "The exclusive or by a 2-2-1 network.")
final class XorExample implements Callable<Integer> {
    private static final float[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final float[][] ANSWERS = {{0}, {1}, {1}, {0}};
    private static final int LINES = 10;

    @Mixin
    private final TrainingOptions options = new TrainingOptions();

    /** Four samples need other numbers than a data set of pictures. */
    static final class Defaults implements IDefaultValueProvider {
        @Override
        public @org.jspecify.annotations.Nullable String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option ? switch (option.longestName()) {
                case "--epochs" -> "1000";
                case "--batch-size" -> "4";
                case "--learning-rate" -> "0.05";
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
        model.initialize(options.seed);
        System.out.println(model.summary(options.batchSize));
        Trainer trainer = Trainer.of(model).optimizer(adam(options.learningRate)).loss(meanSquaredError()).metrics(accuracy());
        History history = trainer.fit(train, fit().epochs(options.epochs).batchSize(options.batchSize).seed(options.seed)
                .threads(options.threads).listener(new ConsoleProgress(Math.max(1, options.epochs / LINES))));

        boolean right = printAnswers(model);
        Evaluation test = trainer.evaluate(all);
        ExampleResult result = new ExampleResult("xor", "xor", train.size(), history.epochs(), history.seconds(), model.parameterCount(),
                trainer.evaluate(train).value("accuracy"), Double.NaN, test.value("accuracy"), test.loss(), model.weightsSha256(),
                options.threads, KernelsProvider.best().lanes());
        ResultFiles.write(out, model, history, result, TrainingCurves.of(history).title("XOR"));
        if (!right) {
            System.out.println("Not all answers are right: two hidden neurons can get stuck in a local minimum; try another --seed or more --epochs.");
        }
        return 0;
    }

    /** {@return the untrained network} */
    static Model model() {
        return Sequential.of(input(2), dense(2).activation(TANH), dense(1).activation(SIGMOID));
    }

    private static boolean printAnswers(Model model) {
        boolean right = true;
        for (int i = 0; i < INPUTS.length; i++) {
            float answer = model.predict(INPUTS[i])[0];
            right &= Math.round(answer) == ANSWERS[i][0];
            System.out.printf(Locale.ROOT, "%.0f xor %.0f = %.3f%n", INPUTS[i][0], INPUTS[i][1], answer);
        }
        return right;
    }
}
