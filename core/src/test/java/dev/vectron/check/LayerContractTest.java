package dev.vectron.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vectron.check.LayerContract.Clause;
import dev.vectron.check.SampleLayers.Affine;
import dev.vectron.check.SampleLayers.Centered;
import dev.vectron.check.SampleLayers.Drop;
import dev.vectron.check.SampleLayers.Flat;
import dev.vectron.check.SampleLayers.Product;
import dev.vectron.check.SampleLayers.Relu;
import dev.vectron.check.SampleLayers.Tanh;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LayerContractTest {
    static Stream<Arguments> correctLayers() {
        return Stream.of(
                Arguments.of(new Affine(3), List.of(Shape.of(5))),
                Arguments.of(new Tanh(), List.of(Shape.of(3, 4))),
                Arguments.of(new Relu(), List.of(Shape.of(7))),
                Arguments.of(new Product(), List.of(Shape.of(2, 3), Shape.of(2, 3))),
                Arguments.of(new Drop(), List.of(Shape.of(9))),
                Arguments.of(new Flat(), List.of(Shape.of(2, 2, 3))),
                Arguments.of(new Centered(), List.of(Shape.of(4))),
                Arguments.of(new Tanh().named("any"), List.of(Shape.of(3))),
                Arguments.of(new Staged(), List.of(Shape.of(5))));
    }

    @ParameterizedTest
    @MethodSource("correctLayers")
    void correctLayersKeepTheContract(Layer layer, List<Shape> shapes) {
        LayerContract.verify(layer, shapes.toArray(Shape[]::new));
    }

    /** An affine layer and tanh as stages. */
    private record Staged() implements Layer {
        private static final Affine FIRST = new Affine(4);

        @Override
        public Shape outputShape(Shape... inputs) {
            return FIRST.outputShape(inputs);
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return FIRST.parameters(inputs);
        }

        @Override
        public List<Layer> stages() {
            return List.of(FIRST, new Tanh());
        }

        @Override
        public void forward(Call call) {
            throw new IllegalStateException("stages run instead");
        }

        @Override
        public void backward(Call call) {
            throw new IllegalStateException("stages run instead");
        }
    }

    /** Rows of a table, chosen by whole numbers. */
    private record Lookup() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0].prepend(2);
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            return List.of(ParameterSpec.trainable("table", Shape.of(6, 2), (shape, key, to, at) -> Arrays.fill(to, at, at + 12, 1)));
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().input();
        }

        @Override
        public void forward(Call call) {
            for (int i = 0; i < call.inSize(0); i++) {
                int row = (int) call.in(0)[call.inAt(0) + i];
                System.arraycopy(call.parameter(0), call.parameterAt(0) + 2 * row, call.out(), call.outAt() + 2 * i, 2);
            }
        }

        @Override
        public void backward(Call call) {
            if (call.gradientBeta(0) == 0) {
                Arrays.fill(call.gradient(0), call.gradientAt(0), call.gradientAt(0) + 12, 0);
            }
            for (int i = 0; i < call.inSize(0); i++) {
                int row = (int) call.in(0)[call.inAt(0) + i];
                for (int k = 0; k < 2; k++) {
                    call.gradient(0)[call.gradientAt(0) + 2 * row + k] += call.dOut()[call.dOutAt() + 2 * i + k];
                }
                if (call.wantsDIn(0)) {
                    SampleLayers.put(call.dIn(0), call.dInAt(0) + i, call.dInBeta(0), 0);
                }
            }
        }
    }

    @Test
    void layersOfIndicesKeepTheContract() {
        LayerContract.of(new Lookup()).indices(6, 4).verify();
    }

    // ---- one layer with one defect at a time

    enum Defect {
        WRONG_RANK_THROWS_SOMETHING_ELSE(Clause.SHAPES),
        WRONG_RANK_SAYS_NOTHING(Clause.SHAPES),
        SHAPE_CHANGES(Clause.SHAPES),
        WRONG_GRADIENT(Clause.GRADIENTS),
        IGNORES_BETA(Clause.GRADIENTS),
        THROWS_IN_BACKWARD(Clause.GRADIENTS),
        TWO_PARAMETERS_OF_ONE_NAME(Clause.SAVE_AND_LOAD),
        COUNTS_CALLS(Clause.PURE_INFERENCE),
        CHANGES_PARAMETERS(Clause.PURE_INFERENCE),
        READS_BEFORE_WRITING(Clause.REPEATABLE),
        COUNTS_STEPS(Clause.REPEATABLE),
        DIVIDES_BY_THREADS(Clause.THREADS),
        DEPENDS_ON_KERNELS(Clause.PROVIDERS),
        SUBTRACTS_BATCH_MEAN(Clause.BATCH_INDEPENDENCE),
        DEPENDS_ON_PLANNED_BATCH(Clause.SHORT_BATCH),
        WRITES_PAST_OUTPUT(Clause.BOUNDS),
        WRITES_PAST_WORKSPACE(Clause.BOUNDS),
        WRITES_PAST_SCRATCH(Clause.BOUNDS),
        WRITES_INPUT(Clause.BOUNDS),
        WRITES_PARAMETER_IN_BACKWARD(Clause.BOUNDS),
        WRITES_UNWANTED_GRADIENT(Clause.BOUNDS),
        WRITES_GRADIENT_OF_STATISTIC(Clause.BOUNDS),
        SAVES_IN_INFERENCE(Clause.BOUNDS),
        LEAVES_OUTPUT_UNWRITTEN(Clause.BOUNDS),
        SWALLOWS_NAN(Clause.NAN),
        ALLOCATES(Clause.ALLOCATION);

        final Clause breaks;

        Defect(Clause breaks) {
            this.breaks = breaks;
        }
    }

    /** y = scale · x per feature, with a statistic that counts batches. */
    private static final class Faulty implements Layer {
        private final @Nullable Defect defect;
        private int calls;
        private final List<float[]> kept = new ArrayList<>();

        Faulty(@Nullable Defect defect) {
            this.defect = defect;
        }

        private boolean is(Defect other) {
            return defect == other;
        }

        @Override
        public Shape outputShape(Shape... inputs) {
            if (inputs[0].rank() != 1) {
                throw is(Defect.WRONG_RANK_SAYS_NOTHING) ? new ShapeException("wrong shape")
                        : is(Defect.WRONG_RANK_THROWS_SOMETHING_ELSE) ? new IndexOutOfBoundsException("1")
                        : ShapeException.mismatch("[batch, features]", inputs[0], "put flatten() between them");
            }
            return is(Defect.SHAPE_CHANGES) ? Shape.of(inputs[0].dim(0) + calls++) : inputs[0];
        }

        @Override
        public List<ParameterSpec> parameters(Shape... inputs) {
            String name = is(Defect.TWO_PARAMETERS_OF_ONE_NAME) ? "scale" : "batches";
            return List.of(ParameterSpec.statistic(name, Shape.scalar(), (shape, key, to, at) -> to[at] = 0),
                    ParameterSpec.trainable("scale", inputs[0], (shape, key, to, at) -> Arrays.fill(to, at, at + shape.size(), 1)));
        }

        @Override
        public Needs needs(Shape... inputs) {
            return Needs.of().input().saved(1).workspace(8).scratch(8);
        }

        @Override
        public void forward(Call call) {
            int n = call.inShape(0).size();
            float[] out = call.out();
            for (int i = 0; i < call.outSize(); i++) {
                float x = call.in(0)[call.inAt(0) + i];
                float y = call.parameter(1)[call.parameterAt(1) + i % n] * x;
                out[call.outAt() + i] = is(Defect.SWALLOWS_NAN) && Float.isNaN(y) ? 0 : y;
            }
            if (call.training()) {
                call.update(0)[call.updateAt(0)] += 1;
                call.saved()[call.savedAt()] = 1;
            }
            spoilForward(call, n);
        }

        private void spoilForward(Call call, int n) {
            float[] out = call.out();
            switch (defect) {
                case COUNTS_CALLS -> out[call.outAt()] += ++calls;
                case COUNTS_STEPS -> out[call.outAt()] += call.training() ? ++calls : 0;
                case CHANGES_PARAMETERS -> call.parameter(1)[call.parameterAt(1)] += 0.5f;
                case READS_BEFORE_WRITING -> out[call.outAt()] += 1e-9f * call.workspace()[call.workspaceAt()];
                case DIVIDES_BY_THREADS -> out[call.outAt()] *= 1 + 1e-6f * call.scratch().length;
                case DEPENDS_ON_KERNELS -> out[call.outAt()] *= 1 + 1e-6f * call.kernels().lanes();
                case SUBTRACTS_BATCH_MEAN -> {
                    for (int i = call.batch() * n - 1; i >= 0; i--) {
                        out[call.outAt() + i] -= out[call.outAt() + i % n] / call.batch();
                    }
                }
                case DEPENDS_ON_PLANNED_BATCH -> out[call.outAt()] *= 1 + 1e-6f * call.saved().length;
                case WRITES_PAST_OUTPUT -> out[call.outAt() + call.outSize()] = 3;
                case WRITES_PAST_WORKSPACE -> call.workspace()[call.workspaceAt() + 8] = 3;
                case WRITES_PAST_SCRATCH -> call.scratch()[call.scratchAt(0) + 8] = 3;
                case WRITES_INPUT -> call.in(0)[call.inAt(0) + 1] = 3;
                case SAVES_IN_INFERENCE -> call.saved()[Math.max(call.savedAt(), 0)] = 1;
                case LEAVES_OUTPUT_UNWRITTEN -> out[call.outAt() + call.outSize() - 1] = Float.intBitsToFloat(GuardedLayer.UNTOUCHED);
                case ALLOCATES -> kept.add(new float[] {1});
                case null, default -> {
                    return;
                }
            }
        }

        @Override
        public void backward(Call call) {
            int n = call.inShape(0).size();
            float factor = is(Defect.WRONG_GRADIENT) ? 1.01f : 1;
            if (is(Defect.THROWS_IN_BACKWARD)) {
                throw new IllegalStateException("not today");
            }
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int i = j; i < call.outSize(); i += n) {
                    float dOut = call.dOut()[call.dOutAt() + i];
                    sum += dOut * call.in(0)[call.inAt(0) + i];
                    if (call.wantsDIn(0) || is(Defect.WRITES_UNWANTED_GRADIENT)) {
                        float beta = is(Defect.IGNORES_BETA) ? 0 : call.dInBeta(0);
                        SampleLayers.put(call.dIn(0), call.dInAt(0) + i, beta, factor * dOut * call.parameter(1)[call.parameterAt(1) + j]);
                    }
                }
                SampleLayers.put(call.gradient(1), call.gradientAt(1) + j, call.gradientBeta(1), sum);
            }
            if (is(Defect.WRITES_PARAMETER_IN_BACKWARD)) {
                call.parameter(1)[call.parameterAt(1)] += 0.5f;
            }
            if (is(Defect.WRITES_GRADIENT_OF_STATISTIC)) {
                call.gradient(0)[call.gradientAt(0)] = 1;
            }
        }
    }

    private static LayerContract only(Clause clause, Layer layer) {
        LayerContract contract = LayerContract.of(layer).input(5);
        for (Clause other : Clause.values()) {
            if (other != clause) {
                contract.without(other, "another test");
            }
        }
        return contract;
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void eachDefectIsCaughtByItsClause(Defect defect) {
        assumeTrue(defect != Defect.DEPENDS_ON_KERNELS || KernelsProvider.best().lanes() > 0, "only scalar kernels here");
        assertThatThrownBy(() -> only(defect.breaks, new Faulty(defect)).verify()).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Faulty breaks " + defect.breaks + ": ").message().hasSizeGreaterThan(40);
        assertThatThrownBy(() -> LayerContract.of(new Faulty(defect)).input(5).verify()).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Faulty breaks ");
    }

    @Test
    void withoutADefectTheLayerKeepsTheContract() {
        LayerContract.of(new Faulty(null)).input(5).verify();
    }

    @Test
    void everyClauseHasADefectThatShowsThatItCatches() {
        assertThat(Arrays.stream(Defect.values()).map(d -> d.breaks)).contains(Clause.values());
    }

    @Test
    void messagesSayWhere() {
        assertThatThrownBy(() -> only(Clause.NAN, new Faulty(Defect.SWALLOWS_NAN)).verify())
                .hasMessageMatching("Faulty breaks NAN: in inference the output at \\[0, \\d\\] depends on input 0 at \\[0, \\d\\], but is 0.0 when that is NaN\\.");
        assertThatThrownBy(() -> only(Clause.BOUNDS, new Faulty(Defect.WRITES_PAST_OUTPUT)).verify())
                .hasMessageContaining("forward wrote memory that is neither its output, its gradients, its saved values nor its workspace (3.0 at offset ");
        assertThatThrownBy(() -> only(Clause.THREADS, new Faulty(Defect.DIVIDES_BY_THREADS)).verify())
                .hasMessageContaining("inference, output, at [0, 0] is ").hasMessageContaining(" on 1 thread and ").hasMessageContaining(" on 2.");
        assertThatThrownBy(() -> only(Clause.ALLOCATION, new Faulty(Defect.ALLOCATES)).verify())
                .hasMessageContaining("step 6 allocated ").hasMessageContaining(" bytes in forward and 0 in backward");
        assertThatThrownBy(() -> only(Clause.GRADIENTS, new Faulty(Defect.THROWS_IN_BACKWARD)).verify())
                .hasMessageContaining("it threw java.lang.IllegalStateException: not today");
    }

    @Test
    void aClauseIsLeftOutOnlyWithAReason() {
        assertThatThrownBy(() -> LayerContract.of(new Tanh()).without(Clause.NAN, " ")).hasMessageContaining("say why Tanh cannot promise NAN");
        assertThatThrownBy(() -> LayerContract.of(new Tanh()).verify()).hasMessageContaining("give the inputs first");
    }
}
