package dev.vectron.training;

import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vectron.activations.Activation;
import dev.vectron.check.GoldenCase;
import dev.vectron.check.GoldenSet;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.layers.Layers;
import dev.vectron.layers.Padding;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.optimizers.Adam;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.Sgd;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Ten steps of a peer's models: logits, gradients, losses, weights, and probabilities at the end. */
class GoldenModelsTest {
    private static final String BEGINNING = "conv2d_1 (3x3, same, no bias) - batch_normalization - leaky_relu 0.3"
            + " - max_pool 2x2 valid";

    @TestFactory
    Stream<DynamicTest> tenStepsAgreeWithThePeer() {
        GoldenSet golden = GoldenSet.find().orElse(null);
        if (golden == null) {
            System.out.println("Skipped: " + GoldenSet.ABSENT);
            return Stream.of(dynamicTest("skipped: " + GoldenSet.ABSENT, () -> abort(GoldenSet.ABSENT)));
        }
        assertThat(golden.cases("model")).as("cases of models").isNotEmpty();
        return golden.cases("model").stream().flatMap(c -> Stream.of(
                dynamicTest(c.name() + ", logits", () -> check(c, false)),
                dynamicTest(c.name() + ", softmax", () -> check(c, true))));
    }

    private static void check(GoldenCase c, boolean softmax) {
        Model model = model(c, softmax);
        setInitialWeights(c, model);
        Loss loss = Losses.sparseCategoricalCrossentropy().fromLogits(!softmax);
        Tensor x = c.tensor("x");
        int[] labels = c.ints("labels");
        checkFirstForward(c, model, loss, x, labels, softmax);

        Trainer trainer = Trainer.of(model).optimizer(optimizer(c)).loss(loss);
        try (TrainingLoop loop = trainer.loop(fit().batchSize(labels.length))) {
            Map<String, Tensor> gradients = loop.gradients(x, labels);
            gradients.forEach((name, gradient) -> c.assertClose("first_gradient/" + name, gradient.values(), 1e-4));
            float[] losses = new float[c.integer("steps")];
            for (int t = 0; t < losses.length; t++) {
                losses[t] = (float) loop.trainOnBatch(x, labels);
                if (t == 0) {
                    checkWeights(c, model, "step1/");
                }
            }
            c.assertClose("losses", losses, 1e-4);
            checkWeights(c, model, "final/");
            loop.gradients(x, labels);
            c.assertClose("loss_after", new float[] {(float) loop.loss()}, 1e-4);
        }
        float[] y = model.predict(x).values();
        if (!softmax) {
            KernelsProvider.best().softmax(labels.length, y.length / labels.length, y, 0, y, 0);
        }
        c.assertClose("inference_probabilities", y, 1e-4);
        c.agreesWith(model.graph(), loss, optimizer(c));
    }

    private static void checkFirstForward(GoldenCase c, Model model, Loss loss, Tensor x, int[] labels,
            boolean softmax) {
        Run run = new Run(Plan.training(model.graph(), labels.length, List.of(loss)), 1);
        run.bindInput(0, x.values(), 0);
        run.forward(labels.length);
        if (!softmax) {
            float[] logits = Arrays.copyOfRange(run.output(0), run.outputAt(0),
                    run.outputAt(0) + c.shape("first_logits").size());
            c.assertClose("first_logits", logits, 1e-5);
        }
    }

    private static void setInitialWeights(GoldenCase c, Model model) {
        List<String> used = new ArrayList<>();
        for (Parameter p : model.graph().parameters()) {
            p.set(c.tensor("initial/" + p.name()));
            used.add("initial/" + p.name());
        }
        assertThat(c.tensors().stream().filter(t -> t.startsWith("initial/"))).as("all initial weights are used")
                .containsExactlyInAnyOrderElementsOf(used);
    }

    private static void checkWeights(GoldenCase c, Model model, String prefix) {
        int compared = 0;
        for (Parameter p : model.graph().parameters()) {
            if (c.hasTensor(prefix + p.name())) {
                c.assertClose(prefix + p.name(), p.toTensor().values(), 1e-4);
                compared++;
            }
        }
        assertThat(compared).isEqualTo((int) c.tensors().stream().filter(t -> t.startsWith(prefix)).count());
    }

    private static Optimizer optimizer(GoldenCase c) {
        return switch (c.string("optimizer")) {
            case "sgd" -> {
                Sgd plain = sgd(c.number("learning_rate")).momentum(c.number("momentum", 0));
                yield c.flag("nesterov", false) ? plain.nesterov() : plain;
            }
            case "adam" -> {
                Adam plain = adam(c.number("learning_rate")).beta1(c.number("beta_1")).beta2(c.number("beta_2"))
                        .epsilon(c.number("epsilon"));
                yield c.flag("amsgrad", false) ? plain.amsgrad() : plain;
            }
            default -> throw new AssertionError("unknown optimizer in " + c);
        };
    }

    private static Model model(GoldenCase c, boolean softmax) {
        Node x = Layers.input(sampleShape(c.shape("x")));
        String layers = c.string("layers");
        Node last;
        if (layers.startsWith("dense_1 - relu - ")) {
            last = mlp(c, x);
        } else if (layers.startsWith(BEGINNING)) {
            last = layers.contains("concatenate [a, b]") ? residual(c, x) : cnn(c, x);
        } else {
            throw new AssertionError("unknown model: " + c.name() + ": " + layers);
        }
        return Model.of(x, softmax ? last.then(Layers.softmax()) : last);
    }

    private static int[] sampleShape(Shape batch) {
        return Arrays.copyOfRange(batch.dims(), 1, batch.rank());
    }

    private static Node mlp(GoldenCase c, Node x) {
        int[] units = c.integers("units");
        Node last = x;
        for (int i = 1; i < units.length - 1; i++) {
            last = last.then(Layers.dense(units[i]).activation(Activation.RELU).named("dense_" + i));
        }
        return last.then(Layers.dense(units[units.length - 1]).named("dense_" + (units.length - 1)));
    }

    private static Node cnn(GoldenCase c, Node x) {
        int[] filters = c.integers("filters");
        return beginning(filters[0], x)
                .then(conv(filters[1], 3, Padding.VALID, "conv2d_2")).then(Layers.relu())
                .then(Layers.flatten()).then(Layers.dense(c.integer("classes")).named("dense"));
    }

    private static Node residual(GoldenCase c, Node x) {
        int[] filters = c.integers("filters");
        Node p = beginning(filters[0], x);
        Node a = Layers.add(p.then(conv(filters[1], 3, Padding.SAME, "conv2d_2")).then(Layers.relu()), p);
        Node b = p.then(conv(filters[2], 1, Padding.SAME, "conv2d_3")).then(leakyRelu());
        return Layers.concatenate(a, b).then(Layers.flatten()).then(Layers.dense(c.integer("classes")).named("dense"));
    }

    private static Node beginning(int filters, Node x) {
        return x.then(Layers.conv2D(filters, 3).padding(Padding.SAME).useBias(false).named("conv2d_1"))
                .then(Layers.batchNormalization()).then(leakyRelu()).then(Layers.maxPooling2D(2));
    }

    private static Layer conv(int filters, int kernel, Padding padding, String name) {
        return Layers.conv2D(filters, kernel).padding(padding).named(name);
    }

    private static Layer leakyRelu() {
        return Layers.activation(Activation.leakyRelu(0.3));
    }
}
