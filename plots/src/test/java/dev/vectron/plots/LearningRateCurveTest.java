package dev.vectron.plots;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.data.ArrayDataset;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.training.RangeTest;
import dev.vectron.training.RangeTestResult;
import dev.vectron.training.Trainer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningRateCurveTest {
    private static final int SMOOTHED = 0x1f77b4;
    private static final int SUGGESTION = 0xd62728;

    @TempDir
    Path folder;

    /** Plain descent towards y = 2x, which diverges for rates above a fifth. */
    private static RangeTestResult result(double from, double to) {
        ArrayDataset data = ArrayDataset.of(new float[][] {{1}, {2}, {3}, {1}},
                new float[][] {{2.1f}, {4}, {6}, {1.9f}});
        Model model = Sequential.of(input(1), dense(1).useBias(false));
        model.graph().values()[0] = -1;
        return RangeTest.of(Trainer.of(model).optimizer(sgd()).loss(meanSquaredError())).rates(from, to)
                .run(data, fit().batchSize(2).seed(3));
    }

    @Test
    void curveAndSuggestionAreDrawn() {
        BufferedImage image = LearningRateCurve.of(result(1e-6, 10)).title("SGD").toImage();

        assertThat(pixels(image, SMOOTHED)).isGreaterThan(200);
        assertThat(pixels(image, SUGGESTION)).isGreaterThan(100);
    }

    @Test
    void withoutASuggestionThereIsOnlyTheCurve() {
        BufferedImage image = LearningRateCurve.of(result(1, 10)).toImage();

        assertThat(pixels(image, SMOOTHED)).isGreaterThan(10);
        assertThat(pixels(image, SUGGESTION)).isZero();
    }

    @Test
    void writesAPngFile() throws IOException {
        Path png = folder.resolve("rates.png");
        LearningRateCurve.of(result(1e-6, 10)).write(png);

        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(640);
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
