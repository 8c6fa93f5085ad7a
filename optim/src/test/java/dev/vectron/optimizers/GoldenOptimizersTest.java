package dev.vectron.optimizers;

import static dev.vectron.optimizers.Optimizers.adadelta;
import static dev.vectron.optimizers.Optimizers.adagrad;
import static dev.vectron.optimizers.Optimizers.adamW;
import static dev.vectron.optimizers.Optimizers.adamax;
import static dev.vectron.optimizers.Optimizers.lion;
import static dev.vectron.optimizers.Optimizers.nadam;
import static dev.vectron.optimizers.Optimizers.rmsprop;
import static dev.vectron.optimizers.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vectron.check.GoldenCase;
import dev.vectron.check.GoldenSet;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Steps of a peer's optimizers: weights, how far they moved, and the slots. */
class GoldenOptimizersTest {
    @TestFactory
    Stream<DynamicTest> stepsAgreeWithThePeer() {
        return cases("optimizer", GoldenOptimizersTest::check);
    }

    @TestFactory
    Stream<DynamicTest> clippedGradientsAgreeWithThePeer() {
        return cases("gradient_clipping", GoldenOptimizersTest::checkClipping);
    }

    private static Stream<DynamicTest> cases(String op, BiConsumer<GoldenCase, Kernels> check) {
        GoldenSet golden = GoldenSet.find().orElse(null);
        if (golden == null) {
            System.out.println("Skipped: " + GoldenSet.ABSENT);
            return Stream.of(dynamicTest("skipped: " + GoldenSet.ABSENT, () -> abort(GoldenSet.ABSENT)));
        }
        List<GoldenCase> cases = golden.cases(op);
        assertThat(cases).as("cases of " + op).isNotEmpty();
        return cases.stream().flatMap(c -> Stream.of(KernelsProvider.best(), KernelsProvider.scalar()).distinct()
                .map(kernels -> dynamicTest(c.name() + " with " + kernels.lanes() + " lanes",
                () -> check.accept(c, kernels))));
    }

    /** The optimizer that a case describes. */
    private static Optimizer optimizer(GoldenCase c) {
        double rate = c.number("learning_rate");
        double decay = c.number("weight_decay", 0);
        return switch (c.string("optimizer")) {
            case "sgd" -> {
                Sgd plain = sgd(rate).momentum(c.number("momentum", 0)).weightDecay(decay);
                yield c.flag("nesterov", false) ? plain.nesterov() : plain;
            }
            case "adam", "adamw" -> {
                Adam plain = adamW(rate).weightDecay(decay).beta1(c.number("beta_1")).beta2(c.number("beta_2"))
                        .epsilon(c.number("epsilon"));
                yield c.flag("amsgrad", false) ? plain.amsgrad() : plain;
            }
            case "nadam" -> nadam(rate).weightDecay(decay).beta1(c.number("beta_1")).beta2(c.number("beta_2"))
                    .epsilon(c.number("epsilon"));
            case "adamax" -> adamax(rate).weightDecay(decay).beta1(c.number("beta_1")).beta2(c.number("beta_2"))
                    .epsilon(c.number("epsilon"));
            case "rmsprop" -> {
                RmsProp plain = rmsprop(rate).weightDecay(decay).rho(c.number("rho")).momentum(c.number("momentum", 0))
                        .epsilon(c.number("epsilon"));
                yield c.flag("centered", false) ? plain.centered() : plain;
            }
            case "adagrad" -> adagrad(rate).weightDecay(decay).epsilon(c.number("epsilon"))
                    .initialAccumulatorValue(c.number("initial_accumulator_value"));
            case "adadelta" -> adadelta(rate).weightDecay(decay).rho(c.number("rho")).epsilon(c.number("epsilon"));
            case "lion" -> lion(rate).weightDecay(decay).beta1(c.number("beta_1")).beta2(c.number("beta_2"));
            default -> throw new AssertionError("no such optimizer: " + c.string("optimizer"));
        };
    }

    /** A step of plain descent with rate 1 from weights of zero shows the gradients that arrive. */
    private static void checkClipping(GoldenCase c, Kernels kernels) {
        int count = (int) c.tensors().stream().filter(name -> name.matches("g\\d+")).count();
        Graph graph = Weights.graph(IntStream.range(0, count)
                .mapToObj(i -> Weights.trainable("g" + i, c.shape("g" + i).dims())).toArray(ParameterSpec[]::new));
        Sgd plain = sgd(1);
        Sgd clipping = c.has("clipvalue") ? plain.clipvalue(c.number("clipvalue"))
                : c.has("clipnorm") ? plain.clipnorm(c.number("clipnorm"))
                : plain.globalClipnorm(c.number("global_clipnorm"));
        float[] gradients = new float[graph.size()];
        float[] norms = new float[count];
        double all = 0;
        for (int i = 0; i < count; i++) {
            Parameter p = graph.parameters().get(i);
            System.arraycopy(c.tensor("g" + i).values(), 0, gradients, p.at(), p.size());
            double squares = kernels.sumOfSquares(p.size(), gradients, p.at());
            norms[i] = (float) Math.sqrt(squares);
            all += squares;
        }
        c.assertClose("norms", norms, 1e-6);
        c.assertClose("global_norm", new float[] {(float) Math.sqrt(all)}, 1e-6);
        clipping.begin(graph).step(kernels, 2, gradients);
        for (int i = 0; i < count; i++) {
            Parameter p = graph.parameters().get(i);
            float[] clipped = new float[p.size()];
            for (int j = 0; j < clipped.length; j++) {
                clipped[j] = -graph.values()[p.at() + j];
            }
            c.assertClose("clipped" + i, clipped, 1e-6);
        }
        c.agreesWith(Clipping.class);
    }

    private static void check(GoldenCase c, Kernels kernels) {
        Graph graph = Weights.graph(Weights.trainable("w", c.shape("w").dims()),
                Weights.trainable("b", c.shape("b").dims()));
        List<Parameter> parameters = graph.parameters();
        List<String> names = List.of("w", "b");
        int steps = c.integer("steps");
        OptimizerState state = optimizer(c).begin(graph);
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
        c.agreesWith(optimizer(c));
    }
}
