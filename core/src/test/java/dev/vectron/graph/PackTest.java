package dev.vectron.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What layers derive from parameters is derived again whenever these may have changed, and not else. */
class PackTest {
    private static final float[] ONE = {1};

    /** y = 10·w·x, the product 10·w being packed; counts how often. */
    private record Tenfold(AtomicInteger packings, boolean failsOnce) implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            Constraint atMostTwo = (shape, w, at) -> w[at] = Math.min(w[at], 2);
            return List.of(new ParameterSpec("w", Shape.scalar(), (shape, key, to, at) -> to[at] = 1, null, atMostTwo,
                    true));
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().packed(1);
        }

        @Override
        public void pack(Call call) {
            packings.incrementAndGet();
            call.packed()[call.packedAt()] = 10 * call.parameter(0)[call.parameterAt(0)];
        }

        @Override
        public void forward(Call call) {
            if (failsOnce && packings.get() == 2) {
                throw new IllegalStateException("fails");
            }
            call.out()[call.outAt()] = call.packed()[call.packedAt()] * call.in(0)[call.inAt(0)];
        }

        @Override
        public void backward(Call call) {
            call.gradient(0)[call.gradientAt(0)] = 1;
        }
    }

    private final AtomicInteger packings = new AtomicInteger();
    private final Graph graph = graph(new Tenfold(packings, false));
    private final Run run = new Run(Plan.inference(graph, 1, List.of()), 1);

    private static Graph graph(Layer layer) {
        Node x = Node.input(Shape.of(1));
        return Graph.of(List.of(x), List.of(x.then(layer)));
    }

    private static float output(Run run) {
        run.bindInput(0, ONE, 0);
        run.forward(1);
        return run.output(0)[run.outputAt(0)];
    }

    private void expect(float output, int packed) {
        assertThat(output(run)).isEqualTo(output);
        assertThat(packings).hasValue(packed);
    }

    @Test
    void unchangedParametersArePackedOnce() {
        expect(10, 1);
        expect(10, 1);
        expect(10, 1);
    }

    @Test
    void everyRunPacksForItself() {
        expect(10, 1);
        assertThat(output(new Run(run.plan(), 1))).isEqualTo(10);
        assertThat(packings).hasValue(2);
    }

    @Test
    void buffersOfSeveralLayersLieApart() {
        Node x = Node.input(Shape.of(1));
        Node y = x.then(new Tenfold(packings, false)).then(new Tenfold(packings, false)).then(
                new Tenfold(packings, false));
        Graph three = Graph.of(List.of(x), List.of(y));
        for (int i = 0; i < 3; i++) {
            three.parameters().get(i).set(Tensor.full(Shape.scalar(), i + 1));
        }
        Run threeRun = new Run(Plan.inference(three, 1, List.of()), 1);
        assertThat(output(threeRun)).isEqualTo(6000);
        assertThat(output(threeRun)).isEqualTo(6000);
        assertThat(packings).hasValue(3);
    }

    @Test
    void settingAndInitializingIsSeen() {
        expect(10, 1);
        graph.parameters().getFirst().set(Tensor.full(Shape.scalar(), 3));
        expect(30, 2);
        graph.initialize(5);
        expect(10, 3);
        expect(10, 3);
    }

    @Test
    void trainingPacksInEveryStepAndItsEndIsSeen() {
        expect(10, 1);
        Run training = new Run(Plan.training(graph, 1, List.of()), 1);
        try (var _ = graph.beginTraining()) {
            float[] values = graph.values();
            for (int step = 0; step < 3; step++) {
                values[0] = step;
                assertThat(output(training)).isEqualTo(10 * step);
            }
            assertThat(packings).hasValue(4);
            expect(20, 5);
            values[0] = 0.5f;
            expect(5, 6);
            values[0] = 0.25f;
        }
        expect(2.5f, 7);
        expect(2.5f, 7);
    }

    @Test
    void constraintsAndStatisticsOfAStepAreSeen() {
        Run training = new Run(Plan.training(graph, 1, List.of()), 1);
        graph.parameters().getFirst().set(Tensor.full(Shape.scalar(), 3));
        expect(30, 1);
        output(training);
        training.backward();
        training.finishStep();
        expect(20, 3);
        expect(20, 3);
    }

    @Test
    void anArrayThatWasGivenAwayMayChangeAtAnyTime() {
        expect(10, 1);
        float[] values = graph.values();
        expect(10, 2);
        values[0] = 4;
        expect(40, 3);
        values[0] = 5;
        expect(50, 4);
    }

    @Test
    void soMayOneThatAParameterGaveAway() {
        expect(10, 1);
        float[] values = graph.parameters().getFirst().values();
        expect(10, 2);
        values[0] = 4;
        expect(40, 3);
    }

    @Test
    void aForwardThatFailedPacksAgain() {
        Graph failing = graph(new Tenfold(packings, true));
        Run failingRun = new Run(Plan.inference(failing, 1, List.of()), 1);
        assertThat(output(failingRun)).isEqualTo(10);
        failing.parameters().getFirst().set(Tensor.full(Shape.scalar(), 2));
        assertThatThrownBy(() -> output(failingRun)).hasMessage("fails");
        assertThat(output(failingRun)).isEqualTo(20);
        assertThat(packings).hasValue(3);
    }

    @Test
    void packedFloatsCountAsMemory() {
        Layer large = new Layer() {
            @Override
            public Shape outputShape(Shape... inputs) {
                return inputs[0];
            }

            @Override
            public Needs needs(Shape... inputs) {
                return Needs.of().packed(1_000_000);
            }

            @Override
            public void forward(Call call) {}

            @Override
            public void backward(Call call) {}
        };
        assertThat(Plan.inference(graph(large), 1, List.of()).bytes()).isGreaterThanOrEqualTo(4_000_000);
    }
}
