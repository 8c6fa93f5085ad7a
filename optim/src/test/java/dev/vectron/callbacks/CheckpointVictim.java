package dev.vectron.callbacks;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;

import dev.vectron.data.ArrayDataset;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;

/** A program that trains without end and saves a checkpoint of 4 MB in every epoch, to be killed. */
final class CheckpointVictim {
    private CheckpointVictim() {}

    static Model model() {
        return Sequential.of(input(1000), dense(1000), dense(1));
    }

    /**
     * Trains until killed.
     *
     * @param args the file of the checkpoint
     */
    public static void main(String[] args) {
        Model model = model();
        // All weights of an epoch are one number, so that a file of two epochs would show.
        Callback mark = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress p) {
                Arrays.fill(model.graph().values(), p.epoch() * 0x1p-20f);
            }
        };
        Trainer.of(model).optimizer(sgd(0)).loss(Losses.meanSquaredError())
                .callbacks(mark, new ModelCheckpoint(Path.of(args[0])))
                .fit(ArrayDataset.of(new float[1][1000], new float[1][1]), fit().epochs(1_000_000).threads(1));
    }
}
