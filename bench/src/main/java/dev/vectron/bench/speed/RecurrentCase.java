package dev.vectron.bench.speed;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.layers.Layers;
import dev.vectron.layers.recurrent.Recurrent;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recurrent layer that returns sequences, as a model of its own.
 *
 * @param size what its name says: {@code lstm.64-128-50} are the kind, features, units and steps; {@code .b100} for
 *     another batch than 32
 */
record RecurrentCase(String size, int batch, String kind, int features, int units, int steps) {
    private static final int BATCH = 32;
    private static final Pattern FORM = Pattern.compile("(lstm|gru|rnn)\\.(\\d+)-(\\d+)-(\\d+)(?:\\.b(\\d+))?");

    static final List<String> SIZES = List.of("lstm.64-128-50", "gru.64-128-50", "rnn.64-128-50");

    /** The layer of that size, or nothing if it has another form. */
    static Optional<RecurrentCase> of(String size) {
        Matcher m = FORM.matcher(size);
        return m.matches()
                ? Optional.of(new RecurrentCase(size, m.group(5) == null ? BATCH : Integer.parseInt(m.group(5)),
                m.group(1), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)), Integer.parseInt(m.group(4))))
                : Optional.empty();
    }

    private Recurrent<?> layer() {
        return switch (kind) {
            case "lstm" -> Layers.lstm(units).returnSequences(true);
            case "gru" -> Layers.gru(units).returnSequences(true);
            default -> Layers.simpleRNN(units).returnSequences(true);
        };
    }

    private Shape sequence() {
        return Shape.of(steps, features);
    }

    private double flops() {
        return (double) batch * layer().flops(sequence());
    }

    private Graph graph() {
        Node x = Node.input(sequence());
        Graph graph = Graph.of(List.of(x), List.of(x.then(layer())));
        graph.initialize(1);
        return graph;
    }

    /** The output of a batch, as a prediction computes it. */
    SpeedCase forward() {
        return new SpeedCase(size + ".fwd", flops(), threads -> GraphWork.forward(graph(), batch, threads));
    }

    /** The output of a batch, then the gradients of input, kernels and bias, as a training step computes them. */
    SpeedCase forwardAndBackward() {
        return new SpeedCase(size + ".fwdbwd", 3 * flops(),
                threads -> GraphWork.forwardAndBackward(graph(), batch, threads, KernelsProvider.best()));
    }
}
