package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import java.util.Arrays;

/** The mask of sequences that follow each other; all steps count of those without a mask. Thread-safe. */
final class ChainedMask implements Layer {
    private final int[] steps;
    private final boolean[] masked;

    /**
     * The mask of some sequences.
     *
     * @param steps how many steps each has
     * @param masked whether it has a mask, which is this layer's next input then
     */
    ChainedMask(int[] steps, boolean[] masked) {
        this.steps = steps;
        this.masked = masked;
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return Shape.of(Arrays.stream(steps).sum());
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of();
    }

    @Override
    public void forward(Call call) {
        int all = call.outShape().size();
        for (int sample = 0; sample < call.batch(); sample++) {
            int to = call.outAt() + sample * all;
            int input = 0;
            for (int i = 0; i < steps.length; i++) {
                if (masked[i]) {
                    System.arraycopy(call.in(input), call.inAt(input) + sample * steps[i], call.out(), to, steps[i]);
                    input++;
                } else {
                    Arrays.fill(call.out(), to, to + steps[i], 1f);
                }
                to += steps[i];
            }
        }
    }

    @Override
    public void backward(Call call) {
        throw new IllegalStateException("A mask has no gradient.");
    }
}
