package dev.vectron.bench.speed;

import dev.vectron.bench.Checks;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.models.Model;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** The prediction of one sample by {@code Model.predict(float[])}, on all processors. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PredictionBenchmark {
    /** The model. */
    @Param({"M1", "M2", "M5", "M6"})
    public String model = "";

    private Model built = SpeedModel.M1.build();
    private float[] sample = {};

    /** Builds the model and a random sample. */
    @Setup
    public void build() {
        built = SpeedModel.valueOf(model).build();
        sample = RandomData.normal(built.inputShape()).values();
    }

    /** One prediction. */
    @Benchmark
    public float[] predict() {
        return built.predict(sample);
    }

    /** Compares the prediction with that of the scalar kernels, bit for bit. */
    @TearDown
    public void check() {
        Run scalar = new Run(Plan.inference(built.graph(), 1, List.of(), KernelsProvider.scalar()), 1);
        scalar.bindInput(0, sample, 0);
        scalar.forward(1);
        int at = scalar.outputAt(0);
        float[] expected = Arrays.copyOfRange(scalar.output(0), at, at + built.outputShape().size());
        Checks.same("prediction of " + model, expected, predict());
    }
}
