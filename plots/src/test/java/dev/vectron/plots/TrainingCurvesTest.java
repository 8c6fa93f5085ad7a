package dev.vectron.plots;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.data.ArrayDataset;
import dev.vectron.models.Sequential;
import dev.vectron.training.History;
import dev.vectron.training.Trainer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCurvesTest {
    private static final int TRAINING = 0x1f77b4;
    private static final int VALIDATION = 0xff7f0e;

    @TempDir
    Path folder;

    private static History history(int epochs, double validationSplit) {
        ArrayDataset data = ArrayDataset.of(new float[][] {{1}, {2}, {3}, {4}}, new float[][] {{2}, {4}, {6}, {8}});
        return Trainer.of(Sequential.of(input(1), dense(1))).optimizer(sgd(0.01)).loss(meanSquaredError())
                .fit(data, fit().epochs(epochs).batchSize(2).validationSplit(validationSplit));
    }

    @Test
    void bothCurvesAreDrawn() {
        BufferedImage image = TrainingCurves.of(history(5, 0.5)).title("line").toImage();

        assertThat(pixels(image, TRAINING)).isGreaterThan(100);
        assertThat(pixels(image, VALIDATION)).isGreaterThan(100);
    }

    @Test
    void withoutValidationThereIsOneCurve() {
        BufferedImage image = TrainingCurves.of(history(5, 0)).toImage();

        assertThat(pixels(image, TRAINING)).isGreaterThan(100);
        assertThat(pixels(image, VALIDATION)).isZero();
    }

    @Test
    void oneEpochIsAPoint() {
        assertThat(pixels(TrainingCurves.of(history(1, 0)).toImage(), TRAINING)).isGreaterThan(10);
    }

    @Test
    void writesAPngFile() throws IOException {
        Path png = folder.resolve("curves.png");
        TrainingCurves.of(history(3, 0.5)).write(png);

        assertThat(ImageIO.read(png.toFile()).getHeight()).isEqualTo(380);
    }

    private static int pixels(BufferedImage image, int rgb) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
            }
        }
        return count;
    }
}
