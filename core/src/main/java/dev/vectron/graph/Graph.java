package dev.vectron.graph;

import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Nodes from inputs to outputs, in an order in which each comes after what it reads, with names and parameters.
 *
 * <p>All parameter values lie in one array, in graph order. The structure is immutable; the values change by training.
 * Reading them (inference) is safe from many threads as long as nobody trains.
 *
 * {@snippet :
 * Node x = Node.input(Shape.of(2));
 * Graph graph = Graph.of(List.of(x), List.of(x.then(dense(1))));
 * graph.initialize(42);
 * }
 */
public final class Graph {
    private static final long INITIAL_VALUES = Long.MIN_VALUE;

    private final List<Node> inputs;
    private final List<Node> outputs;
    private final List<Node> nodes;
    private final Map<Node, String> names = new IdentityHashMap<>();
    private final Map<Layer, List<Parameter>> parametersOf = new IdentityHashMap<>();
    private final List<Parameter> parameters;
    private final ParameterValues values;
    private final Set<Layer> frozen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final AtomicBoolean adviceGiven = new AtomicBoolean();
    private long initializations;

    private Graph(List<Node> inputs, List<Node> outputs) {
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.nodes = ordered();
        nameNodesAndInferShapes();
        List<Parameter> all = new ArrayList<>();
        this.values = createParameters(all);
        this.parameters = List.copyOf(all);
        initialize(0);
    }

