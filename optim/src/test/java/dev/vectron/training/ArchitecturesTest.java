package dev.vectron.training;

import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.models.Model;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Published networks learn, with the same bits for any number of threads, and their steps allocate nothing. */
class ArchitecturesTest {
    private static final int MOST_EPOCHS = 20;
    private static final int STEPS = 20;

    /**
     * The tile at a matrix's edge may be computed once in a step; else it is not compiled before 5,000 steps, of which
     * large networks do few in a second.
     */
    private static final String COMPILE_EARLY = "-XX:CompileThresholdScaling=0.02";

    @ParameterizedTest
    @EnumSource(SmallArchitecture.class)
    void theLossOn64PicturesFallsByHalf(SmallArchitecture small) {
        Model model = small.network().model().initialize(1);
        // A first epoch that goes up does not count: equal probabilities would have that loss.
        double[] half = {small.lossOfEqualProbabilities() / 2};
        Callback untilHalf = training -> new TrainingListener() {
            @Override
            public void onEpochEnd(Progress p) {
                double loss = p.value("loss");
                half[0] = p.epoch() == 1 ? Math.min(half[0], loss / 2) : half[0];
                if (loss <= half[0]) {
                    training.stop("half");
                }
            }
        };
        History history = small.trainer(model).callbacks(untilHalf)
                .fit(small.data(small.network(), 64), fit().epochs(MOST_EPOCHS).batchSize(16).seed(2));
        assertThat(history.last("loss")).isLessThanOrEqualTo(half[0]);
    }

    @ParameterizedTest
    @EnumSource(SmallArchitecture.class)
    void theWeightsDoNotDependOnTheNumberOfThreads(SmallArchitecture small) {
        String expected = small.weightsAfterTwoSteps(1);
        assertThat(expected).isNotEqualTo(small.network().model().initialize(3).weightsSha256());
        assertThat(small.weightsAfterTwoSteps(3)).isEqualTo(expected);
    }

    /** Branches with auxiliary classifiers, and residual blocks. */
    @ParameterizedTest
    @EnumSource(value = SmallArchitecture.class, names = {"GOOGLENET", "RESNET_20"})
    void theWeightsDoNotDependOnTheKernels(SmallArchitecture small) {
        String output = Fork.output(List.of("--add-modules=jdk.incubator.vector", "-Dvectron.lanes=0"),
                ArchitectureWeights.class, small.name());
        assertThat(output.strip().lines().toList().getLast()).isEqualTo("0 " + small.weightsAfterTwoSteps(1));
    }

    /** In one process, so that each network finds the kernels compiled that those before it use, too. */
    @Test
    void warmStepsAllocateNothing() {
        String output = Fork.output(List.of("-XX:-BackgroundCompilation", COMPILE_EARLY,
                "--add-modules=jdk.incubator.vector"), SmallArchitecture.class, String.valueOf(STEPS));
        SmallArchitecture[] all = SmallArchitecture.values();
        List<String> lines = output.strip().lines().toList();
        for (int i = 0; i < all.length; i++) {
            long[] numbers = Stream.of(lines.get(lines.size() - all.length + i).split(" "))
                    .mapToLong(Long::parseLong).toArray();
            assertThat(numbers[0]).as(all[i] + ": a worker, and threads that read ahead").isPositive();
            assertThat(numbers[2]).as(all[i] + ": steps in a row without allocation; before them " + numbers[3]
                    + " bytes").isGreaterThanOrEqualTo(CountingAllocations.QUIET + STEPS);
        }
    }
}
