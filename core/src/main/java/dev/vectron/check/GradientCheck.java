package dev.vectron.check;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Node;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.Regularizer;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the gradients that {@code backward} computes with numeric ones, for every input and every trainable
 * parameter.
 *
 * <p>The output is projected on a fixed random vector, f = ⟨out, r⟩, summed in double (with a loss, f is the loss), and
 * each element of each input and parameter is moved by the five-point stencil
 * {@code (8(f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h))) / 12h}, h = 1/32. The error is relative to the largest gradient of
 * the same tensor (or a twentieth of the largest of all, if that is more); 1e-4 is allowed where float32 gives 3e-6 to
 * 6e-6. Where an element disagrees, smaller steps (1/128, 1/512) tell a kink inside the stencil from a wrong gradient;
 * at a kink itself the point is drawn again.
 *
 * <p>A layer is checked behind another one, so that it works in place if it may, and applied twice to the same input,
 * so that gradients are added ({@code beta} 1) for inputs and parameters. All memory is filled with NaN first: a
 * gradient that is added where it should be assigned, or scratch that is read before it is written, shows. Seed, epoch
 * and sample numbers stay the same, so random masks repeat.
 *
 * <p>Options change this object and return it; not thread-safe.
 *
 * {@snippet :
 * GradientCheck.of(new Swish()).input(4, 7).verify();               // 4 samples of shape [7]
 * GradientCheck.of(relu()).input(2, 5, 5, 3).avoid(0).verify();     // inputs keep away from the kink at 0
 * GradientCheck.of(meanSquaredError()).input(4, 3).verify();
 * }
 *
 * <p>Method: five-point stencil, Abramowitz and Stegun 25.3.6.
 */
public final class GradientCheck {
    /** How often the point is drawn again because the function has a kink there. */
    private static final int ATTEMPTS = 25;
    /** How far inputs keep away from a kink: twice the widest reach of the stencil. */
    private static final float MARGIN = 1 / 8f;

    final List<Shape> inputs = new ArrayList<>();
    final List<@Nullable Tensor> fixed = new ArrayList<>();
    final @Nullable Layer layer;
    @Nullable Loss loss;
    @Nullable Tensor targets;
    int @Nullable [] labels;
    float @Nullable [] weights;
    float low = -1;
    float high = 1;
    float[] kinks = {};
    double bound = 1e-4;
    int atMost = Integer.MAX_VALUE;
    int samples;
    int threads = 1;
    Kernels kernels = KernelsProvider.best();
    private final @Nullable Graph graph;
    private long seed = 1;

    private GradientCheck(@Nullable Layer layer, @Nullable Graph graph, @Nullable Loss loss) {
        this.layer = layer;
        this.graph = graph;
        this.loss = loss;
    }

    /**
     * A check of a layer.
     *
     * @param layer the layer
     * @return the check; give it its inputs next
     */
    public static GradientCheck of(Layer layer) {
        return new GradientCheck(layer, null, null);
    }

    /**
     * A check of a loss: its gradient with respect to the prediction.
     *
     * @param loss the loss
     * @return the check; give it the prediction's shape by {@link #input}, and {@link #labels} or {@link #targets} if
     *     random ones do not suit
     */
    public static GradientCheck of(Loss loss) {
        return new GradientCheck(null, null, loss);
    }

    /**
     * A check of a whole model. Its parameters are moved while the check runs and put back at the end.
     *
     * @param graph the model
     * @return the check; give it an input for each of the graph's
     */
    public static GradientCheck of(Graph graph) {
        return new GradientCheck(null, graph, null);
    }

    /**
     * Adds an input with random values; call it once for each input of the layer.
     *
     * @param batch how many samples
     * @param shape the shape of one sample, outermost axis first
     * @return this check
     */
    public GradientCheck input(int batch, int... shape) {
        return add(batch, Shape.of(shape), null);
    }

    /**
     * Adds an input with given values whose gradient is not checked, for example indices or a mask.
     *
     * @param batch the values; the first axis is the batch
     * @return this check
     */
    public GradientCheck fixedInput(Tensor batch) {
        int[] dims = batch.shape().dims();
        return add(dims[0], Shape.of(Arrays.copyOfRange(dims, 1, dims.length)), batch);
    }

    private GradientCheck add(int batch, Shape shape, @Nullable Tensor values) {
        if (!inputs.isEmpty() && batch != samples) {
            throw new IllegalArgumentException("All inputs need the same number of samples: " + samples + " before, "
                    + batch + " now.");
        }
        samples = batch;
        inputs.add(shape);
        fixed.add(values);
        return this;
    }

