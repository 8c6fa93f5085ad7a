package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.tensor.Shape;

/**
 * A number that says how good predictions are, averaged or gathered over the batches of an epoch. Padded steps of
 * sequences ({@link dev.vectron.graph.LossCall#isMasked}) do not count. Immutable and thread-safe.
 *
 * {@snippet :
 * record Confidence() implements Metric {          // mean of the largest probability
 *     public String name() {
 *         return "confidence";
 *     }
 *     public boolean largerIsBetter() {
 *         return true;
 *     }
 *     public Accumulator accumulator(Shape prediction, Loss loss) {
 *         return new MeanAccumulator() {
 *             public void add(LossCall batch) {
 *                 for (int i = 0; i < batch.positions(); i++) {
 *                     float max = 0;
 *                     for (int j = 0; j < batch.n(); j++) {
 *                         max = Math.max(max, batch.prediction()[batch.predictionAt() + i * batch.n() + j]);
 *                     }
 *                     add(max, 1);
 *                 }
 *             }
 *         };
 *     }
 * }
 * }
 */
public interface Metric extends Monitor {
    /** {@return the unit in which a person reads it, {@code %} for shares of 1; empty by default} */
    default String unit() {
        return "";
    }

    /**
     * {@return the name of the model's output that it looks at, for models of several; empty by default: each output
     * has one of its own, named {@code <output>_<metric>}}
     */
    default String output() {
        return "";
    }

    /**
     * Begins to gather this metric.
     *
     * @param prediction the model's output shape, without the batch axis
     * @param loss the loss of the training, which says whether targets are labels or floats
     * @return a new, empty accumulator
     * @throws dev.vectron.tensor.ShapeException if the metric is not defined for such predictions or targets
     */
    Accumulator accumulator(Shape prediction, Loss loss);
}
