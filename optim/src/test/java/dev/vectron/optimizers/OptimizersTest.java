package dev.vectron.optimizers;

import static dev.vectron.optimizers.Optimizers.adadelta;
import static dev.vectron.optimizers.Optimizers.adagrad;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.adamW;
import static dev.vectron.optimizers.Optimizers.adamax;
import static dev.vectron.optimizers.Optimizers.lion;
import static dev.vectron.optimizers.Optimizers.nadam;
import static dev.vectron.optimizers.Optimizers.rmsprop;
import static dev.vectron.optimizers.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.kernels.Kernels;
import dev.vectron.schedules.Schedules;
import dev.vectron.store.Config;
import dev.vectron.store.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The words, their defaults, their errors, and what files say of them. */
class OptimizersTest {
    static Stream<TunableOptimizer<?>> all() {
        return Stream.concat(OptimizerSamples.optimizers(), OptimizerSamples.combinations());
    }

    private static Config config(String json) {
        return Config.parse(Json.parse(json), "optimizer");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aDescriptionMakesTheOptimizerAgain(TunableOptimizer<?> optimizer) {
        assertThat(Optimizers.fromConfig(Config.of(optimizer))).isEqualTo(optimizer);
    }

    @Test
    void defaultsAreKerass() {
        OptimizerOptions thousandth = OptimizerOptions.of(Schedules.constant(0.001));
        assertThat(sgd()).isEqualTo(new Sgd(OptimizerOptions.of(Schedules.constant(0.01)), 0, false));
        assertThat(adam()).isEqualTo(new Adam(thousandth, 0.9, 0.999, 1e-7, false));
        assertThat(adamW()).isEqualTo(adam().weightDecay(0.004));
        assertThat(nadam()).isEqualTo(new Nadam(thousandth, 0.9, 0.999, 1e-7));
        assertThat(rmsprop()).isEqualTo(new RmsProp(thousandth, 0.9, 0, 1e-7, false));
        assertThat(adagrad()).isEqualTo(new Adagrad(thousandth, 0.1, 1e-7));
        assertThat(adadelta()).isEqualTo(new Adadelta(thousandth, 0.95, 1e-7));
        assertThat(adamax()).isEqualTo(new Adamax(thousandth, 0.9, 0.999, 1e-7));
        assertThat(lion()).isEqualTo(new Lion(thousandth, 0.9, 0.99));
        assertThat(adam().useEma().options().average()).isEqualTo(new WeightAverage(0.99, 0));
        assertThat(adam().lookahead().options().lookahead()).isEqualTo(new Lookahead(6, 0.5));
    }

    @Test
    void aRateOrAScheduleMayBeChanged() {
        assertThat(adam().learningRate(0.5)).isEqualTo(adam(0.5));
        assertThat(adam().learningRate(Schedules.cosineDecay(0.5, 10))).isEqualTo(adam(Schedules.cosineDecay(0.5, 10)));
    }

    @Test
    void descriptionsByKerasAreRead() {
        String text = """
                {"module": "keras.optimizers", "class_name": "AdamW", "registered_name": null, "config": {
                "name": "adamw", "learning_rate": {"module": "keras.optimizers.schedules",
                "class_name": "ExponentialDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 1000,
                "decay_rate": 0.96, "staircase": false, "name": "ExponentialDecay"}, "registered_name": null},
                "weight_decay": 0.01, "clipnorm": null, "global_clipnorm": 1.0, "clipvalue": null, "use_ema": false,
                "ema_momentum": 0.99, "ema_overwrite_frequency": null, "loss_scale_factor": null,
                "gradient_accumulation_steps": null, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-07,
                "amsgrad": false}}""";
        assertThat(Optimizers.fromConfig(config(text))).isEqualTo(adam(Schedules.exponentialDecay(0.1, 1000, 0.96))
                .weightDecay(0.01).globalClipnorm(1));
        assertThat(Optimizers.fromConfig(config("{\"class_name\": \"AdamW\", \"config\": {\"learning_rate\": 0.001}}")))
                .isEqualTo(adamW());
    }

    @Test
    void wrongDescriptionsAreNamed() {
        assertThatThrownBy(() -> Optimizers.fromConfig(config("{\"class_name\": \"Adam\", \"config\": {}}")))
                .hasMessage("Adam: expects option \"learning_rate\" (an object), got none.");
        assertThatThrownBy(() -> Optimizers.fromConfig(
                config("{\"class_name\": \"SGD\", \"config\": {\"learning_rate\": 1, \"momentun\": 0.9}}")))
                .hasMessageContaining("SGD: unknown option \"momentun\" = 0.9");
        assertThatThrownBy(() -> Optimizers.fromConfig(
                config("{\"class_name\": \"SGD\", \"config\": {\"learning_rate\": 1, \"loss_scale_factor\": 2}}")))
                .hasMessageContaining("SGD: loss_scale_factor is not supported");
        assertThatThrownBy(() -> Optimizers.fromConfig(config("\"Ftrl\"")))
                .hasMessageContaining("There is no optimizer \"Ftrl\"").hasMessageContaining("Optimizers.register");
        assertThatThrownBy(() -> sgd(step -> 0.1).config()).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("sgd: the learning rate schedule ")
                .hasMessageEndingWith(" cannot be written to a file; make it a record that implements Configured, and"
                        + " call Schedules.register.");
    }

    /** An optimizer as a user writes it. */
    private record SignDescent(double learningRate) implements Optimizer {
        @Override
        public String name() {
            return "sign_descent";
        }

        @Override
        public void update(Kernels kernels, WeightBlock block) {
            for (int i = block.at(); i < block.end(); i++) {
                block.weights()[i] -= block.learningRate() * Math.signum(block.gradients()[i]);
            }
        }
    }

    @Test
    void anOptimizerOfOnesOwnIsOneRecord() {
        Optimizers.register("SignDescent", config -> new SignDescent(config.number("learning_rate")));
        Optimizer made = Optimizers.fromConfig(
                config("{\"class_name\": \"SignDescent\", \"config\": {\"learning_rate\": 0.5}}"));
        var graph = Weights.graph(Weights.trainable("a", 3));
        OptimizerState state = made.begin(graph);
        state.step(dev.vectron.kernels.KernelsProvider.best(), 1, new float[] {7, -0.1f, 0});

        assertThat(graph.values()).containsExactly(-0.5f, 0.5f, 0);
        assertThat(state.toTensors()).isEmpty();
    }

    @Test
    void wrongNumbersAreNamed() {
        for (Runnable wrong : List.<Runnable>of(() -> sgd(-1), () -> adam(-1), () -> nadam(-1), () -> rmsprop(-1),
                () -> adagrad(-1), () -> adadelta(-1), () -> adamax(-1), () -> lion(-1))) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("[a-z]+: learningRate must be a finite number of at least 0, got -1.0\\.");
        }
        assertThatThrownBy(() -> adamW(Double.NaN)).hasMessageStartingWith("adamw: learningRate");
        for (Runnable wrong : List.<Runnable>of(() -> adam().epsilon(0), () -> nadam().epsilon(-1),
                () -> rmsprop().epsilon(0), () -> adagrad().epsilon(Double.NaN), () -> adadelta().epsilon(0),
                () -> adamax().epsilon(0))) {
            assertThatThrownBy(wrong::run)
                    .hasMessageMatching("[a-z]+: epsilon must be a finite number above 0, got .*");
        }
        for (Runnable wrong : List.<Runnable>of(() -> adam().beta1(1), () -> nadam().beta2(-0.1),
                () -> rmsprop().rho(1), () -> rmsprop().momentum(1), () -> adadelta().rho(2), () -> adamax().beta1(1),
                () -> adamax().beta2(1), () -> lion().beta1(1), () -> lion().beta2(1), () -> nadam().beta1(1))) {
            assertThatThrownBy(wrong::run)
                    .hasMessageMatching("[a-z]+: [a-z0-9]+ must be at least 0 and less than 1, got .*");
        }
        assertThatThrownBy(() -> lion().beta1(0)).hasMessageStartingWith("lion: beta1 must be above 0, got 0.0");
        assertThatThrownBy(() -> adagrad().initialAccumulatorValue(-1)).hasMessage(
                "adagrad: initialAccumulatorValue must be a finite number of at least 0, got -1.0.");
    }
}
