package dev.vectron.plots;

import dev.vectron.selection.SearchResult;
import dev.vectron.selection.Trial;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The trials of a search as a picture: the value of each trial with the best so far, or a map of two parameters.
 *
 * <p>Trials that failed are left out. Where several trials have the same two parameters, the map shows the best of
 * them.
 * Immutable; needs no display.
 *
 * <p>A search all of whose trials failed is an {@code IllegalArgumentException}; a file that cannot be written is an
 * {@code IOException}. Thread-safe.
 *
 * {@snippet :
 * SearchPlot.of(result).write(Path.of("trials.png"));
 * SearchPlot.of(result).heatMap("rate", "units").write(Path.of("map.png"));
 * }
 */
public final class SearchPlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;
    private static final Color TRIAL = new Color(0x1f77b4);
    private static final Color BEST = new Color(0xff7f0e);
    private static final Color[] WORST_TO_BEST = {new Color(0xf2f0f7), new Color(0x9ebcda), new Color(0x4d9a57)};

    private final SearchResult result;
    private final String title;
    private final @Nullable String across;
    private final @Nullable String upward;

    private SearchPlot(SearchResult result, String title, @Nullable String across, @Nullable String upward) {
        this.result = result;
        this.title = title;
        this.across = across;
        this.upward = upward;
    }

    /**
     * The value of each trial in the order of the search, and the best so far.
     *
     * @param result at least one trial that did not fail
     * @return the plot
     * @throws IllegalArgumentException if all trials failed
     */
    public static SearchPlot of(SearchResult result) {
        if (result.trials().stream().allMatch(Trial::failed)) {
            throw new IllegalArgumentException("SearchPlot: all trials failed, so there is nothing to draw.");
        }
        return new SearchPlot(result, "", null, null);
    }

    /**
     * Sets what stands above the chart, in front of the value's name.
     *
     * @param text the title
     * @return a plot with that title
     */
    public SearchPlot title(String text) {
        return new SearchPlot(result, text, across, upward);
    }

    /**
     * A map of two parameters instead: the value as a color and a number.
     *
     * @param x the parameter along x
     * @param y the parameter along y
     * @return the plot
     * @throws IllegalArgumentException if the search had no such parameter
     */
    public SearchPlot heatMap(String x, String y) {
        for (String name : List.of(x, y)) {
            for (Trial trial : result.trials()) {
                trial.parameters().get(name, Object.class);
            }
        }
        return new SearchPlot(result, title, x, y);
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

    private Chart<?, ?> chart() {
        return across != null && upward != null ? map(across, upward) : trials();
    }

    private String name() {
        return result.monitor().name();
    }

    private String heading() {
        return title.isEmpty() ? name() : title + ": " + name();
    }

    private List<Trial> succeeded() {
        return result.trials().stream().filter(trial -> !trial.failed()).toList();
    }

    private XYChart trials() {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).theme(Styler.ChartTheme.Matlab)
                .title(heading()).xAxisTitle("trial").build();
        List<Trial> shown = succeeded();
        double[] numbers = shown.stream().mapToDouble(Trial::number).toArray();
        double[] values = shown.stream().mapToDouble(trial -> trial.value(name())).toArray();
        double[] best = values.clone();
        for (int i = 1; i < best.length; i++) {
            best[i] = result.monitor().largerIsBetter() ? Math.max(best[i - 1], best[i])
                    : Math.min(best[i - 1], best[i]);
        }
        chart.getStyler().setLegendPosition(result.monitor().largerIsBetter() ? Styler.LegendPosition.InsideSE
                : Styler.LegendPosition.InsideNE);
        chart.getStyler().setXAxisDecimalPattern("0");
        chart.getStyler().setPlotGridLinesColor(new Color(0xe4e4e4));
        chart.getStyler().setXAxisMin(0.5);
        chart.getStyler().setXAxisMax(result.trials().size() + 0.5);
        XYSeries line = chart.addSeries("best so far", numbers, best);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(BEST);
        line.setLineStyle(new BasicStroke(2.2f));
        XYSeries points = chart.addSeries("trial", numbers, values);
        points.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        points.setMarker(SeriesMarkers.CIRCLE);
        points.setMarkerColor(TRIAL);
        return chart;
    }

    private HeatMapChart map(String x, String y) {
        HeatMapChart chart = new HeatMapChartBuilder().width(WIDTH).height(HEIGHT).theme(Styler.ChartTheme.Matlab)
                .title(heading()).xAxisTitle(x).yAxisTitle(y).build();
        List<Object> columns = axis(x);
        List<Object> rows = axis(y);
        List<Number[]> cells = new ArrayList<>();
        List<Trial> best = result.sorted().stream().filter(trial -> !trial.failed()).toList();
        boolean[] filled = new boolean[columns.size() * rows.size()];
        for (Trial trial : best) {
            int column = columns.indexOf(trial.parameters().get(x, Object.class));
            int row = rows.indexOf(trial.parameters().get(y, Object.class));
            if (!filled[row * columns.size() + column]) {
                filled[row * columns.size() + column] = true;
                cells.add(new Number[] {column, row, trial.value(name())});
            }
        }
        double first = best.getFirst().value(name());
        double last = best.getLast().value(name());
        chart.addSeries("trials", columns.stream().map(SearchPlot::label).toList(),
                rows.stream().map(SearchPlot::label).toList(), cells);
        boolean larger = result.monitor().largerIsBetter();
        Color[] colors = larger ? WORST_TO_BEST : List.of(WORST_TO_BEST).reversed().toArray(Color[]::new);
        chart.getStyler().setRangeColors(colors).setShowValue(true).setMin(Math.min(first, last))
                .setMax(first == last ? Math.nextUp((float) first) : Math.max(first, last))
                .setHeatMapValueDecimalPattern("0.0000");
        chart.getStyler().setPlotContentSize(1);
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    /** The values of a parameter: numbers in their order, others as they come. */
    private List<Object> axis(String name) {
        List<Object> values = new ArrayList<>(result.trials().stream()
                .map(trial -> trial.parameters().get(name, Object.class)).distinct().toList());
        if (values.stream().allMatch(Number.class::isInstance)) {
            values.sort(Comparator.comparingDouble(value -> ((Number) value).doubleValue()));
        }
        return values;
    }

    private static String label(Object value) {
        return value instanceof Double number && number.toString().length() > 7
                ? String.format(Locale.ROOT, "%.3g", number) : value.toString();
    }
}
