package dev.vectron.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.kernels.ScalarKernels;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sharing memory changes nothing: outputs and gradients equal those of an executor that shares none, bit for bit. */
class PlanMemoryTest {
    private static final int PLANNED = 5;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 400);
    }

    private static List<float[]> arrays(int count, int batch, long seed) {
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[batch * Specimen.SIZE];
            for (int k = 0; k < values.length; k++) {
                values[k] = 2 * CounterRandom.uniform(CounterRandom.key(seed, i, 0, 0), k) - 1;
            }
            all.add(values);
        }
        return all;
    }

    private static void assertSame(String what, Graph graph, float[] expected, float[] actual, int at) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[at + i])) {
                throw new AssertionError(what + " element " + i + ": expected " + expected[i] + ", got "
                        + actual[at + i] + " in\n" + describe(graph));
            }
        }
    }

    static String describe(Graph graph) {
        StringBuilder text = new StringBuilder();
        for (Node node : graph.nodes()) {
            text.append(graph.nodes().indexOf(node)).append(' ').append(graph.name(node))
                    .append(node.inputs().stream().map(graph.nodes()::indexOf).toList())
                    .append(graph.outputs().contains(node) ? " output\n" : "\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void outputsAndAllGradientsAreThoseOfANaiveExecutor(long seed) {
        Graph graph = RandomGraphs.graph(seed);
        Run training = new Run(Plan.withInputGradients(graph, PLANNED, List.of(), new ScalarKernels()), 1);
        Run withoutInputs = new Run(Plan.training(graph, PLANNED, List.of()), 1);
        Run inference = new Run(Plan.inference(graph, PLANNED, List.of()), 1);
        for (int step = 0; step < 3; step++) {
            int batch = step == 1 ? 2 : PLANNED;
            List<float[]> inputs = arrays(graph.inputs().size(), batch, seed + 1000L * step);
            List<float[]> dOut = arrays(graph.outputs().size(), batch, seed + 1000L * step + 500);
            NaiveExecutor naive = new NaiveExecutor(graph, batch, inputs);
            naive.backward(dOut);
            for (Run run : List.of(inference, training, withoutInputs)) {
                Arrays.fill(run.arena, Float.NaN);
                Arrays.fill(run.gradients, Float.NaN);
                forward(run, batch, inputs);
                for (int i = 0; i < graph.outputs().size(); i++) {
                    assertSame("output " + i, graph, naive.output(i), run.output(i), run.outputAt(i));
                }
            }
            backward(training, dOut);
            for (int i = 0; i < inputs.size(); i++) {
                assertSame("gradient of input " + i, graph, naive.gradients.get(graph.inputs().get(i)),
                        training.outputGradient(),
                        training.inputGradientAt(i));
            }
            assertSame("parameter gradients", graph, naive.parameterGradients, training.gradients(), 0);
            backward(withoutInputs, dOut);
            assertSame("parameter gradients without input gradients", graph, naive.parameterGradients,
                    withoutInputs.gradients(), 0);
            assertInputsUnchanged(graph, inputs, batch, seed + 1000L * step);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fusedLossesChangeNothing(long seed) {
        Graph graph = RandomGraphs.graph(seed);
        int count = graph.outputs().size();
        Loss distance = new Specimen.Distance(false);
        Run run = new Run(Plan.training(graph, PLANNED, java.util.Collections.nCopies(count, distance)), 1);
        Run evaluation = new Run(Plan.inference(graph, PLANNED, java.util.Collections.nCopies(count, distance)), 1);
        List<float[]> inputs = arrays(graph.inputs().size(), PLANNED, seed);
        List<float[]> targets = arrays(count, PLANNED, seed + 500);
        NaiveExecutor naive = new NaiveExecutor(graph, PLANNED, inputs);
        double expected = 0;
        List<float[]> dOut = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Shape shape = graph.outputs().get(i).shape();
            float[] gradient = new float[PLANNED * Specimen.SIZE];
            LossCall call = new LossCall(new ScalarKernels())
                    .predictions(PLANNED, shape.size() / shape.dim(-1), shape.dim(-1), naive.output(i), 0)
                    .targets(targets.get(i), 0).gradientTo(gradient, 0);
            distance.value(call);
            distance.gradient(call);
            expected += call.mean();
            dOut.add(gradient);
        }
        naive.backward(dOut);
        Arrays.fill(run.arena, Float.NaN);
        Arrays.fill(evaluation.arena, Float.NaN);
        for (Run r : List.of(evaluation, run)) {
            forward(r, PLANNED, inputs);
            for (int i = 0; i < count; i++) {
                r.lossCall(i).targets(targets.get(i), 0);
            }
            assertThat(r.loss()).isEqualTo(expected);
            for (int i = 0; i < count; i++) {
                assertSame("output " + i + " after the loss", graph, naive.output(i), r.output(i), r.outputAt(i));
            }
        }
        run.backward();
        assertSame("parameter gradients", graph, naive.parameterGradients, run.gradients(), 0);
    }

    private static void forward(Run run, int batch, List<float[]> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            // Not at the beginning of the array, to show that offsets are heeded.
            float[] shifted = new float[inputs.get(i).length + 7];
            System.arraycopy(inputs.get(i), 0, shifted, 7, inputs.get(i).length);
            run.bindInput(i, i % 2 == 0 ? shifted : inputs.get(i), i % 2 == 0 ? 7 : 0);
        }
        run.forward(batch);
    }

    private static void backward(Run run, List<float[]> dOut) {
        for (int i = 0; i < dOut.size(); i++) {
            if (run.plan.outputs()[i].requiresGradient) {
                System.arraycopy(dOut.get(i), 0, run.outputGradient(), run.outputGradientAt(i), dOut.get(i).length);
            }
        }
        run.backward();
    }

    private static void assertInputsUnchanged(Graph graph, List<float[]> inputs, int batch, long seed) {
        List<float[]> before = arrays(graph.inputs().size(), batch, seed);
        for (int i = 0; i < inputs.size(); i++) {
            assertThat(inputs.get(i)).containsExactly(before.get(i));
        }
    }

    @Test
    void theRandomGraphsHoldWhatTheyAreMeantToTest() {
        boolean[] seen = new boolean[8];
        seeds().forEach(seed -> {
            Graph graph = RandomGraphs.graph(seed);
            Plan plan = Plan.training(graph, PLANNED, java.util.Collections.nCopies(graph.outputs().size(),
                    new Specimen.Distance(false)));
            for (PlannedOp op : plan.ops()) {
                Value in = op.inputs[0];
                seen[0] |= op.skipForward && in.external < 0;
                seen[1] |= op.skipBackward;
                seen[2] |= !op.skipForward && op.output.storage() == in.storage();
                seen[3] |= op.layer instanceof Specimen.ScaleShift;
                seen[4] |= op.output.overwrittenByLoss;
                seen[5] |= op.inputs.length == 2 && op.inputs[0] == op.inputs[1];
                seen[6] |= op.gradientBeta.length > 0 && op.gradientBeta[0] == 1;
                seen[7] |= op.layer instanceof Specimen.Fold && op.output.overwrittenByLoss && !op.skipForward;
            }
        });
        assertThat(seen).doesNotContain(false);
    }

    @Test
    void memoryIsReused() {
        Node x = Node.input(Shape.of(Specimen.SIZE));
        Node y = x;
        for (int i = 0; i < 50; i++) {
            y = y.then(new Specimen.Squash()).then(new Specimen.Fold()).then(new Specimen.Shift());
        }
        Graph graph = Graph.of(List.of(x), List.of(y));
        // The first layer must not write over the caller's input; all others work in that one buffer of 16 · 12 floats,
        // which begins at 12; 5 floats of scratch take 16.
        assertThat(Plan.inference(graph, 16, List.of()).bytes()).isEqualTo(Float.BYTES * (12 + 16L * 12 + 16));
        // In training each squash keeps its output; gradients need two more buffers at most.
        assertThat(Plan.training(graph, 16, List.of()).bytes())
                .isLessThanOrEqualTo(Float.BYTES * (12 + (50 + 3) * 16L * 12 + 16 + 2L * graph.values().length));
    }
}
