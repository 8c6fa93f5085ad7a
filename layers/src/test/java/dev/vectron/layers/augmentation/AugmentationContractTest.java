package dev.vectron.layers.augmentation;

import static dev.vectron.layers.Layers.randomBrightness;
import static dev.vectron.layers.Layers.randomContrast;
import static dev.vectron.layers.Layers.randomCrop;
import static dev.vectron.layers.Layers.randomErasing;
import static dev.vectron.layers.Layers.randomFlip;
import static dev.vectron.layers.Layers.randomRotation;
import static dev.vectron.layers.Layers.randomTranslation;
import static dev.vectron.layers.Layers.randomZoom;
import static dev.vectron.layers.Layers.timeDistributed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.check.LayerContract;
import dev.vectron.graph.Layer;
import dev.vectron.layers.Interpolation;
import dev.vectron.layers.Layers;
import dev.vectron.store.Config;
import dev.vectron.store.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer of augmentation, with several options, keeps what layers promise, and survives a file. */
class AugmentationContractTest {
    static Stream<Layer> layers() {
        return Stream.concat(Stream.of(randomFlip(), randomFlip(FlipMode.HORIZONTAL), randomFlip(FlipMode.VERTICAL),
                randomCrop(3, 4), randomCrop(5, 2), randomCrop(5, 6), randomCrop(8, 7), randomCrop(6, 4),
                randomContrast(0.5).valueRange(-9, 9), randomContrast(0.9, 0.1).valueRange(-0.5, 0.6),
                randomBrightness(0.3).valueRange(-9, 9), randomBrightness(-0.5, 0.7).valueRange(-0.6, 0.5),
                randomErasing().valueRange(-1, 1), randomErasing(0.5).fillValue(0.25).valueRange(-1, 1),
                randomErasing().factor(1, 1).fillValue(0.25, -0.5, 3).valueRange(-1, 1),
                randomErasing().factor(1, 1).scale(0.2, 0.6).valueRange(-1, 1),
                timeDistributed(randomFlip())), resampled());
    }

    private static Stream<Layer> resampled() {
        return Stream.of(FillMode.values()).flatMap(mode -> Stream.of(
                randomTranslation(0.6, 0.7).fillMode(mode), randomRotation(0.5).fillMode(mode).fillValue(2),
                randomZoom(0.8).fillMode(mode), randomZoom(0.8, 0.5).fillMode(mode).fillValue(-0.3),
                randomRotation(-0.1, 0.3).fillMode(mode).interpolation(Interpolation.NEAREST),
                randomTranslation(0, 0.4).heightFactor(-1, 0.1).fillMode(mode).interpolation(Interpolation.NEAREST)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void keepWhatLayersPromise(Layer layer) {
        LayerContract contract = LayerContract.of(layer).atMost(25);
        if (layer.className().equals("TimeDistributed")) {
            contract.input(2, 4, 3, 2).verify();
        } else {
            contract.input(5, 6, 3).verify();
        }
    }

    static Stream<Layer> configured() {
        return Stream.concat(layers(), Stream.of(randomZoom(0.1).widthFactor(-0.2, 0.3).heightFactor(0.1, 0.2),
                randomTranslation(0.1, 0.2).widthFactor(0.1, 0.3), randomContrast(0.1, 0.7), randomBrightness(0.7),
                randomErasing(0.3).factor(0.2, 0.4).scale(0.1, 0.2).fillValue(1.1), randomErasing()
                .fillValue(1.5, 0, 200)));
    }

    @ParameterizedTest
    @MethodSource("configured")
    void comeBackFromTheirDescriptions(Layer layer) {
        assertThat(Layers.fromConfig(Config.of(layer))).isEqualTo(layer);
    }

    @Test
    void kerasDefaults() {
        assertThat(written(randomFlip())).contains("{\"mode\":\"horizontal_and_vertical\"}");
        String reading = "\"fill_mode\":\"reflect\",\"fill_value\":0.0,\"interpolation\":\"bilinear\"";
        assertThat(written(randomTranslation(0.25, 0.5)))
                .contains("{\"height_factor\":[-0.25,0.25],\"width_factor\":[-0.5,0.5]," + reading + "}");
        assertThat(written(randomRotation(0.25))).contains("{\"factor\":[-0.25,0.25]," + reading + "}");
        assertThat(written(randomZoom(0.25)))
                .contains("{\"height_factor\":[-0.25,0.25],\"width_factor\":null," + reading + "}");
        assertThat(written(randomContrast(0.25))).contains("{\"factor\":[0.25,0.25],\"value_range\":[0.0,255.0]}");
        assertThat(written(randomBrightness(0.25))).contains("{\"factor\":[-0.25,0.25],\"value_range\":[0.0,255.0]}");
        assertThat(written(randomErasing())).contains("{\"factor\":[0.0,1.0],\"scale\":[0.02,0.33],"
                + "\"fill_value\":null,\"value_range\":[0.0,255.0]}");
    }

    private static String written(Layer layer) {
        return Json.write(Config.toJson(layer)).replaceAll("\\s", "");
    }

    @Test
    void descriptionsInKerasForm() {
        assertThat(Json.write(randomRotation(0.2).config().get("factor"))).isEqualTo("[-0.2,0.2]");
        assertThat(read("RandomRotation", "{\"factor\": 0.2, \"fill_mode\": \"wrap\"}"))
                .isEqualTo(randomRotation(0.2).fillMode(FillMode.WRAP));
        assertThat(read("RandomFlip", "{}")).isEqualTo(randomFlip());
        assertThat(read("RandomFlip", "{\"mode\": \"horizontal\"}")).isEqualTo(randomFlip(FlipMode.HORIZONTAL));
        assertThat(read("RandomTranslation", "{\"height_factor\": 0.2, \"width_factor\": [-0.1, 0.3]}"))
                .isEqualTo(randomTranslation(0.2, 0).widthFactor(-0.1, 0.3));
        assertThat(read("RandomZoom", "{\"height_factor\": 0.2, \"width_factor\": null}")).isEqualTo(randomZoom(0.2));
        assertThat(read("RandomContrast", "{\"factor\": 0.2}")).isEqualTo(randomContrast(0.2));
        assertThat(read("RandomBrightness", "{\"factor\": 0.2, \"value_range\": [0, 1]}"))
                .isEqualTo(randomBrightness(0.2).valueRange(0, 1));
        assertThat(read("RandomErasing", "{\"factor\": 0.5, \"scale\": [0.1, 0.2], \"fill_value\": null}"))
                .isEqualTo(randomErasing(0.5).scale(0.1, 0.2));
        assertThat(read("RandomErasing", "{}")).isEqualTo(randomErasing());
        assertThat(read("RandomErasing", "{\"fill_value\": [1, 2, 3]}")).isEqualTo(randomErasing().fillValue(1, 2, 3));
        assertThat(randomErasing().fillValue(7).fillValue()).isEqualTo(randomErasing().fillValue(7.0).fillValue());
        assertThat(randomErasing().fillValue(7).fillValue(new double[0])).isEqualTo(randomErasing());
    }

    private static Layer read(String className, String config) {
        return Layers.fromConfig(Config.parse(Json.parse("{\"class_name\": \"" + className + "\", \"config\": "
                + config + "}"), "layer"));
    }
}
