package dev.vectron.graph;

import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a graph is executed for batches of up to a given size: which layers run in which order, fused where they can be,
 * and where every intermediate result, gradient and saved value lies in one array.
 *
 * <p>Everything is decided from shapes, once; a plan is immutable and may serve several {@link Run}s at the same time.
 *
 * {@snippet :
 * Plan training = Plan.training(graph, 128, List.of(loss));
 * training.bytes();   // what a run will allocate
 * }
 */
public final class Plan {
    /**
     * Where the first buffer of an array begins. A large array has its elements 16 bytes behind the beginning of a page
     * under G1, ZGC and Shenandoah (objects of their own regions, with a header of 16 bytes), so that element 12 begins
     * a cache line; there Winograd's transforms, which only load and store, take three quarters of the time. Elsewhere
     * it does no harm.
     */
    static final int FIRST = 12;

    private final Graph graph;
    private final int batchSize;
    private final boolean training;
    private final boolean inputGradients;
    private final Kernels kernels;
    private final List<Loss> losses;
    private final Value[] inputs;
    private final Value[] outputs;
    private final List<PlannedOp> ops;
    private final long arenaSize;
    private final long workspaceAt;
    private final int scratchSize;
    private final long packedSize;

    private Plan(Graph graph, int batchSize, boolean training, boolean inputGradients, List<Loss> losses,
            Kernels kernels) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("Batch size must be at least 1, got " + batchSize + ".");
        }
        if (!losses.isEmpty() && losses.size() != graph.outputs().size()) {
            throw new IllegalArgumentException("The model has " + graph.outputs().size() + " outputs, got "
                    + losses.size() + " losses.");
        }
        this.graph = graph;
        this.batchSize = batchSize;
        this.training = training;
        this.inputGradients = inputGradients;
        this.kernels = kernels;
        for (int i = 0; i < losses.size(); i++) {
            losses.get(i).targetShape(graph.outputs().get(i).shape());
        }
        if (training && !losses.isEmpty() && new HashSet<>(graph.outputs()).size() < losses.size()) {
            throw new IllegalArgumentException("An output of the model is listed twice, but each takes one loss; add "
                    + "the two losses in one Loss.");
        }
        Lowering lowering = new Lowering(graph, losses, training);
        this.losses = List.copyOf(lowering.losses);
        this.inputs = lowering.inputs;
        this.outputs = lowering.outputs;
        this.ops = List.copyOf(lowering.ops);
        findGradients();
        new SharedStorage(ops).find();
        if (training) {
            Neighbours.connect(ops);
        }
        long workspace = ops.stream().mapToLong(op -> op.needs.workspace()).max().orElse(0);
        this.scratchSize = (int) Math.min(Integer.MAX_VALUE,
                BufferLayout.roundUp(ops.stream().mapToInt(op -> op.needs.scratch()).max().orElse(0)));
        this.packedSize = layOutPacked();
        this.workspaceAt = layOut();
        this.arenaSize = workspaceAt + workspace;
    }

    /**
     * A plan for training: forward, losses, backward.
     *
     * @param graph the graph
     * @param batchSize the largest batch
     * @param losses one loss per output of the graph
     * @return the plan
     */
    public static Plan training(Graph graph, int batchSize, List<Loss> losses) {
        return new Plan(graph, batchSize, true, false, losses, KernelsProvider.best());
    }

    /**
     * A plan for inference, with or without losses to evaluate.
     *
     * @param graph the graph
     * @param batchSize the largest batch
     * @param losses one loss per output, or an empty list
     * @return the plan
     */
    public static Plan inference(Graph graph, int batchSize, List<Loss> losses) {
        return new Plan(graph, batchSize, false, false, losses, KernelsProvider.best());
    }

    /**
     * A plan for inference with kernels of choice; for checks.
     *
     * @param graph the graph
     * @param batchSize the largest batch
     * @param losses one loss per output, or an empty list
     * @param kernels the kernels to compute with
     * @return the plan
     */
    public static Plan inference(Graph graph, int batchSize, List<Loss> losses, Kernels kernels) {
        return new Plan(graph, batchSize, false, false, losses, kernels);
    }

    /**
     * A plan that yields the gradients of the inputs as well, with kernels of choice; for checks and saliency maps.
     *
     * @param graph the graph
     * @param batchSize the largest batch
     * @param losses one loss per output, or an empty list: then the caller sets the gradients of the outputs
     * @param kernels the kernels to compute with
     * @return the plan
     */
    public static Plan withInputGradients(Graph graph, int batchSize, List<Loss> losses, Kernels kernels) {
        return new Plan(graph, batchSize, true, true, losses, kernels);
    }

    /** {@return the graph} */
    public Graph graph() {
        return graph;
    }

    /** {@return the largest batch} */
    public int batchSize() {
        return batchSize;
    }

    /** {@return whether runs of this plan train} */
    public boolean training() {
        return training;
    }

    /** {@return the kernels that runs of this plan compute with} */
    public Kernels kernels() {
        return kernels;
    }

    /**
     * {@return bytes that a run allocates on one thread, beside the parameters: activations, gradients, saved values,
     * packed parameters, workspace}
     */
    public long bytes() {
        long parameterFloats = training ? 2L * graph.size() : 0;
        return Float.BYTES * (arenaSize + packedSize + scratchSize + parameterFloats);
    }

    List<PlannedOp> ops() {
        return ops;
    }

    Value[] inputs() {
        return inputs;
    }

    Value[] outputs() {
        return outputs;
    }

    List<Loss> losses() {
        return losses;
    }

    long arenaSize() {
        return arenaSize;
    }

    long packedSize() {
        return packedSize;
    }

    int workspaceAt() {
        return (int) workspaceAt;
    }

    int scratchSize() {
        return scratchSize;
    }

    /** Which ops run backward, which gradients they compute, and who assigns and who adds. */
    private void findGradients() {
        if (!training) {
            return;
        }
        for (Value v : inputs) {
            v.requiresGradient = inputGradients;
        }
        for (PlannedOp op : ops) {
            if (op.output.isMask) {
                continue;
            }
            boolean wanted = op.hasTrainable();
            for (int i = 0; i < op.inputs.length; i++) {
                op.wantsDIn[i] = op.inputs[i].requiresGradient;
                wanted |= op.wantsDIn[i];
            }
            op.runsBackward = wanted;
            op.output.requiresGradient = wanted;
        }
        Map<Object, Boolean> written = new IdentityHashMap<>();
        for (Value v : outputs) {
            written.put(v, true);
        }
        for (int k = ops.size() - 1; k >= 0; k--) {
            PlannedOp op = ops.get(k);
            if (!op.runsBackward) {
                continue;
            }
            for (int i = 0; i < op.inputs.length; i++) {
                if (op.wantsDIn[i]) {
                    op.dInBeta[i] = written.put(op.inputs[i], true) == null ? 0 : 1;
                }
            }
            for (int p = 0; p < op.parameters.length; p++) {
                op.gradientBeta[p] = written.put(op.parameters[p], true) == null ? 0 : 1;
            }
        }
    }

    private long layOutPacked() {
        long size = 0;
        for (PlannedOp op : ops) {
            op.packedAt = (int) Math.min(size, Integer.MAX_VALUE);
            size += BufferLayout.roundUp(op.needs.packed());
        }
        return size;
    }

    /**
     * Places what lives during a step; returns where that ends. The moments: op i runs forward at i, the losses at F,
     * op i runs backward at 2F − i.
     */
    private long layOut() {
        int count = ops.size();
        int end = 2 * count + 1;
        Map<Value, int[]> life = new IdentityHashMap<>();
        Map<Value, int[]> gradientLife = new IdentityHashMap<>();
        for (Value v : inputs) {
            if (v.requiresGradient) {
                extend(gradientLife, v.gradientStorage(), end);
            }
        }
        for (Value v : outputs) {
            if (v.requiresGradient) {
                extend(gradientLife, v.gradientStorage(), count);
            }
        }
        for (int i = 0; i < count; i++) {
            PlannedOp op = ops.get(i);
            extend(life, op.output.storage(), i);
            if (op.output.graphOutput) {
                extend(life, op.output.storage(), end);
            }
            for (Value v : op.inputs) {
                extend(life, v.storage(), op.lastForward());
            }
            if (!op.runsBackward) {
                continue;
            }
            int first = 2 * count - op.lastForward();
            int last = 2 * count - op.firstForward();
            if (op.needs.readsOutput()) {
                extend(life, op.output.storage(), last);
            }
            extend(gradientLife, op.output.gradientStorage(), last);
            for (int k = 0; k < op.inputs.length; k++) {
                if (op.needs.readsInput() || op.inputs[k].isMask) {
                    extend(life, op.inputs[k].storage(), last);
                }
                if (op.wantsDIn[k]) {
                    extend(gradientLife, op.inputs[k].gradientStorage(), first);
                    extend(gradientLife, op.inputs[k].gradientStorage(), last);
                }
            }
        }
        return place(life, gradientLife);
    }

    private static void extend(Map<Value, int[]> lives, Value v, int moment) {
        int[] life = lives.computeIfAbsent(v, _ -> new int[] {moment, moment});
        life[0] = Math.min(life[0], moment);
        life[1] = Math.max(life[1], moment);
    }

    private long place(Map<Value, int[]> life, Map<Value, int[]> gradientLife) {
        BufferLayout layout = new BufferLayout();
        List<Runnable> placements = new ArrayList<>();
        // Identity maps have no order; walking the ops keeps the layout the same in every run.
        List<Value> values = new ArrayList<>();
        Collections.addAll(values, inputs);
        ops.forEach(op -> values.add(op.output));
        for (Value v : values) {
            int[] alive = life.get(v);
            if (alive != null && v.external < 0) {
                int[] at = layout.add((long) batchSize * v.shape.size(), alive[0], alive[1]);
                placements.add(() -> v.placeAt(FIRST + at[0]));
            }
            int[] gradientAlive = gradientLife.get(v);
            if (gradientAlive != null) {
                int[] at = layout.add((long) batchSize * v.shape.size(), gradientAlive[0], gradientAlive[1]);
                placements.add(() -> v.placeGradientAt(FIRST + at[0]));
            }
        }
        for (PlannedOp op : ops) {
            long saved = op.needs.saved() + (long) batchSize * op.needs.savedPerSample();
            if (training && saved > 0) {
                int[] at = layout.add(saved, op.firstForward(),
                        op.runsBackward ? 2 * ops.size() - op.firstForward() : op.lastForward());
                placements.add(() -> op.savedAt = FIRST + at[0]);
            }
        }
        long size = layout.place();
        placements.forEach(Runnable::run);
        return FIRST + size;
    }

    /** What to say when the plan does not fit, with a batch size that would. */
    String adviceFor(long available) {
        long perSample = Math.max(1, bytes() / batchSize);
        Shape first = graph.inputs().getFirst().shape();
        long fitting = Math.max(1, Long.highestOneBit(Math.max(1, available / perSample)));
        return "Batch " + batchSize + " of inputs " + first + " needs " + gigabytes(bytes()) + ", heap "
                + gigabytes(available)
                + ": use batchSize(" + Math.min(fitting, batchSize) + ") or java -Xmx" + (bytes() / (1L << 30) + 2)
                + "g.";
    }

    private static String gigabytes(long bytes) {
        return Math.round(bytes / 1e8) / 10.0 + " GB";
    }
}
