package dev.vectron.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmarks compute passes their own checks; the checks notice what is wrong. */
class BenchmarksTest {
    @ParameterizedTest
    @ValueSource(strings = {"16 32 32 3", "8 64 64 3", "9 1 16 5", "24 7 13 3"})
    void convolution(String size) {
        ConvolutionBenchmark benchmark = new ConvolutionBenchmark();
        benchmark.size = size;
        benchmark.fill();
        benchmark.forward();
        benchmark.dataGradient();
        benchmark.weightGradient();
        benchmark.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"16 32 1 3 1", "9 17 2 3 2", "8 5 1 5 1"})
    void depthwise(String size) {
        DepthwiseBenchmark benchmark = new DepthwiseBenchmark();
        benchmark.size = size;
        benchmark.fill();
        benchmark.forward();
        benchmark.dataGradient();
        benchmark.weightGradient();
        benchmark.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NN", "TN", "NT"})
    void gemm(String form) {
        GemmBenchmark benchmark = new GemmBenchmark();
        benchmark.size = "33x47x65";
        benchmark.form = form;
        benchmark.fill();
        benchmark.gemm();
        benchmark.check();
    }

    @Test
    void pooling() {
        PoolingBenchmark benchmark = new PoolingBenchmark();
        benchmark.size = "24 16 3 2";
        benchmark.fill();
        benchmark.forward();
        benchmark.gradient();
        benchmark.check();
    }

    @Test
    void normalization() {
        NormalizationBenchmark benchmark = new NormalizationBenchmark();
        benchmark.size = "32 8 64";
        benchmark.fill();
        benchmark.forward();
        benchmark.forwardAndBackward();
        benchmark.check();
    }

    @Test
    void softmax() {
        SoftmaxBenchmark benchmark = new SoftmaxBenchmark();
        benchmark.classes = 10;
        benchmark.fill();
        benchmark.softmax();
        benchmark.gradient();
        benchmark.crossentropy();
        benchmark.check();
    }

    @Test
    void adam() {
        AdamBenchmark benchmark = new AdamBenchmark();
        benchmark.weights = 4099;
        benchmark.fill();
        benchmark.step();
        benchmark.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "adam", "amsgrad", "adamW", "nadam", "rmsprop",
        "centeredRmsprop", "adagrad", "adadelta", "adamax", "lion", "clipvalue", "clipnorm", "globalClipnorm",
        "accumulation", "ema", "lookahead"})
    void optimizer(String which) {
        OptimizerBenchmark benchmark = new OptimizerBenchmark();
        benchmark.optimizer = which;
        benchmark.units = 150;
        benchmark.fill();
        benchmark.step();
        benchmark.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGMOID", "TANH"})
    void exponential(String function) {
        ExponentialBenchmark benchmark = new ExponentialBenchmark();
        benchmark.function = function;
        benchmark.fill();
        benchmark.function();
        benchmark.check();
    }

    @Test
    void reading() throws IOException {
        ReadingBenchmark benchmark = new ReadingBenchmark();
        benchmark.write();
        benchmark.idx();
        benchmark.csv();
        benchmark.check();
    }

    @Test
    void checksNoticeDifferences() {
        assertThatThrownBy(() -> Checks.same("x", new float[] {1, 2}, new float[] {1, Math.nextUp(2f)}))
                .hasMessageStartingWith("x: element 1 is 2.0000002");
        assertThatThrownBy(() -> Checks.same("x", new float[] {0f}, new float[] {-0f}))
                .hasMessageContaining("element 0");
        assertThatThrownBy(() -> Checks.same("x", new float[2], new float[3])).hasMessageContaining("3 values");
    }
}
