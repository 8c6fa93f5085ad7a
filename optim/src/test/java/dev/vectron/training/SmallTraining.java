package dev.vectron.training;

import static dev.vectron.constraints.Constraints.maxNorm;
import static dev.vectron.layers.Layers.activityRegularization;
import static dev.vectron.layers.Layers.alphaDropout;
import static dev.vectron.layers.Layers.averagePooling2D;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.bidirectional;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.embedding;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.gaussianNoise;
import static dev.vectron.layers.Layers.globalAveragePooling2D;
import static dev.vectron.layers.Layers.gru;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.layerNormalization;
import static dev.vectron.layers.Layers.lstm;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.multiply;
import static dev.vectron.layers.Layers.prelu;
import static dev.vectron.layers.Layers.randomFlip;
import static dev.vectron.layers.Layers.randomTranslation;
import static dev.vectron.layers.Layers.separableConv2D;
import static dev.vectron.layers.Layers.simpleRNN;
import static dev.vectron.layers.Layers.spatialDropout2D;
import static dev.vectron.layers.Layers.subtract;
import static dev.vectron.layers.Layers.timeDistributed;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.metrics.Metrics.output;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.adamW;
import static dev.vectron.regularizers.Regularizers.l1l2;
import static dev.vectron.schedules.Schedules.exponentialDecay;
import static dev.vectron.training.Fit.fit;

import dev.vectron.activations.Activation;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Node;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.losses.ClassWeights;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.random.CounterRandom;
import java.util.List;

/**
 * Trains a small network for 20 steps and says what its weights are; also a program of its own.
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

        @Override
        Fit options() {
            return fit().classWeight(ClassWeights.of(1, 2, 0.5, 1, 1));
        }
    },
    /** Two inputs and outputs, augmented pictures, weights of samples, and all that goes on around an optimizer. */
    OPTIONS {
        @Override
        Model model() {
            Node picture = input(10, 10, 3);
            Node numbers = input(48);
            Node features = picture.then(randomFlip()).then(randomTranslation(0.1, 0.1)).then(gaussianNoise(0.1))
                    .then(separableConv2D(20, 3).activation(Activation.SWISH)).then(spatialDropout2D(0.2))
                    .then(averagePooling2D(2)).then(conv2D(60, 2).kernelConstraint(maxNorm(1.5)))
                    .then(layerNormalization()).then(activityRegularization(0, 0.001)).then(Activation.elu(0.9))
                    .then(globalAveragePooling2D());
            Node other = numbers.then(dense(60).kernelRegularizer(l1l2(0.001, 0.01))).then(prelu())
                    .then(dense(60).activation(Activation.GELU));
            Node both = concatenate(multiply(features, other), subtract(features, other));
            return Model.of(List.of(picture, numbers), List.of(
                    both.then(dense(5).activation(Activation.SOFTMAX).named("classes")),
                    both.then(alphaDropout(0.1)).then(dense(3))));
        }

        @Override
        Dataset data(int samples) {
            float[] weights = new float[samples];
            for (int i = 0; i < samples; i++) {
                weights[i] = 0.5f + i % 3;
            }
            float[][] numbers = new float[samples][3];
            for (int i = 0; i < 3 * samples; i++) {
                numbers[i / 3][i % 3] = (float) CounterRandom.normal(13, i);
            }
            Dataset vectors = Generated.noise(samples, 5, 48);
            return Generated.noise(samples, 5, 10, 10, 3).withInput(vectors)
                    .withTarget(ArrayDataset.of(numbers, numbers)).withSampleWeights(weights);
        }

        @Override
        Trainer trainer(Model model) {
            return Trainer.of(model).loss(Losses.sparseCategoricalCrossentropy(), Losses.huber()).lossWeights(1, 0.4)
                    .metrics(output("classes", accuracy()))
                    .optimizer(adamW(exponentialDecay(0.004, 40, 0.9)).globalClipnorm(1)
                            .gradientAccumulationSteps(2).useEma().emaOverwriteFrequency(5).lookahead(3, 0.5));
        }
    };

    static final int SAMPLES = 150;
    static final int BATCH = 32;

    abstract Model model();

    abstract Dataset data(int samples);

    Fit options() {
        return fit();
    }

    Trainer trainer(Model model) {
        return Trainer.of(model).optimizer(adam(0.003)).loss(Losses.sparseCategoricalCrossentropy())
                .metrics(accuracy());
    }

    /** Four epochs of five steps, the last of 22 samples. */
    String weightsAfterTwentySteps(int threads) {
        Model model = model();
        trainer(model).fit(data(SAMPLES), options().epochs(4).batchSize(BATCH).seed(7).threads(threads));
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
