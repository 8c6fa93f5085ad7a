package dev.vectron.training;

import dev.vectron.data.Batches;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.metrics.ClassificationTally;
import dev.vectron.metrics.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes loss and metrics of a data set in inference mode, as often as wanted; allocates nothing once warm. */
final class Evaluator implements AutoCloseable {
    private static final int[] NO_LABELS = {};

    private final Run run;
    private final Batches batches;
    private final Meters meters;
    private final @Nullable ClassificationTally tally;
    private final boolean takesLabels;
    private final int[] order;

    /**
     * Prepares it all.
     *
     * @param tally is given every batch as well, if there is one
     */
    Evaluator(Graph graph, Loss loss, List<Metric> metrics, @Nullable ClassificationTally tally, Dataset data,
            int batchSize, int threads) {
        this.tally = tally;
        int size = Math.min(batchSize, data.size());
        this.meters = new Meters(graph.outputs().getFirst().shape(), loss, metrics);
        this.run = new Run(Plan.inference(graph, size, List.of(loss)), threads);
        this.takesLabels = loss.takesLabels();
        this.order = new int[data.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        this.batches = Batches.of(data, size);
    }

    /** Evaluates with the present weights; writes loss (regularization included) and metrics. */
    void evaluate(double[] to, int at) {
        meters.reset();
        batches.begin(order, order.length);
        while (batches.next()) {
            run.bindInput(0, batches.inputs(), batches.inputsAt());
            run.forward(batches.size());
            Step.bindTargets(run, takesLabels, takesLabels ? batches.labels() : NO_LABELS, batches.targets());
            meters.add(run.loss(), batches.size(), run.lossCall(0));
            if (tally != null) {
                tally.add(run.lossCall(0));
            }
        }
        meters.write(to, at);
        to[at] += run.regularization();
    }

    @Override
    public void close() {
        batches.close();
    }
}
