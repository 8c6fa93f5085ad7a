package dev.vectron.layers;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.leakyRelu;
import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.depthwiseConv2D;
import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.rescaling;
import static dev.vectron.layers.Layers.softmax;
import static dev.vectron.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a user reads who puts layers together wrongly. */
class LayerErrorsTest {
    private static void shapeError(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(ShapeException.class).hasMessage(message);
    }

    private static void optionError(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void denseBehindPictures() {
        shapeError(() -> Sequential.of(input(28, 28, 1), conv2D(32, 3), maxPooling2D(2), dense(10)),
                "Dense \"dense\": expects [batch, features], got [batch, 13, 13, 32] from \"max_pooling2d\"; put"
                + " flatten() between them,"
                        + " or use dense(10).anyRank() to apply it at every position.");
        assertThat(Sequential.of(input(4, 4, 3), dense(10).anyRank()).outputShape()).isEqualTo(Shape.of(4, 4, 10));
        optionError(() -> dense(0), "Dense: units must be at least 1, got 0.");
    }

    @Test
    void convolutionWithoutChannels() {
        shapeError(() -> Sequential.of(input(28, 28), conv2D(8, 3)),
                "Conv2D \"conv2d\": expects [batch, height, width, channels], got"
                + " [batch, 28, 28] from \"input\"; give the pictures a channel axis: input(28, 28, 1).");
        shapeError(() -> Sequential.of(input(4, 4, 1), flatten(), conv2D(8, 3)),
                "Conv2D \"conv2d\": expects [batch, height, width, channels],"
                + " got [batch, 16] from \"flatten\"; put it before flatten(), or use dense(…) here.");
    }

    @Test
    void convolutionLargerThanItsPicture() {
        shapeError(() -> Sequential.of(input(4, 4, 1), conv2D(8, 5)),
                "Conv2D \"conv2d\": expects pictures of at least 5×5 for a kernel of 5×5,"
                + " got [batch, 4, 4, 1] from \"input\"; use padding(SAME), a smaller kernelSize or less pooling"
                + " before.");
        shapeError(() -> Sequential.of(input(4, 4, 1), conv2D(8, 3).dilationRate(2)),
                "Conv2D \"conv2d\": expects pictures of at least 5×5 for a"
                + " kernel of 3×3 with dilationRate 2×2, got [batch, 4, 4, 1] from \"input\"; use padding(SAME), a"
                + " smaller kernelSize or less"
                + " pooling before.");
        assertThat(Sequential.of(input(4, 4, 1), conv2D(8, 5).padding(SAME)).outputShape()).isEqualTo(Shape.of(4, 4,
                8));
    }

    @Test
    void convolutionOptions() {
        optionError(() -> conv2D(0, 3), "Conv2D: filters must be at least 1, got 0.");
        optionError(() -> conv2D(8, 0), "Kernel, pool, stride and dilation sizes must be at least 1, got 0×0.");
        optionError(() -> conv2D(8, 3).strides(0),
                "Kernel, pool, stride and dilation sizes must be at least 1, got 0×0.");
        optionError(() -> conv2D(8, 3).strides(2).dilationRate(2),
                "Conv2D: strides 2×2 and dilationRate 2×2 cannot both be above 1; use one of them.");
    }

    @Test
    void depthwiseConvolutions() {
        shapeError(() -> Sequential.of(input(28, 28), depthwiseConv2D(3)),
                "DepthwiseConv2D \"depthwise_conv2d\": expects [batch, height, width, channels], got"
                + " [batch, 28, 28] from \"input\"; give the pictures a channel axis: input(28, 28, 1).");
        shapeError(() -> Sequential.of(input(4, 6, 2), depthwiseConv2D(3).dilationRate(2)),
                "DepthwiseConv2D \"depthwise_conv2d\": expects pictures of at least 5×5 for a kernel of 3×3 with"
                + " dilationRate 2×2, got [batch, 4, 6, 2] from \"input\"; use padding(SAME), a smaller kernelSize or"
                + " less pooling before.");
        optionError(() -> depthwiseConv2D(0), "Kernel, pool, stride and dilation sizes must be at least 1, got 0×0.");
        optionError(() -> depthwiseConv2D(3).depthMultiplier(0),
                "DepthwiseConv2D: depthMultiplier must be at least 1, got 0.");
        optionError(() -> depthwiseConv2D(3).dilationRate(2).strides(2),
                "DepthwiseConv2D: strides 2×2 and dilationRate 2×2 cannot both be above 1; use one of them.");
        optionError(() -> depthwiseConv2D(3).strides(1, 0),
                "Kernel, pool, stride and dilation sizes must be at least 1, got 1×0.");
    }

    @Test
    void pooling() {
        shapeError(() -> Sequential.of(input(10), maxPooling2D(2)),
                "MaxPooling2D \"max_pooling2d\": expects [batch, height, width, channels],"
                + " got [batch, 10] from \"input\"; put it before flatten(), or use dense(…) here.");
        shapeError(() -> Sequential.of(input(3, 1, 1), maxPooling2D(2)),
                "MaxPooling2D \"max_pooling2d\": expects pictures of at least 2×2 for a"
                + " pool of 2×2, got [batch, 3, 1, 1] from \"input\"; use padding(SAME), a smaller poolSize or less"
                + " pooling before.");
        optionError(() -> maxPooling2D(0), "Kernel, pool, stride and dilation sizes must be at least 1, got 0×0.");
    }

    @Test
    void addingDifferentShapes() {
        Node x = input(28, 28, 16);
        shapeError(() -> Model.of(x, add(x, x.then(conv2D(16, 3)))),
                "Add \"add\": expects inputs of one shape, the first being"
                + " [batch, 28, 28, 16], got [batch, 26, 26, 16] from \"input\", \"conv2d\"; use padding(SAME) and"
                + " equal strides on both ways,"
                + " and conv2D(16, 1) where only the channels differ.");
        shapeError(() -> Sequential.of(input(3), add()), "Add \"add\": takes at least two inputs, got 1.");
    }

    @Test
    void concatenatingShapesThatDoNotAgree() {
        Node x = input(28, 28, 16);
        shapeError(() -> Model.of(x, concatenate(x, x.then(conv2D(4, 3)))),
                "Concatenate \"concatenate\": expects inputs that agree with the"
                + " first, [batch, 28, 28, 16], but for axis -1, got [batch, 26, 26, 4] from \"input\", \"conv2d\";"
                + " use padding(SAME) and equal"
                + " strides on all ways.");
        Node v = input(3);
        shapeError(() -> Model.of(v, Node.apply(concatenate(2), v, v.then(dense(3)))),
                "Concatenate \"concatenate\": expects inputs with an axis 2,"
                + " got [batch, 3] from \"input\", \"dense\"; choose one of the axes 1 to 1.");
        optionError(() -> concatenate(0), "Concatenate: axis 0 is the batch; use 1 or more, or -1 for the last axis.");
    }

    @Test
    void layersOfOneInputGivenTwo() {
        Node x = input(3);
        for (Layer layer : new Layer[] {dense(2), depthwiseConv2D(1), flatten(), batchNormalization(), dropout(0.1),
                rescaling(2), RELU, softmax()}) {
            assertThatThrownBy(() -> Model.of(x, Node.apply(layer, x, x))).isInstanceOf(ShapeException.class)
                    .hasMessageStartingWith(layer.className() + " \"" + layer.baseName()
                    + "\": takes one input, got 2; put add()");
        }
    }

    @Test
    void rates() {
        optionError(() -> dropout(1), "Dropout: the rate must be at least 0 and below 1, got 1.0.");
        optionError(() -> dropout(-0.1), "Dropout: the rate must be at least 0 and below 1, got -0.1.");
        optionError(() -> dropout(Double.NaN), "Dropout: the rate must be at least 0 and below 1, got NaN.");
        optionError(() -> leakyRelu(-1), "leakyRelu: the slope must be a number of at least 0, got -1.0.");
        optionError(() -> rescaling(1.0 / 0), "Rescaling: scale and offset must be finite, got Infinity and 0.0.");
        optionError(() -> batchNormalization().momentum(1.5),
                "BatchNormalization: the momentum must be between 0 and 1, got 1.5.");
        optionError(() -> batchNormalization().epsilon(0), "BatchNormalization: epsilon must be above 0, got 0.0.");
    }

    @Test
    void lossesBehindTheWrongOutput() {
        Model one = Sequential.of(input(4), dense(1));
        shapeError(() -> Plan.training(one.graph(), 8, List.of(Losses.categoricalCrossentropy())),
                "The loss categorical_crossentropy expects a probability for each of at least two classes, got"
                + " [batch, 1]; use dense(classes) at"
                        + " the end, or binaryCrossentropy() for one output.");
    }

    @Test
    void aSequentialModelWithoutLayers() {
        optionError(() -> Sequential.of(input(3)), "A sequential model needs at least one layer behind its input.");
        Node x = input(3);
        assertThatThrownBy(() -> Sequential.of(x.then(dense(2)), dense(1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The inputs of a model must be made by input(…), got the output of Dense.");
    }
}
