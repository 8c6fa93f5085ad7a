package dev.vectron.wronguse;

import static dev.vectron.layers.Layers.conv1D;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.conv2DTranspose;
import static dev.vectron.layers.Layers.depthwiseConv2D;
import static dev.vectron.layers.Layers.dropConnect;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maxPooling2D;
import static dev.vectron.layers.Layers.separableConv2D;
import static dev.vectron.layers.Padding.CAUSAL;

import dev.vectron.initializers.Initializers;
import dev.vectron.layers.DropConnect;
import dev.vectron.models.Sequential;
import dev.vectron.wronguse.WrongUse.Aspect;
import java.util.List;

/** Wrong uses of convolutions. */
final class WrongConvolutions {
    private WrongConvolutions() {}

    static List<WrongUse> all() {
        return List.of(conv2DUses(), depthwiseUses(), separableUses(), transposeUses(), conv1DUses(),
            dropConnectUses());
    }

    private static WrongUse conv2DUses() {
        return WrongUse.ofPictures(conv2D(8, 3))
            .rank(() -> Sequential.of(input(2, 6, 5, 3), conv2D(8, 3)),
                "Conv2D \"conv2d\": expects [batch, height, width, channels], got [batch, 2, 6, 5, 3] from "
                + "\"input\"; use an input"
                    + " of height, width and channels.")
            .size(() -> Sequential.of(input(4, 4, 1), conv2D(8, 5)),
                "Conv2D \"conv2d\": expects pictures of at least 5×5 for a kernel of 5×5, got [batch, 4, 4, 1] from "
                + "\"input\"; use"
                    + " padding(SAME), a smaller kernelSize or less pooling before.")
            .size(() -> Sequential.of(input(4, 4, 1), conv2D(8, 3).dilationRate(2)),
                "Conv2D \"conv2d\": expects pictures of at least 5×5 for a kernel of 3×3 with dilationRate 2×2, got "
                + "[batch, 4, 4,"
                    + " 1] from \"input\"; use padding(SAME), a smaller kernelSize or less pooling before.")
            .size(() -> Sequential.of(input(8, 8, 4), conv2D(6, 3).groups(3)),
                "Conv2D \"conv2d\": expects channels in a multiple of groups, which are 3, got [batch, 8, 8, 4] from "
                + "\"input\";"
                    + " choose groups that divide 4.")
            .option(() -> conv2D(0, 3), "Conv2D: filters must be at least 1, got 0.")
            .option(() -> conv2D(8, 0), "Conv2D: kernelSize must be at least 1, got 0×0.")
            .option(() -> conv2D(8, 3, -1), "Conv2D: kernelSize must be at least 1, got 3×-1.")
            .option(() -> conv2D(8, 3).strides(0), "Conv2D: strides must be at least 1, got 0×0.")
            .option(() -> conv2D(8, 3).dilationRate(1, 0), "Conv2D: dilationRate must be at least 1, got 1×0.")
            .option(() -> conv2D(8, 3).strides(2).dilationRate(2),
                "Conv2D: strides 2×2 and dilationRate 2×2 cannot both be above 1; use one of them.")
            .option(() -> conv2D(8, 3).dilationRate(Integer.MAX_VALUE),
            "Conv2D: dilationRate must be at most 16777216, got 2147483647.")
            .option(() -> conv2D(8, 3).dilationRate(10_000_000),
                "Conv2D: the reach of a kernel, (kernelSize − 1) · dilationRate + 1, must be at most 16777216, got "
                + "20000001.")
            .option(() -> conv2D(8, 3).groups(0), "Conv2D: groups must be at least 1, got 0.")
            .option(() -> conv2D(8, 3).groups(3),
            "Conv2D: filters must be a multiple of groups, got 8 filters in 3 groups.")
            .option(() -> conv2D(8, 3).padding(CAUSAL), "Conv2D: padding CAUSAL is for conv1D; use VALID or SAME.")
            .option(() -> conv2D(8, 3).padding(null), "Conv2D: padding must not be null; use VALID for none.")
            .option(() -> conv2D(8, 3).activation(null), "Conv2D: activation must not be null; use LINEAR for none.")
            .option(() -> conv2D(8, 3).kernelInitializer(null),
                "An initializer must not be null; use zeros(), or leave the option out for the layer's own.")
            .option(() -> conv2D(8, 3).dropConnect(-0.5),
            "Conv2D: dropConnect must be at least 0 and below 1, got -0.5.")
            .option(() -> conv2D(8, 3).groups(2).dropConnect(0.5),
            "Conv2D: dropConnect and groups exclude each other; use one of them.")
            .option(() -> Sequential.of(input(8, 8, 4), conv2D(8, 3).kernelInitializer(Initializers.identity()))
            .initialize(1),
                "\"conv2d/kernel\": Identity: expects a parameter of two axes, got [3, 3, 4, 8]; use dirac() for "
                + "convolution"
                    + " kernels.");
    }

