package dev.vectron.applications;

import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.models.Model;
import dev.vectron.tensor.Shape;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A published network before it is built: pictures [batch, height, width, channels] → probabilities [batch, classes],
 * and as many again for each further classifier.
 *
 * <p>An architecture has options but no parameters; {@link #model} makes a model of it, and {@link #parameterCount}
 * counts what that model would have without room for a single one. Every layer has a name, by which
 * {@link Model#node}, {@link Model#freezeUpTo} and {@link Model#cutAt} find it. Immutable and thread-safe.
 *
 * {@snippet :
 * Model model = resNet20().classes(100).model().initialize(42);
 * Node features = vgg16().inputShape(64, 64, 3).outputs(x).getFirst();   // on a node of one's own
 * IO.println(vgg16().parameterCount());                                  // 138357544
 * }
 */
public interface Architecture {
    /** {@return the shape of one picture: height, width, channels} */
    Shape inputShape();

    /** {@return how many classes are told apart} */
    int classes();

    /**
     * This network for other pictures.
     *
     * @param height rows of a picture
     * @param width columns of a picture
     * @param channels 3 for colours
     * @return the changed copy
     */
    Architecture inputShape(int height, int width, int channels);

    /**
     * This network for another number of classes.
     *
     * @param count how many, at least 1
     * @return the changed copy
     */
    Architecture classes(int count);

    /**
     * Applies the network to a node; each time with parameters of its own.
     *
     * @param input the pictures; their shape counts, not {@link #inputShape}
     * @return the probabilities first, then those of further classifiers, which only help the training
     * @throws dev.vectron.tensor.ShapeException if the pictures are too small; the message names the layer
     */
    List<Node> outputs(Node input);

    /**
     * Builds the network.
     *
     * @return the model, with initial values of seed 0
     * @throws dev.vectron.tensor.ShapeException if the pictures are too small; the message names the layer
     */
    default Model model() {
        Node input = Node.input(inputShape());
        return Model.of(List.of(input), outputs(input));
    }

    /** {@return how many numbers the parameters are, trainable or not; nothing is allocated for them} */
    default long parameterCount() {
        return count(_ -> true);
    }

    /** {@return how many numbers training changes: all but the moving statistics of batch normalization} */
    default long trainableParameterCount() {
        return count(ParameterSpec::trainable);
    }

    private long count(Predicate<ParameterSpec> which) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>(outputs(Node.input(inputShape())));
        long sum = 0;
        while (!open.isEmpty()) {
            Node node = open.pop();
            Layer layer = node.layer();
            if (layer == null || !seen.add(node)) {
                continue;
            }
            if (seen.add(layer)) {
                Shape[] shapes = node.inputs().stream().map(Node::shape).toArray(Shape[]::new);
                sum += layer.parameters(shapes).stream().filter(which).mapToLong(p -> p.shape().size()).sum();
            }
            open.addAll(node.inputs());
        }
        return sum;
    }
}
