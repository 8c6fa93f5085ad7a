package dev.vectron.graph;

import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns a graph into the ops of a plan: each node into its stages, then neighbours fused, then the losses with the last
 * ops.
 */
final class Lowering {
    final List<PlannedOp> ops = new ArrayList<>();
    final Value[] inputs;
    final Value[] outputs;
    final List<Loss> losses;
    private final LostMasks lostMasks;

    Lowering(Graph graph, List<Loss> losses, boolean training) {
        this.losses = new ArrayList<>(losses);
        lostMasks = new LostMasks(graph);
        inputs = new Value[graph.inputs().size()];
        Map<Node, Value> values = new IdentityHashMap<>();
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new Value(graph.inputs().get(i).shape(), i);
            values.put(graph.inputs().get(i), inputs[i]);
        }
        lowerNodes(graph, values, training);
        lostMasks.report();
        outputs = graph.outputs().stream().map(n -> valueOf(values, n)).toArray(Value[]::new);
        for (Value v : outputs) {
            v.graphOutput = true;
            if (v.mask != null && !v.mask.fits(v)) {
                v.mask = null;
            }
            if (v.mask != null && !losses.isEmpty()) {
                v.mask.graphOutput = true;
            }
        }
        connect();
        removeMasksThatNobodyReads();
        // Losses first: a sigmoid at the end belongs to the loss, not to the layer in front of it.
        for (int i = 0; i < losses.size(); i++) {
            fuseLoss(i);
        }
        connect();
        if (!training) {
            fuseNeighbours(1, Layer::foldedWith);
        }
        fuseNeighbours(2, (layer, next) -> next.fusedBehind(layer));
        fuseNeighbours(1, Layer::fusedWith);
    }

    private static Value valueOf(Map<Node, Value> values, Node node) {
        Value v = values.get(node);
        if (v == null) {
            throw new IllegalStateException("A node came before what it reads.");
        }
        return v;
    }

    private void lowerNodes(Graph graph, Map<Node, Value> values, boolean training) {
        for (int position = 0; position < graph.nodes().size(); position++) {
            Node node = graph.nodes().get(position);
            if (node.layer() == null) {
                continue;
            }
            Parameter[] parameters = graph.parameters(node).toArray(Parameter[]::new);
            Layer whole = training && graph.isFrozen(node) ? node.requireLayer().frozen() : node.requireLayer();
            lostMasks.in(node);
            lower(node, whole, graph.name(node), parameters, new long[] {CounterRandom.layerStream(position)}, values);
        }
    }

    /** Adds the ops of a node; the next of the streams of random numbers moves on. */
    private void lower(Node node, Layer whole, String name, Parameter[] parameters, long[] stream,
            Map<Node, Value> values) {
        Node[] inputNodes = node.inputs().toArray(Node[]::new);
        Value[] from = Arrays.stream(inputNodes).map(n -> valueOf(values, n)).toArray(Value[]::new);
        Optional<Node> inside = whole.expanded(inputNodes);
        if (inside.isPresent()) {
            lowerInside(inside.get(), name, parameters, new int[1], stream, values);
            values.put(node, valueOf(values, inside.get()));
            return;
        }
        Value given = from[0].mask;
        Value mask = whole.chainsMasks(shapes(from)) ? chainedMask(name, from, maskStream(stream[0]))
                : whole.joinsMasks() ? joinedMask(name, from, maskStream(stream[0]))
                : whole.passesMask() ? given : null;
        lostMasks.check(whole, from);
        Optional<Layer> masking = whole.mask(shapes(from));
        if (masking.isPresent()) {
            mask = addMask(masking.get(), name, from, maskStream(stream[0]));
        }
        Parameter[] own = parameters;
        for (Layer layer : whole.stages()) {
            Value out = new Value(layer.outputShape(shapes(from)), Value.NOT_EXTERNAL);
            ops.add(new PlannedOp(layer, 0, name, from, out, own, stream[0]++, layer.readsMask()
                    && given != null && given.fits(from[0]) ? given : null));
            from = new Value[] {out};
            own = new Parameter[0];
        }
        from[0].mask = mask;
        values.put(node, from[0]);
    }

    /** Lowers what a layer is made of, inputs first; each takes the next of the layer's parameters. */
    private void lowerInside(Node node, String name, Parameter[] parameters, int[] taken, long[] stream,
            Map<Node, Value> values) {
        if (values.containsKey(node)) {
            return;
        }
        node.inputs().forEach(n -> lowerInside(n, name, parameters, taken, stream, values));
        int first = taken[0];
        taken[0] += node.requireLayer().parameters(node.inputShapes()).size();
        lower(node, node.requireLayer(), name, Arrays.copyOfRange(parameters, first, taken[0]), stream, values);
    }

    /** The stream of a mask: the last of the node's. */
    private static long maskStream(long stream) {
        return stream / CounterRandom.STREAMS_PER_LAYER * CounterRandom.STREAMS_PER_LAYER
                + CounterRandom.STREAMS_PER_LAYER - 1;
    }

    /** The mask of inputs that all have one of the same steps: their own if they share it. */
    private @Nullable Value joinedMask(String name, Value[] from, long stream) {
        Value[] masks = Arrays.stream(from).map(v -> v.mask).filter(Objects::nonNull).distinct().toArray(Value[]::new);
        for (Value v : from) {
            Value own = v.mask;
            if (own == null || !own.shape.equals(masks[0].shape)) {
                return null;
            }
        }
        return masks.length == 1 ? masks[0] : addMask(new EitherMask(), name, masks, stream);
    }

    /** The masks of inputs whose steps follow each other. */
    private @Nullable Value chainedMask(String name, Value[] from, long stream) {
        int[] steps = new int[from.length];
        boolean[] masked = new boolean[from.length];
        List<Value> masks = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            Value own = from[i].mask;
            steps[i] = from[i].shape.dim(0);
            masked[i] = own != null && own.fits(from[i]);
            if (own != null && masked[i]) {
                masks.add(own);
            }
        }
        return masks.isEmpty() ? null
                : addMask(new ChainedMask(steps, masked), name, masks.toArray(Value[]::new), stream);
    }

    private Value addMask(Layer masking, String name, Value[] from, long stream) {
        Value mask = new Value(masking.outputShape(shapes(from)), Value.NOT_EXTERNAL);
        mask.isMask = true;
        ops.add(new PlannedOp(masking, name, from, mask, new Parameter[0], stream));
        return mask;
    }

    /** Most masks are read by a few layers only, or by none. */
    private void removeMasksThatNobodyReads() {
        for (int i = ops.size() - 1; i >= 0; i--) {
            Value out = ops.get(i).output;
            if (out.isMask && out.consumers.isEmpty() && !out.graphOutput) {
                ops.remove(i);
                connect();
            }
        }
    }

    private static Shape[] shapes(Value[] values) {
        return Arrays.stream(values).map(v -> v.shape).toArray(Shape[]::new);
    }

    private void connect() {
        for (PlannedOp op : ops) {
            op.output.consumers.clear();
            for (Value v : op.inputs) {
                v.consumers.clear();
            }
        }
        for (int i = 0; i < ops.size(); i++) {
            PlannedOp op = ops.get(i);
            op.index = i;
            op.output.producer = op;
            for (Value v : op.inputs) {
                v.consumers.add(op);
            }
        }
    }

    /**
     * Fuses ops with the next ones, of at most that many inputs, as long as the rule knows a layer for both. From the
     * end on: of two ops that an addition could be fused with it takes the one directly in front of it.
     */
    private void fuseNeighbours(int mostInputs, BiFunction<Layer, Layer, Optional<Layer>> rule) {
        int i = ops.size() - 1;
        while (i >= 0) {
            PlannedOp fused = fusedWithNext(ops.get(i), mostInputs, rule);
            if (fused == null) {
                i--;
            } else {
                PlannedOp next = ops.get(i).output.consumers.getFirst();
                // A second input may be computed between the two, so the place is the next one's then.
                ops.set(fused.inputs.length == 1 ? i : next.index, fused);
                ops.remove(fused.inputs.length == 1 ? next.index : i);
                connect();
            }
        }
    }

    private static @Nullable PlannedOp fusedWithNext(PlannedOp op, int mostInputs,
            BiFunction<Layer, Layer, Optional<Layer>> rule) {
        if (op.output.graphOutput || op.output.consumers.size() != 1 || op.masked) {
            return null;
        }
        PlannedOp next = op.output.consumers.getFirst();
        if (next.masked || next.stepAxes != op.stepAxes || next.inputs.length > mostInputs
                || next.inputs.length > 1 && op.inputs.length > 1) {
            return null;
        }
        Optional<Layer> layer = rule.apply(op.layer, next.layer);
        if (layer.isEmpty()) {
            return null;
        }
        Parameter[] both = Arrays.copyOf(op.parameters, op.parameters.length + next.parameters.length);
        System.arraycopy(next.parameters, 0, both, op.parameters.length, next.parameters.length);
        Value[] inputs = op.inputs;
        if (next.inputs.length == 2) {
            inputs = new Value[] {next.inputs[next.inputs[0] == op.output ? 1 : 0], op.inputs[0]};
        }
        return new PlannedOp(layer.get(), op.stepAxes, op.name, inputs, next.output, both, op.stream, null);
    }

    /** A fused loss overwrites the last op's input with its output, so nobody else may read that input. */
    private void fuseLoss(int i) {
        connect();
        Value output = outputs[i];
        PlannedOp last = output.producer;
        if (last == null || last.inputs.length != 1 || last.parameters.length > 0 || !output.consumers.isEmpty()) {
            return;
        }
        Value before = last.inputs[0];
        PlannedOp producer = before.producer;
        if (producer == null || before.graphOutput || !last.isOnlyConsumerOf(before) || producer.needs.readsOutput()
                || Arrays.stream(outputs).filter(v -> v == output).count() > 1 || !before.shape.equals(output.shape)) {
            return;
        }
        Optional<Loss> fused = losses.get(i).fusedWith(last.layer);
        if (fused.isPresent()) {
            losses.set(i, fused.get());
            ops.remove(last);
            before.graphOutput = true;
            before.mask = output.mask;
            before.overwrittenByLoss = true;
            outputs[i] = before;
        }
    }
}
