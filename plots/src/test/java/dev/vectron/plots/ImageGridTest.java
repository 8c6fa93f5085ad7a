package dev.vectron.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {
    private static final int GREY_LEVEL = 51;

    @TempDir
    Path folder;

    /** Picture i is of one grey level throughout: 51·i. */
    private static Dataset greys(int count) {
        Tensor x = Tensor.zeros(Shape.of(count, 7, 7, 1));
        int[] labels = new int[count];
        for (int i = 0; i < x.size(); i++) {
            x.values()[i] = GREY_LEVEL * (i / 49);
        }
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
        }
        return ArrayDataset.of(x, labels, List.of("even", "odd"));
    }

    @Test
    void picturesStandRowByRowInTheirOwnGreys() {
        BufferedImage image = ImageGrid.of(greys(4)).columns(2).rows(2).toImage();

        // Cells of 140 pixels, gaps of 14, captions of 22.
        assertThat(greyAt(image, 84, 84)).isEqualTo(0);
        assertThat(greyAt(image, 238, 84)).isEqualTo(51);
        assertThat(greyAt(image, 84, 260)).isEqualTo(102);
        assertThat(greyAt(image, 238, 260)).isEqualTo(153);
        assertThat(greyAt(image, 3, 3)).isEqualTo(255);
    }

    @Test
    void captionsAreDrawnBelowThePictures() {
        BufferedImage image = ImageGrid.of(greys(1)).columns(1).rows(1).toImage();
        int dark = 0;
        for (int y = 155; y < 176; y++) {
            for (int x = 14; x < 154; x++) {
                dark += greyAt(image, x, y) < 128 ? 1 : 0;
            }
        }
        assertThat(dark).as("dark pixels of the word \"even\"").isBetween(20, 1_000);
    }

    @Test
    void coloursAreRedGreenBlueAndTheMaximumIsWhite() {
        Dataset red = ArrayDataset.of(Tensor.of(Shape.of(1, 1, 1, 3), 1, 0, 0.5f), new int[] {0});
        int rgb = ImageGrid.of(red).maximum(1).columns(1).rows(1).toImage().getRGB(60, 60) & 0xFFFFFF;

        assertThat(rgb).isEqualTo(0xFF0080);
    }

    @Test
    void fewerPicturesThanPlacesGiveFewerRows() {
        assertThat(ImageGrid.of(greys(2)).columns(2).rows(5).toImage().getHeight())
                .isEqualTo(ImageGrid.of(greys(2)).columns(2).rows(1).toImage().getHeight());
    }

    @Test
    void writesAPngFile() throws IOException {
        Path png = folder.resolve("grid.png");
        ImageGrid.of(greys(9)).write(png);

        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(3 * 154 + 14);
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertThatThrownBy(() -> ImageGrid.of(ArrayDataset.of(new float[][] {{1, 2}}, new int[] {0})))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("expects pictures of shape [height, width, 1]").hasMessageContaining("[2]");
        assertThatThrownBy(() -> ImageGrid.of(greys(1)).columns(0))
                .hasMessageContaining("columns must be at least 1, got 0");
    }

    @Test
    void anUnwritableFileIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> ImageGrid.of(greys(1)).write(file.resolve("grid.png"))).isInstanceOf(IOException.class)
                .hasMessageContaining("grid.png");
    }

    private static int greyAt(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFF;
    }
}
