package dev.vectron.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Json;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values by Keras's formulas, worked out by hand, and descriptions in Keras's words. */
class KerasLossesTest {
    private static final float[] TARGETS = {0, 1, 0, 0};
    private static final float[] PREDICTIONS = {0.6f, 0.4f, 0.4f, 0.6f};

    private static LossCall call(Loss loss, float[] targets, float[] predictions, int n) {
        LossCall call = new LossCall(KernelsProvider.best()).predictions(targets.length / n, 1, n, predictions.clone(),
                0).targets(targets, 0).gradientTo(new float[targets.length], 0);
        loss.value(call);
        return call;
    }

    private static double mean(Loss loss, float[] targets, float[] predictions) {
        return call(loss, targets, predictions, 2).mean();
    }

    private static double log(double x) {
        return StrictMath.log(x);
    }

    @Test
    void errors() {
        assertThat(mean(Losses.meanBiasError(), TARGETS, PREDICTIONS)).isCloseTo(0.25, within(1e-6));
        assertThat(mean(Losses.meanAbsolutePercentageError(), new float[] {2, 1, -2, 3}, new float[] {1, 1, -1, 0}))
                .isCloseTo(50, within(1e-5));
        assertThat(mean(Losses.meanAbsolutePercentageError(), new float[] {0, 1, 1, 1}, new float[] {1, 1, 1, 1}))
                .as("a target of 0 counts as 1e-7").isCloseTo(100 / 1e-7 / 4, within(1e3));
        assertThat(mean(Losses.meanSquaredLogarithmicError(), TARGETS, new float[] {1, 1, 0, -3}))
                .as("predictions below 0 count as 0").isCloseTo(log(2) * log(2) / 4, within(1e-6));
        assertThat(mean(Losses.huber(), TARGETS, PREDICTIONS)).isCloseTo(0.155, within(1e-6));
        assertThat(mean(Losses.huber(), TARGETS, new float[] {3, 1, 0, -2})).isCloseTo(1.0, within(1e-6));
        assertThat(mean(Losses.huber().delta(0.5), TARGETS, new float[] {3, 1, 0, -2}))
                .isCloseTo((1.375 + 0.875) / 4, within(1e-6));
        assertThat(mean(Losses.logCosh(), TARGETS, new float[] {1, 1, 0, 0}))
                .isCloseTo(log(StrictMath.cosh(1)) / 4, within(1e-6));
        assertThat(mean(Losses.logCosh(), TARGETS, new float[] {1000, 1, 0, 0}))
                .as("does not overflow").isCloseTo((1000 - log(2)) / 4, within(1e-3));
        assertThat(mean(Losses.poisson(), TARGETS, PREDICTIONS)).isCloseTo((2 - log(0.4)) / 4, within(1e-6));
    }

    @Test
    void hinges() {
        assertThat(mean(Losses.hinge(), TARGETS, PREDICTIONS)).isCloseTo(1.3, within(1e-6));
        assertThat(mean(Losses.hinge(), new float[] {-1, 1, -1, -1}, PREDICTIONS)).isCloseTo(1.3, within(1e-6));
        assertThat(mean(Losses.squaredHinge(), TARGETS, PREDICTIONS)).isCloseTo(1.86, within(1e-6));
        assertThat(mean(Losses.categoricalHinge(), TARGETS, PREDICTIONS)).isCloseTo(1.4, within(1e-6));
        LossCall far = call(Losses.hinge(), TARGETS, new float[] {-3, 2, -1.5f, 1}, 2);
        Losses.hinge().gradient(far);
        assertThat(Arrays.copyOf(far.values(), 2)).as("beyond the margin").containsExactly(0, 1);
        assertThat(far.dPrediction()).containsExactly(new float[] {0, 0, 0, 0.25f}, within(0f));
        LossCall right = call(Losses.categoricalHinge(), new float[] {0, 1, 0}, new float[] {1, 3, 1.5f}, 3);
        Losses.categoricalHinge().gradient(right);
        assertThat(right.values()[0]).isZero();
        assertThat(right.dPrediction()).containsExactly(new float[3], within(0f));
        LossCall wrong = call(Losses.categoricalHinge(), new float[] {0, 1, 0}, new float[] {2.5f, 3, 2.5f}, 3);
        Losses.categoricalHinge().gradient(wrong);
        assertThat(wrong.values()[0]).isEqualTo(0.5f);
        assertThat(wrong.dPrediction()).as("the first of equal rivals").containsExactly(1, -1, 0);
    }

