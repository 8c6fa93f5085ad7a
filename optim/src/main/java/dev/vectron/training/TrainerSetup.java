package dev.vectron.training;

import dev.vectron.graph.Loss;
import dev.vectron.metrics.Metric;
import dev.vectron.models.Model;
import dev.vectron.optimizers.Optimizer;
import java.util.List;

/** A trainer that has all it needs. */
record TrainerSetup(Model model, Optimizer optimizer, Loss loss, List<Metric> metrics) {}
