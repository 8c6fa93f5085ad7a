package dev.vectron.training;

import static dev.vectron.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.losses.Losses;
import dev.vectron.metrics.Metric;
import dev.vectron.metrics.Metrics;
import dev.vectron.models.Sequential;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sums of an epoch can be saved in its middle. */
class MetersTest {
    private static final Loss LOSS = Losses.sparseCategoricalCrossentropy();
    private static final List<Metric> METRICS = List.of(Metrics.accuracy(), Metrics.rocAuc(), Metrics.f1());

    /** A model whose output is its input. */
    private static final Graph GRAPH = Sequential.of(input(2), Activation.LINEAR).graph();

    private static Meters meters(List<Metric> metrics) {
        return new Meters(new Objective(GRAPH, List.of(LOSS), new double[0], metrics));
    }

    private static void add(Meters meters, double loss, int label) {
        Run run = new Run(Plan.inference(GRAPH, 2, List.of(LOSS)), 1);
        run.bindInput(0, new float[] {0.3f, 0.7f, 0.6f, 0.4f}, 0);
        run.forward(2);
        run.lossCall(0).labels(new int[] {label, 0}, 0);
        meters.add(loss, 2, run);
    }

    @Test
    void whatWasRestoredGoesOn() {
        Meters whole = meters(METRICS);
        add(whole, 0.1, 1);
        add(whole, 0.3, 0);
        Meters resumed = meters(METRICS);
        resumed.restore(whole.state());
        add(whole, 0.7, 1);
        add(resumed, 0.7, 1);
        double[] expected = new double[5];
        double[] got = new double[5];
        whole.write(expected, 1);
        resumed.write(got, 1);
        assertThat(got).containsExactly(expected);
        assertThat(expected[2]).isEqualTo(5 / 6.0);
        whole.writeSoFar(expected, 1);
        resumed.writeSoFar(got, 1);
        assertThat(got).containsExactly(expected);
        assertThat(resumed.state()).containsExactly(whole.state());
    }

    @Test
    void theStateOfOtherMetricsIsRefused() {
        Meters three = meters(METRICS);
        add(three, 0.1, 1);
        Meters one = meters(List.of(Metrics.accuracy()));
        assertThatThrownBy(() -> one.restore(three.state())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The saved sums of the epoch are those of more metrics than the 1 of this training; "
                        + "give the trainer the same metrics.");
        assertThatThrownBy(() -> three.restore(one.state())).hasMessage(
                "The saved sums of the epoch are those of fewer metrics than the 3 of this training; "
                        + "give the trainer the same metrics.");
    }
}
