package dev.vectron.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.graph.LossCall;
import dev.vectron.kernels.KernelsProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassWeightsTest {
    private static LossCall call(int samples, int perSample, int n) {
        return new LossCall(KernelsProvider.best()).predictions(samples, perSample, n,
                new float[samples * perSample * n], 0);
    }

    @Test
    void theWeightIsThatOfTheTrueClassTimesThatOfTheSample() {
        ClassWeights weights = ClassWeights.of(1, 2, 5);
        float[] to = new float[4];
        weights.write(call(4, 1, 3).labels(new int[] {9, 2, 0, 1, 2}, 1), true, new float[] {9, 1, 3, 0.5f, 0}, 1, to);
        assertThat(to).containsExactly(5, 3, 1, 0);
        weights.write(call(2, 1, 3).targets(new float[] {9, 0, 1, 0, 0.2f, 0.4f, 0.4f}, 1), false, null, 0, to);
        assertThat(to).startsWith(2, 2);
        weights.write(call(4, 1, 1).targets(new float[] {1, 0, 0.9f, -1}, 0), false, null, 0, to);
        assertThat(to).as("one output is rounded; what has no weight has 1").containsExactly(2, 1, 2, 1);
    }

    @Test
    void everyPositionOfASequenceHasItsOwn() {
        float[] to = new float[4];
        LossCall call = call(2, 2, 2).labels(new int[] {0, 1, 1, 1}, 0);
        ClassWeights.of(1, 3).write(call, true, new float[] {1, 10}, 0, to);
        assertThat(to).containsExactly(1, 3, 30, 30);
        call.weightsOfPositions(to, 0, 2);
        assertThat(call.factor(1)).isEqualTo(3 * 2 / 4f);
        assertThat(call.factor(2)).isEqualTo(30 * 2 / 4f);
        call.values()[0] = 1;
        call.values()[3] = 1;
        assertThat(call.mean()).isEqualTo(2 * (1 + 30) / 4.0);
        call.weights(new float[] {1, 10}, 0, 1);
        assertThat(call.factor(1)).as("weights of samples again").isEqualTo(0.25f);
    }

    @Test
    void balancedWeightsMakeClassesCountTheSame() {
        ClassWeights weights = ClassWeights.balanced(new int[] {0, 0, 0, 0, 0, 0, 3, 3});
        assertThat(weights.weight(0)).isEqualTo(8 / 12f);
        assertThat(weights.weight(3)).isEqualTo(2);
        assertThat(weights.weight(1)).as("a class that does not occur").isEqualTo(1);
        assertThat(weights.weight(99)).isEqualTo(1);
        assertThat(weights).isEqualTo(ClassWeights.of(Map.of(0, 2 / 3.0, 3, 2.0))).hasToString(
                "ClassWeights [0.6666667, 1.0, 1.0, 2.0]");
    }

    @Test
    void impossibleWeightsAreNamed() {
        assertThatThrownBy(() -> ClassWeights.of(1, -2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ClassWeights: a weight must be at least 0 and finite, class 1 has -2.0.");
        assertThatThrownBy(() -> ClassWeights.of(Map.of(-1, 2.0))).hasMessage(
                "ClassWeights: classes count from 0, got -1.");
        assertThatThrownBy(() -> ClassWeights.balanced(new int[0])).hasMessage(
                "ClassWeights: there are no labels to balance.");
        assertThatThrownBy(() -> ClassWeights.balanced(new int[] {0, -3})).hasMessage(
                "ClassWeights: labels count from 0, got -3.");
    }
}
