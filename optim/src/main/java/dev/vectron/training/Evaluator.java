package dev.vectron.training;

import dev.vectron.data.Batches;
import dev.vectron.data.Dataset;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.metrics.ClassificationTally;

/** Computes losses and metrics of a data set in inference mode, as often as wanted; allocates nothing once warm. */
final class Evaluator implements AutoCloseable {
    private final Targets targets;
    private final Dataset data;
    private final Run run;
    private final Batches batches;
    private final Meters meters;
    private final ClassificationTally[] tallies;
    private final int[] order;

    /**
     * Prepares it all.
     *
     * @param tallies are given every batch as well, one for each output, or there is none
     */
    Evaluator(Objective objective, ClassificationTally[] tallies, Dataset data, int batchSize, int threads) {
        this.tallies = tallies;
        int size = Math.min(batchSize, data.size());
        this.targets = new Targets(objective, data, size, null);
        this.data = data;
        this.meters = new Meters(objective);
        this.run = new Run(Plan.inference(objective.graph(), size, objective.losses()), threads);
        this.order = new int[data.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        this.batches = Batches.of(data, size);
    }

    /** Evaluates with the present weights; writes losses (the first with regularization) and metrics. */
    void evaluate(double[] to, int at) {
        meters.reset();
        batches.begin(order, order.length);
        while (batches.next()) {
            Objective.bindInputs(run, batches, data.inputs());
            run.forward(batches.size());
            targets.bind(run, batches);
            meters.add(run.loss(), batches.size(), run);
            for (int i = 0; i < tallies.length; i++) {
                tallies[i].add(run.lossCall(i));
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
