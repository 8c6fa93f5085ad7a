package dev.vectron.wronguse;

import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.randomBrightness;
import static dev.vectron.layers.Layers.randomContrast;
import static dev.vectron.layers.Layers.randomCrop;
import static dev.vectron.layers.Layers.randomErasing;
import static dev.vectron.layers.Layers.randomFlip;
import static dev.vectron.layers.Layers.randomRotation;
import static dev.vectron.layers.Layers.randomTranslation;
import static dev.vectron.layers.Layers.randomZoom;

import dev.vectron.data.ArrayDataset;
import dev.vectron.layers.Layers;
import dev.vectron.models.Sequential;
import dev.vectron.store.Config;
import dev.vectron.store.Json;
import dev.vectron.wronguse.WrongUse.Aspect;
import java.util.List;

/** Wrong uses of layers that vary pictures. */
final class WrongAugmentation {
    private static final String ANY_SIZE = "takes pictures of any size";

    private WrongAugmentation() {}

    static List<WrongUse> all() {
        return List.of(
            WrongUse.ofPictures(randomFlip()).without(Aspect.SIZE, ANY_SIZE)
                .rank(() -> ArrayDataset.of(new float[2][3], new int[2]).map(randomFlip()),
                    "RandomFlip \"map\": expects [batch, height, width, channels], got [batch, 3] from the data set; "
                    + "put it before"
                        + " flatten(), or use dense(…) here.")
                .option(() -> randomFlip(null),
                "RandomFlip: mode must not be null; use HORIZONTAL, VERTICAL or HORIZONTAL_AND_VERTICAL.")
                .option(() -> fromFile("RandomFlip", "\"mode\": \"diagonal\""),
                    "RandomFlip: option \"mode\" expects one of horizontal, vertical, horizontal_and_vertical, got "
                    + "\"diagonal\"."),
            WrongUse.ofPictures(randomTranslation(0.1, 0.1)).without(Aspect.SIZE, ANY_SIZE)
                .option(() -> randomTranslation(1.5, 0),
                "RandomTranslation: heightFactor must be between -1.0 and 1.0, got 1.5.")
                .option(() -> randomTranslation(Double.NaN, 0),
                    "RandomTranslation: heightFactor takes finite bounds, the lower one first, got NaN.")
                .option(() -> randomTranslation(0, 0).widthFactor(-2, 0),
                    "RandomTranslation: widthFactor must be between -1.0 and 1.0, got -2.0 to 0.0.")
                .option(() -> randomTranslation(0.1, 0.1).fillMode(null),
                    "Resampling: fillMode must not be null; use REFLECT, CONSTANT, WRAP or NEAREST.")
                .option(() -> randomTranslation(0.1, 0.1).fillValue(Double.NaN),
                "Resampling: fillValue must be a finite number, got NaN."),
            WrongUse.ofPictures(randomRotation(0.1)).without(Aspect.SIZE, ANY_SIZE)
                .option(() -> randomRotation(1.1), "RandomRotation: factor must be between -1.0 and 1.0, got 1.1.")
                .option(() -> randomRotation(0.2, 0.1),
                "RandomRotation: factor takes finite bounds, the lower one first, got 0.2 and 0.1.")
                .option(() -> randomRotation(Double.NaN),
                "RandomRotation: factor takes finite bounds, the lower one first, got NaN.")
                .option(() -> randomRotation(0.1).interpolation(null),
                    "Resampling: interpolation must not be null; use BILINEAR or NEAREST.")
                .option(() -> fromFile("RandomRotation", "\"factor\": [0.1, 0.2, 0.3]"),
                    "RandomRotation: option \"factor\" expects a number or two, got 3."),
            WrongUse.ofPictures(randomZoom(0.1)).without(Aspect.SIZE, ANY_SIZE)
                .option(() -> randomZoom(2), "RandomZoom: heightFactor must be between -1.0 and 1.0, got 2.0.")
                .option(() -> randomZoom(0, 2), "RandomZoom: widthFactor must be between -1.0 and 1.0, got 2.0.")
                .option(() -> randomZoom(0).heightFactor(0.2, Double.NaN),
                    "RandomZoom: heightFactor takes finite bounds, the lower one first, got 0.2 and NaN."),
            WrongUse.ofPictures(randomCrop(2, 2)).without(Aspect.SIZE, "enlarges pictures that are smaller")
                .option(() -> randomCrop(0, 3), "RandomCrop: height must be at least 1, got 0.")
                .option(() -> randomCrop(3, -1), "RandomCrop: width must be at least 1, got -1."),
            WrongUse.ofPictures(randomContrast(0.1)).without(Aspect.SIZE, ANY_SIZE)
                .option(() -> randomContrast(1.2), "RandomContrast: factor must be between 0 and 1, got 1.2.")
                .option(() -> randomContrast(-0.1, 0.3),
                "RandomContrast: factor must be between 0 and 1, got -0.1 below and 0.3 above.")
                .option(() -> randomContrast(Double.NaN), "RandomContrast: factor must be between 0 and 1, got NaN.")
                .option(() -> randomContrast(0.1).valueRange(1, 0),
                    "RandomContrast: valueRange takes finite bounds, the lower one first, got 1.0 and 0.0."),
            WrongUse.ofPictures(randomBrightness(0.1)).without(Aspect.SIZE, ANY_SIZE)
                .option(() -> randomBrightness(3), "RandomBrightness: factor must be between -1.0 and 1.0, got 3.0.")
                .option(() -> randomBrightness(0.1, Double.NaN),
                    "RandomBrightness: factor takes finite bounds, the lower one first, got 0.1 and NaN.")
                .option(() -> randomBrightness(0.1).valueRange(1, 0),
                    "RandomBrightness: valueRange takes finite bounds, the lower one first, got 1.0 and 0.0."),
            WrongUse.ofPictures(randomErasing())
                .size(() -> Sequential.of(input(4, 4, 3), randomErasing().fillValue(1, 2)),
                    "RandomErasing \"random_erasing\": expects pictures of 2 channels, as many as fillValue has, got "
                    + "[batch,"
                        + " 4, 4, 3] from \"input\"; give one value for each channel, or one for all.")
                .option(() -> randomErasing(1.5), "RandomErasing: factor must be between 0.0 and 1.0, got 0.0 to 1.5.")
                .option(() -> randomErasing(-1), "RandomErasing: factor must be between 0.0 and 1.0, got -1.0 to -1.0.")
                .option(() -> randomErasing().scale(-0.1, 0.2),
                "RandomErasing: scale must be between 0.0 and 1.0, got -0.1 to 0.2.")
                .option(() -> randomErasing().fillValue(Double.NaN),
                "RandomErasing: fillValue must be a finite number, got NaN."));
    }

    private static void fromFile(String layer, String options) {
        Layers.fromConfig(Config.parse(Json.parse("{\"class_name\": \"" + layer + "\", \"config\": {" + options
            + "}}"), "layer"));
    }
}
