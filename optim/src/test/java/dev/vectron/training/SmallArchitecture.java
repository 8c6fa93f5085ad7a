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
 * Published networks for small pictures, and a program that trains one and counts what its steps allocate.
 */
enum SmallArchitecture {
    LENET_5(Applications.leNet5(), 0.002),
    ALEXNET(Applications.alexNet(), 0.0001),
    VGG_11(Applications.vgg11Cifar(), 0.001),
    VGG_16(Applications.vgg16Cifar(), 0.001),
    GOOGLENET(Applications.googLeNetCifar(), 0.001),
    RESNET_18(Applications.resNet18().inputShape(64, 64, 3).classes(10), 0.001),
    RESNET_20(Applications.resNet20(), 0.003),
    RESNET_32(Applications.resNet32(), 0.003),
    RESNET_56(Applications.resNet56(), 0.003);

    private static final int OUTPUTS_OF_GOOGLENET = 3;

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
        int outputs = model.graph().outputs().size();
        Loss[] losses = new Loss[outputs];
        Arrays.fill(losses, sparseCategoricalCrossentropy());
        double[] weights = outputs == OUTPUTS_OF_GOOGLENET ? new double[] {1, 0.3, 0.3} : new double[] {1};
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
        return withTargets(ArrayDataset.of(x, labels), architecture);
    }

    /** Every classifier is told the same labels. */
    private static Dataset withTargets(Dataset data, Architecture architecture) {
        boolean several = architecture.model().graph().outputs().size() == OUTPUTS_OF_GOOGLENET;
        return several ? data.withTarget(data).withTarget(data) : data;
    }

    /** Two steps of 8 pictures. */
    String weightsAfterTwoSteps(int threads) {
        Model model = network.model().initialize(3);
        trainer(model).fit(data(network, 16), fit().batchSize(8).seed(5).threads(threads));
        return model.weightsSha256();
    }

    /**
     * Prints what {@link CountingAllocations#main} prints.
     *
     * @param args how many steps are to be measured after the quiet ones, what is trained
     */
    public static void main(String[] args) {
        SmallArchitecture small = valueOf(args[1]);
        Architecture network = small.network;
        // Pictures as small as the network takes them: what a step allocates does not depend on their size.
        int side = small == LENET_5 ? 28 : small == GOOGLENET ? 17 : 16;
        Architecture least = network.inputShape(side, side, network.inputShape().dim(2));
        // Enough work in a step that every kernel is compiled within the warm-up, also for the short last batch.
        int batch = small == GOOGLENET ? 4 : 32;
        CountingAllocations.print(small.trainer(least.model()), small.data(least, 3 * batch + batch / 2),
                small.data(least, batch), batch, Integer.parseInt(args[0]));
    }
}
