package dev.vectron.training;

import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.bidirectional;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.embedding;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.gru;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.lstm;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.simpleRNN;
import static dev.vectron.layers.Layers.timeDistributed;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.training.Fit.fit;

import dev.vectron.activations.Activation;
import dev.vectron.data.Dataset;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;

/**
 * Trains a small network of every kind of layer for 20 steps and says what its weights are; also a program of its own.
 */
enum SmallTraining {
    PICTURES {
        @Override
        Model model() {
            return Sequential.of(input(12, 12, 2),
                    conv2D(5, 3).activation(Activation.RELU), batchNormalization(), maxPooling2D(2), dropout(0.2),
                    conv2D(37, 3).activation(Activation.leakyRelu(0.3)), flatten(),
                    dense(130).activation(Activation.TANH), dropout(0.5), dense(5).activation(Activation.SOFTMAX));
        }

        @Override
        Dataset data(int samples) {
            return Generated.noise(samples, 5, 12, 12, 2);
        }
    },
    SEQUENCES {
        @Override
        Model model() {
            return Sequential.of(input(12), embedding(30, 11).maskZero(true),
                    bidirectional(lstm(35).dropout(0.2).recurrentDropout(0.2).returnSequences(true)),
                    timeDistributed(dense(20).activation(Activation.TANH)), gru(32).returnSequences(true),
                    gru(32).resetAfter(false).recurrentDropout(0.1).returnSequences(true), simpleRNN(130),
                    dense(5).activation(Activation.SOFTMAX));
        }

        /** Tokens below 30, padded in places; 12 steps, so that rows of products leave few kinds of rests. */
        @Override
        Dataset data(int samples) {
            return Generated.tokens(samples, 5, 30, 12);
        }
    };

    static final int SAMPLES = 150;
    static final int BATCH = 32;

    abstract Model model();

    abstract Dataset data(int samples);

    static Trainer trainer(Model model) {
        return Trainer.of(model).optimizer(adam(0.003)).loss(Losses.sparseCategoricalCrossentropy())
                .metrics(accuracy());
    }

    /** Four epochs of five steps, the last of 22 samples. */
    String weightsAfterTwentySteps(int threads) {
        Model model = model();
        trainer(model).fit(data(SAMPLES), fit().epochs(4).batchSize(BATCH).seed(7).threads(threads));
        return model.weightsSha256();
    }

    /**
     * Prints lanes and sum.
     *
     * @param args the number of threads, what is trained
     */
    public static void main(String[] args) {
        System.out.println(KernelsProvider.best().lanes() + " "
                + valueOf(args[1]).weightsAfterTwentySteps(Integer.parseInt(args[0])));
    }
}
