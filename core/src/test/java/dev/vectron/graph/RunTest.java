package dev.vectron.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.vectron.kernels.ScalarKernels;
import dev.vectron.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final Regularizer SQUARES = new Regularizer() {
        @Override
        public double value(Shape shape, float[] w, int at) {
            int n = shape.size();
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (double) w[at + i] * w[at + i];
            }
            return sum;
        }

        @Override
        public void addGradient(Shape shape, float[] w, int at, float[] gradient) {
            int n = shape.size();
            for (int i = 0; i < n; i++) {
                gradient[at + i] += 2 * w[at + i];
            }
        }
    };

    /** y = w·x with one regularized and constrained weight; counts samples in a statistic; needs a lot or nothing. */
    private record Gain(int workspace, boolean nested) implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            Constraint atMostOne = (shape, w, at) -> w[at] = Math.min(w[at], 1);
            return List.of(new ParameterSpec("gain", Shape.scalar(), (shape, key, to, at) -> to[at] = 3, SQUARES,
                    atMostOne, true),
                    ParameterSpec.statistic("seen", Shape.scalar(), (shape, key, to, at) -> to[at] = 10));
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().input().workspace(workspace).scratch(3);
        }

        @Override
        public @org.jspecify.annotations.Nullable Object prepare(Shape... inputs) {
            return workspace == 0 ? null : "prepared for " + inputs[0];
        }

        @Override
        public void forward(Call call) {
            if (nested) {
                call.parallel(2, this, (layer, c, part, thread) -> c.parallel(1, layer, Gain::part));
            }
            call.parallel(call.batch(), this, Gain::part);
            if (call.training()) {
                call.update(1)[call.updateAt(1)] += call.batch();
            }
        }

        private void part(Call call, int part, int thread) {
            int n = call.inShape(0).size();
            for (int i = part * n; i < (part + 1) * n; i++) {
                call.scratch()[call.scratchAt(thread)] = call.in(0)[call.inAt(0) + i];
                call.out()[call.outAt()
                        + i] = call.parameter(0)[call.parameterAt(0)] * call.scratch()[call.scratchAt(thread)];
            }
        }

        @Override
        public void backward(Call call) {
            float sum = 0;
            for (int i = 0; i < call.outSize(); i++) {
                sum += call.dOut()[call.dOutAt() + i] * call.in(0)[call.inAt(0) + i];
            }
            call.gradient(0)[call.gradientAt(0)] = sum + (call.gradientBeta(0) == 0 ? 0
                    : call.gradient(0)[call.gradientAt(0)]);
        }
    }

    private static Graph graph(Layer layer) {
        Node x = Node.input(Shape.of(2));
        return Graph.of(List.of(x), List.of(x.then(layer)));
    }

    private static final float[] DATA = {1, 2, 3, 4, 5, 6};

    @Test
    void aStepComputesAndAppliesWhatTheContractSays() {
        Graph graph = graph(new Gain(0, false));
        Run run = new Run(Plan.training(graph, 3, List.of()), 2);
        run.bindInput(0, DATA, 0);
        run.forward(3);
        assertThat(Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + 6)).containsExactly(3, 6, 9, 12,
                15, 18);
        Arrays.fill(run.outputGradient(), run.outputGradientAt(0), run.outputGradientAt(0) + 6, 1);
        run.backward();
        assertThat(run.gradients()[0]).as("sum of inputs + 2·w").isEqualTo(21 + 6);
        assertThat(run.regularization()).isEqualTo(9);
        assertThat(graph.values()).as("nothing applied yet").containsExactly(3, 10);
        run.finishStep();
        assertThat(graph.values()).as("constraint and statistic").containsExactly(1, 13);
        run.forward(1);
        run.finishStep();
        assertThat(graph.values()).containsExactly(1, 14);
    }

    @Test
    void inferenceLeavesStatisticsAlone() {
        Graph graph = graph(new Gain(0, false));
        Run run = new Run(Plan.inference(graph, 3, List.of()), 1);
        run.bindInput(0, DATA, 0);
        run.forward(2);
        assertThat(graph.values()).containsExactly(3, 10);
        assertThatThrownBy(run::backward).isInstanceOf(IllegalStateException.class)
                .hasMessage("This plan is for inference; use Plan.training for gradients.");
    }

    @Test
    void manyThreadsMayInferAtOnceEachWithARunOfItsOwn() throws Exception {
        Graph graph = graph(new Gain(2, false));
        Plan plan = Plan.inference(graph, 3, List.of());
        java.util.concurrent.atomic.AtomicInteger wrong = new java.util.concurrent.atomic.AtomicInteger();
        List<Thread> threads = new java.util.ArrayList<>();
        for (int t = 0; t < 4; t++) {
            float[] data = {t, 2 * t, 3 * t, 4 * t, 5 * t, 6 * t};
            threads.add(Thread.ofPlatform().start(() -> {
                Run run = new Run(plan, 2);
                run.bindInput(0, data, 0);
                for (int round = 0; round < 500; round++) {
                    run.forward(3);
                    for (int i = 0; i < data.length; i++) {
                        wrong.addAndGet(run.output(0)[run.outputAt(0) + i] == 3 * data[i] ? 0 : 1);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).hasValue(0);
    }

    @Test
    void wrongBatchesAreRefused() {
        Graph graph = graph(new Gain(0, false));
        Run run = new Run(Plan.inference(graph, 3, List.of()), 1);
        run.bindInput(0, DATA, 0);
        assertThatThrownBy(() -> run.forward(4)).hasMessage("The plan takes batches of 1 to 3 samples, got 4.");
        assertThatThrownBy(() -> run.forward(0)).hasMessage("The plan takes batches of 1 to 3 samples, got 0.");
        assertThatThrownBy(() -> Plan.inference(graph, 0, List.of()))
                .hasMessage("Batch size must be at least 1, got 0.");
    }

    @Test
    void aBatchThatDoesNotFitTheHeapNamesOneThatDoes() {
        Node x = Node.input(Shape.of(1000, 1000));
        Graph graph = Graph.of(List.of(x), List.of(x.then(new Gain(0, false))));
        Plan plan = Plan.training(graph, 1 << 20, List.of());
        assertThat(plan.bytes()).isGreaterThan(8_000_000L << 20);
        assertThatThrownBy(() -> new Run(plan, 1)).isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("Batch 1048576 of inputs \\[1000, 1000\\] needs 8388\\.6 GB, heap [0-9.]+ GB: use "
                        + "batchSize\\(\\d+\\) or java -Xmx\\d+g\\.");
    }

    @Test
    void thatBatchSizeFits() {
        Node x = Node.input(Shape.of(1000, 1000));
        Graph graph = Graph.of(List.of(x), List.of(x.then(new Gain(0, false))));
        String advice = Plan.training(graph, 1 << 20, List.of()).adviceFor(1L << 30);
        int fitting = Integer.parseInt(advice.replaceAll(".*batchSize\\((\\d+)\\).*", "$1"));
        assertThat(Plan.training(graph, fitting, List.of()).bytes()).isLessThanOrEqualTo(1L << 30);
        assertThat(Plan.training(graph, 2 * fitting, List.of()).bytes()).isGreaterThan(1L << 30);
    }

    @Test
    void lossesMustMatchOutputs() {
        Node x = Node.input(Shape.of(12));
        Node y = x.then(new Specimen.Squash());
        Loss loss = new Specimen.Distance(false);
        Graph one = Graph.of(List.of(x), List.of(y));
        assertThatThrownBy(() -> Plan.training(one, 1, List.of(loss, loss)))
                .hasMessage("The model has 1 outputs, got 2 losses.");
        Graph twice = Graph.of(List.of(x), List.of(y, y));
        assertThatThrownBy(() -> Plan.training(twice, 1, List.of(loss, loss)))
                .hasMessageContaining("An output of the model is listed twice");
    }

    @Test
    void preparedObjectsReachTheCallAndAMissingOneIsAnError() {
        Graph graph = graph(new Gain(1, false));
        Plan plan = Plan.inference(graph, 1, List.of());
        assertThat(new Call(plan.ops().getFirst(), new Run(plan, 1)).prepared(String.class))
                .isEqualTo("prepared for [2]");
        Plan without = Plan.inference(graph(new Gain(0, false)), 1, List.of());
        Call call = new Call(without.ops().getFirst(), new Run(without, 1));
        assertThatThrownBy(() -> call.prepared(String.class)).hasMessage("prepare returned null");
    }

    @Test
    void partsThatStartPartsAreRefused() {
        Run run = new Run(Plan.inference(graph(new Gain(0, true)), 3, List.of()), 2);
        run.bindInput(0, DATA, 0);
        assertThatThrownBy(() -> run.forward(2)).isInstanceOf(IllegalStateException.class)
                .hasMessage("Gain \"gain\": a part of its work starts parts of its own; divide the work once, outside "
                        + "of the parts.");
        assertThat(run.dividing).as("the run can go on").isFalse();
    }

    @Test
    void randomKeysNameSeedLayerEpochAndSample() {
        Graph graph = graph(new Gain(0, false));
        Plan plan = Plan.inference(graph, 3, List.of());
        Run run = new Run(plan, 1);
        Call call = new Call(plan.ops().getFirst(), run);
        run.randomness(1, 2, new int[] {7, 8, 9});
        long key = call.randomKey(1);
        assertThat(call.randomKey(2)).isNotEqualTo(key);
        run.randomness(1, 2, new int[] {8});
        assertThat(call.randomKey(0)).as("the place in the batch does not matter").isEqualTo(key);
        run.randomness(1, 3, new int[] {8});
        assertThat(call.randomKey(0)).isNotEqualTo(key);
        run.randomness(2, 2, new int[] {8});
        assertThat(call.randomKey(0)).isNotEqualTo(key);
        run.randomness(1, 2, null);
        assertThat(call.randomKey(8)).isEqualTo(key);
    }

    @Test
    void aStepAllocatesNothing() {
        Node x = Node.input(Shape.of(2));
        Node y = x;
        for (int i = 0; i < 5; i++) {
            y = y.then(new Gain(4, false));
        }
        Graph graph = Graph.of(List.of(x), List.of(y));
        Run run = new Run(Plan.training(graph, 3, List.of()), 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int[] numbers = {4, 5, 6};
        int quiet = 0;
        // The JVM makes a class's literals on our account when it first compiles a method of it, whenever that is.
        for (int step = 0; step < 300 && quiet < 40; step++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            run.bindInput(0, DATA, 0);
            run.randomness(1, step, numbers);
            run.forward(step % 3 + 1);
            run.backward();
            run.regularization();
            run.finishStep();
            quiet = threads.getCurrentThreadAllocatedBytes() == before ? quiet + 1 : 0;
        }
        assertThat(quiet).as("steps in a row that allocated nothing").isEqualTo(40);
    }

    @Test
    void lossCallsWeighAndCheck() {
        LossCall call = new LossCall(new ScalarKernels()).predictions(2, 2, 3, new float[12], 0)
                .labels(new int[] {0, 2, 1, 3}, 0)
                .weights(new float[] {9, 2, 0.5f}, 1, 3);
        assertThat(call.positions()).isEqualTo(4);
        assertThat(call.n()).isEqualTo(3);
        assertThat(call.label(1)).isEqualTo(2);
        assertThatThrownBy(() -> call.label(3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Sample 1 of the batch has label 3, "
                + "but the model has 3 outputs (labels 0 to 2); check the labels or the last layer's units.");
        assertThat(call.factor(0)).isEqualTo(2 * 3 / 4f);
        assertThat(call.factor(3)).isEqualTo(0.5f * 3 / 4f);
        System.arraycopy(new float[] {1, 2, 3, 4}, 0, call.values(), 0, 4);
        assertThat(call.mean()).isEqualTo(3 * (2 * 1 + 2 * 2 + 0.5 * 3 + 0.5 * 4) / 4);
        assertThat(call.weights(null, 0, 1).mean()).isEqualTo(2.5);
    }
}
