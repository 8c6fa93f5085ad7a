package dev.vectron.examples;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.rescaling;

import dev.vectron.datasets.Mnist;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Handwritten digits by a multilayer perceptron 784-256-128-10. */
@Command(name = "mnist-mlp", description = "MNIST digits by a multilayer perceptron 784-256-128-10.")
final class MnistMlpExample implements Callable<Integer> {
    @Mixin
    private final TrainingOptions options = new TrainingOptions();

    @Override
    public Integer call() throws IOException {
        return new PictureTraining("mnist-mlp", "MNIST", options, Mnist::load).run(model(), false);
    }

    /** {@return the untrained network} */
    static Model model() {
        return Sequential.of(
                input(28, 28, 1), rescaling(1 / 255f), flatten(),
                dense(256).activation(RELU), dense(128).activation(RELU),
                dense(10).activation(SOFTMAX));
    }
}
