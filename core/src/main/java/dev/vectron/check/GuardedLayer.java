package dev.vectron.check;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.graph.Node;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.tensor.Shape;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a layer and compares all memory before and after each call: only what belongs to the call may change. */
final class GuardedLayer implements Layer {
    /** What memory holds that nobody has written: a NaN that no arithmetic yields. */
    static final int UNTOUCHED = 0x7FE5A5A5;
    /** Floats between the workspaces and scratches that belong to nobody. */
    private static final int MOAT = 64;

    private final Layer layer;

    GuardedLayer(Layer layer) {
        this.layer = layer;
    }

    @Override
    public void pack(Call call) {
        Snapshot before = new Snapshot(call);
        layer.pack(call);
        BitSet memory = new BitSet();
        allow(memory, call.workspaceAt(), layer.needs(shapes(call)).workspace());
        BitSet packed = new BitSet();
        allow(packed, call.packedAt(), layer.needs(shapes(call)).packed());
        before.compare("pack", memory, new BitSet(), new BitSet(), packed);
    }

    @Override
    public void forward(Call call) {
        Snapshot before = new Snapshot(call);
        layer.forward(call);
        BitSet memory = new BitSet();
        allow(memory, call.outAt(), call.outSize());
        allowKept(memory, call);
        BitSet updates = new BitSet();
        for (int p = 0; p < specs(call).size() && call.training(); p++) {
            if (!call.wantsGradient(p)) {
                allow(updates, call.updateAt(p), specs(call).get(p).shape().size());
            }
        }
        before.compare("forward", memory, new BitSet(), updates, new BitSet());
        for (int i = 0; i < call.outSize(); i++) {
            if (Float.floatToRawIntBits(call.out()[call.outAt() + i]) == UNTOUCHED) {
                throw new AssertionError("forward left element " + Indices.of(call.outShape().prepend(call.batch()), i)
                        + " of the output unwritten.");
            }
        }
    }

    @Override
    public void backward(Call call) {
        Snapshot before = new Snapshot(call);
        layer.backward(call);
        BitSet memory = new BitSet();
        allow(memory, call.dOutAt(), call.outSize());
        allowKept(memory, call);
        for (int i = 0; i < call.inputs(); i++) {
            if (call.wantsDIn(i)) {
                allow(memory, call.dInAt(i), call.inSize(i));
            }
        }
        BitSet gradients = new BitSet();
        for (int p = 0; p < specs(call).size(); p++) {
            if (call.wantsGradient(p)) {
                allow(gradients, call.gradientAt(p), specs(call).get(p).shape().size());
            }
        }
        before.compare("backward", memory, gradients, new BitSet(), new BitSet());
    }

    private void allowKept(BitSet memory, Call call) {
        Needs needs = layer.needs(shapes(call));
        if (call.training() && call.savedAt() >= 0) {
            allow(memory, call.savedAt(), needs.saved() + call.batch() * needs.savedPerSample());
        }
        allow(memory, call.workspaceAt(), needs.workspace());
    }

    private static void allow(BitSet memory, int at, int size) {
        memory.set(at, at + size);
    }

    private static Shape[] shapes(Call call) {
        Shape[] shapes = new Shape[call.inputs()];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = call.inShape(i);
        }
        return shapes;
    }

    private List<ParameterSpec> specs(Call call) {
        return layer.parameters(shapes(call));
    }

    /** Copies of all memory that a call can reach. */
    private final class Snapshot {
        private final float[][] now;
        private final float[][] before;
        private final int scratchFirst;
        private final int scratchStep;
        private final int scratchOwn;

        Snapshot(Call call) {
            float[] parameters = specs(call).isEmpty() ? new float[0] : call.parameter(0);
            now = new float[][] {call.workspace(), call.scratch(), call.gradient(0), call.update(0), parameters,
                call.packed()};
            before = new float[now.length][];
            for (int i = 0; i < now.length; i++) {
                before[i] = now[i].clone();
            }
            scratchFirst = call.scratchAt(0);
            scratchStep = call.scratchAt(1) - scratchFirst;
            scratchOwn = layer.needs(shapes(call)).scratch();
        }

        void compare(String what, BitSet memory, BitSet gradients, BitSet updates, BitSet packed) {
            BitSet scratch = new BitSet();
            for (int at = scratchFirst; at < now[1].length; at += scratchStep) {
                allow(scratch, at, scratchOwn);
            }
            compare(what, 0, memory,
                    "memory that is neither its output, its gradients, its saved values nor its workspace");
            compare(what, 1, scratch, "scratch beyond what it asked for");
            compare(what, 2, gradients, "gradients that are not its own");
            compare(what, 3, updates, "coming statistics that are not its own");
            compare(what, 4, new BitSet(), "parameters");
            compare(what, 5, packed, "packed parameters that are not its own, or not in pack");
        }

        private void compare(String what, int array, BitSet allowed, String written) {
            for (int i = allowed.nextClearBit(0); i < now[array].length; i = allowed.nextClearBit(i + 1)) {
                if (Float.floatToRawIntBits(now[array][i]) != Float.floatToRawIntBits(before[array][i])) {
                    throw new AssertionError(what + " wrote " + written + " (" + now[array][i] + " at offset " + i
                            + ").");
                }
            }
        }
    }

    @Override
    public Needs needs(Shape... inputs) {
        Needs needs = layer.needs(inputs);
        return needs.packed(needs.packed() + MOAT).workspace(needs.workspace() + MOAT).scratch(needs.scratch() + MOAT);
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return layer.outputShape(inputs);
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return layer.parameters(inputs);
    }

    @Override
    public @Nullable Object prepare(Shape... inputs) {
        return layer.prepare(inputs);
    }

    /** Stages run instead of the layer, so each gets a guard of its own. */
    @Override
    public List<Layer> stages() {
        List<Layer> stages = layer.stages();
        return stages.size() == 1 ? List.of(this) : stages.stream().<Layer>map(GuardedLayer::new).toList();
    }

    /** What a layer is made of has contracts of its own. */
    @Override
    public Optional<Node> expanded(Node... inputs) {
        return layer.expanded(inputs);
    }

    @Override
    public Optional<Layer> perStep() {
        return layer.perStep().map(GuardedLayer::new);
    }

    @Override
    public boolean passesMask() {
        return layer.passesMask();
    }

    @Override
    public boolean readsMask() {
        return layer.readsMask();
    }

    @Override
    public Optional<Layer> mask(Shape... inputs) {
        return layer.mask(inputs);
    }

    @Override
    public String className() {
        return layer.className();
    }

    @Override
    public String baseName() {
        return layer.baseName();
    }
}
