package dev.vectron.check;

import dev.vectron.graph.Layer;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that a layer keeps every promise that the library relies on; one line of test for a layer of one's own.
 *
 * <p>The clauses are listed in {@link Clause}. A layer that cannot keep one says so in its test, with the reason.
 * Options change this object and return it; not thread-safe.
 *
 * {@snippet :
 * LayerContract.verify(new Swish(), Shape.of(7));
 * LayerContract.of(maxPooling2D(2)).input(4, 6, 3).range(-10, 10).verify();
 * LayerContract.of(embedding(10, 4)).indices(10, 5).verify();
 * }
 */
public final class LayerContract {
    /** What a layer promises. */
    public enum Clause {
        /**
         * Shapes are declared, the same each time; a wrong rank gives a ShapeException that says what it expects, what
         * it got, what to do.
         */
        SHAPES,
        /** Backward computes the gradients of inputs and parameters ({@link GradientCheck}). */
        GRADIENTS,
        /**
         * Parameters have names of their own; written to a file and read into another model they give the same bits.
         */
        SAVE_AND_LOAD,
        /**
         * Inference changes neither parameters nor inputs and gives the same bits each time, also after a training step
         * that was not applied.
         */
        PURE_INFERENCE,
        /**
         * A training step gives the same bits each time, whatever its memory held before and whatever was computed in
         * between.
         */
        REPEATABLE,
        /** 1, 2, 3 and 7 threads give the same bits. */
        THREADS,
        /** The scalar kernels and the machine's best give the same bits. */
        PROVIDERS,
        /** In inference a sample has the same bits in any batch. */
        BATCH_INDEPENDENCE,
        /** A batch shorter than the plan's gives the same bits as a plan of its size. */
        SHORT_BATCH,
        /**
         * Nothing is written but the output, wanted gradients, own statistics, and the memory that the layer asked for;
         * the output wholly.
         */
        BOUNDS,
        /** A NaN in an input makes every output NaN that depends on it. */
        NAN,
        /** Under the scalar kernels forward and backward allocate nothing from the sixth step on. */
        ALLOCATION
    }

    final Layer layer;
    final List<Shape> inputs = new ArrayList<>();
    /** For each input the bound of its indices, or 0 if it holds floats. */
    final List<Integer> indexBounds = new ArrayList<>();
    private final Map<Clause, String> left = new EnumMap<>(Clause.class);
    float low = -1;
    float high = 1;
    float[] kinks = {};
    long seed = 1;
    int atMost = Integer.MAX_VALUE;
    double bound = 1e-4;

    private LayerContract(Layer layer) {
        this.layer = layer;
    }

    /**
     * Checks all clauses with random inputs in [−1, 1].
     *
     * @param layer the layer
     * @param inputs the shape of each input, without the batch axis; small ones: every element is moved four times
     * @throws AssertionError if the layer breaks a clause; the message names it and says where
     */
    public static void verify(Layer layer, Shape... inputs) {
        LayerContract contract = of(layer);
        for (Shape input : inputs) {
            contract.input(input.dims());
        }
        contract.verify();
    }

    /**
     * A check with options.
     *
     * @param layer the layer
     * @return the check; give it its inputs next
     */
    public static LayerContract of(Layer layer) {
        return new LayerContract(layer);
    }

    /**
     * Adds an input of random floats; call it once for each input of the layer.
     *
     * @param shape its shape, without the batch axis
     * @return this check
     */
    public LayerContract input(int... shape) {
        inputs.add(Shape.of(shape));
        indexBounds.add(0);
        return this;
    }

    /**
     * Adds an input of random whole numbers, whose gradient is not checked.
     *
     * @param below the exclusive upper bound; they begin at 0
     * @param shape its shape, without the batch axis
     * @return this check
     */
    public LayerContract indices(int below, int... shape) {
        inputs.add(Shape.of(shape));
        indexBounds.add(below);
        return this;
    }

    /**
     * Sets where random floats come from.
     *
     * @param from the smallest, −1 if never set
     * @param to the largest, 1 if never set
     * @return this check
     */
    public LayerContract range(float from, float to) {
        low = from;
        high = to;
        return this;
    }

    /**
     * Keeps the gradient check's inputs away from kinks.
     *
     * @param values the kinks, for example 0 for relu
     * @return this check
     */
    public LayerContract avoid(float... values) {
        kinks = values.clone();
        return this;
    }

    /**
     * Sets the seed of inputs, parameters and random layers.
     *
     * @param value the seed, 1 if never set
     * @return this check
     */
    public LayerContract seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Checks the gradients of only some elements of each tensor.
     *
     * @param elements how many of each; all if never set
     * @return this check
     */
    public LayerContract atMost(int elements) {
        atMost = elements;
        return this;
    }

    /**
     * Sets the error that the gradient check allows.
     *
     * @param value relative to the largest gradient; 1e-4 if never set
     * @return this check
     */
    public LayerContract bound(double value) {
        bound = value;
        return this;
    }

    /**
     * Leaves a clause out.
     *
     * @param clause what the layer does not promise
     * @param reason why it cannot
     * @return this check
     */
    public LayerContract without(Clause clause, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("LayerContract: say why " + layer.className() + " cannot promise "
                    + clause + ".");
        }
        left.put(clause, reason);
        return this;
    }

    /**
     * Runs all clauses but those left out.
     *
     * @throws AssertionError if the layer breaks one; the message names it and says where
     */
    public void verify() {
        if (inputs.isEmpty()) {
            throw new IllegalStateException("LayerContract: give the inputs first: input(7) for samples of shape [7].");
        }
        ContractClauses clauses = new ContractClauses(this);
        for (Clause clause : Clause.values()) {
            if (!left.containsKey(clause)) {
                verify(clauses, clause);
            }
        }
        if (!left.containsKey(Clause.GRADIENTS)) {
            CheckRecord.passed("contract", layer);
        }
        left.forEach((clause, reason) -> CheckRecord.passed("without", layer, clause.name(), reason));
    }

    private void verify(ContractClauses clauses, Clause clause) {
        String title = layer.className() + " breaks " + clause + ": ";
        try {
            clauses.check(clause);
        } catch (AssertionError e) {
            throw new AssertionError(title + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new AssertionError(title + "it threw " + e, e);
        }
    }

    /** Samples for every input, the same for the same seed. */
    float[][] draw() {
        float[][] drawn = new float[inputs.size()][];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = draw(i, LayerTrial.SAMPLES);
        }
        return drawn;
    }

    float[] draw(int input, int samples) {
        long key = CounterRandom.key(seed, 9, input, 0);
        float[] values = new float[samples * inputs.get(input).size()];
        int below = indexBounds.get(input);
        for (int k = 0; k < values.length; k++) {
            values[k] = below > 0
                    ? CounterRandom.below(key, k, below)
                    : low + (high - low) * CounterRandom.uniform(key, k);
        }
        return values;
    }
}
