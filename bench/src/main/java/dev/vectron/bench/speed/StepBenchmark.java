package dev.vectron.bench.speed;

import static dev.vectron.training.Fit.fit;

import dev.vectron.bench.Checks;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.tensor.Tensor;
import dev.vectron.training.TrainingLoop;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A training step of the models of {@code ./run speed}: forward, loss, backward, optimizer, on all processors. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
    private static final long SEED = 1;
    private static final int CHECKED_SAMPLES = 2;

    /** The model. */
    @Param({"M1", "M2", "M3", "M4", "M5", "M6"})
    public String model = "";

    /** Samples of a step; 0: as many as the model is timed with. */
    @Param("0")
    public int batch;

    private Model built = SpeedModel.M1.build();
    private Tensor x = Tensor.zeros(built.inputShape());
    private int[] labels = {};
    private @Nullable TrainingLoop loop;

    /** Builds the model and a random batch. */
    @Setup
    public void build() {
        SpeedModel which = SpeedModel.valueOf(model);
        built = which.build();
        int samples = batch == 0 ? which.batch() : batch;
        x = RandomData.normal(built.inputShape().prepend(samples));
        labels = RandomData.labels(samples, built.outputShape().size());
        loop = ModelCases.trainer(which, built).loop(fit().batchSize(samples).seed(SEED));
    }

    private TrainingLoop loop() {
        TrainingLoop begun = loop;
        if (begun == null) {
            throw new IllegalStateException("build() comes first");
        }
        return begun;
    }

    /** One step. */
    @Benchmark
    public double step() {
        return loop().trainOnBatch(x, labels);
    }

    /** Compares the gradients of two samples with those of the scalar kernels, bit for bit. */
    @TearDown
    public void check() {
        int floats = CHECKED_SAMPLES * built.inputShape().size();
        Tensor some = Tensor.of(built.inputShape().prepend(CHECKED_SAMPLES), Arrays.copyOf(x.values(), floats));
        int[] someLabels = Arrays.copyOf(labels, CHECKED_SAMPLES);
        long step = loop().optimizer().iterations() + 1;
        Map<String, Tensor> gradients = loop().gradients(some, someLabels);
        Graph graph = built.graph();
        Run scalar = new Run(Plan.withInputGradients(graph, CHECKED_SAMPLES,
                List.of(Losses.sparseCategoricalCrossentropy().fromLogits(true)), KernelsProvider.scalar()), 1);
        scalar.bindInput(0, some.values(), 0);
        scalar.randomness(SEED, step, null);
        scalar.forward(CHECKED_SAMPLES);
        scalar.lossCall(0).labels(someLabels, 0);
        scalar.loss();
        scalar.backward();
        for (Parameter p : graph.parameters()) {
            Tensor gradient = gradients.get(p.name());
            if (gradient != null) {
                float[] expected = Arrays.copyOfRange(scalar.gradients(), p.at(), p.at() + p.size());
                Checks.same(p.name(), expected, gradient.values());
            }
        }
        loop().close();
    }
}
