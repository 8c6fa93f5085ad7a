package dev.vectron.examples;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.rescaling;

import dev.vectron.datasets.Mnist;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Handwritten digits by a small convolutional network. */
@Command(name = "mnist-cnn", description = "MNIST digits by a small CNN.")
final class MnistCnnExample implements Callable<Integer> {
    @Mixin
    private final TrainingOptions options = new TrainingOptions();

    @Override
    public Integer call() throws IOException {
        return new PictureTraining("mnist-cnn", "MNIST", options, Mnist::load).run(model(), false);
    }

    /** {@return the untrained network} */
    static Model model() {
        return Sequential.of(
                input(28, 28, 1), rescaling(1 / 255f),
                conv2D(32, 3).activation(RELU), maxPooling2D(2),
                conv2D(64, 3).activation(RELU), maxPooling2D(2),
                flatten(), dropout(0.5),
                dense(10).activation(SOFTMAX));
    }
}
