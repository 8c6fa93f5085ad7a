package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of the weights that follow them: the slow weights of {@link Lookahead}, and the {@link WeightAverage}. */
final class FollowingWeights {
    /** The name under which weights are saved that the average has replaced. */
    static final String REPLACED = "replaced_by_average";

    private final @Nullable Lookahead lookahead;
    private final @Nullable WeightAverage average;
    private final float[] slow;
    private final float[] mean;
    private float[] kept = {};
    private boolean replaced;

    FollowingWeights(OptimizerOptions options, int weights) {
        this.lookahead = options.lookahead();
        this.average = options.average();
        this.slow = new float[lookahead == null ? 0 : weights];
        this.mean = new float[average == null ? 0 : weights];
    }

    /** Adds the copies there are by the names under which they are saved. */
    void addTo(Map<String, float[]> arrays) {
        if (lookahead != null) {
            arrays.put("slow", slow);
        }
        if (average != null) {
            arrays.put("average", mean);
        }
    }

    /** Before a block is updated: slow weights begin as the weights. */
    void begin(long iteration, float[] weights, int at, int n) {
        if (lookahead != null && iteration == 1) {
            System.arraycopy(weights, at, slow, at, n);
        }
    }

    /** After a block was updated. */
    void follow(Kernels kernels, long iteration, float[] weights, int at, int n) {
        Lookahead ahead = lookahead;
        if (ahead != null && iteration % ahead.syncPeriod() == 0) {
            kernels.approach(n, (float) ahead.slowStepSize(), weights, slow, at);
            System.arraycopy(slow, at, weights, at, n);
        }
        WeightAverage moving = average;
        if (moving == null) {
            return;
        }
        if (iteration == 1) {
            System.arraycopy(weights, at, mean, at, n);
        } else {
            kernels.approach(n, (float) (1 - moving.momentum()), weights, mean, at);
        }
        if (moving.overwriteFrequency() > 0 && iteration % moving.overwriteFrequency() == 0) {
            System.arraycopy(mean, at, weights, at, n);
        }
    }

    /** Whether there is a moving average. */
    boolean hasAverage() {
        return average != null;
    }

    /** The average, if there is one, takes the place of the weights, which are kept. */
    void finish(float[] weights, WeightBlock[] blocks) {
        if (average == null || isAverage(weights, blocks)) {
            return;
        }
        if (kept.length == 0) {
            kept = new float[weights.length];
        }
        for (WeightBlock block : blocks) {
            System.arraycopy(weights, block.at(), kept, block.at(), block.size());
            System.arraycopy(mean, block.at(), weights, block.at(), block.size());
        }
        replaced = true;
    }

    private boolean isAverage(float[] weights, WeightBlock[] blocks) {
        for (WeightBlock block : blocks) {
            if (!Arrays.equals(weights, block.at(), block.end(), mean, block.at(), block.end())) {
                return false;
            }
        }
        return true;
    }

    /** When training goes on, the weights that the average has replaced come back, unless they were changed since. */
    void goOn(float[] weights, WeightBlock[] blocks) {
        if (replaced && isAverage(weights, blocks)) {
            for (WeightBlock block : blocks) {
                System.arraycopy(kept, block.at(), weights, block.at(), block.size());
            }
        }
        replaced = false;
    }

    /** The weights that the average has replaced; none while training goes on. */
    float[] replaced() {
        return replaced ? kept : new float[0];
    }

    /** Takes over the weights that the average had replaced when a training was saved; none if it had not. */
    void replaced(float[] weights) {
        kept = weights;
        replaced = weights.length > 0;
    }
}
