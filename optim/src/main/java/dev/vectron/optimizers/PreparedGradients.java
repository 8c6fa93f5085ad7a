package dev.vectron.optimizers;

import dev.vectron.kernels.Kernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of gradients before an update: sums over several batches, limits.
 *
 * <p>The gradients that are given stay as they are; what differs from them goes to an array of the same layout. A norm
 * is the sum of one partial sum for each block, in double, added in the blocks' order: its bits do not depend on
 * threads.
 */
final class PreparedGradients {
    private final int batches;
    private final Clipping clipping;
    private final float[] own;
    private final double[] partial;
    private final double[] squares;
    private final float[] factors;

    PreparedGradients(OptimizerOptions options, int weights, int parameters, int blocks) {
        this.batches = options.accumulationSteps();
        this.clipping = options.clipping();
        boolean norms = clipping.kind().byNorm();
        this.own = new float[batches > 1 || clipping.kind() != Clipping.Kind.NONE ? weights : 0];
        this.partial = new double[norms ? blocks : 0];
        this.squares = new double[norms ? Math.max(1, parameters) : 0];
        this.factors = new float[squares.length];
    }

    /** The sums so far, to be saved; null if nothing is accumulated. */
    float @Nullable [] sums() {
        return batches > 1 ? own : null;
    }

    /** Whether {@link #measure} is needed for all blocks before {@link #give}. */
    boolean needsNorms() {
        return clipping.kind().byNorm();
    }

    /** Adds a block of a batch that makes no update. */
    void accumulate(Kernels kernels, WeightBlock block, float[] gradients, boolean first) {
        kernels.scale(block.size(), 1f, gradients, block.at(), first ? 0f : 1f, own, block.at());
    }

    private void mean(Kernels kernels, WeightBlock block, float[] gradients) {
        int at = block.at();
        kernels.add(block.size(), own, at, gradients, at, own, at);
        kernels.scale(block.size(), (float) (1.0 / batches), own, at, 0f, own, at);
    }

    /** The first half of clipping by norms: the sum of squares of a block. */
    void measure(Kernels kernels, WeightBlock block, int number, float[] gradients) {
        if (batches > 1) {
            mean(kernels, block, gradients);
        }
        partial[number] = kernels.sumOfSquares(block.size(), batches > 1 ? own : gradients, block.at());
    }

    /** Makes factors of the sums of all blocks. */
    void combine(WeightBlock[] blocks) {
        Arrays.fill(squares, 0);
        for (int i = 0; i < blocks.length; i++) {
            squares[blocks[i].group()] += partial[i];
        }
        for (int i = 0; i < squares.length; i++) {
            factors[i] = (float) (clipping.limit() / Math.max(Math.sqrt(squares[i]), clipping.limit()));
        }
    }

    /** Gives a block the gradients of an update. */
    void give(Kernels kernels, WeightBlock block, float[] gradients) {
        float[] source = gradients;
        if (batches > 1) {
            if (!needsNorms()) {
                mean(kernels, block, gradients);
            }
            source = own;
        }
        if (clipping.kind() == Clipping.Kind.CLIPVALUE) {
            kernels.clip(block.size(), (float) clipping.limit(), source, own, block.at());
            source = own;
        } else if (needsNorms() && factors[block.group()] != 1) {
            kernels.scale(block.size(), factors[block.group()], source, block.at(), 0f, own, block.at());
            source = own;
        }
        block.gradients(source);
    }
}
