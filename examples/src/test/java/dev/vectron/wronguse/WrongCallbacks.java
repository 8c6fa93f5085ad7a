package dev.vectron.wronguse;

import static dev.vectron.callbacks.Callbacks.backupAndRestore;
import static dev.vectron.callbacks.Callbacks.csvLogger;
import static dev.vectron.callbacks.Callbacks.earlyStopping;
import static dev.vectron.callbacks.Callbacks.lambdaCallback;
import static dev.vectron.callbacks.Callbacks.learningRateScheduler;
import static dev.vectron.callbacks.Callbacks.modelCheckpoint;
import static dev.vectron.callbacks.Callbacks.progressLines;
import static dev.vectron.callbacks.Callbacks.reduceLROnPlateau;
import static dev.vectron.callbacks.Callbacks.swapEMAWeights;
import static dev.vectron.callbacks.Callbacks.tensorBoard;
import static dev.vectron.callbacks.Callbacks.terminateOnNaN;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.loss;
import static dev.vectron.metrics.Metrics.val;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.schedules.Schedules.cosineDecay;
import static dev.vectron.training.Fit.fit;

import dev.vectron.models.Sequential;
import dev.vectron.training.Callback;
import dev.vectron.training.Trainer;
import java.nio.file.Path;
import java.util.List;

/** Wrong uses of callbacks. */
final class WrongCallbacks {
    private static final Path FILE = Path.of("file");

    private WrongCallbacks() {}

