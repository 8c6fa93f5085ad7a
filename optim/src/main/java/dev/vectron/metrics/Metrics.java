package dev.vectron.metrics;

/**
 * The metrics, and the notation for what callbacks watch; made to be imported statically.
 *
 * {@snippet :
 * import static dev.vectron.metrics.Metrics.*;
 *
 * Trainer.of(model).metrics(accuracy()).callbacks(earlyStopping(val(loss())));
 * }
 */
public final class Metrics {
    private Metrics() {}

    /**
     * {@return the share of right predictions: binary, for labels or for one-hot targets, as Keras chooses for 
     * {@code "accuracy"}}
     */
    public static Metric accuracy() {
        return new Accuracy();
    }

    /**
     * {@return the loss, as a monitor: {@code loss()}, {@code val(loss())}; it need not be among a trainer's metrics}
     */
    public static Metric loss() {
        return new LossMetric();
    }

    /**
     * A metric of the validation samples.
     *
     * @param metric the metric
     * @return what callbacks watch, by the name {@code val_…}
     */
    public static Monitor val(Metric metric) {
        return new ValidationMonitor("val_" + metric.name(), metric.largerIsBetter());
    }

    /**
     * A metric of one output of a model of several; its name is {@code <output>_<metric>}.
     *
     * @param output the name of the output's layer: {@code main}
     * @param metric the metric
     * @return the metric of that output
     */
    public static Metric output(String output, Metric metric) {
        return new MetricOfOutput(output, metric);
    }

    private record ValidationMonitor(String name, boolean largerIsBetter) implements Monitor {}
}
