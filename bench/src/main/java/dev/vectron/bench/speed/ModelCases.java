package dev.vectron.bench.speed;

import static dev.vectron.training.Fit.fit;

import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.tensor.Tensor;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingLoop;

/** Training steps and predictions of whole models, through the interface that a user has. */
final class ModelCases {
    private static final long SEED = 1;

    private ModelCases() {}

    /** A training step: forward, loss, backward, optimizer; the same random batch every time. */
    static SpeedCase training(SpeedModel which, int batch) {
        Model model = which.build();
        String name = which.word() + ".train.b" + batch;
        return new SpeedCase(name, batch * Flops.training(model), threads -> new Training(which, batch, threads));
    }

    /** A prediction of a batch, or by {@code predict(float[])} of one sample. */
    static SpeedCase inference(SpeedModel which, int batch) {
        Model model = which.build();
        String name = which.word() + ".infer.b" + batch;
        return new SpeedCase(name, batch * Flops.forward(model), threads -> predicting(which, batch));
    }

    static Trainer trainer(SpeedModel which, Model model) {
        return Trainer.of(model).optimizer(which.optimizer())
                .loss(Losses.sparseCategoricalCrossentropy().fromLogits(true));
    }

    private static Work predicting(SpeedModel which, int batch) {
        Model model = which.build();
        Tensor x = RandomData.normal(model.inputShape().prepend(batch));
        float[] sample = x.values();
        return batch == 1 ? () -> model.predict(sample) : () -> model.predict(x);
    }

    /** Steps of one loop. */
    private static final class Training implements Work {
        private final TrainingLoop loop;
        private final Tensor x;
        private final int[] labels;

        Training(SpeedModel which, int batch, int threads) {
            Model model = which.build();
            x = RandomData.normal(model.inputShape().prepend(batch));
            labels = RandomData.labels(batch, model.outputShape().size());
            loop = trainer(which, model).loop(fit().batchSize(batch).threads(threads).seed(SEED));
        }

        @Override
        public void run() {
            loop.trainOnBatch(x, labels);
        }

        @Override
        public void close() {
            loop.close();
        }
    }
}
