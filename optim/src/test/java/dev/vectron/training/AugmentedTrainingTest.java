package dev.vectron.training;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.randomBrightness;
import static dev.vectron.layers.Layers.randomCrop;
import static dev.vectron.layers.Layers.randomFlip;
import static dev.vectron.layers.Layers.randomRotation;
import static dev.vectron.layers.Layers.rescaling;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.data.Dataset;
import dev.vectron.graph.Layer;
import dev.vectron.layers.augmentation.Augmentation;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Training on varied pictures: by layers of the model, or by the thread that reads batches ahead. */
class AugmentedTrainingTest {
    private static final List<Augmentation> VARIATIONS = List.of(randomFlip(), randomRotation(0.1), randomCrop(10, 9),
            randomBrightness(0.2).valueRange(-1, 1));

    private static Model model(Shape pictures, List<? extends Layer> first) {
        List<Layer> layers = new ArrayList<>(first);
        layers.addAll(List.of(rescaling(2), conv2D(5, 3).activation(RELU), flatten(), dense(5).activation(SOFTMAX)));
        return Sequential.of(input(pictures.dims()), layers.toArray(Layer[]::new));
    }

    private static Trainer trainer(Model model) {
        return Trainer.of(model).optimizer(adam(0.003)).loss(Losses.sparseCategoricalCrossentropy());
    }

    private static History trained(Model model, Dataset data, int batchSize, int threads) {
        return trainer(model).fit(data, fit().epochs(3).batchSize(batchSize).seed(7).threads(threads)
                .validationSplit(0.2));
    }

    @Test
    void layersAndViewsOfTheDataTrainTheSameBits() {
        Dataset data = Generated.noise(150, 5, 12, 12, 2);
        Dataset varied = data;
        for (Augmentation variation : VARIATIONS) {
            varied = varied.map(variation);
        }
        Model inside = model(data.inputShape(), VARIATIONS);
        Model behind = model(varied.inputShape(), List.of());
        Model plain = model(data.inputShape(), List.of(randomCrop(10, 9)));
        for (Model model : List.of(behind, plain)) {
            assertThat(model.parameterCount()).isEqualTo(inside.parameterCount());
            System.arraycopy(inside.graph().values(), 0, model.graph().values(), 0, inside.graph().values().length);
        }
        History first = trained(inside, data, 32, 1);
        History second = trained(behind, varied, 32, 2);
        trained(plain, data, 32, 2);

        assertThat(behind.graph().values()).containsExactly(inside.graph().values());
        assertThat(second.values("loss")).isEqualTo(first.values("loss"));
        assertThat(second.values("val_loss")).isEqualTo(first.values("val_loss"));
        assertThat(plain.graph().values()).isNotEqualTo(inside.graph().values());
    }

    @Test
    void mixedSamplesTrain() {
        Dataset data = Generated.noise(60, 5, 12, 12, 2).oneHot();
        for (Dataset mixed : new Dataset[] {data.mixUp(), data.cutMix(), data.mixUp(0.3).cutMix(0.5)}) {
            float[] expected = afterTwoEpochs(mixed, 1);
            assertThat(afterTwoEpochs(mixed, 3)).containsExactly(expected);
            assertThat(afterTwoEpochs(data, 3)).isNotEqualTo(expected).hasSameSizeAs(expected);
        }
    }

    private static float[] afterTwoEpochs(Dataset data, int threads) {
        Model model = model(data.inputShape(), List.of(randomFlip()));
        Trainer.of(model).optimizer(adam(0.003)).loss(Losses.categoricalCrossentropy())
                .fit(data, fit().epochs(2).seed(3).threads(threads));
        return model.graph().values();
    }
}
