package dev.vectron.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Data sets that vary at random: by a transform, and by mixing samples. */
class RandomViewsTest {
    private static final int SAMPLES = 400;
    private static final Epoch FIRST = Epoch.of(7, 1);

    /** Adds a random number from 0 to 1 to every value; outside of training it takes the values times 2. */
    private record Noise(boolean inPlace) implements RandomTransform {
        @Override
        public Shape outputShape(Shape input) {
            return input;
        }

        @Override
        public void vary(long key, Shape input, float[] from, int fromAt, float[] to, int toAt) {
            for (int i = 0; i < input.size(); i++) {
                to[toAt + i] = from[fromAt + i] + CounterRandom.uniform(key, -1 - i);
            }
        }

        @Override
        public void infer(Shape input, float[] from, int fromAt, float[] to, int toAt) {
            for (int i = 0; i < input.size(); i++) {
                to[toAt + i] = 2 * from[fromAt + i];
            }
        }
    }

    /** Sample i is wholly i, and its target one of three classes. */
    private static Dataset data(int... shape) {
        Shape one = Shape.of(shape);
        float[] x = new float[SAMPLES * one.size()];
        float[] y = new float[SAMPLES * 3];
        for (int i = 0; i < SAMPLES; i++) {
            Arrays.fill(x, i * one.size(), (i + 1) * one.size(), i);
            y[3 * i + i % 3] = 1;
        }
        return ArrayDataset.of(Tensor.of(one.prepend(SAMPLES), x), Tensor.of(Shape.of(SAMPLES, 3), y));
    }

    private static float[] input(Dataset data, int index, Epoch epoch) {
        float[] to = new float[data.inputShape().size() + 2];
        Arrays.fill(to, -1);
        data.readInput(0, index, epoch, to, 1);
        assertThat(to[0]).isEqualTo(-1);
        assertThat(to[to.length - 1]).isEqualTo(-1);
        return Arrays.copyOfRange(to, 1, to.length - 1);
    }

    private static float[] target(Dataset data, int index, Epoch epoch) {
        float[] to = new float[data.targetShape().size()];
        data.readTarget(0, index, epoch, to, 0);
        return to;
    }

    @Test
    void aTransformIsKeyedBySeedPlaceEpochAndSample() {
        for (boolean inPlace : new boolean[] {true, false}) {
            Dataset varied = data(4).map(new Noise(inPlace)).map(new Noise(inPlace));
            long first = CounterRandom.key(7, CounterRandom.layerStream(1), 3, 5);
            long second = CounterRandom.key(7, CounterRandom.layerStream(2), 3, 5);
            float[] expected = new float[4];
            for (int i = 0; i < 4; i++) {
                expected[i] = 5 + CounterRandom.uniform(first, -1 - i) + CounterRandom.uniform(second, -1 - i);
            }
            assertThat(input(varied, 5, Epoch.of(7, 3))).containsExactly(expected);
            assertThat(input(varied, 5, Epoch.of(7, 4))).isNotEqualTo(expected);
            assertThat(input(varied, 5, Epoch.of(8, 3))).isNotEqualTo(expected);
            assertThat(target(varied, 5, FIRST)).containsExactly(0, 0, 1);
        }
    }

    @Test
    void outsideOfTrainingATransformInfers() {
        Dataset varied = data(4).map(new Noise(false));
        assertThat(input(varied, 5, Epoch.NONE)).containsOnly(10);
        float[] to = new float[4];
        varied.read(5, to, 0);
        assertThat(to).containsOnly(10);
    }

