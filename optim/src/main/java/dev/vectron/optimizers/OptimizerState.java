package dev.vectron.optimizers;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.parallel.Workers;
import dev.vectron.schedules.Constant;
import dev.vectron.schedules.LearningRateSchedule;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer keeps during one training: its slots and numbers, how many steps were done, accumulated gradients,
 * averages of the weights and the present learning rate.
 *
 * <p>Slots have the layout of {@link Graph#values}. A step is one pass over the trainable weights in fixed blocks of at
 * most 16,384 (two where norms are limited), which several threads may share; the bits do not depend on how many. Which
 * parameters are trainable, and their learning-rate factors, are read once, when the state is made. Not thread-safe.
 *
 * <p>A saved state of another optimizer is an {@code IllegalArgumentException}; a rate that is set while a schedule
 * gives it is an {@code IllegalStateException}.
 *
 * {@snippet :
 * OptimizerState state = adam(1e-3).begin(graph);
 * state.step(run);          // after run.backward()
 * }
 */
public final class OptimizerState {
    private static final String ITERATIONS = "iterations";
    private static final String ACCUMULATED = "accumulated_batches";
    private static final String RATE = "learning_rate";

    private enum Phase {
        ACCUMULATE, MEASURE, UPDATE
    }

    private final Optimizer optimizer;
    private final Graph graph;
    private final int accumulationSteps;
    private final List<String> numberNames;
    private final double[] numbers;
    private final float[][] slots;
    private final Map<String, float[]> arrays = new LinkedHashMap<>();
    private final WeightBlock[] blocks;
    private final PreparedGradients prepared;
    private final FollowingWeights following;
    private final Work work = new Work();
    private LearningRateSchedule schedule;
    private long iterations;
    private int accumulated;
    private double learningRate;
    private double stepSize;

    /**
     * A state before the first step.
     *
     * @param optimizer what to do in a step
     * @param graph the graph to train
     * @param schedule the learning rates
     */
    OptimizerState(Optimizer optimizer, Graph graph, LearningRateSchedule schedule) {
        OptimizerOptions options = optimizer.options();
        List<Parameter> parameters = graph.parameters();
        this.optimizer = optimizer;
        this.graph = graph;
        this.schedule = schedule;
        this.accumulationSteps = options.accumulationSteps();
        this.numberNames = optimizer.numbers();
        this.numbers = new double[numberNames.size()];
        this.slots = new float[optimizer.slots().size()][graph.size()];
        for (int i = 0; i < slots.length; i++) {
            Arrays.fill(slots[i], optimizer.initialValue(i));
            arrays.put(optimizer.slots().get(i), slots[i]);
        }
        this.blocks = WeightBlock.cut(this, parameters, options);
        this.prepared = new PreparedGradients(options, graph.size(), parameters.size(), blocks.length);
        this.following = new FollowingWeights(options, graph.size());
        float[] sums = prepared.sums();
        if (sums != null) {
            arrays.put("gradient_accumulator", sums);
        }
        following.addTo(arrays);
        this.learningRate = rateOf(0);
        this.stepSize = learningRate;
    }

    private double rateOf(long step) {
        return Rates.learningRate(optimizer.name(), schedule.rate(step));
    }

    /** {@return what is done in a step} */
    public Optimizer optimizer() {
        return optimizer;
    }

    /** {@return how often the weights were updated; during an update its own number, from 1} */
    public long iterations() {
        return iterations;
    }

    /** {@return how many batches there were: as many as updates, unless gradients are accumulated} */
    public long batches() {
        return iterations * accumulationSteps + accumulated;
    }

    /** {@return the learning rate of the present step; between steps, of the next one} */
    public double learningRate() {
        return learningRate;
    }

    /**
     * Sets the learning rate of the coming steps.
     *
     * @param rate the new rate
     * @throws IllegalArgumentException if it is negative or not finite
     * @throws IllegalStateException if the optimizer has a schedule
     */
    public void learningRate(double rate) {
        if (followsSchedule()) {
            throw new IllegalStateException(optimizer.name() + ": the learning rate follows the schedule " + schedule
                    + " and cannot be set to " + rate
                    + "; make the optimizer with a number if the rate is to be set by hand or by a callback.");
        }
        learningRate = Rates.learningRate(optimizer.name(), rate);
        schedule = new Constant(rate);
    }

    /** {@return whether the learning rate follows a schedule, so that it cannot be set} */
    public boolean followsSchedule() {
        return !(schedule instanceof Constant);
    }

    /** {@return the factor of the present update, from {@link Optimizer#stepSize}} */
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
     * One of the numbers kept once for all weights.
     *
     * @param i its position in {@link Optimizer#numbers}
     * @return its value
     */
    public double number(int i) {
        return numbers[i];
    }

    /**
     * Changes one of the numbers kept once for all weights; for {@link Optimizer#beginUpdate}.
     *
     * @param i its position in {@link Optimizer#numbers}
     * @param value the new value
     */
    public void number(int i, double value) {
        numbers[i] = value;
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
     * Changes the weights by given gradients, or only keeps these if several batches make an update; allocates nothing.
     *
     * @param kernels the kernels to compute with
     * @param threads how many threads may take part
     * @param gradients the gradients, in the layout of the weights; they stay as they are
     */
    public void step(Kernels kernels, int threads, float[] gradients) {
        work.kernels = kernels;
        work.gradients = gradients;
        learningRate = rateOf(batches());
        if (accumulated + 1 < accumulationSteps) {
            work.run(Phase.ACCUMULATE, threads);
            accumulated++;
        } else {
            accumulated = 0;
            iterations++;
            if (prepared.needsNorms()) {
                work.run(Phase.MEASURE, threads);
                prepared.combine(blocks);
            }
            stepSize = optimizer.stepSize(learningRate, iterations);
            optimizer.beginUpdate(this);
            work.run(Phase.UPDATE, threads);
        }
        learningRate = rateOf(batches());
    }

    /**
     * Ends a training: a moving average of the weights, if there is one, takes their place, and they are kept.
     * {@code fit} does it after the last epoch.
     */
    public void finish() {
        if (iterations > 0) {
            following.finish(weights(), blocks);
        }
    }

    /** {@return whether the optimizer keeps a moving average of the weights} */
    public boolean hasAverage() {
        return following.hasAverage();
    }

    /**
     * Goes on after {@link #finish}: the weights that a moving average has replaced come back, unless they were changed
     * since. {@code fit} does it before the first step.
     */
    public void goOn() {
        following.goOn(weights(), blocks);
    }

    /**
     * Everything that is one number: {@code iterations}, {@code accumulated_batches}, {@code learning_rate}, and the
     * optimizer's own; to be saved, for example as JSON, and given to {@link #restore}.
     *
     * @return whole numbers as {@code Long}, others as {@code Double}
     */
    public Map<String, Object> toNumbers() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(ITERATIONS, iterations);
        all.put(ACCUMULATED, (long) accumulated);
        all.put(RATE, learningRate);
        for (int i = 0; i < numbers.length; i++) {
            all.put(numberNames.get(i), numbers[i]);
        }
        return all;
    }

    /**
     * The slots and all else of the weights' layout as tensors, to be saved: {@code momentum/conv2d/kernel} and so on
     * for each trainable parameter.
     *
     * @return copies, in graph order
     */
    public Map<String, Tensor> toTensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        forEach(arraysWith(following.replaced()), (name, array, p) -> {
            Tensor t = Tensor.zeros(p.shape());
            System.arraycopy(array, p.at(), t.values(), 0, p.size());
            tensors.put(name, t);
        });
        return tensors;
    }

    /** Part of one of the arrays: what it holds for a parameter, under a name of its own. */
    @FunctionalInterface
    private interface Part {
        void visit(String name, float[] array, Parameter p);
    }

    private void forEach(Map<String, float[]> all, Part part) {
        all.forEach((name, array) -> {
            for (Parameter p : graph.parameters()) {
                if (p.trainable()) {
                    part.visit(name + "/" + p.name(), array, p);
                }
            }
        });
    }

    private Map<String, float[]> arraysWith(float[] replaced) {
        Map<String, float[]> all = new LinkedHashMap<>(arrays);
        if (replaced.length > 0) {
            all.put(FollowingWeights.REPLACED, replaced);
        }
        return all;
    }

    /**
     * Takes over a training that was saved; it goes on with the same bits as if it had never stopped.
     *
     * @param saved what {@link #toNumbers} gave; with a schedule, its rate is not needed
     * @param tensors what {@link #toTensors} gave
     * @throws IllegalArgumentException if something is missing or has another shape; then nothing was changed
     */
    public void restore(Map<String, ?> saved, Map<String, Tensor> tensors) {
        long done = (long) require(saved, ITERATIONS);
        int waiting = (int) require(saved, ACCUMULATED);
        double rate = require(saved, RATE);
        if (done < 0 || waiting < 0 || waiting >= accumulationSteps) {
            throw new IllegalArgumentException(optimizer.name() + ": expects a saved state of at least 0 iterations and"
                    + " less than " + accumulationSteps + " accumulated batches, got " + done + " and " + waiting
                    + "; the state belongs to another optimizer.");
        }
        Rates.learningRate(optimizer.name(), rate);
        double[] own = new double[numbers.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = require(saved, numberNames.get(i));
        }
        boolean ended = tensors.keySet().stream().anyMatch(name -> name.startsWith(FollowingWeights.REPLACED + "/"));
        float[] replaced = new float[ended ? graph.size() : 0];
        Map<String, float[]> all = arraysWith(replaced);
        forEach(all, (name, _, p) -> require(tensors, name, p));
        forEach(all,
                (name, array, p) -> System.arraycopy(require(tensors, name, p).values(), 0, array, p.at(), p.size()));
        following.replaced(replaced);
        System.arraycopy(own, 0, numbers, 0, own.length);
        iterations = done;
        accumulated = waiting;
        schedule = schedule instanceof Constant ? new Constant(rate) : schedule;
        learningRate = rateOf(batches());
    }

    private double require(Map<String, ?> saved, String name) {
        if (saved.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(optimizer.name() + ": expects a saved number \"" + name + "\", got "
                + saved.get(name) + "; the state belongs to another optimizer.");
    }

    private Tensor require(Map<String, Tensor> tensors, String name, Parameter p) {
        @Nullable Tensor t = tensors.get(name);
        if (t == null || !t.shape().equals(p.shape())) {
            throw new IllegalArgumentException(optimizer.name() + ": expects a saved slot \"" + name + "\" of shape "
                    + p.shape() + ", got "
                    + (t == null ? "none" : t.shape()) + "; the state belongs to another model or optimizer.");
        }
        return t;
    }

    private void update(Kernels kernels, WeightBlock block, float[] gradients) {
        float[] weights = weights();
        prepared.give(kernels, block, gradients);
        following.begin(iterations, weights, block.at(), block.size());
        float decay = block.decay();
        if (decay != 0) {
            kernels.sgd(block.size(), decay, weights, weights, block.at());
        }
        optimizer.update(kernels, block);
        following.follow(kernels, iterations, weights, block.at(), block.size());
    }

    /** The parts of a step; one object, so that starting them allocates nothing. */
    private final class Work implements Workers.Task {
        private @Nullable Kernels kernels;
        private float[] gradients = {};
        private Phase phase = Phase.UPDATE;

        void run(Phase which, int threads) {
            phase = which;
            Workers.run(threads, blocks.length, this);
        }

        @Override
        public void run(int part, int thread) {
            Kernels k = kernels;
            if (k == null) {
                return;
            }
            if (phase == Phase.UPDATE) {
                update(k, blocks[part], gradients);
            } else if (phase == Phase.MEASURE) {
                prepared.measure(k, blocks[part], part, gradients);
            } else {
                prepared.accumulate(k, blocks[part], gradients, accumulated == 0);
            }
        }
    }
}