    private static WrongUse depthwiseUses() {
        return WrongUse.ofPictures(depthwiseConv2D(3))
            .size(() -> Sequential.of(input(4, 6, 2), depthwiseConv2D(3).dilationRate(2)),
                "DepthwiseConv2D \"depthwise_conv2d\": expects pictures of at least 5×5 for a kernel of 3×3 with "
                + "dilationRate 2×2,"
                    + " got [batch, 4, 6, 2] from \"input\"; use padding(SAME), a smaller kernelSize or less pooling "
                    + "before.")
            .option(() -> depthwiseConv2D(0), "DepthwiseConv2D: kernelSize must be at least 1, got 0×0.")
            .option(() -> depthwiseConv2D(3).depthMultiplier(0),
            "DepthwiseConv2D: depthMultiplier must be at least 1, got 0.")
            .option(() -> depthwiseConv2D(3).strides(1, 0), "DepthwiseConv2D: strides must be at least 1, got 1×0.")
            .option(() -> depthwiseConv2D(3).dilationRate(2).strides(2),
                "DepthwiseConv2D: strides 2×2 and dilationRate 2×2 cannot both be above 1; use one of them.")
            .option(() -> depthwiseConv2D(3).padding(CAUSAL),
            "DepthwiseConv2D: padding CAUSAL is for conv1D; use VALID or SAME.")
            .option(() -> depthwiseConv2D(3).activation(null),
            "DepthwiseConv2D: activation must not be null; use LINEAR for none.");
    }

    private static WrongUse separableUses() {
        return WrongUse.ofPictures(separableConv2D(2, 3))
            .size(() -> Sequential.of(input(4, 4, 3), separableConv2D(6, 5)),
                "SeparableConv2D \"separable_conv2d\": expects pictures of at least 5×5 for a kernel of 5×5, got "
                + "[batch, 4, 4, 3]"
                    + " from \"input\"; use padding(SAME), a smaller kernelSize or less pooling before.")
            .option(() -> separableConv2D(0, 3), "SeparableConv2D: filters must be at least 1, got 0.")
            .option(() -> separableConv2D(2, 3, 0), "SeparableConv2D: kernelSize must be at least 1, got 3×0.")
            .option(() -> separableConv2D(2, 3).depthMultiplier(0),
            "SeparableConv2D: depthMultiplier must be at least 1, got 0.")
            .option(() -> separableConv2D(2, 3).strides(-1), "SeparableConv2D: strides must be at least 1, got -1×-1.")
            .option(() -> separableConv2D(2, 3).strides(2).dilationRate(2),
                "SeparableConv2D: strides 2×2 and dilationRate 2×2 cannot both be above 1; use one of them.")
            .option(() -> separableConv2D(2, 3).padding(CAUSAL),
            "SeparableConv2D: padding CAUSAL is for conv1D; use VALID or SAME.");
    }

