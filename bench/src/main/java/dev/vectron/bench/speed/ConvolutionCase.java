package dev.vectron.bench.speed;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.layers.Conv2D;
import dev.vectron.layers.Layers;
import dev.vectron.layers.Padding;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A convolution with bias as a model of its own.
 *
 * @param size what its name says: {@code 64-64-3x3s-32} are channels, filters, kernel, s for SAME or v for VALID and a
 *     stride if it is not 1, pixels of a side; {@code .b100} for another batch than 32
 */
record ConvolutionCase(String size, int batch, int channels, int filters, int side, int height, int width, int stride,
        Padding padding) {
    private static final int BATCH = 32;
    private static final Pattern FORM =
            Pattern.compile("(\\d+)-(\\d+)-(\\d+)x(\\d+)([sv])(\\d*)-(\\d+)(?:\\.b(\\d+))?");

    static final List<String> SIZES = List.of("64-64-3x3s-32", "128-128-3x3s-16", "3-32-3x3s-32", "16-32-5x5v-14",
            "256-256-3x3s-8", "64-64-1x1-32");

    /** The convolution of that size, or nothing if it has another form. */
    static Optional<ConvolutionCase> of(String size) {
        // The peers' name of a convolution without a border has no letter.
        Matcher m = FORM.matcher(size.replace("-1x1-", "-1x1v-"));
        if (!m.matches()) {
            return Optional.empty();
        }
        int stride = m.group(6).isEmpty() ? 1 : Integer.parseInt(m.group(6));
        int batch = m.group(8) == null ? BATCH : Integer.parseInt(m.group(8));
        return Optional.of(new ConvolutionCase(size, batch, Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(7)), Integer.parseInt(m.group(3)), Integer.parseInt(m.group(4)), stride,
                m.group(5).equals("s") ? Padding.SAME : Padding.VALID));
    }

    private Conv2D layer() {
        return Layers.conv2D(filters, height, width).strides(stride).padding(padding);
    }

    private Shape picture() {
        return Shape.of(side, side, channels);
    }

    private double flops() {
        return (double) batch * layer().flops(picture());
    }

    private Graph graph() {
        Node x = Node.input(picture());
        Graph graph = Graph.of(List.of(x), List.of(x.then(layer())));
        graph.initialize(1);
        return graph;
    }

    /** The output of a batch, as a prediction computes it. */
    SpeedCase forward() {
        return new SpeedCase("conv." + size + ".fwd", flops(),
                threads -> GraphWork.forward(graph(), batch, threads));
    }

    /** The output of a batch, then the gradients of input, kernel and bias, as a training step computes them. */
    SpeedCase forwardAndBackward() {
        return new SpeedCase("conv." + size + ".fwdbwd", 3 * flops(),
                threads -> GraphWork.forwardAndBackward(graph(), batch, threads, KernelsProvider.best()));
    }
}
