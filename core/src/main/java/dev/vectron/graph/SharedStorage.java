package dev.vectron.graph;

import java.util.List;

/**
 * Which outputs lie where their op's input lies, and which gradients of inputs where those of outputs lie: those of ops
 * that may work in place, as long as nobody reads what they overwrite.
 *
 * @param ops the ops of a plan, in the order in which they run forward
 */
record SharedStorage(List<PlannedOp> ops) {
    /** Decides for each op, from the first to the last. */
    void find() {
        for (PlannedOp op : ops) {
            Value in = op.inputs[0];
            Needs.Placement placement = op.needs.placement();
            if (placement == Needs.Placement.SEPARATE || in.shape.size() != op.output.shape.size()) {
                continue;
            }
            boolean view = placement == Needs.Placement.VIEW;
            if (view ? mayCoincide(op, in) : mayOverwrite(op, in)) {
                op.output.storage = in.storage();
                op.skipForward = view;
            }
            if (op.runsBackward && op.wantsDIn[0] && op.isFirstToWriteGradientOf(in)) {
                in.gradientStorage = op.output.gradientStorage();
                op.skipBackward = view;
            }
        }
    }

    /**
     * A view must be copied after all if it is an output of the model in the caller's memory, or if a loss overwrites
     * what others read.
     */
    private boolean mayCoincide(PlannedOp op, Value in) {
        if (op.output.overwrittenByLoss) {
            return mayOverwrite(op, in);
        }
        return in.storage().external < 0 || !op.output.graphOutput;
    }

    /** Nobody may read, after this op's forward, any value that lies where its input lies. */
    private boolean mayOverwrite(PlannedOp op, Value in) {
        Value storage = in.storage();
        if (storage.external >= 0) {
            return false;
        }
        for (int i = 1; i < op.inputs.length; i++) {
            if (op.inputs[i].storage() == storage) {
                return false;
            }
        }
        for (PlannedOp other : ops) {
            if (other.output.storage() == storage && (other.output.graphOutput || other.runsBackward
                    && other.needs.readsOutput())) {
                return false;
            }
            for (Value v : other.inputs) {
                if (v.storage() == storage && (other.index > op.index || other.runsBackward
                        && other.needs.readsInput())) {
                    return false;
                }
            }
        }
        return true;
    }
}
