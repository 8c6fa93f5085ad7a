package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One application of a layer in a plan: a node, a stage of it, or several fused. */
final class PlannedOp {
    final Layer layer;
    /** How many of the first axes of inputs and output count as samples: a layer of single steps has 1. */
    final int stepAxes;
    /** How many samples of the layer a sample of the batch is. */
    final int steps;
    final String name;
    final Value[] inputs;
    final Value output;
    final Parameter[] parameters;
    final Shape[] inputShapes;
    final Shape outputShape;
    final Needs needs;
    final @Nullable Object prepared;
    /** Names the random stream: the node's position in the graph, and the stage's within the node. */
    final long stream;

    int index;
    int savedAt = -1;
    int packedAt;
    /** Whether the last of the inputs is the mask of the first. */
    final boolean masked;
    boolean runsBackward;
    boolean skipForward;
    boolean skipBackward;
    /** The neighbours that this host calls. */
    @Nullable PlannedOp guestInFront;
    @Nullable PlannedOp guestBehind;
    /** Whether the neighbours call this guest. */
    boolean hostInFront;
    boolean hostBehind;
    final boolean[] wantsDIn;
    final float[] dInBeta;
    final boolean[] wantsGradient;
    final float[] gradientBeta;

    PlannedOp(Layer layer, String name, Value[] inputs, Value output, Parameter[] parameters, long stream) {
        this(layer, 0, name, inputs, output, parameters, stream, null);
    }

    PlannedOp(Layer whole, int outerAxes, String name, Value[] ownInputs, Value output, Parameter[] parameters,
            long stream, @Nullable Value mask) {
        Layer inner = whole;
        int axes = outerAxes;
        for (Optional<Layer> one = inner.perStep(); one.isPresent(); one = inner.perStep()) {
            inner = one.get();
            axes++;
        }
        this.layer = inner;
        this.stepAxes = axes;
        this.steps = steps(output.shape, axes);
        this.name = name;
        this.masked = mask != null;
        this.inputs = mask == null ? ownInputs : Arrays.copyOf(ownInputs, ownInputs.length + 1);
        if (mask != null) {
            inputs[ownInputs.length] = mask;
        }
        this.output = output;
        this.parameters = parameters;
        this.stream = stream;
        this.inputShapes = Arrays.stream(ownInputs).map(v -> ofOneStep(v.shape)).toArray(Shape[]::new);
        this.outputShape = ofOneStep(output.shape);
        Needs ofSample = layer.needs(inputShapes);
        this.needs = ofSample.savedPerSample(Math.multiplyExact(steps, ofSample.savedPerSample()));
        this.prepared = layer.prepare(inputShapes);
        this.wantsDIn = new boolean[inputs.length];
        this.dInBeta = new float[inputs.length];
        this.wantsGradient = new boolean[parameters.length];
        for (int p = 0; p < parameters.length; p++) {
            wantsGradient[p] = parameters[p].trainable();
        }
        this.gradientBeta = new float[parameters.length];
    }

    private static int steps(Shape shape, int axes) {
        int steps = 1;
        for (int i = 0; i < axes; i++) {
            steps *= shape.dim(i);
        }
        return steps;
    }

    private Shape ofOneStep(Shape shape) {
        return stepAxes == 0 ? shape : Shape.of(Arrays.copyOfRange(shape.dims(), stepAxes, shape.rank()));
    }

    Guest asGuest() {
        return (Guest) layer;
    }

    /** The moment at which the op's work in forward begins, and that in backward ends: its own, or that of its host. */
    int firstForward() {
        return hostInFront ? index - 1 : index;
    }

    int lastForward() {
        return hostBehind ? index + 1 : index;
    }

    boolean hasTrainable() {
        for (boolean wanted : wantsGradient) {
            if (wanted) {
                return true;
            }
        }
        return false;
    }

    /** Whether backward begins the gradient of its first input, by assigning it; others may add to it later. */
    boolean isFirstToWriteGradientOf(Value first) {
        return dInBeta[0] == 0 && Arrays.stream(inputs).filter(v -> v == first).count() == 1;
    }

    /** Whether this layer alone reads the value, and only once. */
    boolean isOnlyConsumerOf(Value v) {
        return v.consumers.size() == 1 && v.consumers.getFirst() == this;
    }
}