    private static WrongUse transposeUses() {
        return WrongUse.ofPictures(conv2DTranspose(2, 3))
            .without(Aspect.SIZE, "makes pictures larger, so takes any size")
            .option(() -> conv2DTranspose(0, 3), "Conv2DTranspose: filters must be at least 1, got 0.")
            .option(() -> conv2DTranspose(2, 0), "Conv2DTranspose: kernelSize must be at least 1, got 0×0.")
            .option(() -> conv2DTranspose(2, 3).strides(0), "Conv2DTranspose: strides must be at least 1, got 0×0.")
            .option(() -> conv2DTranspose(2, 3).strides(2).dilationRate(2),
                "Conv2DTranspose: strides 2×2 and dilationRate 2×2 cannot both be above 1; use one of them.")
            .option(() -> conv2DTranspose(2, 3).strides(2).outputPadding(2, 0),
                "Conv2DTranspose: the output padding must be at least 0 and below the strides 2×2, got 2×0; set the "
                + "strides first.")
            .option(() -> conv2DTranspose(2, 3).padding(CAUSAL),
            "Conv2DTranspose: padding CAUSAL is for conv1D; use VALID or SAME.");
    }

    private static WrongUse conv1DUses() {
        return WrongUse.ofSequences(conv1D(2, 3))
            .oneInput(conv1D(2, 3), 8, 4)
            .size(() -> Sequential.of(input(4, 4), conv1D(6, 3).dilationRate(2)),
                "Conv1D \"conv1d\": expects sequences of at least 5 steps for a kernel of 5, got [batch, 4, 4] from "
                + "\"input\"; use"
                    + " padding(SAME), a smaller kernel or longer sequences.")
            .size(() -> Sequential.of(input(8, 4), conv1D(6, 3).groups(3)),
                "Conv1D \"conv1d\": expects channels in a multiple of groups, which are 3, got [batch, 8, 4] from "
                + "\"input\";"
                    + " choose groups that divide 4.")
            .option(() -> conv1D(0, 3), "Conv1D: filters must be at least 1, got 0.")
            .option(() -> conv1D(2, 0), "Conv1D: kernelSize must be at least 1, got 0.")
            .option(() -> conv1D(2, 3).strides(0), "Conv1D: strides must be at least 1, got 0.")
            .option(() -> conv1D(2, 3).dilationRate(0), "Conv1D: dilationRate must be at least 1, got 0.")
            .option(() -> conv1D(2, 3).strides(2).dilationRate(2),
                "Conv1D: strides 2 and dilationRate 2 cannot both be above 1; use one of them.")
            .option(() -> conv1D(8, 3).groups(3),
            "Conv1D: filters must be a multiple of groups, got 8 filters in 3 groups.")
            .option(() -> conv1D(8, 3).padding(null), "Conv1D: padding must not be null; use VALID for none.");
    }

    private static WrongUse dropConnectUses() {
        return WrongUse.of(DropConnect.class)
            .rank(() -> Sequential.of(input(28, 28), dropConnect(0.5, conv2D(8, 3))),
                "DropConnect \"drop_connect\": expects [batch, height, width, channels], got [batch, 28, 28] from "
                + "\"input\"; give"
                    + " the pictures a channel axis: input(28, 28, 1).")
            .size(() -> Sequential.of(input(2, 2, 1), dropConnect(0.5, conv2D(8, 3))),
                "DropConnect \"drop_connect\": expects pictures of at least 3×3 for a kernel of 3×3, got [batch, 2, "
                + "2, 1] from"
                    + " \"input\"; use padding(SAME), a smaller kernelSize or less pooling before.")
            .option(() -> dropConnect(1, conv2D(8, 3)),
            "DropConnect: the rate must be at least 0 and below 1, got 1.0.")
            .option(() -> dropConnect(Double.NaN, conv2D(8, 3)),
            "DropConnect: the rate must be at least 0 and below 1, got NaN.")
            .option(() -> dropConnect(0.5, maxPooling2D(2)),
                "DropConnect: takes dense(…) or conv2D(…), got MaxPooling2D; name the outer layer, not the inner one.")
            .option(() -> dropConnect(0.5, conv2D(8, 3).groups(2)),
            "Conv2D: dropConnect and groups exclude each other; use one of them.");
    }
}
