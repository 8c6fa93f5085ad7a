package dev.vectron.bench.speed;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Executions of a graph that is a single layer. */
final class GraphWork {
    private GraphWork() {}

    static Work forward(Graph graph, int batch, int threads) {
        Run run = runOf(Plan.inference(graph, batch, List.of()), threads);
        return () -> run.forward(batch);
    }

    static Work forwardInTraining(Graph graph, int batch, int threads, Kernels kernels) {
        Run run = runOf(Plan.withInputGradients(graph, batch, List.of(), kernels), threads);
        return () -> run.forward(batch);
    }

    /** The gradient of the output is all ones. */
    static Work forwardAndBackward(Graph graph, int batch, int threads, Kernels kernels) {
        Run run = runOf(Plan.withInputGradients(graph, batch, List.of(), kernels), threads);
        float[] gradient = run.outputGradient();
        int from = run.outputGradientAt(0);
        int to = from + batch * graph.outputs().getFirst().shape().size();
        Work work = () -> {
            run.forward(batch);
            run.backward();
        };
        Arrays.fill(gradient, from, to, 1);
        work.run();
        for (int i = from; i < to; i++) {
            if (gradient[i] != 1) {
                // The plan uses that memory for something else as well, or the layer works in it.
                return () -> {
                    run.forward(batch);
                    Arrays.fill(gradient, from, to, 1);
                    run.backward();
                };
            }
        }
        return work;
    }

    private static Run runOf(Plan plan, int threads) {
        Shape sample = plan.graph().inputs().getFirst().shape();
        Run run = new Run(plan, threads);
        run.bindInput(0, RandomData.normal(sample.prepend(plan.batchSize())).values(), 0);
        return run;
    }
}
