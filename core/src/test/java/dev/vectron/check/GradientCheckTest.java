package dev.vectron.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.check.SampleLayers.Affine;
import dev.vectron.check.SampleLayers.Centered;
import dev.vectron.check.SampleLayers.Drop;
import dev.vectron.check.SampleLayers.Flat;
import dev.vectron.check.SampleLayers.Product;
import dev.vectron.check.SampleLayers.Relu;
import dev.vectron.check.SampleLayers.Tanh;
import dev.vectron.graph.Call;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.graph.Needs;
import dev.vectron.graph.Node;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.graph.Regularizer;
import dev.vectron.kernels.ScalarKernels;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {
    private static final Regularizer L2 = new Regularizer() {
        @Override
        public double value(Shape shape, float[] w, int at) {
            int n = shape.size();
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += 0.1 * w[at + i] * w[at + i];
            }
            return sum;
        }

        @Override
        public void addGradient(Shape shape, float[] w, int at, float[] gradient) {
            int n = shape.size();
            for (int i = 0; i < n; i++) {
                gradient[at + i] += 0.2f * w[at + i];
            }
        }
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void correctLayersPass(long seed) {
        GradientCheck.of(new Affine(3)).input(4, 5).seed(seed).verify();
        GradientCheck.of(new Affine(3, L2)).input(4, 5).seed(seed).verify();
        GradientCheck.of(new Tanh()).input(4, 7).seed(seed).verify();
        GradientCheck.of(new Product()).input(2, 3, 2).input(2, 3, 2).seed(seed).verify();
        GradientCheck.of(new Drop()).input(3, 20).seed(seed).verify();
        GradientCheck.of(new Flat()).input(3, 2, 2).seed(seed).verify();
        GradientCheck.of(new Centered()).input(3, 2, 2).seed(seed).verify();
    }

    @Test
    void aKinkIsAvoidedOrStepsAroundIt() {
        GradientCheck.of(new Relu()).input(4, 30).avoid(0).verify();
        GradientCheck.of(new Relu()).input(4, 10).verify();
    }

    @Test
    void anAbsoluteValueAtItsKinkEverywhereIsReportedAsAKink() {
        Layer relu = new Relu();
        assertThatThrownBy(() -> GradientCheck.of(relu).input(1, 4).range(0, 0).verify())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("has a kink close by")
                .hasMessageContaining("backward gives 0.0, numerically it is ");
    }

    @Test
    void otherKernelsThreadsAndFewerElementsCanBeChosen() {
        GradientCheck.of(new Affine(3)).input(4, 5).kernels(new ScalarKernels()).threads(3).atMost(4).verify();
    }

    @Test
    void fixedInputsAreNotMoved() {
        Tensor given = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        GradientCheck.of(new Product()).input(2, 3).fixedInput(given).verify();
        assertThat(given.values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> GradientCheck.of(new Product()).input(3, 3).fixedInput(given))
                .hasMessageContaining("same number of samples: 3 before, 2 now");
    }

    @Test
    void aWholeModelIsCheckedAndKeepsItsWeights() {
        Node x = Node.input(Shape.of(3));
        Layer shared = new Affine(3);
        Node a = x.then(shared).then(new Tanh());
        Node b = a.then(shared).then(new Tanh());
        Graph graph = Graph.of(List.of(x), List.of(Node.apply(new Product(), a, b), b));
        float[] before = graph.values().clone();
        GradientCheck.of(graph).input(4, 3).verify();
        assertThat(graph.values()).containsExactly(before);
    }

    /** Mean squared error over the last axis. */
    private record SquaredError(float wrong) implements Loss {
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
                float sum = 0;
                for (int j = i * call.n(); j < (i + 1) * call.n(); j++) {
                    float d = call.prediction()[call.predictionAt() + j] - call.targets()[call.targetsAt() + j];
                    sum += d * d;
                }
                call.values()[i] = sum / call.n();
            }
        }

        @Override
        public void gradient(LossCall call) {
            for (int k = 0; k < call.positions() * call.n(); k++) {
                float d = call.prediction()[call.predictionAt() + k] - call.targets()[call.targetsAt() + k];
                call.dPrediction()[call.dPredictionAt() + k] = 2 * d / call.n() * call.factor(k / call.n()) * wrong;
            }
        }

        @Override
        public String name() {
            return "squared_error";
        }
    }

    @Test
    void lossesAreChecked() {
        GradientCheck.of(new SquaredError(1)).input(4, 3).verify();
        GradientCheck.of(new SquaredError(1)).input(4, 2, 3).weights(1, 0, 2, 0.5f).verify();
        GradientCheck.of(new SquaredError(1)).input(2, 2).targets(Tensor.of(Shape.of(2, 2), 1, 2, 3, 4)).verify();
        GradientCheck.of(new Affine(2)).input(4, 3).loss(new SquaredError(1)).verify();
        assertThatThrownBy(() -> GradientCheck.of(new SquaredError(1.001f)).input(4, 3).verify())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("squared_error: gradient of the input at [");
    }

    // ---- layers with one defect each

    /** y = x², with what goes wrong in backward. */
    private record Square(Consumer<Call> wrong) implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public void forward(Call call) {
            for (int i = 0; i < call.outSize(); i++) {
                float x = call.in(0)[call.inAt(0) + i];
                call.out()[call.outAt() + i] = x * x;
            }
        }

        static float gradient(Call call, int i) {
            return 2 * call.in(0)[call.inAt(0) + i] * call.dOut()[call.dOutAt() + i];
        }

        @Override
        public void backward(Call call) {
            wrong.accept(call);
        }
    }

    private static void assertCaught(Layer layer, String... message) {
        assertThatThrownBy(() -> GradientCheck.of(layer).input(4, 7).verify()).isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(message);
    }

    @Test
    void theCorrectSquarePasses() {
        assertThatCode(() -> GradientCheck.of(new Square(call -> {
            for (int i = 0; i < call.outSize(); i++) {
                SampleLayers.put(call.dIn(0), call.dInAt(0) + i, call.dInBeta(0), Square.gradient(call, i));
            }
        })).input(4, 7).verify()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -1, 2, 1.001f, 0.9995f})
    void aWrongFactorIsCaught(float factor) {
        assertCaught(new Square(call -> {
            for (int i = 0; i < call.outSize(); i++) {
                SampleLayers.put(call.dIn(0), call.dInAt(0) + i, call.dInBeta(0), factor * Square.gradient(call, i));
            }
        }), "Square: gradient of the input at [", "backward gives ", "numerically it is ");
    }

    @Test
    void oneWrongElementIsCaughtAndNamed() {
        assertCaught(new Square(call -> {
            for (int i = 0; i < call.outSize(); i++) {
                SampleLayers.put(call.dIn(0), call.dInAt(0) + i, call.dInBeta(0), Square.gradient(call, i)
                        + (i == 16 ? 0.01f : 0));
            }
        }), "Square: gradient of the input at [2, 2]: backward gives ");
    }

    @Test
    void ignoringBetaIsCaught() {
        assertCaught(new Square(call -> {
            for (int i = 0; i < call.outSize(); i++) {
                call.dIn(0)[call.dInAt(0) + i] = Square.gradient(call, i);
            }
        }), "Square (applied twice to the same input, where the second gradient is added: beta 1): gradient of the "
                + "input");
    }

    @Test
    void addingWhereItShouldAssignIsCaught() {
        assertCaught(new Square(call -> {
            for (int i = 0; i < call.outSize(); i++) {
                call.dIn(0)[call.dInAt(0) + i] += Square.gradient(call, i);
            }
        }), "backward gives NaN");
    }

    @Test
    void anElementThatIsNotWrittenIsCaught() {
        assertCaught(new Square(call -> {
            for (int i = 0; i < call.outSize() - 1; i++) {
                SampleLayers.put(call.dIn(0), call.dInAt(0) + i, call.dInBeta(0), Square.gradient(call, i));
            }
        }), "at [3, 6]: backward gives NaN");
    }

    /** y = w·x with the parameter's gradient wrong in one way or another. */
    private record Scale(boolean ignoresBeta, float wrong, boolean readsGarbage) implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return List.of(ParameterSpec.trainable("scale", Shape.scalar(), (shape, key, to, at) -> to[at] = 1));
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().input().workspace(1);
        }

        @Override
        public void forward(Call call) {
            for (int i = 0; i < call.outSize(); i++) {
                call.out()[call.outAt() + i] = call.parameter(0)[call.parameterAt(0)] * call.in(0)[call.inAt(0) + i]
                        + (readsGarbage ? call.workspace()[call.workspaceAt()] : 0);
            }
        }

        @Override
        public void backward(Call call) {
            float sum = 0;
            for (int i = 0; i < call.outSize(); i++) {
                float dOut = call.dOut()[call.dOutAt() + i];
                sum += dOut * call.in(0)[call.inAt(0) + i];
                if (call.wantsDIn(0)) {
                    SampleLayers.put(call.dIn(0), call.dInAt(0) + i, call.dInBeta(0),
                            dOut * call.parameter(0)[call.parameterAt(0)]);
                }
            }
            SampleLayers.put(call.gradient(0), call.gradientAt(0), ignoresBeta ? 0 : call.gradientBeta(0), sum * wrong);
        }
    }

    @Test
    void parameterGradientsAreCheckedWithBothBetas() {
        GradientCheck.of(new Scale(false, 1, false)).input(4, 7).verify();
        assertCaught(new Scale(false, 1.001f, false), "Scale: gradient of parameter \"scale\" at []: backward gives ");
        assertCaught(new Scale(true, 1, false), "beta 1): gradient of parameter \"scale\"");
        assertCaught(new Scale(false, 1, true), "Scale: forward gave ", "when its memory held NaN before");
    }

    @Test
    void aMissingInputIsSaid() {
        assertThatThrownBy(() -> GradientCheck.of(new Tanh()).verify()).hasMessageContaining("give the inputs first");
    }
}
