package dev.vectron.optimizers;

import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vectron.check.GoldenCase;
import dev.vectron.check.GoldenSet;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Steps of a peer's optimizers: weights, how far they moved, and the slots. */
class GoldenOptimizersTest {
    @TestFactory
    Stream<DynamicTest> stepsAgreeWithThePeer() {
        GoldenSet golden = GoldenSet.find().orElse(null);
        if (golden == null) {
            System.out.println("Skipped: " + GoldenSet.ABSENT);
            return Stream.of(dynamicTest("skipped: " + GoldenSet.ABSENT, () -> abort(GoldenSet.ABSENT)));
        }
        List<GoldenCase> known = golden.cases("optimizer").stream().filter(c -> optimizer(c).isPresent()).toList();
        assertThat(known).as("cases of optimizers that exist here").isNotEmpty();
        return known.stream().flatMap(c -> Stream.of(KernelsProvider.best(), KernelsProvider.scalar()).distinct()
                .map(kernels -> dynamicTest(c.name() + " with " + kernels.lanes() + " lanes",
                () -> check(c, kernels))));
    }

    /** The optimizer that a case describes, if it is one of ours. */
    private static Optional<Optimizer> optimizer(GoldenCase c) {
        if (c.number("weight_decay", 0) != 0 || c.flag("amsgrad", false)) {
            return Optional.empty();
        }
        return switch (c.string("optimizer")) {
            case "sgd" -> {
                Sgd plain = sgd(c.number("learning_rate")).momentum(c.number("momentum", 0));
                yield Optional.of(c.flag("nesterov", false) ? plain.nesterov() : plain);
            }
            case "adam" -> Optional.of(adam(c.number("learning_rate")).beta1(c.number("beta_1"))
                    .beta2(c.number("beta_2"))
                    .epsilon(c.number("epsilon")));
            default -> Optional.empty();
        };
    }

    private static void check(GoldenCase c, Kernels kernels) {
        Graph graph = Weights.graph(Weights.trainable("w", c.shape("w").dims()),
                Weights.trainable("b", c.shape("b").dims()));
        List<Parameter> parameters = graph.parameters();
        List<String> names = List.of("w", "b");
        int steps = c.integer("steps");
        OptimizerState state = optimizer(c).orElseThrow().begin(graph);
        float[][] after = new float[2][];
        for (int p = 0; p < 2; p++) {
            parameters.get(p).set(c.tensor(names.get(p)));
            after[p] = new float[steps * parameters.get(p).size()];
        }
        float[] gradients = new float[graph.values().length];
        for (int t = 0; t < steps; t++) {
            for (int p = 0; p < 2; p++) {
                int n = parameters.get(p).size();
                System.arraycopy(c.tensor("g" + names.get(p)).values(), t * n, gradients, parameters.get(p).at(), n);
            }
            state.step(kernels, 2, gradients);
            for (int p = 0; p < 2; p++) {
                int n = parameters.get(p).size();
                System.arraycopy(graph.values(), parameters.get(p).at(), after[p], t * n, n);
            }
        }
        for (int p = 0; p < 2; p++) {
            c.assertClose(names.get(p) + "_steps", after[p], 1e-6);
            c.assertDisplacement(names.get(p), after[p]);
            for (int s = 0; s < state.optimizer().slots().size(); s++) {
                float[] slot = Arrays.copyOfRange(state.slot(s), parameters.get(p).at(),
                        parameters.get(p).at() + parameters.get(p).size());
                c.assertClose(names.get(p) + "_" + state.optimizer().slots().get(s), slot, 1e-5);
            }
        }
    }
}