    /**
     * Builds a graph; shapes are checked and parameters get their initial values with seed 0.
     *
     * @param inputs the input nodes, in the order in which data is given
     * @param outputs the nodes whose values are wanted
     * @return the graph
     * @throws ShapeException if layers do not fit together; the message names both and says what to put between them
     * @throws IllegalArgumentException if there is no output, an input is missing or not used, a name appears twice, or
     *     a regularizer or a constraint does not suit its parameter's shape
     */
    public static Graph of(List<Node> inputs, List<Node> outputs) {
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException("A model needs at least one input and one output.");
        }
        return new Graph(inputs, outputs);
    }

    /** {@return the input nodes} */
    public List<Node> inputs() {
        return inputs;
    }

    /** {@return the output nodes} */
    public List<Node> outputs() {
        return outputs;
    }

    /** {@return all nodes, inputs included, each after what it reads} */
    public List<Node> nodes() {
        return nodes;
    }

    /**
     * The unique name of a node.
     *
     * @param node a node of this graph
     * @return its name: {@code dense}, {@code dense_1}
     */
    public String name(Node node) {
        String name = names.get(node);
        if (name == null) {
            throw new IllegalArgumentException("This node is not part of the graph.");
        }
        return name;
    }

    /**
     * Whether a node has a name that the user chose.
     *
     * @param node a node of this graph
     * @return whether it was made with that name; no if it got one by its class
     */
    public boolean isNamed(Node node) {
        return givenName(node) != null;
    }

    /** {@return all parameters in graph order; a shared layer's once} */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * The parameters of a node's layer.
     *
     * @param node a node of this graph
     * @return its parameters, in the layer's order
     */
    public List<Parameter> parameters(Node node) {
        Layer layer = node.layer();
        return layer == null ? List.of() : parametersOf.getOrDefault(layer, List.of());
    }

    /**
     * The values of all parameters, in graph order: the array itself.
     *
     * <p>An array that was asked for during training may be written until the training ends. One that was asked for
     * outside of training may be written whenever nobody computes; since nobody can see that, every later prediction of
     * this graph then looks at all values anew, which costs a little time. {@link Parameter#toTensor} and
     * {@link Parameter#set} do without that.
     *
     * @return the array
     */
    public float[] values() {
        return values.give();
    }

    /** {@return how many values the parameters have together} */
    public int size() {
        return values.array.length;
    }

    ParameterValues parameterValues() {
        return values;
    }

    /**
     * Gives all parameters their initial values.
     *
     * @param seed the seed; the same seed gives the same bits
     * @throws IllegalArgumentException if an initializer cannot fill a parameter of that shape; the message names it
     */
    public void initialize(long seed) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            try {
                p.spec().initializer().fill(p.shape(), CounterRandom.key(seed, INITIAL_VALUES, i, 0), values.array,
                        p.at());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("\"" + p.name() + "\": " + e.getMessage(), e);
            }
        }
        initializations++;
        values.changed();
    }

    /**
     * {@return how often the parameters were given initial values, once by the making of the graph included: what
     * belongs to trained weights, an optimizer's slots for example, belongs to the last of these times}
     */
    public long initializations() {
        return initializations;
    }

    /**
     * Freezes a node's layer or lets it learn again; the next training goes by it. A frozen layer's parameters keep
     * their values, and nothing is computed backward that only they would need.
     *
     * @param node a node of this graph
     * @param freeze whether its layer is to be frozen
     * @throws IllegalStateException while the graph is being trained
     */
    public void freeze(Node node, boolean freeze) {
        requireNoTraining();
        if (freeze) {
            frozen.add(node.requireLayer());
        } else {
            frozen.remove(node.requireLayer());
        }
        parameters(node).forEach(p -> p.freeze(freeze));
    }

    /**
     * Whether a node's layer is frozen.
     *
     * @param node a node of this graph
     * @return whether it is; no for an input
     */
    public boolean isFrozen(Node node) {
        return node.layer() != null && frozen.contains(node.layer());
    }

    /**
     * Sets by how much the learning rate is multiplied for the parameters of a node's layer; the next training goes by
     * it.
     *
     * @param node a node of this graph
     * @param factor at least 0
     * @throws IllegalArgumentException if the factor is negative or not finite
     * @throws IllegalStateException while the graph is being trained
     */
    public void learningRateFactor(Node node, double factor) {
        requireNoTraining();
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("\"" + name(node) + "\": the learning-rate factor must be a number of at"
                    + " least 0, got " + factor + ".");
        }
        parameters(node).forEach(p -> p.learningRateFactor((float) factor));
    }

    /** Whether nobody asked before: advice is given once. */
    boolean isFirstAdvice() {
        return !adviceGiven.getAndSet(true);
    }

    private void requireNoTraining() {
        if (isTraining()) {
            throw new IllegalStateException("This model is being trained; freeze layers and set their learning rates "
                    + "before fit(), or when it has returned.");
        }
    }

    /**
     * Marks the graph as being trained, until the result is closed.
     *
     * @return closes the training
     * @throws IllegalStateException if it is being trained already
     */
    public Training beginTraining() {
        if (!values.beginTraining()) {
            throw new IllegalStateException("This model is being trained already; wait for fit() to return, or train "
                    + "a copy.");
        }
        return values::endTraining;
    }

    /** {@return whether the graph is being trained} */
    public boolean isTraining() {
        return values.isTraining();
    }

    /** The right to change a graph's parameters. */
    @FunctionalInterface
    public interface Training extends AutoCloseable {
        @Override
        void close();
    }

    private List<Node> ordered() {
        Map<Node, Boolean> state = new IdentityHashMap<>();
        List<Node> order = new ArrayList<>();
        for (Node input : inputs) {
            if (input.layer() != null) {
                throw new IllegalArgumentException("The inputs of a model must be made by input(…), got the output of "
                        + input.requireLayer().className() + ".");
            }
            if (state.put(input, true) != null) {
                throw new IllegalArgumentException("An input is listed twice.");
            }
            order.add(input);
        }
        outputs.forEach(output -> visit(output, state, order));
        for (Node input : inputs) {
            if (order.stream().noneMatch(n -> n.inputs().contains(input)) && !outputs.contains(input)) {
                throw new IllegalArgumentException("Input \"" + input.baseName() + "\" of shape " + input.shape()
                        + " leads to no output; remove it or use it.");
            }
        }
        return List.copyOf(order);
    }

    /** Depth first, with a stack of its own: a deep network must not overflow the thread's. */
    private static void visit(Node start, Map<Node, Boolean> done, List<Node> order) {
        List<Node> stack = new ArrayList<>(List.of(start));
        while (!stack.isEmpty()) {
            Node node = stack.getLast();
            if (done.containsKey(node)) {
                stack.removeLast();
                continue;
            }
            if (node.layer() == null) {
                throw new IllegalArgumentException("Input \"" + node.baseName() + "\" of shape " + node.shape()
                        + " is used but not listed among the model's inputs; add it.");
            }
            List<Node> open = node.inputs().stream().filter(n -> !done.containsKey(n)).toList();
            if (open.isEmpty()) {
                done.put(node, true);
                order.add(node);
                stack.removeLast();
            } else {
                stack.addAll(open.reversed());
            }
        }
    }

    private void nameNodesAndInferShapes() {
        Map<Layer, String> shared = new IdentityHashMap<>();
        Set<String> used = givenNames();
        for (Node node : nodes) {
            String name = nameFor(node, used, shared);
            names.put(node, name);
            if (node.layer() != null) {
                String producers = node.inputs().stream().map(n -> '"' + name(n) + '"')
                        .collect(Collectors.joining(", "));
                node.shapeNamed(name, producers);
            }
        }
    }

    /** Keras's way: dense, dense_1, dense_2 …; a layer with parameters that is applied again keeps its name. */
    private static String nameFor(Node node, Set<String> used, Map<Layer, String> shared) {
        String given = givenName(node);
        if (given != null) {
            return given;
        }
        Layer layer = node.layer();
        String known = layer == null ? null : shared.get(layer);
        if (layer != null && known != null && !layer.parameters(node.inputShapes()).isEmpty()) {
            return known;
        }
        String base = node.baseName();
        String name = base;
        for (int count = 1; !used.add(name); count++) {
            name = base + "_" + count;
        }
        if (layer != null) {
            shared.put(layer, name);
        }
        return name;
    }

    /** The names that the user chose; no other node may get one of them. */
    private Set<String> givenNames() {
        Set<String> chosen = new HashSet<>();
        Map<Layer, Boolean> seen = new IdentityHashMap<>();
        for (Node node : nodes) {
            String given = givenName(node);
            Layer layer = node.layer();
            boolean appliedAgain = layer != null && seen.put(layer, true) != null;
            if (given != null && !appliedAgain && !chosen.add(given)) {
                throw new IllegalArgumentException("Two layers are named \"" + given
                        + "\"; give one of them another name.");
            }
        }
        return chosen;
    }

    private static @Nullable String givenName(Node node) {
        return node.layer() == null ? node.inputName() : node.layer() instanceof NamedLayer named ? named.name() : null;
    }

    /** A layer's parameters, or an error that names it: shapes too large for an array are found here. */
    private List<ParameterSpec> specs(Node node, Layer layer) {
        try {
            return layer.parameters(node.inputShapes());
        } catch (ShapeException e) {
            throw e.in(layer.className(), name(node), name(node.inputs().getFirst()));
        }
    }

    private ParameterValues createParameters(List<Parameter> all) {
        long total = 0;
        Map<Layer, Node> seen = new IdentityHashMap<>();
        List<Node> owners = new ArrayList<>();
        for (Node node : nodes) {
            Layer layer = node.layer();
            if (layer == null) {
                continue;
            }
            List<ParameterSpec> specs = specs(node, layer);
            Node owner = seen.putIfAbsent(layer, node);
            if (owner == null) {
                owners.add(node);
                total += specs.stream().mapToLong(s -> s.shape().size()).sum();
            } else {
                checkShared(layer, node, owner, specs);
            }
        }
        if (total > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("The model has " + total + " parameters; at most "
                    + (Integer.MAX_VALUE - 64) + " fit one array.");
        }
        ParameterValues array = new ParameterValues((int) total);
        int at = 0;
        for (Node node : owners) {
            List<Parameter> own = new ArrayList<>();
            for (ParameterSpec spec : node.requireLayer().parameters(node.inputShapes())) {
                own.add(new Parameter(name(node) + "/" + spec.name(), spec, at, array));
                at += spec.shape().size();
            }
            parametersOf.put(node.requireLayer(), List.copyOf(own));
            all.addAll(own);
        }
        return array;
    }

    private void checkShared(Layer layer, Node node, Node owner, List<ParameterSpec> specs) {
        List<Shape> here = specs.stream().map(ParameterSpec::shape).toList();
        List<Shape> there = layer.parameters(owner.inputShapes()).stream().map(ParameterSpec::shape).toList();
        if (!here.equals(there)) {
            throw new ShapeException(layer.className() + " \"" + name(owner)
                    + "\" is applied twice, which shares its parameters, but to inputs of "
                    + "different shapes: " + List.of(owner.inputShapes()) + " and " + List.of(node.inputShapes())
                    + "; make a second layer instead.");
        }
    }
}
