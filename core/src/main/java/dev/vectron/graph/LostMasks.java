package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a graph that get a mask and neither look at it nor pass it on, so that all behind them counts padding,
 * too. As Keras does, one line of advice says so for each of them, through the {@link System.Logger}
 * {@code dev.vectron}, when the graph is first made ready to run.
 */
final class LostMasks {
    private final Graph graph;
    private final List<String> lines = new ArrayList<>();
    private @Nullable Node node;

    LostMasks(Graph graph) {
        this.graph = graph;
    }

    /** Begins with a node of the graph; its layer may be made of several. */
    void in(Node begun) {
        node = begun;
    }

    /** Notes the node if its layer, or one that it is made of, loses a mask of its inputs. */
    void check(Layer layer, Value[] inputs) {
        Shape[] shapes = Arrays.stream(inputs).map(v -> v.shape).toArray(Shape[]::new);
        boolean keeps = layer.readsMask() || layer.passesMask() || layer.joinsMasks() || layer.chainsMasks(shapes)
                || layer.mask(shapes).isPresent();
        Node begun = node;
        if (keeps || begun == null || Arrays.stream(inputs).noneMatch(v -> v.mask != null && v.mask.fits(v))) {
            return;
        }
        lines.add(begun.requireLayer().className() + " \"" + graph.name(begun)
                + "\" gets a mask and does not pass it on: what comes behind it counts padded steps, too. Put a layer"
                + " that reads masks in front of it, such as lstm(…) or globalAveragePooling1D(), or make no mask.");
    }

    /** Says it, if nobody said it of this graph before. */
    void report() {
        if (!lines.isEmpty() && graph.isFirstAdvice()) {
            for (String line : lines) {
                System.getLogger("dev.vectron").log(System.Logger.Level.WARNING, line);
            }
        }
    }
}