    static List<WrongUse> all() {
        return List.of(
            WrongUse.of(earlyStopping(loss()).getClass())
                .option(() -> earlyStopping(loss()).patience(-1),
                "earlyStopping: patience must be at least 0 epochs, got -1.")
                .option(() -> earlyStopping(loss()).minDelta(-0.1),
                "earlyStopping: minDelta must be at least 0, got -0.1.")
                .option(() -> earlyStopping(loss()).minDelta(Double.NaN),
                "earlyStopping: minDelta must be at least 0, got NaN.")
                .option(() -> earlyStopping(loss()).startFromEpoch(-1),
                "earlyStopping: startFromEpoch must be at least 0 epochs, got -1.")
                .option(() -> earlyStopping(null),
                "earlyStopping: monitor must not be null; use val(loss()) or another.")
                .option(() -> train(earlyStopping(val(loss()))),
                    "earlyStopping watches \"val_loss\", but this training has no validation samples; add "
                    + "validationSplit(0.1) or"
                        + " validationData(…) to fit(). It has loss, seconds, learning_rate.")
                .option(() -> train(earlyStopping(accuracy())),
                    "earlyStopping watches \"accuracy\", but this training does not compute it; add it to "
                    + "metrics(…). It has loss,"
                        + " seconds, learning_rate."),
            WrongUse.of(reduceLROnPlateau(loss()).getClass())
                .option(() -> reduceLROnPlateau(loss()).factor(1),
                    "reduceLROnPlateau: factor must be at least 0 and less than 1, got 1.0: it is meant to lower the "
                    + "learning rate.")
                .option(() -> reduceLROnPlateau(loss()).factor(Double.NaN),
                    "reduceLROnPlateau: factor must be at least 0 and less than 1, got NaN: it is meant to lower the "
                    + "learning rate.")
                .option(() -> reduceLROnPlateau(loss()).patience(-1),
                "reduceLROnPlateau: patience must be at least 0, got -1.")
                .option(() -> reduceLROnPlateau(loss()).minDelta(-1),
                "reduceLROnPlateau: minDelta must be at least 0, got -1.")
                .option(() -> reduceLROnPlateau(loss()).cooldown(-1),
                "reduceLROnPlateau: cooldown must be at least 0, got -1.")
                .option(() -> reduceLROnPlateau(loss()).minLr(Double.NaN),
                "reduceLROnPlateau: minLr must be at least 0, got NaN.")
                .option(() -> reduceLROnPlateau(null),
                "reduceLROnPlateau: monitor must not be null; use val(loss()) or another.")
                .option(() -> trainer().optimizer(sgd(cosineDecay(0.1, 5))).callbacks(reduceLROnPlateau(loss()))
                .fit(WrongLosses.targets(3), fit()),
                    "reduceLROnPlateau sets the learning rate, but that of sgd follows a schedule; make the "
                    + "optimizer with a"
                        + " number, or leave out the callback."),
            WrongUse.of(modelCheckpoint("file").getClass())
                .option(() -> modelCheckpoint("file").everyEpochs(0),
                "modelCheckpoint: everyEpochs must be at least 1, got 0.")
                .option(() -> modelCheckpoint("file").saveFreq(0),
                "modelCheckpoint: saveFreq must be at least 1, got 0.")
                .option(() -> modelCheckpoint("file").monitor(null),
                    "modelCheckpoint: monitor must not be null; use val(loss()) or another.")
                .option(() -> train(modelCheckpoint("{loss:5}.safetensors")),
                    "modelCheckpoint: cannot write {loss:5} in \"{loss:5}.safetensors\"; whole numbers (epoch, "
                    + "batch) are written"
                        + " as {epoch:02d}, others as {val_loss:.2f} or {val_loss:.3e}.")
                .option(() -> train(modelCheckpoint("{acc}.safetensors")),
                    "modelCheckpoint: the file name \"{acc}.safetensors\" asks for \"acc\"; this training has epoch, "
                    + "batch, loss,"
                        + " seconds, learning_rate.")
                .option(() -> train(modelCheckpoint("weights.txt")),
                    "modelCheckpoint: a whole model is saved as a safetensors file, got \"weights.txt\"; name it "
                    + "….safetensors, or"
                        + " save the weights alone by saveWeightsOnly(true)."),
            WrongUse.of(backupAndRestore(FILE).getClass())
                .option(() -> backupAndRestore(FILE).everyBatches(-1),
                "backupAndRestore: everyBatches must be at least 0, got -1.")
                .option(() -> backupAndRestore(null),
                "backupAndRestore: the file must not be null; name one that ends in .safetensors."),
            WrongUse.of(learningRateScheduler((_, rate) -> rate).getClass())
                .option(() -> train(learningRateScheduler((_, _) -> -1)),
                    "learningRateScheduler: the rate of an epoch must be a number of at least 0, got -1.0 for epoch "
                    + "0 (from 0).")
                .option(() -> train(learningRateScheduler((_, _) -> Double.NaN)),
                    "learningRateScheduler: the rate of an epoch must be a number of at least 0, got NaN for epoch 0 "
                    + "(from 0).")
                .option(() -> learningRateScheduler(null),
                    "learningRateScheduler: the function must not be null; give (epoch, rate) -> rate or another."),
            WrongUse.of(csvLogger(FILE).getClass())
                .option(() -> csvLogger(FILE).separator(""),
                    "csvLogger: the separator must be a text without line breaks, for example \",\" or \";\".")
                .option(() -> csvLogger(FILE).separator("\n"),
                    "csvLogger: the separator must be a text without line breaks, for example \",\" or \";\".")
                .option(() -> csvLogger(null),
                "csvLogger: the file must not be null; name one, such as Path.of(\"log.csv\")."),
            WrongUse.of(tensorBoard(FILE).getClass())
                .option(() -> tensorBoard(FILE).histogramFreq(-1),
                "tensorBoard: histogramFreq must be at least 0 epochs, got -1.")
                .option(() -> tensorBoard(FILE).updateFreq(-1),
                "tensorBoard: updateFreq must be at least 0 batches, got -1.")
                .option(() -> tensorBoard(null),
                "tensorBoard: the folder must not be null; name one, such as Path.of(\"logs\")."),
            WrongUse.of(progressLines().getClass())
                .option(() -> progressLines().every(0),
                "progressLines: a line can be written every 1 or more epochs, got 0.")
                .option(() -> progressLines().to(null),
                "progressLines: the destination must not be null; give IO::println or another."),
            WrongUse.of(lambdaCallback().getClass())
                .option(() -> lambdaCallback().onEpochEnd(null),
                "lambdaCallback: onEpochEnd must not be null; leave it out for nothing."),
            WrongUse.of(swapEMAWeights().getClass())
                .option(() -> train(swapEMAWeights()),
                    "swapEMAWeights needs a moving average of the weights, which sgd does not keep; add .useEma() to "
                    + "the"
                        + " optimizer."),
            WrongUse.of(terminateOnNaN().getClass()).withoutOptions());
    }

    private static Trainer trainer() {
        return Trainer.of(Sequential.of(input(2), dense(3))).optimizer(sgd()).loss(meanSquaredError());
    }

    private static void train(Callback callback) {
        trainer().callbacks(callback).fit(WrongLosses.targets(3), fit().threads(1));
    }
}