    @Test
    void placesGoOnThroughOtherViews() {
        Dataset plain = data(4);
        Dataset one = plain.map(new Noise(true)).limit(300).select(new int[] {9, 2}).map(new Noise(true));
        Dataset two = plain.select(new int[] {9, 2}).map(new Noise(true), 2);
        float[] added = input(one, 1, FIRST);
        float[] inner = input(plain.map(new Noise(true)), 2, FIRST);
        float[] outer = input(two, 1, FIRST);
        for (int i = 0; i < 4; i++) {
            assertThat(added[i] - inner[i]).isEqualTo(outer[i] - 2, within(1e-5f));
        }
        Dataset joined = plain.withInput(plain.map(new Noise(true), 4));
        assertThat(input(joined.map(new Noise(true)), 3, FIRST))
                .containsExactly(input(plain.map(new Noise(true), 5), 3, FIRST));
        assertThatThrownBy(() -> plain.map(new Noise(true), 0)).isInstanceOf(DataException.class)
                .hasMessage("map: the position must be at least 1, got 0.");
    }

    /** Input and target of a blended sample show the same share, and the other sample. */
    @Test
    void mixUpBlendsInputsAndTargets() {
        Dataset mixed = data(2, 2, 1).mixUp(0.4);
        double own = 0;
        int extreme = 0;
        for (int i = 0; i < SAMPLES; i++) {
            float[] x = input(mixed, i, FIRST);
            float[] y = target(mixed, i, FIRST);
            assertThat(x).containsOnly(x[0]);
            assertThat(y[0] + y[1] + y[2]).isEqualTo(1, within(1e-6f));
            float share = y[i % 3];
            own += share;
            extreme += share < 0.1 || share > 0.9 ? 1 : 0;
            if (share > 0.05 && share < 0.95) {
                float other = (x[0] - share * i) / (1 - share);
                assertThat(other).isBetween(-0.01f, SAMPLES - 0.99f).isEqualTo(Math.round(other), within(0.02f));
                assertThat(y[Math.round(other) % 3]).isEqualTo(1 - share, within(1e-6f));
            }
        }
        // Half of a sample on the average, and with a third more where the other one is of the same class.
        assertThat(own / SAMPLES).isEqualTo(2 / 3.0, within(0.05));
        assertThat(extreme / (double) SAMPLES).isBetween(0.5, 0.8);
        assertThat(input(mixed, 5, Epoch.NONE)).containsOnly(5);
        assertThat(target(mixed, 5, Epoch.NONE)).containsExactly(0, 0, 1);
        assertThat(input(mixed, 5, Epoch.of(7, 2))).isNotEqualTo(input(mixed, 5, FIRST));
    }

    @Test
    void theBetaDistribution() {
        for (double alpha : new double[] {0.2, 0.5, 1}) {
            double sum = 0;
            double squares = 0;
            int n = 20_000;
            for (int i = 0; i < n; i++) {
                double b = Beta.draw(CounterRandom.key(1, 2, 3, i), -2, alpha);
                assertThat(b).isBetween(0.0, 1.0);
                sum += b;
                squares += (b - 0.5) * (b - 0.5);
            }
            assertThat(sum / n).isEqualTo(0.5, within(0.015));
            assertThat(squares / n).isEqualTo(1 / (4 * (2 * alpha + 1)), within(0.005));
        }
        assertThat(Beta.draw(5, -1, 1e-6)).isIn(0f, 1f);
    }

    @Test
    void cutMixPastesRectangles() {
        int height = 9;
        int width = 7;
        Dataset mixed = data(height, width, 2).cutMix();
        int partly = 0;
        for (int i = 0; i < SAMPLES; i++) {
            float[] x = input(mixed, i, FIRST);
            int index = i;
            int[] pasted = IntStream.range(0, x.length).filter(k -> x[k] != index).toArray();
            float kept = 1 - pasted.length / (float) x.length;
            float[] y = target(mixed, i, FIRST);
            if (pasted.length == 0) {
                // Nothing was cut, or from the sample itself.
                assertThat(y[i % 3]).isGreaterThan(0);
                continue;
            }
            partly += kept > 0 ? 1 : 0;
            int other = (int) x[pasted[0]];
            assertThat(y[i % 3] + (other % 3 == i % 3 ? 0 : y[other % 3])).isEqualTo(1, within(1e-6f));
            assertThat(y[i % 3]).isEqualTo(other % 3 == i % 3 ? 1 : kept, within(1e-6f));
            int first = pasted[0] / 2;
            int last = pasted[pasted.length - 1] / 2;
            int rows = last / width - first / width + 1;
            assertThat(pasted.length).isEqualTo(2 * rows * (last % width - first % width + 1));
            assertThat(IntStream.of(pasted).mapToObj(k -> x[k])).containsOnly((float) other);
        }
        assertThat(partly).isGreaterThan(SAMPLES / 4);
        assertThat(input(mixed, 5, Epoch.NONE)).containsOnly(5);
        assertThat(target(mixed, 5, Epoch.NONE)).containsExactly(0, 0, 1);
    }

