package dev.vectron.layers.reshaping;

import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Needs;
import dev.vectron.layers.Expect;
import dev.vectron.store.Config;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The axes of a sample in another order: axis i of the output is axis {@code dims[i]} of the input, the batch being
 * axis 0, which stays: permute(2, 1) makes [batch, a, b] → [batch, b, a].
 *
 * <p>An input that has not as many axes is refused with a {@link ShapeException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Sequential.of(input(20, 8), permute(2, 1), dense(5).anyRank());
 * }
 *
 * @param dims the numbers 1 to n in some order
 */
public record Permute(List<Integer> dims) implements Layer {
    private static final int BLOCK = 16_384;

    /** Checks that every axis is there once. */
    public Permute {
        dims = List.copyOf(dims);
        if (dims.isEmpty() || !dims.stream().sorted().toList().equals(IntStream.rangeClosed(1, dims.size()).boxed()
                .toList())) {
            throw new IllegalArgumentException("Permute: takes the axes 1 to n in some order, got " + dims
                    + "; the batch is axis 0 and stays.");
        }
    }

    /**
     * Sizes of the output's axes, and floats from one place to the next along each of them in the input.
     *
     * @param sizes of the output
     * @param steps in the input
     */
    private record Walk(int[] sizes, int[] steps) {
        /** Where in the input the n-th run along the output's last axis begins. */
        int begin(int n) {
            int rest = n;
            int at = 0;
            for (int axis = sizes.length - 2; axis >= 0; axis--) {
                at += rest % sizes[axis] * steps[axis];
                rest /= sizes[axis];
            }
            return at;
        }

        int length() {
            return sizes[sizes.length - 1];
        }

        int step() {
            return steps[steps.length - 1];
        }
    }

    @Override
    public Map<String, @Nullable Object> config() {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("dims", dims);
        return config;
    }

    /**
     * What {@link #config} says.
     *
     * @param config the options
     * @return the layer
     */
    public static Permute fromConfig(Config config) {
        return new Permute(Arrays.stream(config.integers("dims", 0)).boxed().toList());
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        Shape in = Expect.single(inputs);
        if (in.rank() != dims.size()) {
            throw ShapeException.mismatch(dims.size() + " axes behind the batch for the order " + dims, in,
                    "name each of its axes once, beginning with 1");
        }
        return Shape.of(dims.stream().mapToInt(d -> in.dim(d - 1)).toArray());
    }

    @Override
    public Object prepare(Shape... inputs) {
        int[] steps = new int[inputs[0].rank()];
        int step = 1;
        for (int axis = steps.length - 1; axis >= 0; axis--) {
            steps[axis] = step;
            step *= inputs[0].dim(axis);
        }
        return new Walk(outputShape(inputs).dims(), dims.stream().mapToInt(d -> steps[d - 1]).toArray());
    }

    @Override
    public Needs needs(Shape... inputs) {
        return Needs.of();
    }

    @Override
    public long flops(Shape... inputs) {
        return 0;
    }

    private static int samplesPerPart(Call call) {
        return Math.max(1, BLOCK / call.outShape().size());
    }

    @Override
    public void forward(Call call) {
        call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, Permute::forwardPart);
    }

    private void forwardPart(Call call, int part, int thread) {
        Walk walk = call.prepared(Walk.class);
        int size = call.outShape().size();
        int runs = size / walk.length();
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            for (int run = 0; run < runs; run++) {
                int from = call.inAt(0) + sample * size + walk.begin(run);
                int to = call.outAt() + sample * size + run * walk.length();
                gather(walk.length(), walk.step(), call.in(0), from, call.out(), to);
            }
        }
    }

    private static void gather(int n, int step, float[] x, int at, float[] to, int toAt) {
        for (int i = 0; i < n; i++) {
            to[toAt + i] = x[at + i * step];
        }
    }

    @Override
    public void backward(Call call) {
        if (call.wantsDIn(0)) {
            call.parallel(Math.ceilDiv(call.batch(), samplesPerPart(call)), this, Permute::backwardPart);
        }
    }

    private void backwardPart(Call call, int part, int thread) {
        Walk walk = call.prepared(Walk.class);
        int size = call.outShape().size();
        int runs = size / walk.length();
        int end = Math.min(call.batch(), (part + 1) * samplesPerPart(call));
        for (int sample = part * samplesPerPart(call); sample < end; sample++) {
            for (int run = 0; run < runs; run++) {
                int from = call.dOutAt() + sample * size + run * walk.length();
                int to = call.dInAt(0) + sample * size + walk.begin(run);
                scatter(walk.length(), walk.step(), call.dOut(), from, call.dInBeta(0), call.dIn(0), to);
            }
        }
    }

    private static void scatter(int n, int step, float[] x, int at, float beta, float[] to, int toAt) {
        for (int i = 0; i < n; i++) {
            int place = toAt + i * step;
            to[place] = beta == 0 ? x[at + i] : to[place] + x[at + i];
        }
    }
}
