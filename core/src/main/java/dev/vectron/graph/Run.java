package dev.vectron.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one execution of a plan: its buffers, gradients and the batch at hand. Not thread-safe; several runs of
 * one plan may work at the same time as long as none of them trains.
 *
 * {@snippet :
 * Run run = new Run(plan, threads);
 * run.bindInput(0, batch, 0);
 * run.forward(128);
 * run.lossCall(0).labels(labels, 0);
 * double loss = run.loss();
 * run.backward();            // gradients() now holds the gradient of every trainable parameter
 * }
 */
public final class Run {
    private static final int[] IN_ORDER = {};
    private static final long NEVER = -1;

    final Plan plan;
    final int threads;
    final float[] arena;
    final float[] packed;
    final float[] scratch;
    final float[] gradients;
    final float[] updates;
    /** What each layer adds to the loss. */
    final double[] layerLosses;
    final PartTask part = new PartTask();
    int batch;
    /** Parts are at work. */
    boolean dividing;
    long seed;
    long epoch;

    private final float[][] inputArrays;
    private final int[] inputAt;
    private final Call[] calls;
    private final LossCall[] lossCalls;
    private int[] sampleNumbers = IN_ORDER;
    /** The version of the parameters that {@link #packed} follows from. */
    private long packedVersion = NEVER;

    /**
     * Allocates the buffers of a run.
     *
     * @param plan the plan
     * @param threads how many threads may work on a batch; the results do not depend on it
     * @throws IllegalStateException if the heap is too small; the message names a batch size that fits
     */
    public Run(Plan plan, int threads) {
        long scratchFloats = Plan.FIRST + (long) plan.scratchSize() * threads;
        long available = Runtime.getRuntime().maxMemory();
        if (plan.bytes() > available || plan.arenaSize() > Integer.MAX_VALUE - 64
                || plan.packedSize() > Integer.MAX_VALUE - 64 || scratchFloats > Integer.MAX_VALUE - 64) {
            throw new IllegalStateException(plan.adviceFor(Math.min(available, 4L * Integer.MAX_VALUE)));
        }
        this.plan = plan;
        this.threads = threads;
        int parameterCount = plan.training() ? plan.graph().size() : 0;
        this.arena = new float[(int) plan.arenaSize()];
        this.packed = new float[(int) plan.packedSize()];
        this.scratch = new float[(int) scratchFloats];
        this.gradients = new float[parameterCount];
        this.updates = new float[parameterCount];
        this.inputArrays = new float[plan.inputs().length][];
        this.inputAt = new int[plan.inputs().length];
        this.calls = plan.ops().stream().map(op -> new Call(op, this)).toArray(Call[]::new);
        this.layerLosses = new double[calls.length];
        this.lossCalls = new LossCall[plan.losses().size()];
        for (int i = 0; i < lossCalls.length; i++) {
            lossCalls[i] = new LossCall(plan.kernels());
        }
    }

    /** {@return the plan} */
    public Plan plan() {
        return plan;
    }

    /** {@return how many threads may work on a batch} */
    public int threads() {
        return threads;
    }

    /**
     * Says where an input of the coming batches lies; it is read, never written.
     *
     * @param i the input, in the order of {@link Graph#inputs}
     * @param values the batch, sample by sample
     * @param at where it begins
     */
    public void bindInput(int i, float[] values, int at) {
        inputArrays[i] = values;
        inputAt[i] = at;
    }

    /**
     * Sets what random layers are keyed by.
     *
     * @param newSeed the user's seed
     * @param newEpoch the epoch
     * @param numbers the number in the data set of each sample of the batch; null: 0, 1, 2 …
     */
    public void randomness(long newSeed, long newEpoch, int @Nullable [] numbers) {
        seed = newSeed;
        epoch = newEpoch;
        sampleNumbers = numbers == null ? IN_ORDER : numbers;
    }

    /**
     * Runs all layers forward.
     *
     * @param samples how many samples the batch has, at most the plan's batch size
     */
    public void forward(int samples) {
        if (samples < 1 || samples > plan.batchSize()) {
            throw new IllegalArgumentException("The plan takes batches of 1 to " + plan.batchSize() + " samples, got "
                    + samples + ".");
        }
        batch = samples;
        if (plan.training()) {
            beginUpdates();
        }
        runForward();
        for (int i = 0; i < lossCalls.length; i++) {
            Value out = plan.outputs()[i];
            int n = out.shape.rank() == 0 ? 1 : out.shape.dim(-1);
            lossCalls[i].predictions(samples, out.shape.size() / n, n, array(out), at(out));
            if (out.mask != null) {
                lossCalls[i].mask(out.mask.shape.size(), array(out.mask), at(out.mask));
            }
            if (plan.training()) {
                lossCalls[i].gradientTo(arena, out.gradientAt());
            }
        }
    }