    /**
     * Sets where random inputs come from; they are moved by up to 1/16 beyond.
     *
     * @param from the smallest, −1 if never set
     * @param to the largest, 1 if never set
     * @return this check
     */
    public GradientCheck range(float from, float to) {
        low = from;
        high = to;
        return this;
    }

    /**
     * Keeps random inputs at least 1/8 away from values at which the function has a kink.
     *
     * @param values the kinks, for example 0 for relu
     * @return this check
     */
    public GradientCheck avoid(float... values) {
        kinks = values.clone();
        return this;
    }

    /**
     * Sets the seed of inputs, parameters, projection and random layers.
     *
     * @param value the seed, 1 if never set
     * @return this check
     */
    public GradientCheck seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Sets the kernels to compute with.
     *
     * @param value the kernels; the machine's best if never set
     * @return this check
     */
    public GradientCheck kernels(Kernels value) {
        kernels = value;
        return this;
    }

    /**
     * Sets how many threads take part.
     *
     * @param value the number, 1 if never set
     * @return this check
     */
    public GradientCheck threads(int value) {
        threads = value;
        return this;
    }

    /**
     * Sets the error that is allowed.
     *
     * @param value relative to the largest gradient of the tensor; 1e-4 if never set
     * @return this check
     */
    public GradientCheck bound(double value) {
        bound = value;
        return this;
    }

    /**
     * Checks only some elements of each tensor, chosen by the seed; for large layers.
     *
     * @param elements how many of each tensor; all if never set
     * @return this check
     */
    public GradientCheck atMost(int elements) {
        atMost = elements;
        return this;
    }

    /**
     * Puts a loss behind the layer, which it may fuse with.
     *
     * @param value the loss
     * @return this check
     */
    public GradientCheck loss(Loss value) {
        loss = value;
        return this;
    }

    /**
     * Sets the loss's class labels.
     *
     * @param values one for each position of the batch; random ones if never set
     * @return this check
     */
    public GradientCheck labels(int... values) {
        labels = values.clone();
        return this;
    }

    /**
     * Sets the loss's float targets.
     *
     * @param batch as many values as the prediction has; random ones in [0, 1] if never set
     * @return this check
     */
    public GradientCheck targets(Tensor batch) {
        targets = batch;
        return this;
    }

    /**
     * Sets the loss's sample weights.
     *
     * @param values one for each sample; 1 if never set
     * @return this check
     */
    public GradientCheck weights(float... values) {
        weights = values.clone();
        return this;
    }

    /**
     * Runs the check.
     *
     * @throws AssertionError if a gradient is wrong; the message names the layer, the parameter or input, the place and
     *     both values
     */
    public void verify() {
        if (inputs.isEmpty()) {
            throw new IllegalStateException("GradientCheck: give the inputs first: input(4, 7) for 4 samples of shape "
                    + "[7].");
        }
        if (graph != null) {
            float[] before = graph.values().clone();
            try {
                verify("The model", graph);
                CheckRecord.passedWithin("model", graph);
            } finally {
                System.arraycopy(before, 0, graph.values(), 0, before.length);
            }
            return;
        }
        Layer checked = layer;
        String title = checked != null ? checked.className() : loss != null ? loss.name() : "";
        verify(title, applied(1));
        if (checked != null && loss == null) {
            verify(title + " (applied twice to the same input, where the second gradient is added: beta 1)",
                    applied(2));
        }
        if (checked != null) {
            CheckRecord.passed("gradient", checked);
        }
        Loss behind = loss;
        if (behind != null) {
            CheckRecord.passed("gradient", behind);
        }
    }

    private Graph applied(int times) {
        List<Node> nodes = inputs.stream().map(Node::input).toList();
        Node[] relayed = nodes.stream().map(n -> n.then(new Relay())).toArray(Node[]::new);
        List<Node> outputs = new ArrayList<>();
        Layer checked = layer;
        for (int i = 0; i < times; i++) {
            outputs.add(checked == null ? relayed[0] : Node.apply(checked, relayed));
        }
        return Graph.of(nodes, outputs);
    }

    private void verify(String title, Graph checked) {
        Objective objective = new Objective(this, checked);
        String disagreement = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            objective.draw(seed + attempt, MARGIN);
            disagreement = new GradientComparison(title, objective, atMost, bound, seed).disagreement();
            if (disagreement.isEmpty()) {
                for (Parameter p : checked.parameters()) {
                    Regularizer regularizer = p.spec().regularizer();
                    if (regularizer != null && p.trainable()) {
                        CheckRecord.passed("gradient", regularizer);
                    }
                }
                return;
            }
        }
        throw new AssertionError(disagreement + " At each of " + ATTEMPTS
                + " points tried the function has a kink close by, where no numeric gradient "
                + "exists; keep the inputs away from it with avoid(…), or take a smaller shape.");
    }
}