    @Test
    void distributionsAndDirections() {
        double first = 1e-7 * log(1e-7 / 0.6) + log(1 / 0.4);
        double second = 1e-7 * log(1e-7 / 0.4) + 1e-7 * log(1e-7 / 0.6);
        assertThat(mean(Losses.klDivergence(), TARGETS, PREDICTIONS)).isCloseTo((first + second) / 2, within(1e-6));
        LossCall cosines = call(Losses.cosineSimilarity(), new float[] {0, 1, 1, 1, 1, 1, 0, 0},
                new float[] {1, 0, 3, 3, -2, -2, 1, 2}, 2);
        assertThat(Arrays.copyOf(cosines.values(), 4)).containsExactly(new float[] {0, -1, 1, 0}, within(1e-6f));
        LossCall zero = call(Losses.cosineSimilarity(), new float[] {0, 2}, new float[] {0, 0}, 2);
        Losses.cosineSimilarity().gradient(zero);
        assertThat(zero.values()[0]).isZero();
        assertThat(zero.dPrediction()).as("a norm of 0 counts as 1e-7").containsExactly(new float[] {0, -1e7f},
                within(1f));
    }

    @Test
    void focalLossesOfProbabilities() {
        double first = (0.36 * -log(0.4) + 0.36 * -log(0.4)) / 2;
        double second = (0.16 * -log(0.6) + 0.36 * -log(0.4)) / 2;
        assertThat(Arrays.copyOf(call(Losses.binaryFocalCrossentropy(), TARGETS, PREDICTIONS, 2).values(), 2))
                .containsExactly(new float[] {(float) first, (float) second}, within(1e-6f));
        double balanced = (0.75 * 0.36 * -log(0.4) + 0.25 * 0.36 * -log(0.4)) / 2;
        Loss balancing = Losses.binaryFocalCrossentropy().applyClassBalancing(true);
        assertThat(call(balancing, TARGETS, PREDICTIONS, 2).values()[0])
                .isCloseTo((float) balanced, within(1e-6f));
        LossCall classes = call(Losses.categoricalFocalCrossentropy(), new float[] {0, 1, 0, 0, 0, 1},
                new float[] {0.05f, 0.95f, 0, 0.1f, 0.8f, 0.1f}, 3);
        assertThat(classes.values()[0]).isCloseTo((float) (0.25 * 0.0025 * -log(0.95)), within(1e-9f));
        assertThat(classes.values()[1]).isCloseTo((float) (0.25 * 0.81 * -log(0.1)), within(1e-6f));
        assertThat(classes.mean()).as("the value in Keras's documentation").isCloseTo(0.23315276, within(1e-6));
    }

    @Test
    void withoutFocusTheyAreCrossentropies() {
        float[] logits = {-18.6f, 0.51f, 2.94f, -12.8f};
        assertThat(mean(Losses.binaryFocalCrossentropy().gamma(0).fromLogits(true), TARGETS, logits))
                .isEqualTo(mean(Losses.binaryCrossentropy().fromLogits(true), TARGETS, logits));
        assertThat(mean(Losses.binaryFocalCrossentropy().fromLogits(true), TARGETS, logits))
                .as("the value in Keras's documentation").isCloseTo(0.691, within(5e-4));
        assertThat(mean(Losses.categoricalFocalCrossentropy().gamma(0).alpha(1).fromLogits(true), TARGETS, logits))
                .isEqualTo(mean(Losses.categoricalCrossentropy().fromLogits(true), TARGETS, logits));
    }

