package dev.vectron.plots;

import dev.vectron.training.RangeTestResult;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The curve of a learning-rate range test as a PNG file: the loss over the rate, as measured and smoothed, and the
 * suggested rate.
 *
 * <p>Rates lie along x, each grid line ten times the one before. Losses beyond twice the first smoothed one are cut off
 * at the upper border: what explodes would flatten all the rest. Immutable; needs no display.
 *
 * <p>A file that cannot be written is an {@code IOException}. Thread-safe.
 *
 * {@snippet :
 * LearningRateCurve.of(RangeTest.of(trainer).run(train, fit())).title("Adam").write(Path.of("rates.png"));
 * }
 */
public final class LearningRateCurve {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final Color MEASURED = new Color(0xb8cfe5);
    private static final Color SMOOTHED = new Color(0x1f77b4);
    private static final Color SUGGESTION = new Color(0xd62728);

    private final RangeTestResult result;
    private final String title;

    private LearningRateCurve(RangeTestResult result, String title) {
        this.result = result;
        this.title = title;
    }

    /**
     * The curve of a test.
     *
     * @param result the test's rates and losses
     * @return the curve
     */
    public static LearningRateCurve of(RangeTestResult result) {
        return new LearningRateCurve(result, "");
    }

    /**
     * Sets what stands above the chart.
     *
     * @param text the title
     * @return a curve with that title
     */
    public LearningRateCurve title(String text) {
        return new LearningRateCurve(result, text);
    }

    /** {@return the picture} */
    public BufferedImage toImage() {
        return PngFile.draw(chart(), WIDTH, HEIGHT);
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

    private XYChart chart() {
        double[] smoothed = result.smoothedLosses();
        double lowest = Arrays.stream(smoothed).min().orElse(0);
        double border = Math.max(smoothed[0] + Math.abs(smoothed[0]), lowest + 1e-3);
        double bottom = Math.min(lowest, Arrays.stream(result.losses()).min().orElse(lowest));
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).theme(Styler.ChartTheme.Matlab)
                .title(title.isEmpty() ? "learning rate range test" : title).xAxisTitle("learning rate")
                .yAxisTitle("loss").build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
        chart.getStyler().setPlotGridLinesColor(new Color(0xe4e4e4));
        chart.getStyler().setYAxisMin(bottom);
        chart.getStyler().setYAxisMax(border);
        add(chart, "loss", result.rates(), cut(result.losses(), border), MEASURED, 1.2f);
        add(chart, "smoothed", result.rates(), cut(smoothed, border), SMOOTHED, 2.2f);
        double rate = result.suggestion();
        if (!Double.isNaN(rate)) {
            add(chart, String.format(Locale.ROOT, "suggestion %.1e", rate), new double[] {rate, rate},
                    new double[] {bottom, border}, SUGGESTION, 1.6f);
        }
        return chart;
    }

    private static double[] cut(double[] losses, double border) {
        return Arrays.stream(losses).map(loss -> Math.min(loss, border)).toArray();
    }

    private static void add(XYChart chart, String label, double[] x, double[] y, Color color, float width) {
        XYSeries series = chart.addSeries(label, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width));
    }
}
