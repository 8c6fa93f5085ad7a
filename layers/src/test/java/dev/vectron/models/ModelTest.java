package dev.vectron.models;

import static dev.vectron.activations.Activation.RELU;
import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.add;
import static dev.vectron.layers.Layers.batchNormalization;
import static dev.vectron.layers.Layers.concatenate;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.data.Dataset;
import dev.vectron.graph.Node;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static Model network() {
        return Sequential.of(input(6, 6, 2), conv2D(4, 3).activation(RELU), batchNormalization(), flatten(),
                dense(5).activation(SOFTMAX)).initialize(3);
    }

    static Tensor random(long seed, int... shape) {
        Tensor t = Tensor.zeros(Shape.of(shape));
        for (int i = 0; i < t.size(); i++) {
            t.values()[i] = CounterRandom.uniform(CounterRandom.key(seed, 1, 0, 0), i) - 0.5f;
        }
        return t;
    }

    private static float[] row(Tensor t, int row) {
        int size = t.size() / t.shape().dim(0);
        return Arrays.copyOfRange(t.values(), row * size, (row + 1) * size);
    }

    @Test
    void aBatchOfAnySizeAndSingleSamplesAndDataSetsGiveTheSameBits() {
        Model model = network();
        Tensor x = random(1, 75, 6, 6, 2);
        Tensor y = model.predict(x);
        assertThat(y.shape()).isEqualTo(Shape.of(75, 5));
        assertThat(model.predict(new Rows(x)).values()).containsExactly(y.values());
        for (int i : new int[] {0, 31, 32, 74}) {
            assertThat(model.predict(row(x, i))).containsExactly(row(y, i));
        }
        for (int i = 0; i < 75; i++) {
            float[] probabilities = row(y, i);
            assertThat(IntStream.range(0, 5).mapToDouble(j -> probabilities[j]).sum()).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void classesAreTheLargestProbabilities() {
        Model model = network();
        Tensor x = random(2, 40, 6, 6, 2);
        Tensor y = model.predict(x);
        int[] classes = model.predictClasses(x);
        assertThat(model.predictClasses(new Rows(x))).containsExactly(classes);
        for (int i = 0; i < 40; i++) {
            float[] row = row(y, i);
            for (float p : row) {
                assertThat(p).isLessThanOrEqualTo(row[classes[i]]);
            }
            assertThat(model.predictClass(row(x, i))).isEqualTo(classes[i]);
        }
        Model sigmoid = Sequential.of(input(1), dense(1).activation(SIGMOID));
        sigmoid.graph().parameters().getFirst().set(Tensor.full(Shape.of(1, 1), 1));
        assertThat(sigmoid.predictClasses(Tensor.of(Shape.of(3, 1), -1, 0, 1))).containsExactly(0, 0, 1);
    }

    @Test
    void manyThreadsMayPredictAtOnce() throws Exception {
        Model model = network();
        Tensor x = random(3, 64, 6, 6, 2);
        Tensor expected = model.predict(x);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> same = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int from = t * 8;
                same.add(threads.submit(() -> {
                    for (int round = 0; round < 20; round++) {
                        for (int i = from; i < from + 8; i++) {
                            if (!Arrays.equals(model.predict(row(x, i)), row(expected, i))) {
                                return false;
                            }
                        }
                    }
                    return Arrays.equals(model.predict(x).values(), expected.values());
                }));
            }
            for (Future<Boolean> result : same) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    @Test
    void severalInputsAndOutputs() {
        Node a = input("left", 3);
        Node b = input("right", 2);
        Node c = concatenate(a, b);
        Model model = Model.of(List.of(a, b), List.of(c, c.then(dense(1)), a));
        Tensor left = random(1, 40, 3);
        Tensor right = random(2, 40, 2);
        List<Tensor> y = model.predict(List.of(left, right));
        assertThat(y).extracting(Tensor::shape).containsExactly(Shape.of(40, 5), Shape.of(40, 1), Shape.of(40, 3));
        assertThat(row(y.get(0), 39)).containsExactly(left.get(39, 0), left.get(39, 1), left.get(39, 2), right.get(39,
                0), right.get(39, 1));
        assertThat(y.get(2).values()).containsExactly(left.values());
        assertThatThrownBy(() -> model.predict(left))
                .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("This model has 3 outputs");
        assertThatThrownBy(() -> model.predict(List.of(left))).isInstanceOf(IllegalStateException.class)
                .hasMessage("The model has 2 inputs, got 1; use predict(List.of(…)).");
        assertThatThrownBy(() -> model.predict(List.of(left, random(2, 39, 2)))).isInstanceOf(ShapeException.class)
                .hasMessage("Input \"right\" has 39 samples, the first input has 40; give as many to each.");
    }

    @Test
    void aResidualModelComputesWhatItSays() {
        Node x = input(2);
        Model model = Model.of(x, add(x, x.then(dense(2).useBias(false))));
        model.graph().parameters().getFirst().set(Tensor.of(Shape.of(2, 2), 1, 2, 3, 4));
        assertThat(model.predict(new float[] {10, 100})).containsExactly(10 + 310, 100 + 420);
    }

    @Test
    void wrongSamplesAreRefused() {
        Model model = network();
        assertThatThrownBy(() -> model.predict(random(1, 6, 6, 2))).isInstanceOf(ShapeException.class).hasMessage(
                "The model expects [batch, 6, 6, 2] at input \"input\", got [6, 6, 2] without a batch axis; use"
                + " reshape(shape.prepend(1)), or"
                        + " predict(float[]) for one sample.");
        assertThatThrownBy(() -> model.predict(random(1, 4, 6, 6, 1))).isInstanceOf(ShapeException.class).hasMessage(
                "The model expects [batch, 6, 6, 2] at input \"input\", got [4, 6, 6, 1]; reshape the tensor or"
                + " change input(…).");
        assertThatThrownBy(() -> model.predict(new float[71])).isInstanceOf(ShapeException.class)
                .hasMessageContaining("has 72 values, got 71");
        assertThatThrownBy(() -> model.predict(new Rows(random(1, 4, 6, 6, 1)))).isInstanceOf(ShapeException.class)
                .hasMessage("The model expects samples of shape [6, 6, 2], the data set has [6, 6, 1].");
    }

    @Test
    void aModelThatIsBeingTrainedDoesNotPredict() {
        Model model = network();
        try (var _ = model.graph().beginTraining()) {
            assertThatThrownBy(() -> model.predict(new float[72]))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("being trained");
            assertThatThrownBy(() -> model.initialize(1)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(model.predict(new float[72])).hasSize(5);
    }

    @Test
    void theSeedDecidesTheInitialValues() {
        Model model = network();
        String first = model.weightsSha256();
        assertThat(first).hasSize(64).isEqualTo(network().weightsSha256());
        assertThat(model.initialize(4).weightsSha256()).isNotEqualTo(first);
        assertThat(model.initialize(3).weightsSha256()).isEqualTo(first);
    }

    /** The samples of a tensor. */
    private record Rows(Tensor x) implements Dataset {
        @Override
        public int size() {
            return x.shape().dim(0);
        }

        @Override
        public Shape inputShape() {
            return Shape.of(Arrays.copyOfRange(x.shape().dims(), 1, x.shape().rank()));
        }

        @Override
        public boolean hasLabels() {
            return true;
        }

        @Override
        public Shape targetShape() {
            return Shape.scalar();
        }

        @Override
        public void read(int index, float[] to, int at) {
            System.arraycopy(row(x, index), 0, to, at, inputShape().size());
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public void readTarget(int index, float[] to, int at) {
            to[at] = 0;
        }
    }
}