    @Test
    void mixingIsTheSameInAnyBatches() {
        Dataset mixed = data(3, 3, 1).map(new Noise(true)).mixUp().cutMix(0.5);
        int[] order = IntStream.range(0, SAMPLES).map(i -> i * 7 % SAMPLES).toArray();
        float[] expected = epoch(mixed, order, 64, false);
        assertThat(epoch(mixed, order, 64, true)).containsExactly(expected);
        assertThat(epoch(mixed, order, 37, true)).containsExactly(expected);
    }

    private static float[] epoch(Dataset data, int[] order, int batchSize, boolean prefetch) {
        float[] all = new float[SAMPLES * 12];
        int at = 0;
        try (Batches batches = Batches.of(data, batchSize, prefetch)) {
            batches.begin(order, order.length, 3, 2);
            while (batches.next()) {
                System.arraycopy(batches.inputs(), 0, all, at, batches.size() * 9);
                System.arraycopy(batches.targets(), 0, all, at + batches.size() * 9, batches.size() * 3);
                at += batches.size() * 12;
            }
        }
        return sortedBySample(all, batchSize);
    }

    /** Inputs and targets of each sample side by side, whatever the batches were. */
    private static float[] sortedBySample(float[] all, int batchSize) {
        float[] sorted = new float[all.length];
        for (int i = 0; i < SAMPLES; i++) {
            int begin = i / batchSize * batchSize;
            int size = Math.min(batchSize, SAMPLES - begin);
            System.arraycopy(all, begin * 12 + (i - begin) * 9, sorted, i * 12, 9);
            System.arraycopy(all, begin * 12 + size * 9 + (i - begin) * 3, sorted, i * 12 + 9, 3);
        }
        return sorted;
    }

    @Test
    void errors() {
        Dataset labelled = ArrayDataset.of(new float[4][3], new int[4]);
        assertThatThrownBy(labelled::mixUp).isInstanceOf(DataException.class)
                .hasMessage("mixUp: expects float targets, got class labels; put oneHot() in front.");
        assertThatThrownBy(labelled::cutMix).isInstanceOf(DataException.class)
                .hasMessage("cutMix: expects float targets, got class labels; put oneHot() in front.");
        Dataset vectors = data(4);
        for (double alpha : new double[] {0, -1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> vectors.mixUp(alpha)).isInstanceOf(DataException.class)
                    .hasMessage("mixUp: alpha must be above 0 and at most 1, got " + alpha + ".");
        }
        assertThatThrownBy(() -> data(2, 2, 1).cutMix(1.5)).isInstanceOf(DataException.class)
                .hasMessage("cutMix: the factor must be at least 0 and at most 1, got 1.5.");
        assertThatThrownBy(vectors::cutMix).isInstanceOf(ShapeException.class)
                .hasMessage("cutMix: expects one input of pictures [height, width, channels], got [4]; use mixUp().");
        assertThatThrownBy(() -> vectors.withInput(vectors).cutMix()).isInstanceOf(ShapeException.class)
                .hasMessage("cutMix: expects one input of pictures [height, width, channels], got 2 inputs; use"
                + " mixUp().");
    }
}
