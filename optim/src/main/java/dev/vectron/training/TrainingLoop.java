package dev.vectron.training;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Parameter;
import dev.vectron.optimizers.OptimizerState;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Steps for a training loop of one's own: Keras's {@code train_on_batch}, and gradients to look at or to change. Not
 * thread-safe; until {@link #close} the model counts as being trained.
 *
 * {@snippet :
 * try (TrainingLoop loop = trainer.loop(fit().batchSize(32))) {
 *     for (int i = 0; i < 100; i++) {
 *         double loss = loop.trainOnBatch(x, labels);
 *     }
 * }
 * }
 */
public final class TrainingLoop implements AutoCloseable {
    private static final int[] NO_LABELS = {};
    private static final float[] NO_TARGETS = {};

    private final Graph graph;
    private final Loss loss;
    private final Shape input;
    private final Shape prediction;
    private final Shape target;
    private final Fit options;
    private final Graph.Training right;
    private final Step step;

    TrainingLoop(TrainerSetup setup, Fit options) {
        this.graph = setup.model().graph();
        this.loss = setup.loss();
        this.input = Compatibility.input(graph).shape();
        this.prediction = Compatibility.output(graph).shape();
        this.target = loss.targetShape(prediction);
        this.options = options;
        this.step = new Step(graph, loss, setup.optimizer(), options.batchSize(), options.threads());
        this.right = graph.beginTraining();
    }

    /**
     * One step on a batch with class labels.
     *
     * @param x the inputs, [batch, …], at most the batch size of the options
     * @param labels one label a sample (for sequences: a position)
     * @return the loss before the step, regularization included
     * @throws ShapeException if shapes do not fit, or the loss takes floats
     * @throws TrainingException if the loss is NaN or infinite; the weights are as before
     */
    public double trainOnBatch(Tensor x, int[] labels) {
        compute(x, labels);
        applyGradients();
        return step.loss();
    }

    /**
     * One step on a batch with float targets.
     *
     * @param x the inputs, [batch, …], at most the batch size of the options
     * @param targets the targets, [batch, …]
     * @return the loss before the step, regularization included
     * @throws ShapeException if shapes do not fit, or the loss takes labels
     * @throws TrainingException if the loss is NaN or infinite; the weights are as before
     */
    public double trainOnBatch(Tensor x, Tensor targets) {
        compute(x, targets);
        applyGradients();
        return step.loss();
    }

    /**
     * The gradients of the loss on a batch with class labels, with respect to the trainable parameters; changes no
     * weight.
     *
     * @param x the inputs, [batch, …]
     * @param labels one label a sample (for sequences: a position)
     * @return copies by the parameters' names, in graph order
     * @throws ShapeException if shapes do not fit, or the loss takes floats
     * @throws TrainingException if the loss is NaN or infinite
     */
    public Map<String, Tensor> gradients(Tensor x, int[] labels) {
        compute(x, labels);
        return copies();
    }

    /**
     * The gradients of the loss on a batch with float targets, with respect to the trainable parameters; changes no
     * weight.
     *
     * @param x the inputs, [batch, …]
     * @param targets the targets, [batch, …]
     * @return copies by the parameters' names, in graph order
     * @throws ShapeException if shapes do not fit, or the loss takes labels
     * @throws TrainingException if the loss is NaN or infinite
     */
    public Map<String, Tensor> gradients(Tensor x, Tensor targets) {
        compute(x, targets);
        return copies();
    }

    /**
     * {@return the gradients of the last batch in the layout of {@link Graph#values}: the array itself, to be changed
     * before {@link #applyGradients}}
     */
    public float[] gradientValues() {
        return step.run().gradients();
    }

    /** Changes the weights by the gradients of the last batch. */
    public void applyGradients() {
        step.update();
    }

    /** {@return the loss of the last batch, regularization included} */
    public double loss() {
        return step.loss();
    }

    /** {@return the optimizer's slots, steps and learning rate} */
    public OptimizerState optimizer() {
        return step.state();
    }

    private void compute(Tensor x, int[] labels) {
        int samples = samples(x);
        if (!loss.takesLabels()) {
            throw new ShapeException("Loss " + loss.name() + " needs float targets " + target.toBatchString()
                    + ", got class labels.");
        }
        checkCount("labels", labels.length, samples * target.size());
        compute(x, labels, NO_TARGETS, samples);
    }

    private void compute(Tensor x, Tensor targets) {
        int samples = samples(x);
        if (loss.takesLabels()) {
            throw new ShapeException("Loss " + loss.name() + " needs class labels (int[]), got float targets "
                    + targets.shape() + ".");
        }
        checkCount("target values", targets.size(), samples * target.size());
        compute(x, NO_LABELS, targets.values(), samples);
    }

    private void compute(Tensor x, int[] labels, float[] targets, int samples) {
        long number = step.state().batches() + 1;
        // Random layers see a new epoch in every step, since samples of a loop of one's own have no numbers.
        step.run().randomness(options.seed(), number, null);
        if (!step.forward(x.values(), labels, targets, samples)) {
            int bad = Divergence.notFinite(x.values(), x.size());
            String cause = bad < 0 ? Divergence.cause(graph)
                    : "sample " + bad / input.size() + " of the batch has the input " + x.values()[bad];
            double rate = step.state().learningRate();
            String what = Divergence.describe("Loss", step.loss(), "in step " + number, rate, cause);
            throw new TrainingException(what + ".");
        }
        step.backward();
    }

    private int samples(Tensor x) {
        int rank = x.shape().rank();
        int samples = rank == 0 ? 0 : x.shape().dim(0);
        if (samples == 0 || !x.shape().equals(input.prepend(samples))) {
            throw new ShapeException("The model's input has shape " + input.toBatchString() + ", got a batch "
                    + x.shape() + ".");
        }
        if (samples > options.batchSize()) {
            throw new ShapeException("This loop takes batches of at most " + options.batchSize() + " samples, got "
                    + samples
                    + "; begin it with fit().batchSize(" + samples + ").");
        }
        return samples;
    }

    private void checkCount(String what, int got, int expected) {
        if (got != expected) {
            throw new ShapeException("Loss " + loss.name() + " needs " + expected + " " + what
                    + " for this batch (targets "
                    + target.toBatchString() + "), got " + got + ".");
        }
    }

    private Map<String, Tensor> copies() {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        for (Parameter p : graph.parameters()) {
            if (p.trainable()) {
                Tensor t = Tensor.zeros(p.shape());
                System.arraycopy(step.run().gradients(), p.at(), t.values(), 0, p.size());
                gradients.put(p.name(), t);
            }
        }
        return gradients;
    }

    /** Ends the training. */
    @Override
    public void close() {
        right.close();
    }
}
