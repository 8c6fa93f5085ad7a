package dev.vectron.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.models.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The models are the peers' models: as many parameters, as many operations as their program prints. */
class SpeedModelTest {
    @ParameterizedTest
    @CsvSource({"M1, 235146, 0.470, 1.007", "M2, 244298, 1.860, 5.119", "M3, 335210, 3.867, 9.718",
        "M4, 437098, 58.985, 175.185", "M5, 182950, 73.343, 213.387", "M6, 272474, 81.626, 243.994"})
    void parametersAndOperations(SpeedModel which, int parameters, double forward, double training) {
        Model model = which.build();
        assertThat(model.trainableParameterCount()).isEqualTo(parameters);
        assertThat(Flops.forward(model) / 1e6).isCloseTo(forward, within(5e-4));
        assertThat(Flops.training(model) / 1e6).isCloseTo(training, within(5e-4));
    }
}
