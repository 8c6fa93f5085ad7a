package dev.vectron.training;

import dev.vectron.models.Model;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.OptimizerState;

/**
 * A trainer that has all it needs.
 *
 * @param model the model to train
 * @param compiled what the trainer was given
 * @param optimizer its optimizer
 * @param objective its losses and metrics for this model
 * @param last remembers the optimizer's state from one training to the next
 */
record TrainerSetup(Model model, Compilation compiled, Optimizer optimizer, Objective objective, LastTraining last) {
    /** The optimizer's state to begin with. */
    OptimizerState begin() {
        return last.begin(optimizer, model.graph());
    }

    /** Remembers the optimizer's state. */
    void keep(OptimizerState state) {
        last.keep(state, model.graph());
    }
}
