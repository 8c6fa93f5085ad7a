package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tensor of a plan: who writes it, who reads it, and where it and its gradient lie. */
final class Value {
    static final int NOT_EXTERNAL = -1;

    final Shape shape;
    /** The number of the model's input that this is, or {@link #NOT_EXTERNAL}. */
    final int external;
    final List<PlannedOp> consumers = new ArrayList<>();
    @Nullable PlannedOp producer;
    /** [time]: 1 for steps that count, 0 for padding; null where all count. */
    @Nullable Value mask;
    /** Whether this is itself a mask: nobody wants its gradient. */
    boolean isMask;
    boolean graphOutput;
    boolean requiresGradient;
    /** A fused loss turns it, in place, into what the layer that it replaces would have put out. */
    boolean overwrittenByLoss;

    /** The value whose memory this one shares; itself if it has its own. */
    Value storage = this;
    Value gradientStorage = this;
    private int at;
    private int gradientAt;

    Value(Shape shape, int external) {
        this.shape = shape;
        this.external = external;
    }

    /** Whether this mask has an element for each step of a value; those behind a recurrent layer's states have not. */
    boolean fits(Value steps) {
        return steps.shape.rank() > 0 && steps.shape.dim(0) == shape.size();
    }

    void placeAt(int offset) {
        at = offset;
    }

    void placeGradientAt(int offset) {
        gradientAt = offset;
    }

    int at() {
        return storage().at;
    }

    int gradientAt() {
        return gradientStorage().gradientAt;
    }

    Value storage() {
        Value v = this;
        while (v.storage != v) {
            v = v.storage;
        }
        return v;
    }

    Value gradientStorage() {
        Value v = this;
        while (v.gradientStorage != v) {
            v = v.gradientStorage;
        }
        return v;
    }
}
