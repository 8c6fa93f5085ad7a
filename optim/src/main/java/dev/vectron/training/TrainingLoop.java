package dev.vectron.training;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Loss;
import dev.vectron.graph.LossCall;
import dev.vectron.graph.Parameter;
import dev.vectron.optimizers.OptimizerState;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps for a training loop of one's own: Keras's {@code train_on_batch}, and gradients to look at or to change. Not
 * thread-safe; until {@link #close} the model counts as being trained.
 *
 * <p>Batches that do not suit model and loss are a {@code ShapeException}, a loss that is no number is a {@code
 * TrainingException}.
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
    private final Graph graph;
    private final Objective objective;
    private final TrainerSetup setup;
    private final Fit options;
    private final Graph.Training right;
    private final Step step;

    TrainingLoop(TrainerSetup setup, Fit options) {
        this.graph = setup.model().graph();
        this.objective = setup.objective();
        for (int i = 0; i < objective.outputs(); i++) {
            objective.loss(i).targetShape(objective.prediction(i));
        }
        this.options = options;
        this.step = new Step(objective, setup.begin(), options.batchSize(), options.threads());
        this.right = graph.beginTraining();
        this.setup = setup;
        step.state().goOn();
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
     * One step on a batch of a model of several inputs or outputs.
     *
     * @param x one [batch, …] for each input
     * @param targets one for each output: [batch, …] floats, or labels as whole numbers
     * @return the loss before the step, regularization included
     * @throws ShapeException if shapes or counts do not fit
     * @throws TrainingException if the loss is NaN or infinite; the weights are as before
     */
    public double trainOnBatch(List<Tensor> x, List<Tensor> targets) {
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
     * The gradients of the loss on a batch of a model of several inputs or outputs; changes no weight.
     *
     * @param x one [batch, …] for each input
     * @param targets one for each output: [batch, …] floats, or labels as whole numbers
     * @return copies by the parameters' names, in graph order
     * @throws ShapeException if shapes or counts do not fit
     * @throws TrainingException if the loss is NaN or infinite
     */
    public Map<String, Tensor> gradients(List<Tensor> x, List<Tensor> targets) {
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
        Compatibility.requireOne(graph);
        int samples = samples(List.of(x));
        Loss loss = objective.loss(0);
        if (!loss.takesLabels()) {
            throw new ShapeException("Loss " + loss.name() + " needs float targets " + target(0).toBatchString()
                    + ", got class labels.");
        }
        checkCount(0, "labels", labels.length, samples * target(0).size());
        forward(List.of(x), samples);
        step.run().lossCall(0).labels(labels, 0);
        backward(List.of(x));
    }

    private void compute(Tensor x, Tensor targets) {
        Compatibility.requireOne(graph);
        if (objective.loss(0).takesLabels()) {
            throw new ShapeException("Loss " + objective.loss(0).name()
                    + " needs class labels (int[]), got float targets " + targets.shape() + ".");
        }
        compute(List.of(x), List.of(targets));
    }

    private void compute(List<Tensor> x, List<Tensor> targets) {
        int samples = samples(x);
        if (targets.size() != objective.outputs()) {
            throw new ShapeException("The model has " + objective.outputs() + " outputs, got " + targets.size()
                    + " targets; give one for each.");
        }
        for (int i = 0; i < targets.size(); i++) {
            String what = objective.loss(i).takesLabels() ? "labels" : "target values";
            checkCount(i, what, targets.get(i).size(), samples * target(i).size());
        }
        forward(x, samples);
        for (int i = 0; i < targets.size(); i++) {
            LossCall call = step.run().lossCall(i);
            if (objective.loss(i).takesLabels()) {
                call.labels(wholeNumbers(targets.get(i)), 0);
            } else {
                call.targets(targets.get(i).values(), 0);
            }
            call.weights(null, 0, objective.lossWeight(i));
        }
        backward(x);
    }

    private static int[] wholeNumbers(Tensor labels) {
        int[] whole = new int[labels.size()];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (int) labels.values()[i];
            if (whole[i] != labels.values()[i]) {
                throw new ShapeException("Class labels must be whole numbers, got " + labels.values()[i] + ".");
            }
        }
        return whole;
    }

    private Shape target(int output) {
        return objective.loss(output).targetShape(objective.prediction(output));
    }

    private void forward(List<Tensor> x, int samples) {
        // Random layers see a new epoch in every step, since samples of a loop of one's own have no numbers.
        step.run().randomness(options.seed(), step.state().batches() + 1, null);
        for (int i = 0; i < x.size(); i++) {
            step.run().bindInput(i, x.get(i).values(), 0);
        }
        step.run().forward(samples);
    }

    private void backward(List<Tensor> x) {
        if (step.computeLoss()) {
            step.backward();
            return;
        }
        String cause = Divergence.cause(graph);
        for (Tensor input : x) {
            int bad = Divergence.notFinite(input.values(), input.size());
            if (bad >= 0) {
                int size = input.size() / input.shape().dim(0);
                cause = "sample " + bad / size + " of the batch has the input " + input.values()[bad];
            }
        }
        long number = step.state().batches() + 1;
        throw new TrainingException(Divergence.describe("Loss", step.loss(), "in step " + number,
                step.state().learningRate(), cause) + ".");
    }

    private int samples(List<Tensor> x) {
        if (x.size() != graph.inputs().size()) {
            throw new ShapeException("The model has " + graph.inputs().size() + " inputs, got " + x.size()
                    + "; give a batch for each.");
        }
        Shape first = x.getFirst().shape();
        int samples = first.rank() == 0 ? 0 : first.dim(0);
        for (int i = 0; i < x.size(); i++) {
            Shape input = graph.inputs().get(i).shape();
            if (samples == 0 || !x.get(i).shape().equals(input.prepend(samples))) {
                throw new ShapeException("The model's input has shape " + input.toBatchString() + ", got a batch "
                        + x.get(i).shape() + ".");
            }
        }
        if (samples > options.batchSize()) {
            throw new ShapeException("This loop takes batches of at most " + options.batchSize() + " samples, got "
                    + samples
                    + "; begin it with fit().batchSize(" + samples + ").");
        }
        return samples;
    }

    private void checkCount(int output, String what, int got, int expected) {
        if (got != expected) {
            throw new ShapeException("Loss " + objective.loss(output).name() + " needs " + expected + " " + what
                    + " for this batch (targets "
                    + target(output).toBatchString() + "), got " + got + ".");
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

    /** Ends the training; the trainer remembers the optimizer's state. */
    @Override
    public void close() {
        setup.keep(step.state());
        right.close();
    }
}
