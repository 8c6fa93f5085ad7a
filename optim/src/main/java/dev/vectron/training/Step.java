package dev.vectron.training;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.OptimizerState;
import java.util.List;

/**
 * A training step in its two halves: gradients from a batch, weights from gradients. Allocates nothing after it was
 * built.
 */
final class Step {
    private final Run run;
    private final OptimizerState state;
    private final boolean labels;
    private double loss;

    Step(Graph graph, Loss loss, Optimizer optimizer, int batchSize, int threads) {
        this.run = new Run(Plan.training(graph, batchSize, List.of(loss)), threads);
        this.state = optimizer.begin(graph);
        this.labels = loss.takesLabels();
    }

    Run run() {
        return run;
    }

    OptimizerState state() {
        return state;
    }

    /** The loss of the last batch, regularization included. */
    double loss() {
        return loss;
    }

    /**
     * Forward and loss.
     *
     * @return whether the loss is a finite number
     */
    boolean forward(float[] inputs, int[] labelsOrNone, float[] targets, int samples) {
        run.bindInput(0, inputs, 0);
        run.forward(samples);
        bindTargets(run, labels, labelsOrNone, targets);
        loss = run.loss() + run.regularization();
        return Double.isFinite(loss);
    }

    static void bindTargets(Run run, boolean takesLabels, int[] labelsOrNone, float[] targets) {
        if (takesLabels) {
            run.lossCall(0).labels(labelsOrNone, 0);
        } else {
            run.lossCall(0).targets(targets, 0);
        }
    }

    /** The gradients of the last batch, into the run. */
    void backward() {
        run.backward();
    }

    /** Weights and statistics from the run's gradients. */
    void update() {
        state.step(run);
        run.finishStep();
    }
}
