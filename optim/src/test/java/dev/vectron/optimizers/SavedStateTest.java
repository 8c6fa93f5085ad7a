package dev.vectron.optimizers;

import static dev.vectron.optimizers.OptimizerSamples.fill;
import static dev.vectron.optimizers.OptimizerSamples.smallGraph;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.nadam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.graph.Graph;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.schedules.Schedules;
import dev.vectron.store.Json;
import dev.vectron.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that is saved and goes on in a new state has the bits of one that never stopped. */
class SavedStateTest {
    static Stream<TunableOptimizer<?>> all() {
        return Stream.concat(OptimizerSamples.optimizers(), OptimizerSamples.combinations());
    }

    private static void step(OptimizerState state, int number) {
        float[] gradients = new float[state.weights().length];
        fill(gradients, 30 + number);
        state.step(KernelsProvider.best(), 1, gradients);
    }

    /** What a file gives back of numbers. */
    private static Map<?, ?> throughJson(Map<String, Object> numbers) {
        return (Map<?, ?>) Json.parse(Json.write(numbers));
    }

    @SuppressWarnings("unchecked")
    private static OptimizerState restored(OptimizerState saved, Graph graph) {
        OptimizerState state = saved.optimizer().begin(graph);
        state.restore((Map<String, @Nullable Object>) throughJson(saved.toNumbers()), saved.toTensors());
        return state;
    }

    @ParameterizedTest
    @MethodSource("all")
    void goesOnWithTheSameBitsWhereverItStops(Optimizer optimizer) {
        int steps = 13;
        Graph straight = smallGraph();
        OptimizerState never = optimizer.begin(straight);
        Graph stopping = smallGraph();
        OptimizerState often = optimizer.begin(stopping);
        for (int t = 0; t < steps; t++) {
            step(never, t);
            often = restored(often, stopping);
            step(often, t);
            assertThat(stopping.values()).as("after step " + t).isEqualTo(straight.values());
        }
        never.finish();
        often.finish();

        assertThat(stopping.values()).isEqualTo(straight.values());
        assertThat(often.toNumbers()).isEqualTo(never.toNumbers());
        assertThat(often.batches()).isEqualTo(steps);
    }

    @Test
    void theAverageGivesWayToTheWeightsWhenTrainingGoesOn() {
        Graph graph = smallGraph();
        OptimizerState state = sgd().emaMomentum(0.9).begin(graph);
        step(state, 0);
        step(state, 1);
        float[] trained = graph.values().clone();
        state.finish();
        float[] average = graph.values().clone();
        assertThat(average).isNotEqualTo(trained);
        state.finish();
        assertThat(graph.values()).isEqualTo(average);
        OptimizerState saved = restored(state, graph);
        state.goOn();
        assertThat(graph.values()).isEqualTo(trained);
        state.goOn();
        assertThat(graph.values()).isEqualTo(trained);
        System.arraycopy(average, 0, graph.values(), 0, average.length);
        saved.goOn();
        assertThat(graph.values()).as("from a file").isEqualTo(trained);
        state.finish();
        fill(graph.values(), 5);
        float[] others = graph.values().clone();
        state.goOn();
        assertThat(graph.values()).as("changed meanwhile").isEqualTo(others);
    }

    @Test
    void aLearningRateSetByHandIsSaved() {
        Graph graph = smallGraph();
        OptimizerState state = sgd().begin(graph);
        step(state, 0);
        state.learningRate(0.123);

        assertThat(restored(state, graph).learningRate()).isEqualTo(0.123);
    }

    @Test
    void withAScheduleTheRateFollowsTheSteps() {
        Graph graph = smallGraph();
        OptimizerState state = sgd(Schedules.exponentialDecay(1, 1, 0.5)).begin(graph);
        step(state, 0);
        step(state, 1);
        Map<String, Object> numbers = new LinkedHashMap<>(state.toNumbers());
        numbers.put("learning_rate", 77.0);
        OptimizerState other = state.optimizer().begin(graph);
        other.restore(numbers, state.toTensors());

        assertThat(other.learningRate()).isEqualTo(0.25);
    }

    @Test
    void aStateOfAnotherModelIsRefusedAndChangesNothing() {
        OptimizerState state = adam().begin(Weights.graph(Weights.trainable("a", 3)));
        OptimizerState other = adam().begin(Weights.graph(Weights.trainable("a", 4)));
        Map<String, Tensor> tensors = other.toTensors();
        Map<String, Object> numbers = other.toNumbers();
        numbers.put("iterations", 5L);

        assertThatThrownBy(() -> state.restore(numbers, tensors)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("adam: expects a saved slot \"momentum/weights/a\" of shape [3], got [4];"
                        + " the state belongs to another model or optimizer.");
        assertThat(state.iterations()).isZero();
        assertThat(state.learningRate()).isEqualTo(0.001);
    }

    @Test
    void aStateOfAnotherOptimizerIsRefused() {
        Graph graph = Weights.graph(Weights.trainable("a", 3));
        OptimizerState nadam = nadam().begin(graph);
        Map<String, Object> ofAdam = adam().begin(graph).toNumbers();
        assertThatThrownBy(() -> nadam.restore(ofAdam, nadam.toTensors())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nadam: expects a saved number \"u_product\", got null; the state belongs to another"
                        + " optimizer.");
        assertThatThrownBy(() -> nadam.restore(Map.of(), nadam.toTensors()))
                .hasMessageContaining("expects a saved number \"iterations\", got null");
        Map<String, Object> waiting = nadam.toNumbers();
        waiting.put("accumulated_batches", 1L);
        assertThatThrownBy(() -> nadam.restore(waiting, nadam.toTensors())).hasMessage("nadam: expects a saved state of"
                + " at least 0 iterations and less than 1 accumulated batches, got 0 and 1; the state belongs to "
                + "another"
                + " optimizer.");
        OptimizerState averaging = nadam().useEma().begin(graph);
        assertThatThrownBy(() -> averaging.restore(nadam.toNumbers(), nadam.toTensors()))
                .hasMessageContaining("expects a saved slot \"average/weights/a\" of shape [3], got none");
    }
}
