package dev.vectron.training;

import static dev.vectron.losses.Losses.sparseCategoricalCrossentropy;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.training.Fit.fit;

import dev.vectron.applications.Applications;
import dev.vectron.applications.Architecture;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Loss;
import dev.vectron.models.Model;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;

/**
 * Published networks for small pictures, those with fewer weights first, and a program that trains each and counts what
 * its steps allocate.
 */
enum SmallArchitecture {
    LENET_5(Applications.leNet5(), 0.002),
    RESNET_20(Applications.resNet20(), 0.003),
    RESNET_32(Applications.resNet32(), 0.003),
    RESNET_56(Applications.resNet56(), 0.003),
    GOOGLENET(Applications.googLeNetCifar(), 0.001),
    RESNET_18(Applications.resNet18().inputShape(64, 64, 3).classes(10), 0.001),
    ALEXNET(Applications.alexNet(), 0.0001),
    VGG_11(Applications.vgg11Cifar(), 0.001),
    VGG_16(Applications.vgg16Cifar(), 0.001);

    private final Architecture network;
    private final double learningRate;

    SmallArchitecture(Architecture network, double learningRate) {
        this.network = network;
        this.learningRate = learningRate;
    }

    Architecture network() {
        return network;
    }

    /** Adam; the auxiliary classifiers count 0.3 each, as in their paper. */
    Trainer trainer(Model model) {
        double[] weights = this == GOOGLENET ? new double[] {1, 0.3, 0.3} : new double[] {1};
        Loss[] losses = new Loss[weights.length];
        Arrays.fill(losses, sparseCategoricalCrossentropy());
        return Trainer.of(model).optimizer(adam(learningRate)).loss(losses).lossWeights(weights);
    }

    /** ln(classes) for each output, times its weight. */
    double lossOfEqualProbabilities() {
        return StrictMath.log(network.classes()) * (this == GOOGLENET ? 1.6 : 1);
    }

    /** Stripes with noise; the class says how wide they are and which way they run. */
    Dataset data(Architecture architecture, int samples) {
        Shape picture = architecture.inputShape();
        Tensor x = Tensor.zeros(picture.prepend(samples));
        int[] labels = new int[samples];
        int at = 0;
        for (int i = 0; i < samples; i++) {
            labels[i] = i % architecture.classes();
            double step = 0.4 + labels[i] / 2 * 0.3;
            double phase = 6 * CounterRandom.uniform(41, i);
            for (int row = 0; row < picture.dim(0); row++) {
                for (int column = 0; column < picture.dim(1); column++) {
                    double wave = StrictMath.sin(phase + step * (labels[i] % 2 == 0 ? row : column));
                    for (int channel = 0; channel < picture.dim(2); channel++) {
                        x.values()[at] = (float) (wave + 0.3 * CounterRandom.normal(42, at));
                        at++;
                    }
                }
            }
        }
        // Every classifier is told the same labels.
        Dataset data = ArrayDataset.of(x, labels);
        return this == GOOGLENET ? data.withTarget(data).withTarget(data) : data;
    }

    /** Two steps of 4 pictures. */
    String weightsAfterTwoSteps(int threads) {
        Model model = network.model().initialize(3);
        trainer(model).fit(data(network, 8), fit().batchSize(4).seed(5).threads(threads));
        return model.weightsSha256();
    }

    /**
     * Prints for each of them, one after another, what {@link CountingAllocations#main} prints.
     *
     * @param args how many steps of each are to be measured after the quiet ones
     */
    public static void main(String[] args) {
        for (SmallArchitecture each : values()) {
            each.countAllocations(Integer.parseInt(args[0]));
        }
    }

    private void countAllocations(int steps) {
        // Pictures as small as the network takes them: what a step allocates does not depend on their size.
        int side = switch (this) {
            case LENET_5 -> 28;
            case VGG_11, VGG_16 -> 32;
            case GOOGLENET -> 17;
            default -> 16;
        };
        Architecture least = network.inputShape(side, side, network.inputShape().dim(2));
        // The last batch is short.
        CountingAllocations.print(trainer(least.model()), fit(), data(least, 7), data(least, 2), 2, steps);
    }
}
