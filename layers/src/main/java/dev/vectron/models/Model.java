package dev.vectron.models;

import dev.vectron.data.Dataset;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Layers from inputs to outputs with their parameters: what is trained, saved and asked for predictions.
 *
 * <p>The structure is immutable, the parameters' values change by training. {@code predict} may be called from many
 * threads at once, but not while the model is being trained.
 *
 * <p>Nodes that make no graph, and names that no layer has, are an {@code IllegalArgumentException}; samples of another
 * shape are a {@code ShapeException}; predicting while the model is trained is an {@code IllegalStateException}.
 * Thread-safe as far as that.
 *
 * {@snippet :
 * Node x = input(32, 32, 3);
 * Node y = x.then(conv2D(16, 3).padding(SAME)).then(relu());
 * Node sum = add(y, y.then(conv2D(16, 3).padding(SAME)));
 * Model model = Model.of(x, sum.then(flatten()).then(dense(10).activation(SOFTMAX)));
 * model.initialize(42);
 * IO.println(model.summary());
 * }
 */
public final class Model {
    private static final int SUMMARY_BATCH = 128;

    private final String name;
    private final Graph graph;
    private final boolean functional;
    private final Predictor predictor;

    Model(String name, List<Node> inputs, List<Node> outputs, boolean functional) {
        this.name = name;
        this.graph = Graph.of(inputs, outputs);
        this.functional = functional;
        this.predictor = new Predictor(graph);
    }

    /**
     * A model of one input and one output.
     *
     * @param input made by {@code input(…)}
     * @param output what is wanted
     * @return the model, with initial values of seed 0
     * @throws dev.vectron.tensor.ShapeException if layers do not fit; the message names both and says what to put
     *     between them
     */
    public static Model of(Node input, Node output) {
        return of(List.of(input), List.of(output));
    }

    /**
     * A model of several inputs or outputs.
     *
     * @param inputs made by {@code input(…)}, in the order in which data will be given
     * @param outputs what is wanted
     * @return the model, with initial values of seed 0
     * @throws dev.vectron.tensor.ShapeException if layers do not fit; the message names both and says what to put
     *     between them
     */
    public static Model of(List<Node> inputs, List<Node> outputs) {
        return new Model("functional", inputs, outputs, true);
    }

    /** {@return the model's kind, as a summary shows it: {@code sequential} or {@code functional}} */
    public String name() {
        return name;
    }

    /** {@return the layers and their parameters} */
    public Graph graph() {
        return graph;
    }

    /**
     * {@return the shape of the only input, without the batch axis}
     *
     * @throws IllegalStateException if there are several inputs
     */
    public Shape inputShape() {
        return only(graph.inputs(), "inputs").shape();
    }

    /**
     * {@return the shape of the only output, without the batch axis}
     *
     * @throws IllegalStateException if there are several outputs
     */
    public Shape outputShape() {
        return only(graph.outputs(), "outputs").shape();
    }

    private static Node only(List<Node> nodes, String what) {
        if (nodes.size() != 1) {
            throw new IllegalStateException("This model has " + nodes.size() + " " + what + "; ask graph()." + what
                    + "() for them.");
        }
        return nodes.getFirst();
    }

    /**
     * Gives all parameters their initial values.
     *
     * @param seed the seed; the same seed gives the same bits
     * @return this model
     * @throws IllegalStateException while the model is being trained
     */
    public Model initialize(long seed) {
        try (var _ = graph.beginTraining()) {
            graph.initialize(seed);
        }
        return this;
    }

    /** {@return how many numbers the parameters are, trainable or not} */
    public int parameterCount() {
        return graph.size();
    }

    /** {@return how many numbers training changes} */
    public int trainableParameterCount() {
        return graph.parameters().stream().filter(Parameter::trainable).mapToInt(Parameter::size).sum();
    }

    /** {@return the layers as a table, with the memory that training with batches of 128 takes} */
    public String summary() {
        return summary(SUMMARY_BATCH);
    }

    /**
     * The layers as a table in Keras's form, with how each number of parameters comes about and the floating-point
     * operations of the forward pass (a multiply-add counts as two).
     *
     * @param batchSize the batch size for which the memory is given
     * @return the table, several lines
     */
    public String summary(int batchSize) {
        return new Summary(this, functional).toText(batchSize);
    }

