package dev.vectron.training;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.conv2DTranspose;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.separableConv2D;
import static dev.vectron.layers.Layers.upSampling2D;
import static dev.vectron.layers.Padding.SAME;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Node;
import dev.vectron.layers.Interpolation;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A picture in, a picture out: encoders and decoders learn end to end. */
class PictureToPictureTest {
    private static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;
    private static final int PICTURES = 48;

    /** Pictures with a bright rectangle each, and some noise; what is inside it is class 1. */
    private static float[] pictures(int[][] classes) {
        float[] x = new float[PICTURES * PIXELS];
        for (int picture = 0; picture < PICTURES; picture++) {
            long key = CounterRandom.key(4, 1, 0, picture);
            int top = CounterRandom.below(key, 0, 4);
            int left = CounterRandom.below(key, 1, 4);
            int height = 2 + CounterRandom.below(key, 2, 3);
            int width = 2 + CounterRandom.below(key, 3, 3);
            classes[picture] = new int[PIXELS];
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                int row = pixel / SIDE - top;
                int column = pixel % SIDE - left;
                boolean inside = row >= 0 && row < height && column >= 0 && column < width;
                classes[picture][pixel] = inside ? 1 : 0;
                x[picture * PIXELS + pixel] = (inside ? 1 : 0) + 0.6f * CounterRandom.uniform(key, 10 + pixel);
            }
        }
        return x;
    }

    private static History train(Model model, Loss loss, Dataset data) {
        return Trainer.of(model).optimizer(adam(0.01)).loss(loss).metrics(accuracy())
                .fit(data, fit().epochs(30).batchSize(8).seed(3));
    }

    @Test
    void aClassForEveryPixel() {
        int[][] classes = new int[PICTURES][];
        Tensor x = Tensor.of(Shape.of(PICTURES, SIDE, SIDE, 1), pictures(classes));
        Node picture = input(SIDE, SIDE, 1);
        Node fine = picture.then(conv2D(8, 3).padding(SAME).activation(RELU));
        Node coarse = fine.then(maxPooling2D(2)).then(separableConv2D(12, 3).padding(SAME).activation(RELU));
        Node back = coarse.then(conv2DTranspose(8, 3).strides(2).padding(SAME).activation(RELU));
        Node classOf = concatenate(fine, back).then(conv2D(2, 1).activation(SOFTMAX));
        Model model = Model.of(picture, classOf);
        model.initialize(1);
        History history = train(model, Losses.sparseCategoricalCrossentropy(), ArrayDataset.of(x, classes));

        assertThat(history.last("loss")).isLessThan(history.values("loss")[0] / 2);
        assertThat(history.last("accuracy")).isGreaterThan(0.95);
    }

    @Test
    void aPictureWithoutItsNoise() {
        int[][] classes = new int[PICTURES][];
        Tensor x = Tensor.of(Shape.of(PICTURES, SIDE, SIDE, 1), pictures(classes));
        float[] clean = new float[PICTURES * PIXELS];
        for (int i = 0; i < clean.length; i++) {
            clean[i] = classes[i / PIXELS][i % PIXELS];
        }
        Model model = Sequential.of(input(SIDE, SIDE, 1), conv2D(12, 3).padding(SAME).activation(RELU), maxPooling2D(2),
                conv2D(12, 3).padding(SAME).activation(RELU), upSampling2D(2).interpolation(Interpolation.BILINEAR),
                conv2D(12, 3).padding(SAME).groups(2).activation(RELU), conv2D(1, 1).activation(SIGMOID));
        model.initialize(1);
        History history = train(model, Losses.binaryCrossentropy(),
                ArrayDataset.of(x, Tensor.of(Shape.of(PICTURES, SIDE, SIDE, 1), clean)));

        assertThat(history.last("loss")).isLessThan(history.values("loss")[0] / 2);
    }
}
