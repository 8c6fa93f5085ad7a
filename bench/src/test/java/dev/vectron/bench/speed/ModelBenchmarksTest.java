package dev.vectron.bench.speed;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps and predictions of the models pass the benchmarks' own checks: the bits of the scalar kernels. */
class ModelBenchmarksTest {
    @ParameterizedTest
    @ValueSource(strings = {"M1", "M2", "M3", "M4", "M5", "M6"})
    void steps(String model) {
        StepBenchmark benchmark = new StepBenchmark();
        benchmark.model = model;
        benchmark.batch = 3;
        benchmark.build();
        benchmark.step();
        benchmark.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"M1", "M2", "M3", "M4", "M5", "M6"})
    void predictions(String model) {
        PredictionBenchmark benchmark = new PredictionBenchmark();
        benchmark.model = model;
        benchmark.build();
        benchmark.predict();
        benchmark.check();
    }
}
