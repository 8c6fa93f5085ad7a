package dev.vectron.bench;

import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.optimizers.Optimizers.adadelta;
import static dev.vectron.optimizers.Optimizers.adagrad;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.adamW;
import static dev.vectron.optimizers.Optimizers.adamax;
import static dev.vectron.optimizers.Optimizers.lion;
import static dev.vectron.optimizers.Optimizers.nadam;
import static dev.vectron.optimizers.Optimizers.rmsprop;
import static dev.vectron.optimizers.Optimizers.sgd;

import dev.vectron.graph.Graph;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.models.Sequential;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.OptimizerState;
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

/** A step of each optimizer, and of Adam with each option, over a million weights on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OptimizerBenchmark {
    private static final double RATE = 1e-6;

    /** Which one. */
    @Param({"sgd", "momentum", "nesterov", "adam", "amsgrad", "adamW", "nadam", "rmsprop", "centeredRmsprop", "adagrad",
        "adadelta", "adamax", "lion", "clipvalue", "clipnorm", "globalClipnorm", "accumulation", "ema", "lookahead"})
    public String optimizer = "sgd";

    /** The weights are the square of this. */
    @Param("1000")
    public int units = 1000;

    private final Kernels kernels = KernelsProvider.best();
    private float[] start = {};
    private float[] gradients = {};
    private OptimizerState state = sgd().begin(graph());

    private static Optimizer optimizer(String name) {
        return switch (name) {
            case "sgd" -> sgd(RATE);
            case "momentum" -> sgd(RATE).momentum(0.9);
            case "nesterov" -> sgd(RATE).momentum(0.9).nesterov();
            case "adam" -> adam(RATE);
            case "amsgrad" -> adam(RATE).amsgrad();
            case "adamW" -> adamW(RATE);
            case "nadam" -> nadam(RATE);
            case "rmsprop" -> rmsprop(RATE);
            case "centeredRmsprop" -> rmsprop(RATE).centered().momentum(0.9);
            case "adagrad" -> adagrad(RATE);
            case "adadelta" -> adadelta(RATE);
            case "adamax" -> adamax(RATE);
            case "lion" -> lion(RATE);
            case "clipvalue" -> adam(RATE).clipvalue(0.5);
            case "clipnorm" -> adam(RATE).clipnorm(1);
            case "globalClipnorm" -> adam(RATE).globalClipnorm(1);
            case "accumulation" -> adam(RATE).gradientAccumulationSteps(4);
            case "ema" -> adam(RATE).useEma();
            case "lookahead" -> adam(RATE).lookahead();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Graph graph() {
        return Sequential.of(input(units), dense(units).useBias(false)).graph();
    }

    /** Fills weights and gradients. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        start = GemmBenchmark.randomArray(units * units, random);
        gradients = GemmBenchmark.randomArray(units * units, random);
        state = begin();
    }

    private OptimizerState begin() {
        OptimizerState begun = optimizer(optimizer).begin(graph());
        System.arraycopy(start, 0, begun.weights(), 0, start.length);
        return begun;
    }

    /** One step. */
    @Benchmark
    public void step() {
        state.step(kernels, 1, gradients);
    }

    /** Does eight steps from the beginning with two threads and with the scalar kernels, and compares bit for bit. */
    @TearDown
    public void check() {
        OptimizerState actual = begin();
        OptimizerState expected = begin();
        for (int i = 0; i < 8; i++) {
            actual.step(kernels, 2, gradients);
            expected.step(KernelsProvider.scalar(), 1, gradients);
        }
        Checks.same(optimizer, expected.weights(), actual.weights());
    }
}
