package dev.vectron.bench.speed;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.layers.Layers;
import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A matrix product C[m,n] = A[m,k]·B[k,n] as a dense layer without bias computes it for a batch of m in training, when
 * B may be another in each step.
 *
 * @param m rows of A
 * @param n columns of B
 * @param k columns of A
 */
record ProductCase(int m, int n, int k) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d*)x([1-9]\\d*)x([1-9]\\d*)");

    static final List<String> SIZES = List.of("1024x1024x1024", "4096x1024x1024", "128x784x256", "128x256x128",
            "73728x32x400", "100352x16x25", "115200x32x288", "128x28800x6", "128x6x28800", "128x2048x256");

    /** The product of that size, or nothing if it has another form. */
    static Optional<ProductCase> of(String size) {
        Matcher match = FORM.matcher(size);
        return match.matches() ? Optional.of(new ProductCase(Integer.parseInt(match.group(1)),
                Integer.parseInt(match.group(2)), Integer.parseInt(match.group(3)))) : Optional.empty();
    }

    SpeedCase product() {
        return new SpeedCase("gemm." + m + "x" + n + "x" + k, 2.0 * m * n * k,
                threads -> GraphWork.forwardInTraining(graph(), m, threads, KernelsProvider.best()));
    }

    private Graph graph() {
        Node x = Node.input(Shape.of(k));
        Graph graph = Graph.of(List.of(x), List.of(x.then(Layers.dense(n).useBias(false))));
        graph.initialize(1);
        return graph;
    }
}
