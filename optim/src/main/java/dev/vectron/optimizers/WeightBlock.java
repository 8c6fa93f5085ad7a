package dev.vectron.optimizers;

import dev.vectron.graph.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of weights with all that an update needs: gradients and slots at the same places, and the numbers of the
 * update. Blocks of an {@link OptimizerState} are disjoint; each is used by one thread at a time.
 *
 * <p>Not thread-safe.
 */
public final class WeightBlock {
    /** Floats of a block: with weights, gradients and two slots 256 kB, a share of the second-level cache. */
    private static final int MOST = 16_384;

    private final OptimizerState state;
    private final Kind kind;
    private final int at;
    private final int size;
    private float[] gradients = {};

    /**
     * What the weights of a block have in common.
     *
     * @param factor of the learning rate
     * @param decay of the weights
     * @param group the number of the norm that limits the gradients
     */
    private record Kind(float factor, double decay, int group) {}

    private WeightBlock(OptimizerState state, Kind kind, int at, int size) {
        this.state = state;
        this.kind = kind;
        this.at = at;
        this.size = size;
    }

    /**
     * Cuts the trainable weights into blocks: as long as parameters lie one behind the other and are treated alike, a
     * block goes on over their borders.
     */
    static WeightBlock[] cut(OptimizerState state, List<Parameter> parameters, OptimizerOptions options) {
        boolean normOfEach = options.clipping().kind() == Clipping.Kind.CLIPNORM;
        List<WeightBlock> blocks = new ArrayList<>();
        Kind present = new Kind(1, 0, 0);
        int from = 0;
        int to = 0;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            if (!p.trainable()) {
                continue;
            }
            Kind kind = new Kind(p.learningRateFactor(), options.weightDecay().of(p), normOfEach ? i : 0);
            if (p.at() != to || !kind.equals(present)) {
                cut(state, present, from, to, blocks);
                from = p.at();
                present = kind;
            }
            to = p.at() + p.size();
        }
        cut(state, present, from, to, blocks);
        return blocks.toArray(WeightBlock[]::new);
    }

    private static void cut(OptimizerState state, Kind kind, int from, int to, List<WeightBlock> blocks) {
        for (int at = from; at < to; at += MOST) {
            blocks.add(new WeightBlock(state, kind, at, Math.min(MOST, to - at)));
        }
    }

    /** {@return where the block begins in all of its arrays} */
    public int at() {
        return at;
    }

    /** {@return how many weights it has} */
    public int size() {
        return size;
    }

    /** {@return the place behind its last weight} */
    public int end() {
        return at + size;
    }

    /** {@return the weights: the graph's array itself} */
    public float[] weights() {
        return state.weights();
    }

    /** {@return the gradients, accumulated and clipped: an array of the same layout, to be read only} */
    public float[] gradients() {
        return gradients;
    }

    /**
     * One of the slots.
     *
     * @param i its number in {@link Optimizer#slots}
     * @return the array itself, in the layout of the weights
     */
    public float[] slot(int i) {
        return state.slot(i);
    }

    /**
     * One of the numbers kept once for all weights.
     *
     * @param i its position in {@link Optimizer#numbers}
     * @return its value
     */
    public double number(int i) {
        return state.number(i);
    }

    /** {@return the number of this update, from 1} */
    public long iteration() {
        return state.iterations();
    }

    /** {@return the learning rate of these weights} */
    public float learningRate() {
        return (float) (state.learningRate() * kind.factor());
    }

    /** {@return the factor of this update, from {@link Optimizer#stepSize}, for these weights} */
    public float stepSize() {
        return (float) (state.stepSize() * kind.factor());
    }

    /** Which norm limits the gradients: the parameter's position, or 0 for all. */
    int group() {
        return kind.group();
    }

    /** The share of the weights that this update takes away. */
    float decay() {
        return (float) (state.learningRate() * kind.factor() * kind.decay());
    }

    void gradients(float[] array) {
        gradients = array;
    }
}
