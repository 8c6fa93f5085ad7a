package dev.vectron.training;

import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.optimizers.OptimizerState;

/**
 * A training step in its two halves: gradients from a batch, weights from gradients. Allocates nothing after it was
 * built.
 */
final class Step {
    private final Run run;
    private final OptimizerState state;
    private double loss;

    Step(Objective objective, OptimizerState state, int batchSize, int threads) {
        this.run = new Run(Plan.training(objective.graph(), batchSize, objective.losses()), threads);
        this.state = state;
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
     * The loss of the batch that went forward, with the targets that the run's losses have now.
     *
     * @return whether it is a finite number
     */
    boolean computeLoss() {
        loss = run.loss() + run.regularization();
        return Double.isFinite(loss);
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