    @Test
    void focalLossesOfHugeLogitsStayFinite() {
        for (Loss loss : new Loss[] {Losses.binaryFocalCrossentropy().fromLogits(true),
            Losses.binaryFocalCrossentropy().fromLogits(true).gamma(0.5),
            Losses.categoricalFocalCrossentropy().fromLogits(true),
            Losses.categoricalFocalCrossentropy().fromLogits(true).gamma(0.5).alpha(1)}) {
            LossCall call = call(loss, new float[] {0, 1, 1, 0}, new float[] {1000, -1000, 1000, -1000}, 2);
            loss.gradient(call);
            assertThat(call.values()[0]).as(loss.toString()).isGreaterThan(400);
            assertThat(call.values()[1]).isZero();
            assertThat(call.dPrediction()[0]).isGreaterThan(0.1f);
            assertThat(call.dPrediction()[1]).isLessThan(-0.1f);
            assertThat(call.dPrediction()[2]).isZero();
            assertThat(call.dPrediction()[3]).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.vectron.losses.EveryLoss#stream")
    void aDescriptionMakesTheSameLoss(Loss loss) {
        String json = Json.write(Config.toJson((Configured) loss));
        assertThat(Losses.fromConfig(Config.parse(Json.parse(json), "loss"))).isEqualTo(loss);
    }

    @ParameterizedTest
    @MethodSource("dev.vectron.losses.EveryLoss#stream")
    void aNameAloneMakesTheDefault(Loss loss) {
        String name = ((Configured) loss).className();
        Loss plain = Losses.fromConfig(Config.parse(name, "loss"));
        assertThat(EveryLoss.stream()).contains(plain);
        assertThat(((Configured) plain).className()).isEqualTo(name);
        assertThat(plain.name()).isEqualTo(loss.name());
    }

    @Test
    void descriptionsHaveKerasWords() {
        assertThat(Config.toJson(Losses.huber())).hasToString("{class_name=Huber, config={delta=1.0}}");
        assertThat(Json.write(Config.toJson(Losses.binaryFocalCrossentropy().labelSmoothing(0.1)))).contains(
                "\"from_logits\":false", "\"label_smoothing\":0.1", "\"apply_class_balancing\":false",
                "\"alpha\":0.25", "\"gamma\":2");
        assertThatThrownBy(() -> Losses.fromConfig(Config.parse("Tversky", "loss")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no loss \"Tversky\"; if it is one of your own, call "
                        + "Losses.register(\"Tversky\", config -> …) first.");
    }

    @Test
    void impossibleOptionsAreNamed() {
        assertThatThrownBy(() -> Losses.huber().delta(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The loss huber: delta must be over 0 and finite, got 0.0.");
        assertThatThrownBy(() -> Losses.binaryFocalCrossentropy().gamma(-1)).hasMessage(
                "The loss binary_focal_crossentropy: gamma must be at least 0 and finite, got -1.0.");
        assertThatThrownBy(() -> Losses.categoricalFocalCrossentropy().alpha(Double.NaN)).hasMessage(
                "The loss categorical_focal_crossentropy: alpha must be at least 0 and finite, got NaN.");
        assertThatThrownBy(() -> Losses.binaryFocalCrossentropy().labelSmoothing(2)).hasMessage(
                "The loss binary_focal_crossentropy: labelSmoothing must be between 0 and 1, got 2.0.");
    }

    @Test
    void lossesOfClassesNeedTwo() {
        for (Loss loss : new Loss[] {Losses.klDivergence(), Losses.categoricalFocalCrossentropy()}) {
            assertThatThrownBy(() -> loss.targetShape(Shape.of(4, 1))).isInstanceOf(ShapeException.class)
                    .hasMessage("The loss " + loss.name() + " expects a probability for each of at least two classes, "
                            + "got [batch, 4, 1]; use dense(classes) at the end, or binaryCrossentropy() for one "
                            + "output.");
        }
        assertThatThrownBy(() -> Losses.categoricalHinge().targetShape(Shape.scalar()))
                .isInstanceOf(ShapeException.class)
                .hasMessage("The loss categorical_hinge expects predictions [batch, …, classes], got [batch]; "
                        + "use dense(classes) at the end.");
        assertThatThrownBy(() -> Losses.cosineSimilarity().targetShape(Shape.of(1))).isInstanceOf(ShapeException.class)
                .hasMessage("The loss cosine_similarity expects vectors of at least two values, got [batch, 1]; "
                        + "use meanSquaredError() for one output.");
    }

    @Test
    void picturesOfClassesAreTaken() {
        assertThat(Losses.sparseCategoricalCrossentropy().targetShape(Shape.of(4, 5, 3))).isEqualTo(Shape.of(4, 5));
        assertThat(Losses.categoricalCrossentropy().targetShape(Shape.of(4, 5, 3))).isEqualTo(Shape.of(4, 5, 3));
        assertThat(Losses.categoricalFocalCrossentropy().targetShape(Shape.of(4, 5, 3))).isEqualTo(Shape.of(4, 5, 3));
    }

    @Test
    void onlyLossesOfYesAndNoAreBinary() {
        assertThat(EveryLoss.stream().filter(Loss::binary).map(Loss::name).distinct()).containsExactlyInAnyOrder(
                "binary_crossentropy", "binary_focal_crossentropy", "hinge", "squared_hinge");
    }
}