    /**
     * Predicts a batch.
     *
     * @param batch [samples, …], any number of samples
     * @return [samples, …]: the output for each
     * @throws dev.vectron.tensor.ShapeException if the samples do not have the input's shape
     * @throws IllegalStateException while the model is being trained, or if it has several inputs or outputs
     */
    public Tensor predict(Tensor batch) {
        outputShape();
        return predict(List.of(batch)).getFirst();
    }

    /**
     * Predicts a batch, for models of several inputs or outputs.
     *
     * @param batches one [samples, …] per input
     * @return one [samples, …] per output
     * @throws dev.vectron.tensor.ShapeException if the samples do not have the inputs' shapes
     * @throws IllegalStateException while the model is being trained
     */
    public List<Tensor> predict(List<Tensor> batches) {
        return predictor.predict(batches);
    }

    /**
     * Predicts one sample; once warm this allocates nothing but the result.
     *
     * @param sample the values of one input, row-major
     * @return the values of the output
     * @throws dev.vectron.tensor.ShapeException if there are not as many values as the input has
     * @throws IllegalStateException while the model is being trained, or if it has several inputs or outputs
     */
    public float[] predict(float[] sample) {
        inputShape();
        outputShape();
        return predictor.predictOne(sample);
    }

    /**
     * Predicts a whole data set.
     *
     * @param data the samples
     * @return [samples, …]: the output for each
     * @throws dev.vectron.tensor.ShapeException if the samples do not have the input's shape
     * @throws IllegalStateException while the model is being trained, or if it has several outputs
     */
    public Tensor predict(Dataset data) {
        outputShape();
        return predictor.predict(data).getFirst();
    }

    /**
     * Predicts a whole data set, for models of several outputs.
     *
     * @param data the samples, with as many inputs as the model
     * @return one [samples, …] per output
     * @throws dev.vectron.tensor.ShapeException if the samples do not have the inputs' shapes
     * @throws IllegalStateException while the model is being trained
     */
    public List<Tensor> predictOutputs(Dataset data) {
        return predictor.predict(data);
    }

    /**
     * The most probable class of each sample: the index of the largest value along the last axis, the lowest of equals;
     * with a single value (a sigmoid) 1 if it is over 0.5, else 0.
     *
     * @param batch [samples, …]
     * @return one class per sample, or per position of a sample
     */
    public int[] predictClasses(Tensor batch) {
        return Predictor.classes(predict(batch));
    }

    /**
     * The most probable class of each sample, as {@link #predictClasses(Tensor)}.
     *
     * @param data the samples
     * @return one class per sample, or per position of a sample
     */
    public int[] predictClasses(Dataset data) {
        return Predictor.classes(predict(data));
    }

    /**
     * The most probable class of one sample, as {@link #predictClasses(Tensor)}.
     *
     * @param sample the values of one input, row-major
     * @return the class, of the first position if there are several
     */
    public int predictClass(float[] sample) {
        return Predictor.classes(Tensor.of(outputShape().prepend(1), predict(sample)))[0];
    }

    /**
     * The architecture as JSON: all layers with their options, which of them are frozen or have a learning-rate factor,
     * and how they are connected; no weights. {@link #fromJson} makes a model of the same structure of it.
     *
     * @return the text, many lines
     * @throws UnsupportedOperationException if a layer of one's own does not say its options
     * @throws IllegalArgumentException if an option cannot be written, an initializer of one's own for example
     */
    public String toJson() {
        return ModelJson.write(graph, functional);
    }

    /**
     * A model of an architecture that {@link #toJson} wrote, with initial values of seed 0.
     *
     * @param json the text
     * @return the model
     * @throws IllegalArgumentException if the text does not describe a model, or a class or option is not known; layers
     *     of one's own are made known by {@code Layers.register}
     */
    public static Model fromJson(String json) {
        return ModelJson.read(json);
    }

    /**
     * Saves architecture and parameters in one safetensors file; the architecture is the metadata
     * {@code vectron.model}.
     *
     * @param file where to, {@code model.safetensors}
     * @throws IOException if the file cannot be written; an old file is unchanged then
     * @throws UnsupportedOperationException if a layer of one's own does not say its options
     */
    public void save(Path file) throws IOException {
        ModelFile.write(this, file);
    }

    /**
     * A model from a file that {@link #save} or a training wrote.
     *
     * @param file the file
     * @return the model with its parameters
     * @throws IOException if the file cannot be read or holds no model; the message says what is wrong
     * @throws IllegalArgumentException if a class or option is not known
     */
    public static Model load(Path file) throws IOException {
        return ModelFile.open(file).model();
    }