    /** Packs before each forward, while the processors' caches hold what was packed. */
    private void runForward() {
        ParameterValues values = plan.graph().parameterValues();
        boolean uncounted = plan.training() || values.changeUncounted();
        long version = values.version();
        boolean packs = uncounted || version != packedVersion;
        if (packs) {
            packedVersion = NEVER;
        }
        List<PlannedOp> ops = plan.ops();
        for (int i = 0; i < calls.length; i++) {
            PlannedOp op = ops.get(i);
            if (!op.skipForward) {
                if (packs) {
                    op.layer.pack(calls[i]);
                }
                op.layer.forward(calls[i]);
            }
        }
        packedVersion = version;
    }

    /**
     * The evaluation of an output's loss on the present batch; set its targets before {@link #loss}.
     *
     * @param i the output
     * @return the call
     */
    public LossCall lossCall(int i) {
        return lossCalls[i];
    }

    /**
     * {@return the loss of the present batch, summed over the outputs and the layers that add terms of their own,
     * without that of the parameters' regularizers}
     */
    public double loss() {
        double sum = 0;
        for (double term : layerLosses) {
            sum += term;
        }
        for (int i = 0; i < lossCalls.length; i++) {
            plan.losses().get(i).value(lossCalls[i]);
            sum += lossCalls[i].mean();
        }
        return sum;
    }

    /**
     * Runs the losses and all layers backward and adds the regularizers' gradients; {@link #loss} must have been
     * called. Without losses in the plan, the caller has written {@link #outputGradient} before.
     */
    public void backward() {
        if (!plan.training()) {
            throw new IllegalStateException("This plan is for inference; use Plan.training for gradients.");
        }
        for (int i = 0; i < lossCalls.length; i++) {
            if (plan.outputs()[i].requiresGradient) {
                plan.losses().get(i).gradient(lossCalls[i]);
            }
        }
        List<PlannedOp> ops = plan.ops();
        for (int i = calls.length - 1; i >= 0; i--) {
            PlannedOp op = ops.get(i);
            if (op.runsBackward && !op.skipBackward) {
                op.layer.backward(calls[i]);
            }
        }
        List<Parameter> parameters = plan.graph().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            Regularizer regularizer = p.spec().regularizer();
            if (regularizer != null && p.trainable()) {
                regularizer.addGradient(p.shape(), p.array(), p.at(), gradients);
            }
        }
    }

    /** {@return what the regularizers add to the loss} */
    public double regularization() {
        double sum = 0;
        List<Parameter> parameters = plan.graph().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            Regularizer regularizer = p.spec().regularizer();
            if (regularizer != null && p.trainable()) {
                sum += regularizer.value(p.shape(), p.array(), p.at());
            }
        }
        return sum;
    }

    /**
     * Puts the statistics that layers updated in this step (moving means …) into effect, and applies the constraints.
     */
    public void finishStep() {
        List<Parameter> parameters = plan.graph().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            Constraint constraint = p.spec().constraint();
            if (!p.spec().trainable()) {
                System.arraycopy(updates, p.at(), p.array(), p.at(), p.size());
            } else if (constraint != null && p.trainable()) {
                constraint.apply(p.shape(), p.array(), p.at());
            }
        }
        plan.graph().parameterValues().changed();
    }

    /**
     * {@return the gradients of all parameters, at the parameters' offsets; defined for trainable ones after
     * {@link #backward}}
     */
    public float[] gradients() {
        return gradients;
    }

    /**
     * The array that holds an output for the present batch.
     *
     * @param i the output
     * @return the array that holds it for the present batch
     */
    public float[] output(int i) {
        return array(plan.outputs()[i]);
    }

    /**
     * Where an output begins.
     *
     * @param i the output
     * @return where it begins
     */
    public int outputAt(int i) {
        return at(plan.outputs()[i]);
    }

    /** {@return the array with the gradients of inputs and outputs} */
    public float[] outputGradient() {
        return arena;
    }

    /**
     * Where the gradient of an output begins in {@link #outputGradient}.
     *
     * @param i the output
     * @return where its gradient begins in {@link #outputGradient}
     */
    public int outputGradientAt(int i) {
        return plan.outputs()[i].gradientAt();
    }

    /**
     * Where the gradient of an input begins in {@link #outputGradient}, for plans with input gradients.
     *
     * @param i the input
     * @return where its gradient begins in {@link #outputGradient}, for plans with input gradients
     */
    public int inputGradientAt(int i) {
        return plan.inputs()[i].gradientAt();
    }

    Call call(PlannedOp op) {
        return calls[op.index];
    }

    float[] array(Value v) {
        int external = v.storage().external;
        return external >= 0 ? inputArrays[external] : arena;
    }

    int at(Value v) {
        int external = v.storage().external;
        return external >= 0 ? inputAt[external] : v.at();
    }

    int sampleNumber(int sample) {
        return sampleNumbers.length == 0 ? sample : sampleNumbers[sample];
    }

    private void beginUpdates() {
        List<Parameter> parameters = plan.graph().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            if (!p.spec().trainable()) {
                System.arraycopy(p.array(), p.at(), updates, p.at(), p.size());
            }
        }
    }
}
