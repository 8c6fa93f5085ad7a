package dev.vectron.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.kernels.KernelsProvider;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Masks go from the layer that makes them to the layers that read them, and to the loss. */
class MaskTest {
    /** 1 where a step is not zero. */
    record NotZero() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return Shape.of(inputs[0].dim(0));
        }

        @Override
        public void forward(Call call) {
            for (int i = 0; i < call.outSize(); i++) {
                call.out()[call.outAt() + i] = call.in(0)[call.inAt(0) + i] == 0 ? 0 : 1;
            }
        }

        @Override
        public void backward(Call call) {
            throw new AssertionError("nobody wants the gradient of a mask");
        }
    }

    /** y = factor · x. */
    record Scale(boolean makes, boolean passes) implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return List.of(ParameterSpec.trainable("factor", Shape.of(1), (_, _, to, at) -> to[at] = 3));
        }

        @Override
        public Optional<Layer> mask(Shape... inputs) {
            return makes ? Optional.of(new NotZero()) : Optional.empty();
        }

        @Override
        public boolean passesMask() {
            return passes;
        }

        @Override
        public void forward(Call call) {
            for (int i = 0; i < call.outSize(); i++) {
                call.out()[call.outAt() + i] = call.parameter(0)[call.parameterAt(0)] * call.in(0)[call.inAt(0) + i];
            }
        }

        @Override
        public void backward(Call call) {
            float sum = 0;
            for (int i = 0; i < call.outSize(); i++) {
                sum += call.in(0)[call.inAt(0) + i] * call.dOut()[call.dOutAt() + i];
                if (call.wantsDIn(0)) {
                    call.dIn(0)[call.dInAt(0) + i] = call.dInBeta(0) * call.dIn(0)[call.dInAt(0) + i]
                            + call.parameter(0)[call.parameterAt(0)] * call.dOut()[call.dOutAt() + i];
                }
            }
            if (call.wantsGradient(0)) {
                call.gradient(0)[call.gradientAt(0)] = sum;
            }
        }
    }

    /** The mean of the steps that count, or of all if there is no mask. */
    record MeanOfSteps() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return Shape.of(1);
        }

        @Override
        public boolean readsMask() {
            return true;
        }

        @Override
        public void forward(Call call) {
            int steps = call.inShape(0).size();
            float[] mask = call.mask();
            for (int i = 0; i < call.batch(); i++) {
                float sum = 0;
                float count = 0;
                for (int t = i * steps; t < (i + 1) * steps; t++) {
                    float m = mask == null ? 1 : mask[call.maskAt() + t];
                    sum += m * call.in(0)[call.inAt(0) + t];
                    count += m;
                }
                call.out()[call.outAt() + i] = sum / count;
            }
        }

        @Override
        public void backward(Call call) {
            int steps = call.inShape(0).size();
            assertThat(call.inputs()).isEqualTo(1);
            for (int t = 0; t < call.inSize(0); t++) {
                int i = t / steps;
                float[] mask = call.mask();
                float count = mask == null ? steps : 0;
                for (int u = i * steps; mask != null && u < (i + 1) * steps; u++) {
                    count += mask[call.maskAt() + u];
                }
                float m = mask == null ? 1 : mask[call.maskAt() + t];
                call.dIn(0)[call.dInAt(0) + t] = m / count * call.dOut()[call.dOutAt() + i];
            }
        }
    }

    /** Σ p over the values of a position. */
    record SumLoss() implements Loss {
        @Override
        public Shape targetShape(Shape prediction) {
            return prediction;
        }

        @Override
        public boolean takesLabels() {
            return false;
        }

        @Override
        public void value(LossCall call) {
            for (int i = 0; i < call.positions(); i++) {
                call.values()[i] = call.prediction()[call.predictionAt() + i];
            }
        }

        @Override
        public void gradient(LossCall call) {
            for (int i = 0; i < call.positions(); i++) {
                call.dPrediction()[call.dPredictionAt() + i] = call.factor(i);
            }
        }

        @Override
        public String name() {
            return "sum";
        }
    }

    private static final float[] X = {1, 2, 0, 4, 5, 0, 0, 0};

    private static Graph graph(Layer... layers) {
        Node input = Node.input(Shape.of(4));
        Node node = input;
        for (Layer layer : layers) {
            node = node.then(layer);
        }
        return Graph.of(List.of(input), List.of(node));
    }

    private static float[] means(Graph graph) {
        Run run = new Run(Plan.inference(graph, 2, List.of()), 1);
        run.bindInput(0, X, 0);
        run.forward(2);
        return new float[] {run.output(0)[run.outputAt(0)], run.output(0)[run.outputAt(0) + 1]};
    }

    @Test
    void aMaskReachesTheLayersThatReadItThroughThoseThatPassIt() {
        assertThat(means(graph(new Scale(true, true), new MeanOfSteps()))).containsExactly(7, 15);
        assertThat(means(graph(new Scale(true, true), new Scale(false, true), new MeanOfSteps())))
                .containsExactly(21, 45);
        assertThat(means(graph(new Scale(true, true), new Scale(false, false), new MeanOfSteps())))
                .containsExactly(15.75f, 11.25f);
        assertThat(means(graph(new Scale(false, true), new MeanOfSteps()))).containsExactly(5.25f, 3.75f);
    }

    @Test
    void gradientsUnderAMask() {
        Graph graph = graph(new Scale(false, false), new Scale(true, true), new MeanOfSteps());
        Run run = new Run(Plan.withInputGradients(graph, 2, List.of(), KernelsProvider.best()), 1);
        run.bindInput(0, X, 0);
        run.forward(2);
        run.outputGradient()[run.outputGradientAt(0)] = 1;
        run.outputGradient()[run.outputGradientAt(0) + 1] = 1;
        run.backward();
        float[] dIn = new float[8];
        System.arraycopy(run.outputGradient(), run.inputGradientAt(0), dIn, 0, 8);
        assertThat(dIn).containsExactly(3, 3, 0, 3, 9, 0, 0, 0);
        assertThat(run.gradients()[0]).isEqualTo(22);
    }

    /** As Keras: the mean over the steps that count. */
    @Test
    void aLossLeavesOutMaskedSteps() {
        Node input = Node.input(Shape.of(4, 1));
        Graph graph = Graph.of(List.of(input), List.of(input.then(new Scale(true, true))));
        Run run = new Run(Plan.training(graph, 2, List.of(new SumLoss())), 1);
        run.bindInput(0, X, 0);
        run.forward(2);
        run.lossCall(0).targets(new float[8], 0);
        assertThat(run.loss()).isEqualTo(3 * (1 + 2 + 4 + 5) / 4.0);
        run.backward();
        assertThat(run.gradients()[0]).isEqualTo((1 + 2 + 4 + 5) / 4f);
        assertThat(run.lossCall(0).isMasked(2)).isTrue();
        assertThat(run.lossCall(0).isMasked(3)).isFalse();
    }

    @Test
    void aFrozenLayerKeepsItsParametersAndEndsTheBackwardPass() {
        Graph graph = graph(new Scale(false, false), new Scale(false, false), new MeanOfSteps());
        Node first = graph.nodes().get(1);
        Node second = graph.nodes().get(2);
        graph.freeze(first, true);
        graph.learningRateFactor(second, 0.5);
        assertThat(graph.parameters().get(0).trainable()).isFalse();
        assertThat(graph.parameters().get(1).learningRateFactor()).isEqualTo(0.5f);
        Plan plan = Plan.training(graph, 2, List.of());
        assertThat(plan.ops().get(0).runsBackward).isFalse();
        assertThat(plan.ops().get(1).wantsDIn[0]).isFalse();
        graph.freeze(first, false);
        assertThat(graph.isFrozen(first)).isFalse();
        assertThat(Plan.training(graph, 2, List.of()).ops().get(0).runsBackward).isTrue();
    }
}
