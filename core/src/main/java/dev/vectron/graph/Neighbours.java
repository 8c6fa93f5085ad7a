package dev.vectron.graph;

import java.util.List;

/** Finds the hosts and guests in a plan. */
final class Neighbours {
    private Neighbours() {}

    /**
     * Has hosts call the guests in front of them and behind. Nothing runs between two neighbours, so whatever else
     * reads the value between them does so later, and whatever else adds to its gradient has done so before.
     */
    static void connect(List<PlannedOp> ops) {
        for (int i = 1; i < ops.size(); i++) {
            PlannedOp before = ops.get(i - 1);
            PlannedOp op = ops.get(i);
            if (before.stepAxes != op.stepAxes) {
                continue;
            }
            if (before.layer instanceof Host && op.layer instanceof Guest
                    && op.inputs[op.inputs.length - 1] == before.output) {
                before.guestBehind = op;
                op.hostInFront = true;
            }
            if (before.layer instanceof Guest && op.layer instanceof Host && op.inputs[0] == before.output) {
                op.guestInFront = before;
                before.hostBehind = true;
            }
        }
    }
}