    /**
     * Freezes layers: the next training leaves their parameters as they are, and normalization layers keep to their
     * moving statistics.
     *
     * @param layers the layers' names: {@code conv2d_1}
     * @return this model
     * @throws IllegalArgumentException if there is no such layer; the message lists those there are
     * @throws IllegalStateException while the model is being trained
     */
    public Model freeze(String... layers) {
        for (String layer : layers) {
            graph.freeze(node(layer), true);
        }
        return this;
    }

    /**
     * Freezes all layers from the input up to one, for transfer learning.
     *
     * @param layer the last one's name
     * @return this model
     * @throws IllegalArgumentException if there is no such layer
     * @throws IllegalStateException while the model is being trained
     */
    public Model freezeUpTo(String layer) {
        Transfer.below(node(layer)).forEach(n -> graph.freeze(n, true));
        return this;
    }

    /**
     * Lets frozen layers learn again.
     *
     * @param layers the layers' names; none for all
     * @return this model
     * @throws IllegalArgumentException if there is no such layer; the message lists those there are
     * @throws IllegalStateException while the model is being trained
     */
    public Model unfreeze(String... layers) {
        List<Node> nodes = layers.length == 0 ? graph.nodes().stream().filter(n -> n.layer() != null).toList()
                : Arrays.stream(layers).map(this::node).toList();
        nodes.forEach(n -> graph.freeze(n, false));
        return this;
    }

    /**
     * Lets a layer learn faster or slower than the others.
     *
     * @param layer its name
     * @param factor by which the learning rate is multiplied, at least 0
     * @return this model
     * @throws IllegalArgumentException if there is no such layer, or the factor is negative or not finite
     * @throws IllegalStateException while the model is being trained
     */
    public Model learningRateFactor(String layer, double factor) {
        graph.learningRateFactor(node(layer), factor);
        return this;
    }

    /**
     * The node of a layer, to put further layers behind it.
     *
     * {@snippet :
     * Node features = trained.node("flatten");
     * Model other = Model.of(trained.graph().inputs(), List.of(features.then(dense(5).activation(SOFTMAX))));
     * other.copyWeights(trained);
     * other.freezeUpTo("flatten");
     * }
     *
     * @param layer its name
     * @return the node; the first if the layer is applied several times
     * @throws IllegalArgumentException if there is no such layer; the message lists those there are
     */
    public Node node(String layer) {
        return Transfer.node(graph, layer);
    }

    /**
     * This model up to a layer, whose output becomes the model's, with a copy of the parameters: for features.
     *
     * @param layer the last layer's name
     * @return the model
     * @throws IllegalArgumentException if there is no such layer; the message lists those there are
     */
    public Model cutAt(String layer) {
        return Transfer.cut(this, node(layer), functional);
    }

    /**
     * Copies the parameters that another model has under the same names and of the same shapes.
     *
     * @param from the other model
     * @return the names of the parameters that were copied, in graph order
     * @throws IllegalArgumentException if there is none; the message lists the names of both
     * @throws IllegalStateException while this model is being trained
     */
    public List<String> copyWeights(Model from) {
        return Transfer.copy(from.graph, graph);
    }

    /**
     * Saves all parameters.
     *
     * @param file where to; its ending chooses the format: {@code .safetensors}, or one that a {@link WeightsFormat}
     *     adds
     * @throws IOException if the file cannot be written; an old file is unchanged then
     * @throws IllegalArgumentException if the ending names no format
     */
    public void saveWeights(Path file) throws IOException {
        WeightFiles.save(graph, file);
    }

    /**
     * Loads all parameters. If it fails, nothing is changed.
     *
     * @param file a file that {@link #saveWeights} wrote, for a model of the same structure
     * @throws IOException if the file cannot be read, or its names or shapes are not the model's: the message says
     *     which
     * @throws IllegalArgumentException if the ending names no format
     * @throws IllegalStateException while the model is being trained
     */
    public void loadWeights(Path file) throws IOException {
        WeightFiles.load(graph, file);
    }

    /**
     * {@return the SHA-256 of all parameters in graph order, as little-endian float32 without a header: 64 hex digits}
     */
    public String weightsSha256() {
        return WeightFiles.sha256(graph);
    }

    @Override
    public String toString() {
        return "Model \"" + name + "\" of " + (graph.nodes().size() - graph.inputs().size()) + " layers and "
                + parameterCount() + " parameters";
    }
}
