package dev.vectron.layers;

import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.depthwiseConv2D;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vectron.activations.Activation;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.KernelsProvider;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step of any layer and loss allocates nothing; under the scalar kernels almost from the first step on. */
class AllocationTest {
    private static final int MOST_STEPS = 200;
    private static final int QUIET_STEPS = 40;

    @ParameterizedTest
    @MethodSource("dev.vectron.losses.EveryLoss#stream")
    void aStepAllocatesNothing(Loss loss) {
        Node x = input(8, 8, 2);
        Node y = x.then(conv2D(4, 3).padding(Padding.SAME)).then(batchNormalization()).then(relu());
        Node end = add(y, y.then(conv2D(4, 1)).then(batchNormalization()));
        Node z = concatenate(end.then(conv2D(4, 1)), y).then(depthwiseConv2D(3)).then(maxPooling2D(2)).then(flatten())
                .then(dropout(0.5));
        Graph graph = Graph.of(List.of(x), List.of(z.then(dense(3).activation(Activation.SOFTMAX))));
        Run run = new Run(Plan.withInputGradients(graph, 20, List.of(loss), KernelsProvider.scalar()), 1);
        float[] values = Trial.random(1, 20 * 128);
        int[] labels = new int[20];
        float[] targets = new float[60];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int quiet = 0;
        // The compiler may allocate once or twice on our account while it replaces a method.
        for (int i = 0; i < MOST_STEPS && quiet < QUIET_STEPS; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            step(run, values, labels, targets, 20 - i % 2);
            quiet = threads.getCurrentThreadAllocatedBytes() == before ? quiet + 1 : 0;
        }
        assertThat(quiet).as("steps in a row that allocated nothing").isEqualTo(QUIET_STEPS);
    }

    private static void step(Run run, float[] values, int[] labels, float[] targets, int samples) {
        run.bindInput(0, values, 0);
        run.randomness(1, 0, null);
        run.forward(samples);
        run.lossCall(0).labels(labels, 0).targets(targets, 0);
        run.loss();
        run.backward();
        run.finishStep();
    }
}
