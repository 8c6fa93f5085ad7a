package dev.vectron.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vectron.check.GoldenCase;
import dev.vectron.check.GoldenSet;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Losses against the reference values of a peer. */
class GoldenLossesTest {
    private static final List<String> OPS = List.of("mean_squared_error", "mean_absolute_error", "mean_bias_error",
            "huber", "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy",
            "kl_divergence", "hinge");
    private static final TreeMap<String, Integer> RAN = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> lossesAgreeWithThePeer() {
        GoldenSet golden = GoldenSet.find().orElse(null);
        if (golden == null) {
            System.out.println("Skipped: " + GoldenSet.ABSENT);
            return Stream.of(dynamicTest("skipped: " + GoldenSet.ABSENT, () -> abort(GoldenSet.ABSENT)));
        }
        List<GoldenCase> cases = OPS.stream().flatMap(op -> golden.cases(op).stream()).toList();
        assertThat(cases).isNotEmpty();
        return cases.stream().map(c -> dynamicTest(c.name(), () -> {
            check(c);
            c.agreesWith(loss(c));
            RAN.merge(c.op(), 1, Integer::sum);
        }));
    }

    @AfterAll
    static void sayHowMany() {
        if (!RAN.isEmpty()) {
            System.out.println("Golden losses: " + RAN.values().stream().mapToInt(Integer::intValue).sum()
                    + " cases agree " + RAN);
        }
    }

    private static void check(GoldenCase c) {
        Shape shape = c.shape("y_pred");
        int n = shape.dim(-1);
        float[] gradient = new float[shape.size()];
        Loss loss = loss(c);
        LossCall call = new LossCall(KernelsProvider.best())
                .predictions(shape.dim(0), shape.size() / n / shape.dim(0), n, c.tensor("y_pred").values(), 0)
                .gradientTo(gradient, 0);
        if (loss.takesLabels()) {
            call.labels(c.ints("y_true"), 0);
        } else {
            call.targets(c.tensor("y_true").values(), 0);
        }
        weigh(c, loss, call);
        loss.value(call);
        c.assertClose("per_sample", Arrays.copyOf(call.values(), call.positions()), 1e-5);
        c.assertClose("loss", new float[] {(float) call.mean()}, 1e-5);
        loss.gradient(call);
        c.assertClose("dy_pred", gradient, 2e-5);
        assertThat(loss.name()).isEqualTo(c.op());
    }

    private static void weigh(GoldenCase c, Loss loss, LossCall call) {
        float[] ofSamples = c.hasTensor("sample_weight") ? c.tensor("sample_weight").values() : null;
        if (!c.hasTensor("class_weight")) {
            call.weights(ofSamples, 0, 1);
            return;
        }
        float[] given = c.tensor("class_weight").values();
        double[] ofClasses = new double[given.length];
        for (int i = 0; i < given.length; i++) {
            ofClasses[i] = given[i];
        }
        float[] weights = new float[call.positions()];
        ClassWeights.of(ofClasses).write(call, loss.takesLabels(), ofSamples, 0, weights);
        call.weightsOfPositions(weights, 0, 1);
    }

    private static Loss loss(GoldenCase c) {
        boolean logits = c.flag("from_logits", false);
        double smoothing = c.number("label_smoothing", 0);
        return switch (c.op()) {
            case "mean_squared_error" -> Losses.meanSquaredError();
            case "mean_absolute_error" -> Losses.meanAbsoluteError();
            case "mean_bias_error" -> Losses.meanBiasError();
            case "huber" -> Losses.huber().delta(c.number("delta", 1));
            case "kl_divergence" -> Losses.klDivergence();
            case "hinge" -> Losses.hinge();
            case "binary_crossentropy" -> Losses.binaryCrossentropy().fromLogits(logits).labelSmoothing(smoothing);
            case "categorical_crossentropy" -> Losses.categoricalCrossentropy().fromLogits(logits)
                    .labelSmoothing(smoothing);
            case "sparse_categorical_crossentropy" -> Losses.sparseCategoricalCrossentropy().fromLogits(logits)
                    .labelSmoothing(smoothing);
            default -> throw new IllegalArgumentException(c.op());
        };
    }
}
