package dev.vectron.graph;

import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A layer: an immutable description of a computation with parameters. It keeps no state; what one execution saves
 * belongs to that execution, so a layer may be applied many times and used from many threads.
 *
 * <p>Write your own as a record with {@link #outputShape}, {@link #forward} and {@link #backward} (and
 * {@link #parameters} if it learns), and check it with {@code LayerContract.verify(new Swish(), Shape.of(7))}. Applying
 * the <em>same object</em> at several places of a graph shares its parameters, as in Keras.
 *
 * <p>The contract of {@code backward}: with f = ⟨out, dOut⟩ write ∂f/∂p for each parameter and ∂f/∂in(i) for each input
 * that wants one, <strong>with the beta that the call gives: 0 assigns, 1 adds</strong>. It may use dOut as scratch:
 * nobody reads it afterwards.
 *
 * {@snippet :
 * record Square() implements Layer {
 *     public Shape outputShape(Shape... inputs) {
 *         return inputs[0];
 *     }
 *     public void forward(Call call) {
 *         for (int i = 0; i < call.outSize(); i++) {
 *             float x = call.in(0)[call.inAt(0) + i];
 *             call.out()[call.outAt() + i] = x * x;
 *         }
 *     }
 *     public void backward(Call call) {
 *         if (call.wantsDIn(0)) {
 *             for (int i = 0; i < call.outSize(); i++) {
 *                 float g = 2 * call.in(0)[call.inAt(0) + i] * call.dOut()[call.dOutAt() + i];
 *                 call.dIn(0)[call.dInAt(0) + i] = call.dInBeta(0) == 0 ? g : call.dIn(0)[call.dInAt(0) + i] + g;
 *             }
 *         }
 *     }
 * }
 * }
 */
public interface Layer extends Configured {
    /**
     * The shape of the output for inputs of the given shapes, all without the batch axis.
     *
     * @param inputs one shape per input
     * @return the output's shape
     * @throws ShapeException if the layer cannot take such inputs; the message says what it expects, what came and what
     *     to do
     */
    Shape outputShape(Shape... inputs);

    /**
     * The parameters for inputs of the given shapes, in the order in which {@link Call#parameter} numbers them.
     *
     * @param inputs one shape per input
     * @return their specifications; empty by default
     */
    default List<ParameterSpec> parameters(Shape... inputs) {
        return List.of();
    }

    /**
     * Derives what {@link #forward} reads from the parameters, packed kernels for example, into {@code call.packed()}.
     * Called before the first forward of a run and again whenever the parameters have changed since, so in every step
     * of training and seldom else. It reads nothing but parameters; workspace, scratch and parts are there.
     *
     * @param call the buffers and sizes of this execution; {@link Call#batch} has no meaning yet
     */
    default void pack(Call call) {}

    /**
     * Computes {@code call.out()} from {@code call.in(i)} for the whole batch.
     *
     * @param call the buffers and sizes of this execution
     */
    void forward(Call call);

    /**
     * Computes the gradients of the parameters and of the inputs, by the contract above.
     *
     * @param call the buffers and sizes of this execution
     */
    void backward(Call call);

    /**
     * What the layer needs to keep and to work with; by default it keeps input and output for backward and needs no
     * memory of its own.
     *
     * @param inputs one shape per input
     * @return the needs
     */
    default Needs needs(Shape... inputs) {
        return Needs.of().input().output();
    }

    /**
     * Whatever is worth computing once for given shapes, for example kernel sizes; {@link Call#prepared} hands it to
     * every call.
     *
     * @param inputs one shape per input
     * @return any immutable object, or null
     */
    default @Nullable Object prepare(Shape... inputs) {
        return null;
    }

    /**
     * This layer as a chain of simpler ones, for execution; a dense layer with a softmax is a linear dense layer and a
     * softmax layer. The first stage takes this layer's inputs and all its parameters.
     *
     * @return the chain; by default just this layer
     */
    default List<Layer> stages() {
        return List.of(this);
    }

    /**
     * A layer that does the work of this one and of the next at once, for example convolution and activation.
     * Its parameters are this layer's, then the next one's.
     *
     * @param next the layer that alone reads this one's output
     * @return the fused layer, or empty if there is none
     */
    default Optional<Layer> fusedWith(Layer next) {
        return Optional.empty();
    }

    /**
     * As {@link #fusedWith}, asked from behind and before it: a layer that does the work of the previous one and of
     * this one, and better than the layer in front could. A rectifier may wait until maximum pooling has made its input
     * smaller, for example.
     *
     * <p>It is also asked where this layer has two inputs; then the fused layer's inputs are the other one and the
     * previous layer's, and this layer must not tell its two inputs apart.
     *
     * @param previous the layer whose output this one alone reads
     * @return the fused layer, or empty if there is none
     */
    default Optional<Layer> fusedBehind(Layer previous) {
        return Optional.empty();
    }

    /**
     * As {@link #fusedWith}, for inference only: convolution and batch normalization, whose factors then become part of
     * the packed kernel. The layer may refuse to run backward.
     *
     * @param next the layer that alone reads this one's output
     * @return the fused layer, or empty if there is none
     */
    default Optional<Layer> foldedWith(Layer next) {
        return Optional.empty();
    }

    /**
     * This layer as a graph of others, which the plan then executes in its place; for layers that are made of layers,
     * as a bidirectional one. Its {@link #parameters} are those of the others, in the order in which the graph computes
     * them.
     *
     * @param inputs what this layer reads
     * @return the node of the output, computed from the inputs; empty by default
     */
    default Optional<Node> expanded(Node... inputs) {
        return Optional.empty();
    }

    /**
     * The layer that does this one's work step by step along the first axis of its inputs, with parameters of its own
     * that are this layer's: it then runs once, with the steps of all samples as its samples.
     *
     * @return the layer of one step; empty by default
     */
    default Optional<Layer> perStep() {
        return Optional.empty();
    }

    /**
     * Floating-point operations of the forward pass for one sample, a multiply-add counted as two.
     *
     * @param inputs one shape per input
     * @return the count; by default one per output element
     */
    default long flops(Shape... inputs) {
        return outputShape(inputs).size();
    }

    /**
     * This layer as it works while it is frozen: batch normalization then keeps to its moving statistics, as in Keras.
     *
     * @return the layer that takes part in training in this one's place; by default this layer
     */
    default Layer frozen() {
        return this;
    }

    /**
     * For layers that mark steps of a sequence as padding: what computes the mask from this layer's inputs.
     *
     * @param inputs one shape per input
     * @return a layer of this one's inputs whose output [time] is 1 for steps that count and 0 for padding; empty by
     *     default
     */
    default Optional<Layer> mask(Shape... inputs) {
        return Optional.empty();
    }

    /**
     * {@return whether this layer looks at the mask of its first input, which {@link Call#mask} then gives; no by
     * default}
     */
    default boolean readsMask() {
        return false;
    }

    /**
     * {@return whether the mask of the first input is that of the output as well, as for layers that work on every step
     * by itself; no by default: then, if it does not read the mask either, a line of advice says that it is lost}
     */
    default boolean passesMask() {
        return false;
    }

    /**
     * {@return whether a step of the output counts where it does in any input, provided that all inputs have masks, as
     * for layers that merge sequences element by element; no by default}
     */
    default boolean joinsMasks() {
        return false;
    }

    /**
     * Whether the steps of the inputs follow each other in the output, and their masks as well; all steps count of an
     * input without a mask.
     *
     * @param inputs one shape per input
     * @return whether they do; no by default
     */
    default boolean chainsMasks(Shape... inputs) {
        return false;
    }

    /** {@return the class name that a summary shows, Keras's where Keras has the layer: {@code Conv2D}} */
    @Override
    default String className() {
        return getClass().getSimpleName();
    }

    /**
     * {@return the name from which a graph makes unique names: {@code conv2d}, {@code max_pooling2d},
     * {@code batch_normalization}}
     */
    default String baseName() {
        return className().replaceAll("([a-z0-9])([A-Z][a-z])", "$1_$2").replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /**
     * The options for a model's file; a layer of one's own that is to be saved says them and registers a factory.
     *
     * @return the options by name
     * @throws UnsupportedOperationException by default
     */
    @Override
    default Map<String, @Nullable Object> config() {
        throw new UnsupportedOperationException("The layer " + className() + " cannot be written to a file: let it"
                + " implement config(), and register a factory by Layers.register(\"" + className()
                + "\", config -> …).");
    }

    /**
     * This layer under a name of the user's choice.
     *
     * @param name the name, unique within a graph
     * @return a layer that behaves as this one
     * @throws IllegalArgumentException if it is empty or holds a {@code /}, which stands before a parameter's name
     */
    default Layer named(String name) {
        return new NamedLayer(name, this);
    }
}
