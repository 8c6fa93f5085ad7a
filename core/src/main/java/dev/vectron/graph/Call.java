package dev.vectron.graph;

import dev.vectron.kernels.Kernels;
import dev.vectron.parallel.Workers;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One application of a layer to a batch: where its inputs, output, parameters and gradients lie, and what it may work
 * with.
 *
 * <p>Everything is an array and an offset ({@code in(0)}, {@code inAt(0)}); a batch lies sample by sample. A call
 * belongs to one {@link Run} and is used by one layer at a time; the parts of {@link #parallel} may read it from
 * several threads.
 */
public final class Call {
    final PlannedOp op;
    private final Run run;

    Call(PlannedOp op, Run run) {
        this.op = op;
        this.run = run;
    }

    /** {@return the layer's name in the graph, for messages} */
    public String name() {
        return op.name;
    }

    /** {@return samples in this batch; the last batch of an epoch may be shorter} */
    public int batch() {
        return run.batch * op.steps;
    }

    /** {@return true in training, false in inference} */
    public boolean training() {
        return run.plan.training();
    }

    /** {@return how many inputs there are} */
    public int inputs() {
        return op.inputShapes.length;
    }

    /**
     * The shape of an input, without the batch axis.
     *
     * @param i the input
     * @return its shape, without the batch axis
     */
    public Shape inShape(int i) {
        return op.inputShapes[i];
    }

    /** {@return the output's shape, without the batch axis} */
    public Shape outShape() {
        return op.outputShape;
    }

    /**
     * Floats of an input: batch · size.
     *
     * @param i the input
     * @return floats of that input: batch · size
     */
    public int inSize(int i) {
        return batch() * op.inputShapes[i].size();
    }

    /** {@return floats of the output: batch · size} */
    public int outSize() {
        return batch() * op.outputShape.size();
    }

    /**
     * The array that holds an input.
     *
     * @param i the input
     * @return the array that holds it
     */
    public float[] in(int i) {
        return run.array(op.inputs[i]);
    }

    /**
     * Where an input begins in its array.
     *
     * @param i the input
     * @return where it begins
     */
    public int inAt(int i) {
        return run.at(op.inputs[i]);
    }

    /**
     * {@return the array with the mask of the first input, [batch, time] with 1 for steps that count and 0 for padding;
     * null if all count, or if {@link Layer#readsMask} says no}
     */
    public float @Nullable [] mask() {
        return op.masked ? run.array(op.inputs[op.inputs.length - 1]) : null;
    }

    /** {@return where the mask begins} */
    public int maskAt() {
        return op.masked ? run.at(op.inputs[op.inputs.length - 1]) : 0;
    }

    /**
     * Adds a term to the loss of this batch, for layers that regularize their output; forward calls it, and backward
     * adds the term's gradient to that of the input.
     *
     * @param term the value; it replaces that of the batch before
     */
    public void addLoss(double term) {
        run.layerLosses[op.index] = term;
    }

    /** {@return the array that receives the output} */
    public float[] out() {
        return run.array(op.output);
    }

    /** {@return where the output begins} */
    public int outAt() {
        return run.at(op.output);
    }

    /**
     * Whether backward has to compute the gradient of an input.
     *
     * @param i the input
     * @return whether backward has to compute its gradient
     */
    public boolean wantsDIn(int i) {
        return op.wantsDIn[i];
    }

    /**
     * The array that receives the gradient of an input.
     *
     * @param i the input
     * @return the array that receives its gradient
     */
    public float[] dIn(int i) {
        return run.arena;
    }

    /**
     * Where the gradient of an input begins.
     *
     * @param i the input
     * @return where its gradient begins
     */
    public int dInAt(int i) {
        return op.inputs[i].gradientAt();
    }

    /**
     * Whether to assign the gradient of an input (0) or to add to it (1).
     *
     * @param i the input
     * @return 0 to assign its gradient, 1 to add to it
     */
    public float dInBeta(int i) {
        return op.dInBeta[i];
    }

    /** {@return the array with the gradient of the output; backward may overwrite it} */
    public float[] dOut() {
        return run.arena;
    }

    /** {@return where the gradient of the output begins} */
    public int dOutAt() {
        return op.output.gradientAt();
    }

    /**
     * The array that holds a parameter's values.
     *
     * @param p the parameter's number, in the order of {@link Layer#parameters}
     * @return the array that holds its values
     */
    public float[] parameter(int p) {
        return op.parameters[p].array();
    }

    /**
     * Where a parameter's values begin.
     *
     * @param p the parameter's number
     * @return where its values begin
     */
    public int parameterAt(int p) {
        return op.parameters[p].at();
    }

    /**
     * Whether backward has to compute a parameter's gradient.
     *
     * @param p the parameter's number
     * @return whether backward has to compute its gradient
     */
    public boolean wantsGradient(int p) {
        return op.wantsGradient[p];
    }

    /**
     * The array that receives a parameter's gradient.
     *
     * @param p the parameter's number
     * @return the array that receives its gradient
     */
    public float[] gradient(int p) {
        return run.gradients;
    }

    /**
     * Where a parameter's gradient begins.
     *
     * @param p the parameter's number
     * @return where its gradient begins
     */
    public int gradientAt(int p) {
        return op.parameters[p].at();
    }

    /**
     * Whether to assign a parameter's gradient (0) or to add to it (1).
     *
     * @param p the parameter's number
     * @return 0 to assign the gradient, 1 to add to it
     */
    public float gradientBeta(int p) {
        return op.gradientBeta[p];
    }

    /**
     * The coming values of a parameter that is not trainable: they hold the present ones when a training step begins,
     * forward changes them, and they take effect after the step.
     *
     * @param p the parameter's number
     * @return the array with its coming values
     */
    public float[] update(int p) {
        return run.updates;
    }

    /**
     * Where a parameter's coming values begin.
     *
     * @param p the parameter's number
     * @return where its coming values begin
     */
    public int updateAt(int p) {
        return op.parameters[p].at();
    }

    /** {@return the array that keeps what {@link Needs#saved} and {@link Needs#savedPerSample} asked for} */
    public float[] saved() {
        return run.arena;
    }

    /** {@return where {@link Needs#saved} floats begin; those per sample follow them} */
    public int savedAt() {
        return op.savedAt;
    }

    /** {@return the array that keeps what {@link Layer#pack} writes} */
    public float[] packed() {
        return run.packed;
    }

    /** {@return where {@link Needs#packed} floats begin} */
    public int packedAt() {
        return op.packedAt;
    }

    /** {@return the array with {@link Needs#workspace}} */
    public float[] workspace() {
        return run.arena;
    }

    /** {@return where the workspace begins} */
    public int workspaceAt() {
        return run.plan.workspaceAt();
    }

    /** {@return the array with every thread's {@link Needs#scratch}} */
    public float[] scratch() {
        return run.scratch;
    }

    /**
     * Where a thread's scratch begins.
     *
     * @param thread the number that {@link Part#run} was given; 0 outside of parts
     * @return where that thread's scratch begins
     */
    public int scratchAt(int thread) {
        return Plan.FIRST + thread * run.plan.scratchSize();
    }

    /**
     * What {@link Layer#prepare} returned for this application's shapes.
     *
     * @param type its class
     * @param <T> its type
     * @return the object
     */
    public <T> T prepared(Class<T> type) {
        return type.cast(Objects.requireNonNull(op.prepared, "prepare returned null"));
    }

    /** {@return the kernels to compute with} */
    public Kernels kernels() {
        return run.plan.kernels();
    }

    /**
     * The random stream of one sample in this layer: keyed by the run's seed, the layer's position in the graph, the
     * epoch and the sample's number in the data set (and the step, if a layer of single steps runs).
     *
     * @param sample the sample's place in this batch
     * @return a key for {@code CounterRandom}
     */
    public long randomKey(int sample) {
        if (op.steps == 1) {
            return CounterRandom.key(run.seed, op.stream, run.epoch, run.sampleNumber(sample));
        }
        long whole = CounterRandom.key(run.seed, op.stream, run.epoch, run.sampleNumber(sample / op.steps));
        return CounterRandom.mix(whole + sample % op.steps);
    }

    /** {@return whether the layer in front calls this {@link Guest} for its last input and that one's gradient} */
    public boolean hostInFront() {
        return op.hostInFront;
    }

    /** {@return whether the layer behind calls this {@link Guest} for its output and that one's gradient} */
    public boolean hostBehind() {
        return op.hostBehind;
    }

    /**
     * Has a guest in front write samples of the input; called by a {@link Host} before it reads them.
     *
     * @param sample the first of them
     * @param samples how many
     * @param thread the number that {@link Part#run} was given; its scratch is overwritten
     */
    public void willReadIn(int sample, int samples, int thread) {
        PlannedOp guest = op.guestInFront;
        if (guest != null) {
            guest.asGuest().makeOut(run.call(guest), sample, samples, thread);
        }
    }

    /**
     * Has a guest behind see samples of the output; called by a {@link Host} when it has written them.
     *
     * @param sample the first of them
     * @param samples how many
     * @param thread the number that {@link Part#run} was given; its scratch is overwritten
     */
    public void wroteOut(int sample, int samples, int thread) {
        PlannedOp guest = op.guestBehind;
        if (guest != null) {
            guest.asGuest().takeIn(run.call(guest), sample, samples, thread);
        }
    }

    /**
     * Has a guest behind write the gradient of samples of the output; called by a {@link Host} before it reads them.
     *
     * @param sample the first of them
     * @param samples how many
     * @param thread the number that {@link Part#run} was given; its scratch is overwritten
     */
    public void willReadDOut(int sample, int samples, int thread) {
        PlannedOp guest = op.guestBehind;
        if (guest != null) {
            guest.asGuest().makeDIn(run.call(guest), sample, samples, thread);
        }
    }

    /**
     * Has a guest in front see the gradient of samples of the input; called by a {@link Host} when it has written them.
     *
     * @param sample the first of them
     * @param samples how many
     * @param thread the number that {@link Part#run} was given; its scratch is overwritten
     */
    public void wroteDIn(int sample, int samples, int thread) {
        PlannedOp guest = op.guestInFront;
        if (guest != null) {
            guest.asGuest().takeDOut(run.call(guest), sample, samples, thread);
        }
    }

    /**
     * Runs the parts of a layer's work on the run's threads and returns when all are done.
     *
     * <p>The number of parts must depend on shapes and the batch size only, never on the number of threads. A part
     * cannot start parts of its own: their scratch would be the same.
     *
     * @param parts how many parts
     * @param layer the layer
     * @param body an unbound method reference, {@code Dense::forwardPart}
     * @param <L> the layer's type
     * @throws IllegalStateException if a part of this run is at work
     */
    public <L extends Layer> void parallel(int parts, L layer, Part<L> body) {
        if (run.dividing) {
            throw new IllegalStateException(layer.className() + " \"" + op.name
                    + "\": a part of its work starts parts of its own; "
                    + "divide the work once, outside of the parts.");
        }
        run.dividing = true;
        try {
            run.part.set(layer, this, body);
            Workers.run(ColdStart.threads(run.threads), parts, run.part);
        } finally {
            run.dividing = false;
        }
    }
}
