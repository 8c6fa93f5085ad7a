package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of the weights that follow them: the slow weights of {@link Lookahead}, and the {@link WeightAverage}. */
final class FollowingWeights {
    private final @Nullable Lookahead lookahead;
    private final @Nullable WeightAverage average;
    private final float[] slow;
    private final float[] mean;

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

    /** At the end of training the average, if there is one, takes the place of the weights. */
    void finish(float[] weights, WeightBlock[] blocks) {
        if (average != null) {
            for (WeightBlock block : blocks) {
                System.arraycopy(mean, block.at(), weights, block.at(), block.size());
            }
        }
    }
}
