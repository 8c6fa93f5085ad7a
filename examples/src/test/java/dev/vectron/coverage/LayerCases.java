package dev.vectron.coverage;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Node;
import dev.vectron.graph.Regularizer;
import dev.vectron.layers.Layers;
import dev.vectron.layers.Padding;
import dev.vectron.layers.normalization.Normalization;
import dev.vectron.layers.recurrent.Embedding;
import dev.vectron.layers.recurrent.Recurrent;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Every layer and activation, behind inputs of every rank that it takes, behind a mask, and in front of layers that it
 * may be fused with.
 */
final class LayerCases {
    private static final int BATCH = 5;
    /** Inputs of an ordinary size, then such as some options need. */
    private static final List<Shape[]> INPUTS = List.of(one(9, 8, 6), one(7, 6), one(6), one(4), one(2), one(3),
        one(5, 2), one(3, 3), one(2, 5), one(2, 3, 4, 3), one(5, 2, 3), one(5, 4, 2), one(2, 2, 3, 4), two(7, 6),
        two(6), two(5, 4, 3), two(5, 4, 5, 3));

    /** Work that is divided into several parts, for some layers of each class. */
    private static final int LARGE_BATCH = 16;
    private static final int LARGE_OF_A_CLASS = 2;
    private static final List<Shape[]> LARGE = List.of(one(13, 11, 12), one(50, 40), one(2_100), two(50, 40),
        two(40, 8, 10));
    /** Layers with more outputs than those that are varied have. */
    private static final List<Layer> WIDE = List.of(Layers.dense(130), Layers.conv2D(37, 3),
        Layers.conv2D(24, 3).padding(Padding.SAME),
        Layers.conv2D(24, 3).groups(3), Layers.conv2DTranspose(20, 3).strides(2), Layers.separableConv2D(40, 3),
        Layers.depthwiseConv2D(3).padding(Padding.SAME).depthMultiplier(2), Layers.conv1D(37, 3),
        Layers.embedding(60, 300), Layers.lstm(35),
        Layers.gru(37), Layers.gru(33).resetAfter(false), Layers.simpleRNN(70),
        Layers.bidirectional(Layers.lstm(33).returnSequences(true)),
        Layers.timeDistributed(Layers.dense(70)), Layers.maxPooling2D(3).strides(2).padding(Padding.SAME));

    private static final List<UnaryOperator<Node>> FOLLOWERS = List.of(y -> y.then(Layers.relu()),
        y -> y.then(Activation.TANH),
        y -> y.then(Activation.SOFTMAX), y -> y.then(Layers.batchNormalization()),
        y -> y.then(Layers.batchNormalization()).then(Layers.relu()),
        y -> Layers.add(y, y.then(Layers.batchNormalization())).then(Layers.relu()),
        y -> Layers.add(y.then(Layers.relu()), y),
        y -> y.then(Layers.relu()).then(Layers.maxPooling2D(2)), y -> y.then(Layers.dropout(0.3))
        .then(Layers.flatten()));

    private final List<WordCase> cases = new ArrayList<>();
    private final Set<Class<?>> followed = new HashSet<>();
    private final Map<Class<?>, Integer> large = new HashMap<>();

    private LayerCases() {}

    private static Shape[] one(int... dims) {
        return new Shape[] {Shape.of(dims)};
    }

    private static Shape[] two(int... dims) {
        return new Shape[] {Shape.of(dims), Shape.of(dims)};
    }

    static List<WordCase> all(Collection<Object> words) {
        LayerCases all = new LayerCases();
        for (Object word : words) {
            switch (word) {
                case Layer layer -> all.add(layer, layer);
                case Initializer i -> all.add(i, Layers.dense(6).kernelInitializer(i),
                    Layers.conv2D(6, 3).kernelInitializer(i));
                case Regularizer r -> all.add(r, Layers.dense(4).kernelRegularizer(r),
                    Layers.conv2D(4, 3).kernelRegularizer(r));
                case Constraint c -> all.add(c, Layers.dense(4).kernelConstraint(c),
                    Layers.conv2D(4, 3).kernelConstraint(c));
                default -> { }
            }
        }
        for (Layer wide : WIDE) {
            all.addEach(wide, wide, LARGE, LARGE_BATCH);
        }
        for (int axis = 1; axis <= 2; axis++) {
            Normalization normalized = Layers.normalization().axis(axis == 2 ? -1 : 1)
                .statistics(new float[] {0.5f, 0.25f}, new float[] {0.2f, 0.1f});
            all.add(normalized, normalized);
        }
        return all.cases;
    }

    private void add(Object word, Layer... layers) {
        for (Layer layer : layers) {
            addEach(word, layer, INPUTS, BATCH);
            if (large.merge(word.getClass(), 1, Integer::sum) <= LARGE_OF_A_CLASS) {
                addEach(word, layer, LARGE, LARGE_BATCH);
            }
        }
    }

    /** Behind the first inputs of each rank, and number, that the layer takes. */
    private void addEach(Object word, Layer layer, List<Shape[]> candidates, int batch) {
        Set<Integer> seen = new HashSet<>();
        for (Shape[] inputs : candidates) {
            int kind = inputs.length * 10 + inputs[0].rank();
            if (!seen.contains(kind) && addIfTaken(word, layer, false, y -> y, "", batch, inputs)) {
                seen.add(kind);
                if (inputs[0].rank() == 2 && (layer.readsMask() || layer.passesMask() || layer.joinsMasks())) {
                    addIfTaken(word, layer, true, y -> y, " masked", batch, inputs);
                }
                addStates(word, layer, batch, inputs[0]);
                if (seen.size() == 1 && followed.add(layer.getClass())) {
                    for (int i = 0; i < FOLLOWERS.size(); i++) {
                        addIfTaken(word, layer, false, FOLLOWERS.get(i), " and follower " + i, batch, inputs);
                    }
                }
            }
        }
    }

    /** With states to begin with as further inputs. */
    private void addStates(Object word, Layer layer, int batch, Shape input) {
        if (layer instanceof Recurrent<?> recurrent) {
            Shape[] inputs = new Shape[1 + recurrent.states()];
            Arrays.fill(inputs, Shape.of(recurrent.options().units()));
            inputs[0] = input;
            addIfTaken(word, layer, false, y -> y, " with states", batch, inputs);
        }
    }

    private boolean addIfTaken(Object word, Layer layer, boolean masked, UnaryOperator<Node> follower, String place,
        int batch, Shape... inputs) {
        try {
            graph(layer, masked, follower, inputs);
        } catch (IllegalArgumentException e) {
            return false;
        }
        int below = layer instanceof Embedding embedding ? embedding.inputDim() : 0;
        cases.add(new WordCase(word, layer.className() + " of " + List.of(inputs) + " × " + batch + place,
            batch == LARGE_BATCH,
            (kernels, threads) -> new LayerWork(graph(layer, masked, follower, inputs), below, batch, kernels,
            threads)));
        return true;
    }

    private static Graph graph(Layer layer, boolean masked, UnaryOperator<Node> follower, Shape... inputs) {
        List<Node> nodes = Arrays.stream(inputs).map(Node::input).toList();
        Node[] read = nodes.toArray(new Node[0]);
        if (masked) {
            for (int i = 0; i < read.length; i++) {
                read[i] = read[i].then(Layers.masking());
            }
        }
        return Graph.of(nodes, List.of(follower.apply(Node.apply(layer, read))));
    }
}
