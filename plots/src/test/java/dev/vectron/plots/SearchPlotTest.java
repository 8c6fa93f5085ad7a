package dev.vectron.plots;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.losses.Losses.meanSquaredError;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.ArrayDataset;
import dev.vectron.models.Sequential;
import dev.vectron.selection.Distribution;
import dev.vectron.selection.ParameterGrid;
import dev.vectron.selection.Search;
import dev.vectron.selection.SearchResult;
import dev.vectron.selection.SearchSpace;
import dev.vectron.training.Trainer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPlotTest {
    private static final int TRIAL = 0x1f77b4;
    private static final int BEST = 0xff7f0e;

    @TempDir
    Path folder;

    private static SearchResult run(Search search) {
        ArrayDataset data = ArrayDataset.of(new float[][] {{1}, {2}, {3}, {4}}, new float[][] {{2}, {4}, {6}, {8}});
        return search.run(p -> Trainer.of(Sequential.of(input(1), dense(1))).loss(meanSquaredError())
                .optimizer(sgd(p.number("rate")).momentum(p.number("momentum"))), data,
                fit().epochs(3).batchSize(2).validationSplit(0.25));
    }

    private static SearchResult grid() {
        return run(Search.grid(ParameterGrid.of("momentum", 0.9, 0.0, 0.5).and("rate", 0.001, 0.003, 0.01, 0.03)));
    }

    @Test
    void trialsArePointsAndTheBestSoFarIsALine() throws IOException {
        SearchPlot plot = SearchPlot.of(run(Search.random(SearchSpace.of("rate", Distribution.logUniform(1e-4, 0.03))
                .and("momentum", Distribution.uniform(0, 0.9)), 25, 3))).title("line");
        BufferedImage image = plot.toImage();
        assertThat(pixels(image, TRIAL)).isGreaterThan(25 * 20);
        assertThat(pixels(image, BEST)).isGreaterThan(500);
        plot.write(folder.resolve("trials.png"));
        assertThat(ImageIO.read(folder.resolve("trials.png").toFile()).getHeight()).isEqualTo(420);
    }

    @Test
    void aMapHasAColorForEachValue() {
        BufferedImage image = SearchPlot.of(grid()).heatMap("rate", "momentum").toImage();
        Set<Integer> colors = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x += 2) {
                colors.add(image.getRGB(x, y));
            }
        }
        assertThat(colors).hasSizeGreaterThan(12);
        SearchResult one = run(Search.grid(ParameterGrid.of("momentum", 0.9).and("rate", 0.001)));
        assertThat(SearchPlot.of(one).heatMap("rate", "momentum").toImage().getWidth()).isEqualTo(640);
        assertThat(pixels(SearchPlot.of(one).toImage(), TRIAL)).isGreaterThan(10);
    }

    @Test
    void trialsThatFailedAreLeftOut() {
        SearchResult some = run(Search.grid(ParameterGrid.of("momentum", 0.0, 0.5).and("rate", 0.01, -1)));
        assertThat(pixels(SearchPlot.of(some).toImage(), TRIAL)).isGreaterThan(20);
        assertThat(SearchPlot.of(some).heatMap("rate", "momentum").toImage().getWidth()).isEqualTo(640);
        SearchResult none = run(Search.grid(ParameterGrid.of("momentum", 0.0).and("rate", -1)));
        assertThatThrownBy(() -> SearchPlot.of(none)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SearchPlot: all trials failed, so there is nothing to draw.");
        assertThatThrownBy(() -> SearchPlot.of(some).heatMap("rate", "units"))
                .hasMessage("There is no parameter \"units\"; there are momentum, rate.");
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

    /** For a look at the pictures. */
    static void main(String[] folders) throws IOException {
        SearchPlot.of(grid()).title("line").write(Path.of(folders[0], "trials.png"));
        SearchPlot.of(grid()).title("line").heatMap("rate", "momentum").write(Path.of(folders[0], "map.png"));
    }
}
