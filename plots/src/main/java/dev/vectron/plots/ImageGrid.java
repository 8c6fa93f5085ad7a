package dev.vectron.plots;

import dev.vectron.data.Dataset;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures of a data set side by side, with the names of their classes below them, as a PNG file.
 *
 * <p>Pictures are [height, width, 1] (grey) or [height, width, 3] (red, green, blue), values from 0 to {@link #maximum}
 * (255 unless changed). Each is enlarged by a whole factor, so that pixels stay sharp. Immutable; needs no display.
 *
 * <p>Samples that are no pictures are a {@code ShapeException}, fewer than one row or column an {@code
 * IllegalArgumentException}; a file that cannot be written is an {@code IOException}. Thread-safe.
 *
 * {@snippet :
 * ImageGrid.of(FashionMnist.load().train()).columns(3).rows(3).write(Path.of("samples.png"));
 * }
 */
public final class ImageGrid {
    private static final int GAP = 14;
    private static final int CAPTION = 22;
    private static final int CELL = 140;

    private final Dataset data;
    private final int columns;
    private final int rows;
    private final float maximum;

    private ImageGrid(Dataset data, int columns, int rows, float maximum) {
        this.data = data;
        this.columns = columns;
        this.rows = rows;
        this.maximum = maximum;
    }

    /**
     * The first nine pictures of a data set, three by three.
     *
     * @param data pictures of shape [height, width, 1 or 3]
     * @return the grid
     * @throws ShapeException if the samples are no pictures
     */
    public static ImageGrid of(Dataset data) {
        Shape shape = data.inputShape();
        if (shape.rank() != 3 || shape.dim(2) != 1 && shape.dim(2) != 3) {
            throw new ShapeException(
                    "ImageGrid: expects pictures of shape [height, width, 1] or [height, width, 3], got " + shape
                    + "; give it a data set of pictures.");
        }
        return new ImageGrid(data, 3, 3, 255);
    }

    /**
     * Sets how many pictures stand in a row.
     *
     * @param count pictures in a row, at least 1
     * @return a grid with that many columns
     */
    public ImageGrid columns(int count) {
        return new ImageGrid(data, atLeastOne("columns", count), rows, maximum);
    }

    /**
     * Sets how many rows are drawn at most; fewer when the data set ends before.
     *
     * @param count rows of pictures, at least 1; fewer are drawn when the data set ends before
     * @return a grid with that many rows
     */
    public ImageGrid rows(int count) {
        return new ImageGrid(data, columns, atLeastOne("rows", count), maximum);
    }

    /**
     * Sets the value that is drawn white.
     *
     * @param value the value that is drawn white; 1 for rescaled pictures
     * @return a grid with that scale
     */
    public ImageGrid maximum(float value) {
        return new ImageGrid(data, columns, rows, value);
    }

    private static int atLeastOne(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("ImageGrid: " + what + " must be at least 1, got " + count + ".");
        }
        return count;
    }

    /** {@return the picture} */
    public BufferedImage toImage() {
        Shape shape = data.inputShape();
        int scale = Math.max(1, CELL / Math.max(shape.dim(0), shape.dim(1)));
        int width = shape.dim(1) * scale;
        int height = shape.dim(0) * scale;
        int shownRows = Math.min(rows, (data.size() + columns - 1) / columns);
        BufferedImage image = new BufferedImage(columns * (width + GAP) + GAP,
                shownRows * (height + CAPTION + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, image.getWidth(), image.getHeight());
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
            float[] sample = new float[shape.size()];
            for (int i = 0; i < Math.min(data.size(), shownRows * columns); i++) {
                int x = GAP + i % columns * (width + GAP);
                int y = GAP + i / columns * (height + CAPTION + GAP);
                data.read(i, sample, 0);
                g.drawImage(picture(sample, shape), x, y, width, height, null);
                drawCaption(g, caption(i), x + width / 2, y + height + CAPTION - 6, width + GAP);
            }
        } finally {
            g.dispose();
        }
        return image;
    }

    /**
     * Writes the picture; a file that was there before is replaced whole or not at all.
     *
     * @param png the file
     * @throws IOException if it cannot be written
     */
    public void write(Path png) throws IOException {
        PngFile.write(toImage(), png);
    }

    private String caption(int i) {
        if (!data.hasLabels()) {
            return "";
        }
        List<String> names = data.classNames();
        int label = data.label(i);
        return label < names.size() ? names.get(label) : Integer.toString(label);
    }

    private static void drawCaption(Graphics2D g, String text, int centre, int baseline, int room) {
        g.setColor(Color.DARK_GRAY);
        FontMetrics metrics = g.getFontMetrics();
        String shown = text;
        while (shown.length() > 1 && metrics.stringWidth(shown) > room) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        g.drawString(shown, centre - metrics.stringWidth(shown) / 2, baseline);
    }

    private BufferedImage picture(float[] sample, Shape shape) {
        int channels = shape.dim(2);
        BufferedImage image = new BufferedImage(shape.dim(1), shape.dim(0), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < shape.dim(0); y++) {
            for (int x = 0; x < shape.dim(1); x++) {
                int at = (y * shape.dim(1) + x) * channels;
                int red = level(sample[at]);
                int green = channels == 1 ? red : level(sample[at + 1]);
                int blue = channels == 1 ? red : level(sample[at + 2]);
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    private int level(float value) {
        return Math.clamp(Math.round(value / maximum * 255), 0, 255);
    }
}
