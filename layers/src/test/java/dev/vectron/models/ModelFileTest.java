package dev.vectron.models;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.activations.Activation.TANH;
import static dev.vectron.activations.Activation.leakyRelu;
import static dev.vectron.constraints.Constraints.maxNorm;
import static dev.vectron.initializers.Initializers.constant;
import static dev.vectron.initializers.Initializers.heNormal;
import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.depthwiseConv2D;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.globalAveragePooling2D;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.relu;
import static dev.vectron.layers.Layers.rescaling;
import static dev.vectron.layers.Padding.SAME;
import static dev.vectron.regularizers.Regularizers.l2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.layers.Layers;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Architectures as JSON, models in files, parts of models. */
class ModelFileTest {
    @TempDir
    private Path folder;

    private static Model chain() {
        return Sequential.of(input(12, 12, 3), rescaling(1 / 255.0),
                conv2D(4, 3).padding(SAME).strides(2, 1).activation(leakyRelu(0.1)).kernelInitializer(heNormal()),
                depthwiseConv2D(3).depthMultiplier(2).useBias(false), batchNormalization().momentum(0.9), relu(),
                maxPooling2D(2), flatten(), dropout(0.25),
                dense(8).activation(TANH).kernelRegularizer(l2(0.01)).kernelConstraint(maxNorm(3))
                        .biasInitializer(constant(0.5f)).named("hidden"),
                dense(3).activation(SOFTMAX)).initialize(4);
    }

    private static Model branches() {
        Node left = input("left", 6, 6, 4);
        Node right = input(6, 6, 4);
        Layer shared = conv2D(4, 3).padding(SAME);
        Node a = left.then(shared);
        Node b = right.then(shared).then(RELU);
        Node sum = add(a, b).then(globalAveragePooling2D());
        return Model.of(List.of(left, right),
                List.of(concatenate(sum, b.then(flatten())).then(dense(2)), sum.then(dense(1)))).initialize(8);
    }

