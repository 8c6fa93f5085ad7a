package dev.vectron.optimizers;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.parallel.Workers;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer keeps during one training: its slots, the number of steps done and the present learning rate.
 *
 * <p>Slots have the layout of {@link Graph#values}. A step is one pass over the trainable weights in fixed blocks of
 * 16,384, which several threads may share; the bits do not depend on how many. Not thread-safe.
 *
 * {@snippet :
 * OptimizerState state = adam(1e-3).begin(graph);
 * state.step(run);          // after run.backward()
 * }
 */
public final class OptimizerState {
    /** Floats of a block: with weights, gradients and two slots 256 kB, a share of the second-level cache. */
    private static final int BLOCK = 16_384;

    private final Optimizer optimizer;
    private final Graph graph;
    private final float[][] slots;
    private final int[] blockAt;
    private final int[] blockSize;
    private final Blocks blocks = new Blocks();
    private long iterations;
    private double learningRate;
    private double stepSize;

    /**
     * A state with slots of zeros.
     *
     * @param optimizer what to do in a step
     * @param graph the graph to train
     */
    OptimizerState(Optimizer optimizer, Graph graph) {
        this.optimizer = optimizer;
        this.graph = graph;
        this.learningRate = optimizer.learningRate();
        this.stepSize = learningRate;
        this.slots = new float[optimizer.slots().size()][graph.size()];
        List<int[]> ranges = blocksOf(graph.parameters());
        this.blockAt = ranges.stream().mapToInt(r -> r[0]).toArray();
        this.blockSize = ranges.stream().mapToInt(r -> r[1]).toArray();
    }

    /** Cuts the longest contiguous ranges of trainable weights into blocks. */
    private static List<int[]> blocksOf(List<Parameter> parameters) {
        List<int[]> blocks = new ArrayList<>();
        int from = -1;
        int to = -1;
        for (Parameter p : parameters) {
            if (!p.trainable()) {
                continue;
            }
            if (p.at() != to) {
                cut(from, to, blocks);
                from = p.at();
            }
            to = p.at() + p.size();
        }
        cut(from, to, blocks);
        return blocks;
    }

    private static void cut(int from, int to, List<int[]> blocks) {
        for (int at = from; at < to; at += BLOCK) {
            blocks.add(new int[] {at, Math.min(BLOCK, to - at)});
        }
    }

    /** {@return what is done in a step} */
    public Optimizer optimizer() {
        return optimizer;
    }

    /** {@return how many steps were done; during a step its own number, from 1} */
    public long iterations() {
        return iterations;
    }

    /** {@return the present learning rate} */
    public double learningRate() {
        return learningRate;
    }

    /**
     * Sets the learning rate of the coming steps.
     *
     * @param rate the new rate
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public void learningRate(double rate) {
        learningRate = Rates.learningRate(optimizer.name(), rate);
    }

    /** {@return the factor of the present step, from {@link Optimizer#stepSize}} */
    public double stepSize() {
        return stepSize;
    }

    /** {@return the weights of the graph, trainable or not: the array itself} */
    public float[] weights() {
        return graph.values();
    }

    /**
     * One of the slots.
     *
     * @param i its number in {@link Optimizer#slots}
     * @return the array itself, in the layout of the weights
     */
    public float[] slot(int i) {
        return slots[i];
    }

    /**
     * Changes the weights by the gradients of a run; allocates nothing. Statistics and constraints are left to
     * {@link Run#finishStep}.
     *
     * @param run a training run of the same graph after {@link Run#backward}
     */
    public void step(Run run) {
        step(run.plan().kernels(), run.threads(), run.gradients());
    }

    /**
     * Changes the weights by given gradients; allocates nothing.
     *
     * @param kernels the kernels to compute with
     * @param threads how many threads may take part
     * @param gradients the gradients, in the layout of the weights
     */
    public void step(Kernels kernels, int threads, float[] gradients) {
        iterations++;
        stepSize = optimizer.stepSize(learningRate, iterations);
        blocks.kernels = kernels;
        blocks.gradients = gradients;
        Workers.run(threads, blockAt.length, blocks);
    }

    /**
     * The slots as tensors, to be saved: {@code momentum/conv2d/kernel} and so on for each trainable parameter.
     *
     * @return copies, in graph order
     */
    public Map<String, Tensor> toTensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int s = 0; s < slots.length; s++) {
            for (Parameter p : graph.parameters()) {
                if (p.trainable()) {
                    Tensor t = Tensor.zeros(p.shape());
                    System.arraycopy(slots[s], p.at(), t.values(), 0, p.size());
                    tensors.put(slotName(s, p), t);
                }
            }
        }
        return tensors;
    }

    /**
     * Takes over the slots and the position of a training that was saved.
     *
     * @param done how many steps were done
     * @param rate the learning rate
     * @param tensors what {@link #toTensors} gave
     * @throws IllegalArgumentException if a slot is missing or has another shape; then nothing was changed
     */
    public void restore(long done, double rate, Map<String, Tensor> tensors) {
        if (done < 0) {
            throw new IllegalArgumentException(optimizer.name()
                    + ": the number of steps done must be at least 0, got " + done + ".");
        }
        Rates.learningRate(optimizer.name(), rate);
        for (int s = 0; s < slots.length; s++) {
            for (Parameter p : graph.parameters()) {
                if (p.trainable()) {
                    require(slotName(s, p), p, tensors.get(slotName(s, p)));
                }
            }
        }
        for (int s = 0; s < slots.length; s++) {
            for (Parameter p : graph.parameters()) {
                Tensor t = tensors.get(slotName(s, p));
                if (p.trainable() && t != null) {
                    System.arraycopy(t.values(), 0, slots[s], p.at(), p.size());
                }
            }
        }
        iterations = done;
        learningRate = rate;
    }

    private void require(String name, Parameter p, @Nullable Tensor t) {
        if (t == null || !t.shape().equals(p.shape())) {
            throw new IllegalArgumentException(optimizer.name() + ": expects a saved slot \"" + name + "\" of shape "
                    + p.shape() + ", got "
                    + (t == null ? "none" : t.shape()) + "; the state belongs to another model or optimizer.");
        }
    }

    private String slotName(int slot, Parameter p) {
        return optimizer.slots().get(slot) + "/" + p.name();
    }

    /** The parts of a step; one object, so that starting them allocates nothing. */
    private final class Blocks implements Workers.Task {
        private @Nullable Kernels kernels;
        private float[] gradients = {};

        @Override
        public void run(int part, int thread) {
            Kernels k = kernels;
            if (k != null) {
                optimizer.update(OptimizerState.this, k, gradients, blockAt[part], blockSize[part]);
            }
        }
    }
}
