package dev.vectron.examples;

import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingListener;

/**
 * Lets the learning rate fall from epoch to epoch by a constant factor, so that the last epoch has a tenth of the first one's:
 * large steps find the valley, small ones its floor.
 */
record FallingLearningRate() implements Callback {
    private static final double LAST = 0.1;

    @Override
    public TrainingListener start(TrainingContext training) {
        double first = training.learningRate();
        return new TrainingListener() {
            @Override
            public void onEpochBegin(Progress progress) {
                double done = (progress.epoch() - 1.0) / Math.max(1, progress.epochs() - 1);
                training.learningRate(first * StrictMath.pow(LAST, done));
            }
        };
    }
}
