package dev.vectron.training;

import dev.vectron.models.Model;
import dev.vectron.optimizers.Optimizer;

/** A trainer that has all it needs. */
record TrainerSetup(Model model, Optimizer optimizer, Objective objective) {}
