package dev.vectron.wronguse;

import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.average;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.dot;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.maximum;
import static dev.vectron.layers.Layers.minimum;
import static dev.vectron.layers.Layers.multiply;
import static dev.vectron.layers.Layers.subtract;
import static dev.vectron.wronguse.WrongUse.apply;

import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.layers.merging.Sum;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.tensor.Shape;
import java.util.List;

/** Wrong uses of layers of several inputs. */
final class WrongMerging {
    private WrongMerging() {}

    static List<WrongUse> all() {
        return List.of(ofEqualShapes(add()), ofEqualShapes(new Sum()), ofEqualShapes(multiply()),
            ofEqualShapes(average()),
            ofEqualShapes(maximum()), ofEqualShapes(minimum()), subtractUses(), concatenateUses(), dotUses());
    }

    private static WrongUse ofEqualShapes(Layer layer) {
        String name = layer.className() + " \"" + layer.baseName() + "\": ";
        return WrongUse.of(layer.getClass())
            .rank(() -> Sequential.of(input(3), layer),
            name + "takes at least two inputs, got 1; give it several nodes: " + layer.baseName()
                + "(a, b).")
            .rank(() -> apply(layer, Shape.of(5, 3), Shape.of(4)),
            name + "expects inputs of one shape, the first being [batch, 5, 3], got"
                + " [batch, 4] from \"a\", \"b\"; bring them to one shape, for example by dense(…), or use "
                + "concatenate().")
            .size(() -> apply(layer, Shape.of(3), Shape.of(4)),
            name + "expects inputs of one shape, the first being [batch, 3], got"
                + " [batch, 4] from \"a\", \"b\"; bring them to one shape, for example by dense(…), or use "
                + "concatenate().")
            .size(() -> apply(layer, Shape.of(28, 28, 16), Shape.of(26, 26, 16)),
            name + "expects inputs of one shape, the first being"
                + " [batch, 28, 28, 16], got [batch, 26, 26, 16] from \"a\", \"b\"; use padding(SAME) and equal "
                + "strides on both ways,"
                + " and conv2D(16, 1) where only the channels differ.")
            .withoutOptions();
    }

    private static WrongUse subtractUses() {
        return WrongUse.of(subtract().getClass())
            .rank(() -> apply(subtract(), Shape.of(3), Shape.of(3), Shape.of(3)),
                "Subtract \"subtract\": takes exactly two inputs, got 3; give it two nodes: subtract(a, b).")
            .size(() -> apply(subtract(), Shape.of(3), Shape.of(4)),
                "Subtract \"subtract\": expects inputs of one shape, the first being [batch, 3], got [batch, 4] from "
                + "\"a\", \"b\";"
                    + " bring them to one shape, for example by dense(…), or use concatenate().")
            .withoutOptions();
    }

    private static WrongUse concatenateUses() {
        Node x = input(28, 28, 16);
        return WrongUse.of(concatenate().getClass())
            .rank(() -> Sequential.of(input(3), concatenate()),
                "Concatenate \"concatenate\": takes at least two inputs, got 1; give it several nodes: "
                + "concatenate(a, b).")
            .rank(() -> apply(concatenate(2), Shape.of(3), Shape.of(3)),
                "Concatenate \"concatenate\": expects inputs with an axis 2, got [batch, 3] from \"a\", \"b\"; "
                + "choose one of the"
                    + " axes 1 to 1.")
            .rank(() -> apply(concatenate(), Shape.of(3), Shape.of(3, 3)),
                "Concatenate \"concatenate\": expects inputs that agree with the first, [batch, 3], but for axis -1, "
                + "got [batch,"
                    + " 3, 3] from \"a\", \"b\"; bring the other axes to one size.")
            .size(() -> Model.of(x, concatenate(x, x.then(conv2D(4, 3)))),
                "Concatenate \"concatenate\": expects inputs that agree with the first, [batch, 28, 28, 16], but for "
                + "axis -1, got"
                    + " [batch, 26, 26, 4] from \"input\", \"conv2d\"; use padding(SAME) and equal strides on all "
                    + "ways.")
            .option(() -> concatenate(0), "Concatenate: axis 0 is the batch; use 1 or more, or -1 for the last axis.");
    }

    private static WrongUse dotUses() {
        Node x = input(3);
        return WrongUse.of(dot(1).getClass())
            .rank(() -> Model.of(x, x.then(dot(1))),
            "Dot \"dot\": takes exactly two inputs, got 1; give it two nodes: dot(a, b, axis).")
            .rank(() -> Model.of(x, dot(x, x, 2)),
                "Dot \"dot\": expects a first input with an axis 2, got [batch, 3] from \"input\", \"input\"; choose "
                + "one of the"
                    + " axes 1 to 1.")
            .rank(() -> apply(dot(1).axes(1, 2), Shape.of(3), Shape.of(3)),
                "Dot \"dot\": expects a second input with an axis 2, got [batch, 3] from \"a\", \"b\"; choose one of "
                + "the axes 1 to"
                    + " 1.")
            .size(() -> Model.of(x, dot(x, x.then(dense(4)), 1)),
                "Dot \"dot\": expects a second input with 3 on axis 1, as the first, [batch, 3], has on axis 1, got "
                + "[batch, 4]"
                    + " from \"input\", \"dense\"; choose the axes along which to multiply: axes(first, second).")
            .option(() -> dot(0), "Dot: axis 0 is the batch; use 1 or more, or -1 for the last axis.")
            .option(() -> dot(1).axes(1, 0), "Dot: axis 0 is the batch; use 1 or more, or -1 for the last axis.");
    }
}
