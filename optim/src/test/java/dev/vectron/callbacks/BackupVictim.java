package dev.vectron.callbacks;

import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.callbacks.Callbacks.backupAndRestore;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.training.Fit.fit;

import dev.vectron.data.ArrayDataset;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.random.CounterRandom;
import dev.vectron.training.Progress;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingListener;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A program that trains for ten epochs and can be ended in the middle of one. */
final class BackupVictim {
    static final int EPOCHS = 10;

    private BackupVictim() {}

    /** Trains, as fast as it goes or slowly; returns the fingerprint of the weights. */
    static String train(Path file, boolean slowly) {
        float[][] x = new float[64][8];
        float[][] y = new float[64][1];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < 8; j++) {
                x[i][j] = CounterRandom.uniform(i, j);
            }
            y[i][0] = x[i][0] - x[i][1];
        }
        Model model = Sequential.of(input(8), dense(16).activation(TANH), dropout(0.2), dense(1)).initialize(1);
        TrainingListener brake = new TrainingListener() {
            @Override
            public void onBatchEnd(Progress progress) {
                if (slowly) {
                    LockSupport.parkNanos(20_000_000);
                    System.out.println(progress.epoch() + " " + progress.batch());
                }
            }
        };
        Trainer.of(model).optimizer(adam(0.01)).loss(Losses.meanSquaredError()).callbacks(backupAndRestore(file))
                .fit(ArrayDataset.of(x, y), fit().epochs(EPOCHS).batchSize(4).seed(3).threads(1).listener(brake));
        return model.weightsSha256();
    }

    /**
     * Trains and prints the fingerprint of the weights.
     *
     * @param args the file of the training
     */
    public static void main(String[] args) {
        System.out.println(train(Path.of(args[0]), true));
    }
}
