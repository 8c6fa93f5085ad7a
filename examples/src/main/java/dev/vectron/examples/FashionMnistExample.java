package dev.vectron.examples;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.rescaling;

import dev.vectron.datasets.FashionMnist;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Clothes in ten classes, by the course's convolutional network: 244,298 parameters. */
@Command(name = "fashion-mnist", description = "Fashion-MNIST by a CNN with 244,298 parameters.")
final class FashionMnistExample implements Callable<Integer> {
    @Mixin
    private final TrainingOptions options = new TrainingOptions();

    @Override
    public Integer call() throws IOException {
        return new PictureTraining("fashion-mnist", "Fashion-MNIST", options, FashionMnist::load).run(model(), true);
    }

    /** {@return the untrained network} */
    static Model model() {
        return Sequential.of(
                input(28, 28, 1), rescaling(1 / 255f),
                conv2D(16, 5).activation(RELU), maxPooling2D(2),
                conv2D(32, 3).activation(RELU), maxPooling2D(2),
                flatten(),
                dense(256).activation(RELU), dense(128).activation(RELU),
                dense(10).activation(SOFTMAX));
    }
}
