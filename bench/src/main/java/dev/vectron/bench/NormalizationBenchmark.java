package dev.vectron.bench;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.layers.Layers;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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

/** Batch normalization with a ReLU behind it, of a batch of pictures in training, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NormalizationBenchmark {
    /** Sizes as samples, pixels of a side, channels. */
    @Param({"32 32 32", "32 8 64"})
    public String size = "";

    private Graph graph = graph(1, 1);
    private float[] x = {};
    private float[] dOut = {};
    private int samples;
    private Run run = new Run(Plan.withInputGradients(graph, 1, List.of(), KernelsProvider.best()), 1);

    /** Fills pictures and gradient. */
    @Setup
    public void fill() {
        String[] parts = size.split(" ", -1);
        samples = Integer.parseInt(parts[0]);
        graph = graph(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        int floats = samples * graph.inputs().getFirst().shape().size();
        SplittableRandom random = new SplittableRandom(1);
        x = GemmBenchmark.randomArray(floats, random);
        dOut = GemmBenchmark.randomArray(floats, random);
        run = runOf(KernelsProvider.best());
    }

    private static Graph graph(int side, int channels) {
        Node input = Node.input(Shape.of(side, side, channels));
        return Graph.of(List.of(input), List.of(input.then(Layers.batchNormalization()).then(Layers.relu())));
    }

    private Run runOf(Kernels kernels) {
        Run made = new Run(Plan.withInputGradients(graph, samples, List.of(), kernels), 1);
        made.bindInput(0, x, 0);
        return made;
    }

    /** Statistics and output. */
    @Benchmark
    public void forward() {
        run.forward(samples);
    }

    /** Statistics, output, and the gradients of input, scale and offset; the gradient of the output is copied first. */
    @Benchmark
    public void forwardAndBackward() {
        forwardAndBackward(run);
    }

    private void forwardAndBackward(Run with) {
        with.forward(samples);
        System.arraycopy(dOut, 0, with.outputGradient(), with.outputGradientAt(0), dOut.length);
        with.backward();
    }

    /** Compares output and gradients with those of the scalar kernels, bit for bit. */
    @TearDown
    public void check() {
        Run scalar = runOf(KernelsProvider.scalar());
        run.forward(samples);
        scalar.forward(samples);
        Checks.same("batch normalization " + size, outputOf(scalar), outputOf(run));
        forwardAndBackward(scalar);
        forwardAndBackward(run);
        Checks.same("gradients of parameters " + size, scalar.gradients(), run.gradients());
        Checks.same("gradient of the input " + size, inputGradientOf(scalar), inputGradientOf(run));
    }

    private float[] outputOf(Run of) {
        return Arrays.copyOfRange(of.output(0), of.outputAt(0), of.outputAt(0) + x.length);
    }

    private float[] inputGradientOf(Run of) {
        return Arrays.copyOfRange(of.outputGradient(), of.inputGradientAt(0), of.inputGradientAt(0) + x.length);
    }
}
