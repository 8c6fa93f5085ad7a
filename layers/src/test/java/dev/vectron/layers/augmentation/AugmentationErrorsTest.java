package dev.vectron.layers.augmentation;

import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.randomBrightness;
import static dev.vectron.layers.Layers.randomContrast;
import static dev.vectron.layers.Layers.randomCrop;
import static dev.vectron.layers.Layers.randomErasing;
import static dev.vectron.layers.Layers.randomFlip;
import static dev.vectron.layers.Layers.randomRotation;
import static dev.vectron.layers.Layers.randomTranslation;
import static dev.vectron.layers.Layers.randomZoom;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.ArrayDataset;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.layers.Layers;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.store.Config;
import dev.vectron.store.Json;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user reads who asks for a variation that is none. */
class AugmentationErrorsTest {
    private static void optionError(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    static Layer[] each() {
        return new Layer[] {randomFlip(), randomTranslation(0.1, 0.1), randomRotation(0.1), randomZoom(0.1),
            randomCrop(2, 2), randomContrast(0.1), randomBrightness(0.1), randomErasing()};
    }

    @ParameterizedTest
    @MethodSource("each")
    void inputsThatAreNoPictures(Layer layer) {
        String name = layer.className() + " \"" + layer.baseName() + "\": ";
        assertThatThrownBy(() -> Sequential.of(input(28, 28), layer)).isInstanceOf(ShapeException.class)
                .hasMessage(name + "expects [batch, height, width, channels], got [batch, 28, 28] from \"input\"; give"
                + " the pictures a channel axis: input(28, 28, 1).");
        assertThatThrownBy(() -> Sequential.of(input(4, 4, 1), flatten(), layer)).isInstanceOf(ShapeException.class)
                .hasMessage(name + "expects [batch, height, width, channels], got [batch, 16] from \"flatten\"; put it"
                + " before flatten(), or use dense(…) here.");
        Node x = input(4, 4, 1);
        assertThatThrownBy(() -> Model.of(x, Node.apply(layer, x, x))).isInstanceOf(ShapeException.class)
                .hasMessageStartingWith(name + "takes one input, got 2; put add()");
    }

    @Test
    void dataThatAreNoPictures() {
        ArrayDataset rows = ArrayDataset.of(new float[2][3], new int[2]);
        assertThatThrownBy(() -> rows.map(randomFlip())).isInstanceOf(ShapeException.class)
                .hasMessage("expects [batch, height, width, channels], got [batch, 3]; put it before flatten(), or use"
                + " dense(…) here.");
    }

    @Test
    void factorsOutOfRange() {
        optionError(() -> randomTranslation(1.5, 0),
                "RandomTranslation: heightFactor must be between -1.0 and 1.0, got 1.5.");
        optionError(() -> randomTranslation(0, 0).widthFactor(-2, 0),
                "RandomTranslation: widthFactor must be between -1.0 and 1.0, got -2.0 to 0.0.");
        optionError(() -> randomRotation(1.1), "RandomRotation: factor must be between -1.0 and 1.0, got 1.1.");
        optionError(() -> randomRotation(0.2, 0.1),
                "Interval: expects finite bounds, the lower one first, got 0.2 and 0.1.");
        optionError(() -> randomRotation(Double.NaN),
                "Interval: expects finite bounds, the lower one first, got NaN and NaN.");
        optionError(() -> randomZoom(2), "RandomZoom: heightFactor must be between -1.0 and 1.0, got 2.0.");
        optionError(() -> randomZoom(0, 2), "RandomZoom: widthFactor must be between -1.0 and 1.0, got 2.0.");
        optionError(() -> randomCrop(0, 3), "RandomCrop: height must be at least 1, got 0.");
        optionError(() -> randomCrop(3, -1), "RandomCrop: width must be at least 1, got -1.");
        optionError(() -> randomContrast(1.2), "RandomContrast: factor must be between 0 and 1, got 1.2.");
        optionError(() -> randomContrast(-0.1, 0.3),
                "RandomContrast: factor must be between 0 and 1, got -0.1 below and 0.3 above.");
        optionError(() -> randomBrightness(3), "RandomBrightness: factor must be between -1.0 and 1.0, got 3.0.");
        optionError(() -> randomErasing(1.5), "RandomErasing: factor must be between 0.0 and 1.0, got 0.0 to 1.5.");
        optionError(() -> randomErasing().scale(-0.1, 0.2),
                "RandomErasing: scale must be between 0.0 and 1.0, got -0.1 to 0.2.");
        optionError(() -> randomErasing().fillValue(Double.NaN), "RandomErasing: fillValue must be finite, got [NaN].");
        optionError(() -> randomErasing().fillValue(1, 2).outputShape(Shape.of(4, 4, 3)),
                "expects pictures of 2 channels,"
                + " as many as fillValue has, got [batch, 4, 4, 3]; give one value for each channel, or one for all.");
        optionError(() -> randomBrightness(0.1).valueRange(1, 0),
                "Interval: expects finite bounds, the lower one first, got 1.0 and 0.0.");
    }

    @Test
    void filesWithOtherNumbersOfBounds() {
        optionError(() -> Layers.fromConfig(Config.parse(Json.parse(
                "{\"class_name\": \"RandomRotation\", \"config\": {\"factor\": [0.1, 0.2, 0.3]}}"), "layer")),
                "RandomRotation: option \"factor\" expects a number or two, got 3.");
        optionError(() -> Layers.fromConfig(Config.parse(Json.parse(
                "{\"class_name\": \"RandomContrast\", \"config\": {\"factor\": [0.1]}}"), "layer")),
                "RandomContrast: option \"factor\" expects a number or two, got 1.");
        optionError(() -> Layers.fromConfig(Config.parse(Json.parse(
                "{\"class_name\": \"RandomFlip\", \"config\": {\"mode\": \"diagonal\"}}"), "layer")),
                "RandomFlip: option \"mode\" expects one of horizontal, vertical, horizontal_and_vertical, got"
                + " \"diagonal\".");
    }
}