    private static Tensor random(Shape shape) {
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) {
            t.values()[i] = (i * 37 % 101) / 50f - 1;
        }
        return t;
    }

    @Test
    void aModelComesBackFromItsJson() {
        for (Model model : List.of(chain(), branches())) {
            model.freeze(model.graph().name(model.graph().nodes().get(2)));
            Model again = Model.fromJson(model.toJson());
            assertThat(again.toJson()).isEqualTo(model.toJson());
            assertThat(again.summary()).isEqualTo(model.summary());
            assertThat(again.initialize(4).weightsSha256()).isEqualTo(model.initialize(4).weightsSha256());
            assertThat(again.trainableParameterCount()).isEqualTo(model.trainableParameterCount())
                    .isLessThan(model.unfreeze().trainableParameterCount());
            assertThat(again.graph().parameters().stream().map(p -> p.spec().regularizer()).toList())
                    .isEqualTo(model.graph().parameters().stream().map(p -> p.spec().regularizer()).toList());
        }
    }

    private static List<String> names(Model model) {
        return model.graph().nodes().stream().map(model.graph()::name).toList();
    }

    @Test
    void namesComeBack() {
        Node left = input("input_7", 4);
        Node right = input(4);
        Layer shared = dense(4).named("dense_3");
        Node sum = add(left.then(shared), right.then(shared).then(dense(4)).then(RELU.named("act")));
        Model model = Model.of(List.of(left, right), List.of(sum.then(dense(2)).then(dense(2).named("dense")),
                sum.then(dense(1))));
        model.freeze("dense_3").learningRateFactor("dense", 0.1);
        Model again = Model.fromJson(model.toJson());
        assertThat(names(again)).isEqualTo(names(model)).contains("input_7", "input", "dense_3", "dense_1", "act");
        assertThat(again.toJson()).isEqualTo(model.toJson());
        assertThat(again.graph().parameters().getLast().learningRateFactor())
                .isEqualTo(model.graph().parameters().getLast().learningRateFactor());
        String old = model.toJson().replaceFirst("\\s*\"named\": true,\\s*(?=\"class_name\": \"InputLayer\")", "");
        assertThat(old).isNotEqualTo(model.toJson());
        assertThat(names(Model.fromJson(old))).contains("input", "input_1");
    }

    @Test
    void aModelComesBackFromItsFile() throws IOException {
        Model model = branches();
        Path file = folder.resolve("model.safetensors");
        model.save(file);
        Model again = Model.load(file);
        assertThat(again.weightsSha256()).isEqualTo(model.weightsSha256());
        List<Tensor> x = List.of(random(Shape.of(3, 6, 6, 4)), random(Shape.of(3, 6, 6, 4)));
        for (int i = 0; i < 2; i++) {
            assertThat(again.predict(x).get(i).values()).isEqualTo(model.predict(x).get(i).values());
        }
        model.saveWeights(folder.resolve("weights.safetensors"));
        assertThatThrownBy(() -> Model.load(folder.resolve("weights.safetensors"))).isInstanceOf(IOException.class)
                .hasMessageContaining("the file holds weights, but no architecture");
        Model other = branches().initialize(1);
        other.loadWeights(file);
        assertThat(other.weightsSha256()).isEqualTo(model.weightsSha256());
    }

    /** y = scale · x. */
    record Scale(float scale) implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public void forward(Call call) {
            for (int i = 0; i < call.outSize(); i++) {
                call.out()[call.outAt() + i] = scale * call.in(0)[call.inAt(0) + i];
            }
        }

        @Override
        public void backward(Call call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, @Nullable Object> config() {
            return new LinkedHashMap<>(Map.of("scale", scale));
        }
    }

    record Secret() implements Layer {
        @Override
        public Shape outputShape(Shape... inputs) {
            return inputs[0];
        }

        @Override
        public void forward(Call call) {}

        @Override
        public void backward(Call call) {}
    }

    @Test
    void layersOfOnesOwnAreRegistered() {
        Model model = Sequential.of(input(2), new Scale(0.25f), dense(1));
        String json = model.toJson();
        assertThatThrownBy(() -> Model.fromJson(json)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no layer \"Scale\"; if it is one of your own, call Layers.register(\"Scale\","
                        + " config -> …) first.");
        Layers.register("Scale", config -> new Scale((float) config.number("scale")));
        assertThat(Model.fromJson(json).toJson()).isEqualTo(json);
        assertThatThrownBy(() -> Sequential.of(input(2), new Secret()).toJson())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("The layer Secret cannot be written to a file: let it implement config(), and register a"
                        + " factory by Layers.register(\"Secret\", config -> …).");
        assertThatThrownBy(() -> Sequential.of(input(2), dense(1).kernelInitializer((_, _, _, _) -> {})).toJson())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Dense: kernel_initializer: a ModelFileTest");
        assertThatThrownBy(() -> Layers.register("Dense", _ -> new Secret()))
                .hasMessage("The layer \"Dense\" is there already; register yours under another name.");
    }

    @Test
    void whatIsNoModelIsRefused() {
        assertThatThrownBy(() -> Model.fromJson("{}")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("This JSON does not describe a Vectron model: it has no \"format\": \"vectron model\".");
        String json = Sequential.of(input(2), dense(1)).toJson();
        assertThatThrownBy(() -> Model.fromJson(json.replace("\"version\": 1", "\"version\": 9")))
                .hasMessageStartingWith("This model was written by a newer version of Vectron (format 9");
        assertThatThrownBy(() -> Model.fromJson(json.replace("\"units\"", "\"unit\"")))
                .hasMessageStartingWith("Dense: expects option \"units\"");
        assertThatThrownBy(() -> Model.fromJson(json.replace("\"inputs\": [0]", "\"inputs\": [7]")))
                .hasMessageContaining("reads node 7, which does not come before it.");
    }

    @Test
    void partsOfAModelServeAnother() {
        Model trained = chain();
        Model features = trained.cutAt("flatten");
        Tensor x = random(Shape.of(2, 12, 12, 3));
        assertThat(features.outputShape().rank()).isEqualTo(1);
        Node end = trained.node("flatten");
        Model other = Model.of(trained.graph().inputs(), List.of(end.then(dense(5).activation(SOFTMAX).named("new"))));
        assertThat(other.copyWeights(trained)).contains("conv2d/kernel", "batch_normalization/moving_variance")
                .doesNotContain("new/kernel");
        assertThat(other.cutAt("flatten").predict(x).values()).isEqualTo(features.predict(x).values());
        other.freezeUpTo("flatten");
        assertThat(other.trainableParameterCount()).isEqualTo(features.outputShape().size() * 5 + 5);
        other.unfreeze("conv2d");
        assertThat(other.trainableParameterCount()).isGreaterThan(features.outputShape().size() * 5 + 5);
        other.learningRateFactor("conv2d", 0.1);
        assertThat(other.graph().parameters().getFirst().learningRateFactor()).isEqualTo(0.1f);
        assertThatThrownBy(() -> other.freeze("conv")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The model has no layer \"conv\"; it has rescaling, conv2d, depthwise_conv2d,");
        assertThatThrownBy(() -> Sequential.of(input(2), dense(1)).copyWeights(trained))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("copyWeights: the models have no parameter of the same name and shape;");
        assertThatThrownBy(() -> other.learningRateFactor("new", -1))
                .hasMessage("\"new\": the learning-rate factor must be a number of at least 0, got -1.0.");
    }
}
