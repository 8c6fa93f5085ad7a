package dev.vectron.examples;

import static dev.vectron.callbacks.Callbacks.modelCheckpoint;
import static dev.vectron.losses.Losses.sparseCategoricalCrossentropy;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.schedules.Schedules.cosineDecay;
import static dev.vectron.training.Fit.fit;

import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import dev.vectron.datasets.TrainAndTest;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.models.Model;
import dev.vectron.plots.ImageGrid;
import dev.vectron.plots.TrainingCurves;
import dev.vectron.training.Evaluation;
import dev.vectron.training.History;
import dev.vectron.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The course of the picture exercises: load, show the model, train with a validation split, evaluate, write the files.
 */
final class PictureTraining {
    private static final double VALIDATION_SPLIT = 0.1;
    /**
     * The last step's learning rate as a share of the first one's: large steps find the valley, small ones its floor.
     */
    private static final double LAST_RATE = 0.1;

    private final String example;
    private final String title;
    private final TrainingOptions options;
    private final PictureSource source;

    PictureTraining(String example, String title, TrainingOptions options, PictureSource source) {
        this.example = example;
        this.title = title;
        this.options = options;
        this.source = source;
    }

    /**
     * Does it all.
     *
     * @param model the untrained model
     * @param withSamples whether to draw the first nine pictures
     * @return the exit status
     * @throws IOException if a file cannot be read or written
     */
    int run(Model model, boolean withSamples) throws IOException {
        options.check();
        Path out = options.outFor(example);
        OutputFolder.prepare(out);
        TrainAndTest pictures = source.loadOrGenerate(options.data);
        Dataset all = options.limit == null ? pictures.train() : pictures.train().limit(options.limit);
        Split split = Split.of(all).last(VALIDATION_SPLIT);
        if (withSamples) {
            ResultFiles.draw(out.resolve("samples.png"), ImageGrid.of(pictures.train())::write);
        }
        model.initialize(options.seed);
        System.out.println(model.summary(options.batchSize));
        System.out.printf(Locale.ROOT, "%s (%s): %,d training, %,d validation, %,d test pictures; %d threads, %s.%n",
                shown(pictures), pictures.origin(), split.train().size(), split.validation().size(),
                pictures.test().size(), options.threads, KernelsProvider.describe());
        train(model, pictures, split, out);
        return 0;
    }

    private void train(Model model, TrainAndTest pictures, Split split, Path out) throws IOException {
        int steps = options.epochs * Math.ceilDiv(split.train().size(), options.batchSize);
        Trainer trainer = Trainer.of(model).optimizer(adam(cosineDecay(options.learningRate, steps).alpha(LAST_RATE)))
                .loss(sparseCategoricalCrossentropy())
                .metrics(accuracy())
                .callbacks(modelCheckpoint(out.resolve("weights.safetensors")).saveWeightsOnly(true));
        History history = trainer.fit(split.train(), fit().epochs(options.epochs).batchSize(options.batchSize)
                .validationData(split.validation()).seed(options.seed).threads(options.threads)
                .listener(new ConsoleProgress(1)));

        Evaluation trained = trainer.evaluate(split.train());
        Evaluation test = trainer.evaluate(pictures.test());
        ExampleResult result = new ExampleResult(example, pictures.name(), split.train().size(), history.epochs(),
                history.seconds(), model.parameterCount(), trained.value("accuracy"), history.last("val_accuracy"),
                test.value("accuracy"), test.loss(), model.weightsSha256(), options.threads,
                KernelsProvider.best().lanes());
        ResultFiles.write(out, model, history, result, TrainingCurves.of(history).title(shown(pictures)));
    }

    private String shown(TrainAndTest pictures) {
        return pictures.name().equals("generated") ? "Generated shapes" : title;
    }
}
