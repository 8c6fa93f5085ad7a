package dev.vectron.plots;

import dev.vectron.training.History;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The curves of a training, training and validation in one chart for each value, side by side in one PNG file.
 *
 * <p>One chart for {@code loss} and one for each metric; the epochs lie along x. Immutable; needs no display.
 *
 * <p>A history without a finished epoch is an {@code IllegalArgumentException}; a file that cannot be written is an
 * {@code IOException}. Thread-safe.
 *
 * {@snippet :
 * TrainingCurves.of(history).title("Fashion-MNIST").write(Path.of("curves.png"));
 * }
 */
public final class TrainingCurves {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 380;
    private static final Color TRAINING = new Color(0x1f77b4);
    private static final Color VALIDATION = new Color(0xff7f0e);
    private static final List<String> NO_CURVES = List.of("seconds", "learning_rate");

    private final History history;
    private final String title;

    private TrainingCurves(History history, String title) {
        this.history = history;
        this.title = title;
    }

    /**
     * The curves of a history.
     *
     * @param history a training's values, of at least one epoch
     * @return the curves
     * @throws IllegalArgumentException if the history has no epoch
     */
    public static TrainingCurves of(History history) {
        if (history.epochs() == 0) {
            throw new IllegalArgumentException(
                    "TrainingCurves: the history has no finished epoch, so there is nothing to draw.");
        }
        return new TrainingCurves(history, "");
    }

    /**
     * Sets what stands above the charts, in front of the value's name.
     *
     * @param text the title
     * @return curves with that title
     */
    public TrainingCurves title(String text) {
        return new TrainingCurves(history, text);
    }

    /** {@return the picture} */
    public BufferedImage toImage() {
        List<String> shown = history.names().stream()
                .filter(n -> !n.startsWith("val_") && !NO_CURVES.contains(n)).toList();
        BufferedImage image = new BufferedImage(WIDTH * shown.size(), HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            for (int i = 0; i < shown.size(); i++) {
                Graphics2D part = (Graphics2D) g.create(i * WIDTH, 0, WIDTH, HEIGHT);
                chart(shown.get(i)).paint(part, WIDTH, HEIGHT);
                part.dispose();
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

    private XYChart chart(String name) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).theme(Styler.ChartTheme.Matlab)
                .title(title.isEmpty() ? name : title + ": " + name).xAxisTitle("epoch").build();
        chart.getStyler().setLegendPosition(name.equals("loss") ? Styler.LegendPosition.InsideNE
                : Styler.LegendPosition.InsideSE);
        chart.getStyler().setXAxisDecimalPattern("0");
        chart.getStyler().setPlotGridLinesColor(new Color(0xe4e4e4));
        chart.getStyler().setXAxisMin(1.0);
        chart.getStyler().setXAxisMax((double) Math.max(2, history.epochs()));
        add(chart, "training", name, TRAINING);
        if (history.names().contains("val_" + name)) {
            add(chart, "validation", "val_" + name, VALIDATION);
        }
        return chart;
    }

    /** Values that are not finite are left out: the chart library refuses them. */
    private void add(XYChart chart, String label, String name, Color color) {
        double[] values = history.values(name);
        List<Integer> finite = new ArrayList<>(IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i])).boxed().toList());
        if (finite.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(label, finite.stream().mapToDouble(i -> i + 1).toArray(),
                finite.stream().mapToDouble(i -> values[i]).toArray());
        series.setMarker(values.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setMarkerColor(color);
        series.setLineStyle(new BasicStroke(2.2f));
    }
}
