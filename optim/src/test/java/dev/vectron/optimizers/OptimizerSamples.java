package dev.vectron.optimizers;

import static dev.vectron.optimizers.Optimizers.adadelta;
import static dev.vectron.optimizers.Optimizers.adagrad;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.adamW;
import static dev.vectron.optimizers.Optimizers.adamax;
import static dev.vectron.optimizers.Optimizers.lion;
import static dev.vectron.optimizers.Optimizers.nadam;
import static dev.vectron.optimizers.Optimizers.rmsprop;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.schedules.Schedules.cosineDecay;
import static dev.vectron.schedules.Schedules.exponentialDecay;
import static dev.vectron.schedules.Schedules.warmup;

import dev.vectron.graph.Graph;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Optimizers and graphs that several tests go through. */
final class OptimizerSamples {
    private OptimizerSamples() {}

    /** Every optimizer, with defaults and otherwise. */
    static Stream<TunableOptimizer<?>> optimizers() {
        return Stream.of(sgd(), sgd(0.3), sgd(0.05).momentum(0.9), sgd(0.05).momentum(0.5).nesterov(), adam(),
                adam(0.1).beta1(0.5).beta2(0.9).epsilon(0.01), adam(0.02).beta2(0.5).amsgrad(), adamW(0.01), nadam(),
                nadam(0.03).beta1(0.7).beta2(0.95).epsilon(1e-3), rmsprop(), rmsprop(0.01).momentum(0.9).rho(0.8),
                rmsprop(0.01).centered().epsilon(1e-4), rmsprop(0.02).centered().momentum(0.5), adagrad(),
                adagrad(0.1).initialAccumulatorValue(0.5).epsilon(1e-3), adadelta(), adadelta(1).rho(0.9).epsilon(1e-4),
                adamax(), adamax(0.1).beta1(0.8).beta2(0.95).epsilon(0.01), lion(), lion(0.01).beta1(0.8).beta2(0.9));
    }

    /** Each option, and all together. */
    static <O extends TunableOptimizer<O>> List<O> withOptions(TunableOptimizer<O> plain) {
        return List.of(plain.weightDecay(0.1), plain.weightDecay(0.1).excludeFromWeightDecay("/b", "/c"),
                plain.clipvalue(0.5), plain.clipnorm(1), plain.globalClipnorm(2), plain.gradientAccumulationSteps(3),
                plain.useEma(), plain.emaMomentum(0.5).emaOverwriteFrequency(2), plain.lookahead(),
                plain.lookahead(2, 0.3), plain.learningRate(exponentialDecay(0.01, 2, 0.5)),
                plain.learningRate(warmup(cosineDecay(0.1, 5), 2)).weightDecay(0.01).excludeFromWeightDecay("/d")
                        .clipnorm(3).gradientAccumulationSteps(2).emaMomentum(0.7).emaOverwriteFrequency(3)
                        .lookahead(2, 0.8));
    }

    /** Every optimizer with every option. */
    static Stream<TunableOptimizer<?>> combinations() {
        return optimizers().flatMap(plain -> withOptions(plain).stream());
    }

    /**
     * Parameters of a block and a bit, one float, statistics between, and a run of several parameters longer than a
     * block.
     */
    static Graph graph() {
        return graph(16_389, 20_000, 16_384);
    }

    /** Likewise, but small. */
    static Graph smallGraph() {
        return graph(37, 50, 384);
    }

    private static Graph graph(int a, int c, int d) {
        Graph graph = Weights.graph(Weights.trainable("a", a), Weights.statistic("s", 100),
                Weights.trainable("b", 1), Weights.trainable("c", c / 10, 10), Weights.trainable("d", d),
                Weights.statistic("t", 7), Weights.trainable("e", 31));
        fill(graph.values(), 1);
        return graph;
    }

    static void fill(float[] x, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble(-2, 2);
        }
    }
}
