package dev.vectron.training;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.OptimizerState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The optimizer's state at the end of a trainer's last training, with which the next one goes on. Thread-safe. */
final class LastTraining {
    /**
     * @param state the optimizer's slots and numbers
     * @param initialization when the weights got the initial values that the training began with
     * @param factors the parameters that were trained, with their learning-rate factors
     */
    private record Kept(OptimizerState state, long initialization, Map<Parameter, Float> factors) {}

    private @Nullable Kept kept;

    /** The state to go on with; null if there was no training, or it belongs to other weights than the present ones. */
    synchronized @Nullable OptimizerState state(Graph graph) {
        Kept last = kept;
        return last != null && last.initialization == graph.initializations()
                && last.factors.keySet().equals(factors(graph).keySet()) ? last.state : null;
    }

    /** The state for the next training. */
    synchronized OptimizerState begin(Optimizer optimizer, Graph graph) {
        OptimizerState last = state(graph);
        if (last == null || kept == null) {
            return optimizer.begin(graph);
        }
        if (kept.factors.equals(factors(graph))) {
            return last;
        }
        OptimizerState withOtherFactors = optimizer.begin(graph);
        withOtherFactors.restore(last.toNumbers(), last.toTensors());
        return withOtherFactors;
    }

    private static Map<Parameter, Float> factors(Graph graph) {
        Map<Parameter, Float> factors = new LinkedHashMap<>();
        for (Parameter p : graph.parameters()) {
            if (p.trainable()) {
                factors.put(p, p.learningRateFactor());
            }
        }
        return factors;
    }

    /** Remembers a state that the weights belong to. */
    synchronized void keep(OptimizerState state, Graph graph) {
        kept = new Kept(state, graph.initializations(), factors(graph));
    }

    /** A training has begun to change weights and state, and may fail. */
    synchronized void forget() {
        kept = null;
    }
}
