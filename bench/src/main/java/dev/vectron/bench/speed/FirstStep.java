package dev.vectron.bench.speed;

import static dev.vectron.training.Fit.fit;

import dev.vectron.data.ArrayDataset;
import dev.vectron.models.Model;
import dev.vectron.tensor.Tensor;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingListener;

/** Prints the milliseconds from {@code fit()} to the end of the first step of M2, for the case {@code step1}. */
final class FirstStep {
    private static final int BATCHES = 2;

    private FirstStep() {}

    /**
     * Prints one line.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Model model = SpeedModel.M2.build();
        int batch = SpeedModel.M2.batch();
        Tensor x = RandomData.normal(model.inputShape().prepend(BATCHES * batch));
        ArrayDataset data = ArrayDataset.of(x, RandomData.labels(BATCHES * batch, model.outputShape().size()));
        long begin = System.nanoTime();
        ModelCases.trainer(SpeedModel.M2, model).fit(data, fit().batchSize(batch).listener(new TrainingListener() {
            private boolean told;

            @Override
            public void onBatchEnd(Progress progress) {
                if (!told) {
                    told = true;
                    System.out.println((System.nanoTime() - begin) / 1e6);
                }
            }
        }));
    }
}
