package dev.vectron.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.models.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Same seed, same bits: for any number of threads, any width of vectors, and the scalar kernels. */
class ReproducibilityTest {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    @ParameterizedTest
    @EnumSource(SmallTraining.class)
    void theWeightsAfterTwentyStepsDependNeitherOnThreadsNorOnLanes(SmallTraining training) {
        String expected = training.weightsAfterTwentySteps(1);
        assertThat(expected).matches("[0-9a-f]{64}").isNotEqualTo(training.model().weightsSha256());
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(training.weightsAfterTwentySteps(threads)).as(threads + " threads").isEqualTo(expected);
        }
        int widest = lanes(forked(training, "2", VECTORS), expected);
        List<Integer> widths = new ArrayList<>();
        for (int lanes : new int[] {0, 4, 8, 16}) {
            if (lanes <= widest) {
                widths.add(lanes(forked(training, "3", VECTORS, "-Dvectron.lanes=" + lanes), expected));
            }
        }
        assertThat(widths).isEqualTo(Stream.of(0, 4, 8, 16).filter(lanes -> lanes <= widest).toList());
    }

    @Test
    void withoutTheVectorModuleOnTheClassPathTheWeightsAreTheSame() {
        String output = forked(SmallTraining.PICTURES, "2");

        assertThat(lanes(output, SmallTraining.PICTURES.weightsAfterTwentySteps(1))).isZero();
        assertThat(output).as("advice").contains("--add-modules");
    }

    @Test
    void anotherSeedGivesOtherWeights() {
        Model one = SmallTraining.PICTURES.model();
        Model two = SmallTraining.PICTURES.model();
        SmallTraining.PICTURES.trainer(one).fit(SmallTraining.PICTURES.data(64), Fit.fit().seed(1));
        SmallTraining.PICTURES.trainer(two).fit(SmallTraining.PICTURES.data(64), Fit.fit().seed(2));

        assertThat(one.weightsSha256()).isNotEqualTo(two.weightsSha256());
    }

    private static String forked(SmallTraining training, String threads, String... options) {
        return Fork.output(List.of(options), SmallTraining.class, threads, training.name());
    }

    private static int lanes(String output, String expectedSum) {
        String[] last = output.strip().lines().toList().getLast().split(" ");
        assertThat(last).as(output).hasSize(2);
        assertThat(last[1]).as(last[0] + " lanes").isEqualTo(expectedSum);
        return Integer.parseInt(last[0]);
    }
}
