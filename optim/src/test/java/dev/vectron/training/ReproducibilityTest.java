package dev.vectron.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.models.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Same seed, same bits: for any number of threads, any width of vectors, and the scalar kernels. */
class ReproducibilityTest {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    @Test
    void theWeightsAfterTwentyStepsDependNeitherOnThreadsNorOnLanes() {
        String expected = SmallTraining.weightsAfterTwentySteps(1);
        assertThat(expected).matches("[0-9a-f]{64}").isNotEqualTo(untrained());
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(SmallTraining.weightsAfterTwentySteps(threads)).as(threads + " threads").isEqualTo(expected);
        }
        int widest = lanes(forked("2", VECTORS), expected);
        List<Integer> widths = new ArrayList<>();
        for (int lanes : new int[] {0, 4, 8, 16}) {
            if (lanes <= widest) {
                widths.add(lanes(forked("3", VECTORS, "-Dvectron.lanes=" + lanes), expected));
            }
        }
        assertThat(widths).isEqualTo(Stream.of(0, 4, 8, 16).filter(lanes -> lanes <= widest).toList());
    }

    @Test
    void withoutTheVectorModuleOnTheClassPathTheWeightsAreTheSame() {
        String output = forked("2");

        assertThat(lanes(output, SmallTraining.weightsAfterTwentySteps(1))).isZero();
        assertThat(output).as("advice").contains("--add-modules");
    }

    @Test
    void anotherSeedGivesOtherWeights() {
        Model one = SmallTraining.model();
        Model two = SmallTraining.model();
        SmallTraining.trainer(one).fit(SmallTraining.data(64), Fit.fit().seed(1));
        SmallTraining.trainer(two).fit(SmallTraining.data(64), Fit.fit().seed(2));

        assertThat(one.weightsSha256()).isNotEqualTo(two.weightsSha256());
    }

    private static String untrained() {
        return SmallTraining.model().weightsSha256();
    }

    private static String forked(String threads, String... options) {
        return Fork.output(List.of(options), SmallTraining.class, threads);
    }

    private static int lanes(String output, String expectedSum) {
        String[] last = output.strip().lines().toList().getLast().split(" ");
        assertThat(last).as(output).hasSize(2);
        assertThat(last[1]).as(last[0] + " lanes").isEqualTo(expectedSum);
        return Integer.parseInt(last[0]);
    }
}
