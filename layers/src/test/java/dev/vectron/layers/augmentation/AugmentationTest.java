package dev.vectron.layers.augmentation;

import static dev.vectron.layers.Layers.dropout;
import static dev.vectron.layers.Layers.flatten;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.randomBrightness;
import static dev.vectron.layers.Layers.randomContrast;
import static dev.vectron.layers.Layers.randomCrop;
import static dev.vectron.layers.Layers.randomErasing;
import static dev.vectron.layers.Layers.randomFlip;
import static dev.vectron.layers.Layers.randomRotation;
import static dev.vectron.layers.Layers.randomTranslation;
import static dev.vectron.layers.Layers.randomZoom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.data.Epoch;
import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.layers.Interpolation;
import dev.vectron.layers.Trial;
import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each layer of augmentation does to a picture. */
class AugmentationTest {
    private static final Shape SHAPE = Shape.of(4, 5, 2);
    private static final int KEYS = 200;

    private static long key(int sample) {
        return CounterRandom.key(3, 16, 1, sample);
    }

    /** Different values everywhere. */
    private static float[] picture(Shape shape) {
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    private static float[] vary(Augmentation layer, int sample, Shape shape, float[] from) {
        float[] to = new float[layer.outputShape(shape).size()];
        layer.vary(key(sample), shape, from, 0, to, 0);
        return to;
    }

    private static float[] grey(Augmentation layer, int height, int width, float... values) {
        return vary(layer, 0, Shape.of(height, width, 1), values);
    }

    static Augmentation[] sameSize() {
        return new Augmentation[] {randomFlip(), randomTranslation(0.3, 0.4), randomRotation(0.2), randomZoom(0.4),
            randomZoom(0.2, 0.5), randomContrast(0.4), randomBrightness(0.3), randomErasing().factor(1, 1)};
    }

    @ParameterizedTest
    @MethodSource("sameSize")
    void inferenceDoesNothing(Augmentation layer) {
        float[] from = picture(SHAPE);
        float[] to = new float[from.length];
        layer.infer(SHAPE, from, 0, to, 0);
        assertThat(to).containsExactly(from);
        Node x = input(4, 5, 2);
        Run run = new Run(Plan.inference(Trial.graph(x.then(layer), x), 1, List.of()), 1);
        run.bindInput(0, from, 0);
        run.forward(1);
        assertThat(Arrays.copyOfRange(run.output(0), run.outputAt(0), run.outputAt(0) + from.length))
                .containsExactly(from);
    }

    @ParameterizedTest
    @EnumSource(FlipMode.class)
    void aFlipTwiceIsNone(FlipMode mode) {
        RandomFlip flip = randomFlip(mode);
        float[] from = picture(SHAPE);
        int changed = 0;
        for (int sample = 0; sample < KEYS; sample++) {
            float[] once = vary(flip, sample, SHAPE, from);
            changed += Arrays.equals(once, from) ? 0 : 1;
            assertThat(vary(flip, sample, SHAPE, once)).containsExactly(from);
        }
        double expected = mode == FlipMode.HORIZONTAL_AND_VERTICAL ? 0.75 : 0.5;
        assertThat(changed / (double) KEYS).isEqualTo(expected, within(0.1));
    }

    @Test
    void flipsExchangeLeftAndRightOrTopAndBottom() {
        Set<String> seen = new TreeSet<>();
        for (int sample = 0; sample < KEYS; sample++) {
            float[] flipped = vary(randomFlip(), sample, Shape.of(2, 2, 2), new float[] {1, 2, 3, 4, 5, 6, 7, 8});
            seen.add(Arrays.toString(flipped));
        }
        assertThat(seen).containsExactly("[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]",
                "[3.0, 4.0, 1.0, 2.0, 7.0, 8.0, 5.0, 6.0]", "[5.0, 6.0, 7.0, 8.0, 1.0, 2.0, 3.0, 4.0]",
                "[7.0, 8.0, 5.0, 6.0, 3.0, 4.0, 1.0, 2.0]");
    }

    @Test
    void translationsByWholePixels() {
        RandomTranslation down = randomTranslation(0, 0).heightFactor(0.5, 0.5);
        RandomTranslation left = randomTranslation(0, 0).widthFactor(-0.25, -0.25);
        assertThat(grey(down.fillMode(FillMode.CONSTANT).fillValue(9), 4, 1, 1, 2, 3, 4)).containsExactly(9, 9, 1, 2);
        assertThat(grey(down.fillMode(FillMode.WRAP), 4, 1, 1, 2, 3, 4)).containsExactly(3, 4, 1, 2);
        assertThat(grey(down.fillMode(FillMode.NEAREST), 4, 1, 1, 2, 3, 4)).containsExactly(1, 1, 1, 2);
        assertThat(grey(down, 4, 1, 1, 2, 3, 4)).containsExactly(2, 1, 1, 2);
        assertThat(grey(left.fillMode(FillMode.CONSTANT), 1, 4, 1, 2, 3, 4)).containsExactly(2, 3, 4, 0);
        assertThat(grey(left, 1, 4, 1, 2, 3, 4)).containsExactly(2, 3, 4, 4);
    }

    @Test
    void translationsByPartsOfPixels() {
        RandomTranslation right = randomTranslation(0, 0).widthFactor(0.125, 0.125);
        assertThat(grey(right.fillMode(FillMode.CONSTANT).fillValue(8), 1, 4, 1, 2, 3, 4))
                .containsExactly(4.5f, 1.5f, 2.5f, 3.5f);
        assertThat(grey(right.fillMode(FillMode.WRAP), 1, 4, 1, 2, 3, 4)).containsExactly(2.5f, 1.5f, 2.5f, 3.5f);
        assertThat(grey(right.interpolation(Interpolation.NEAREST), 1, 4, 1, 2, 3, 4)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void pixelsBeyondTheBorder() {
        int[] seen = new int[16];
        Arrays.setAll(seen, i -> FillMode.REFLECT.pixel(i - 6, 3));
        assertThat(seen).containsExactly(0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2);
        Arrays.setAll(seen, i -> FillMode.WRAP.pixel(i - 6, 3));
        assertThat(seen).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0);
        assertThat(FillMode.REFLECT.pixel(-5, 1)).isZero();
    }

    @Test
    void rotationsByQuarters() {
        float[] square = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        assertThat(grey(randomRotation(0, 0), 3, 3, square)).containsExactly(square);
        // Anticlockwise: the right column becomes the top row.
        assertThat(grey(randomRotation(0.25, 0.25), 3, 3, square)).containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
        assertThat(grey(randomRotation(-0.25, -0.25), 3, 3, square)).containsExactly(7, 4, 1, 8, 5, 2, 9, 6, 3);
        assertThat(grey(randomRotation(0.75, 0.75), 3, 3, square)).containsExactly(7, 4, 1, 8, 5, 2, 9, 6, 3);
        assertThat(grey(randomRotation(0.5, 0.5), 2, 3, 1, 2, 3, 4, 5, 6)).containsExactly(6, 5, 4, 3, 2, 1);
        assertThat(grey(randomRotation(1, 1), 2, 3, 1, 2, 3, 4, 5, 6)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    /** A picture that is a plane stays one: bilinear interpolation is exact on it. */
    @Test
    void rotationsOfAPlane() {
        int side = 21;
        float[] plane = new float[side * side];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = 3 * (i % side - 10) - 2 * (i / side - 10);
        }
        float[] turned = grey(randomRotation(0.1, 0.1), side, side, plane);
        double cos = (1 + Math.sqrt(5)) / 4;
        double sin = Math.sqrt((5 - Math.sqrt(5)) / 8);
        for (int y = -6; y <= 6; y++) {
            for (int x = -6; x <= 6; x++) {
                double expected = 3 * (cos * x - sin * y) - 2 * (sin * x + cos * y);
                assertThat(turned[(y + 10) * side + x + 10]).isEqualTo((float) expected, within(1e-4f));
            }
        }
    }

    @Test
    void zooms() {
        float[] row = {1, 2, 3, 4, 5};
        assertThat(grey(randomZoom(0), 1, 5, row)).containsExactly(row);
        RandomZoom half = randomZoom(0).heightFactor(-0.5, -0.5);
        assertThat(grey(half, 1, 5, row)).containsExactly(2, 2.5f, 3, 3.5f, 4);
        assertThat(grey(half, 5, 1, row)).containsExactly(2, 2.5f, 3, 3.5f, 4);
        RandomZoom twice = randomZoom(0).heightFactor(1, 1).fillMode(FillMode.CONSTANT).fillValue(7);
        assertThat(grey(twice, 1, 5, row)).containsExactly(7, 1, 3, 5, 7);
        assertThat(grey(randomZoom(0).widthFactor(-0.5, -0.5), 5, 1, row)).containsExactly(row);
        assertThat(grey(randomZoom(0).widthFactor(-0.5, -0.5), 1, 5, row)).containsExactly(2, 2.5f, 3, 3.5f, 4);
    }

    @Test
    void cropsAreAllPiecesOfThePicture() {
        boolean[] seen = new boolean[12];
        for (int sample = 0; sample < KEYS; sample++) {
            float[] piece = vary(randomCrop(2, 2), sample, SHAPE, picture(SHAPE));
            int begin = (int) piece[0] - 1;
            seen[begin / 10 * 4 + begin % 10 / 2] = true;
            assertThat(piece).containsExactly(begin + 1, begin + 2, begin + 3, begin + 4, begin + 11, begin + 12,
                    begin + 13, begin + 14);
        }
        assertThat(seen).containsOnly(true);
        assertThat(vary(randomCrop(4, 5), 0, SHAPE, picture(SHAPE))).containsExactly(picture(SHAPE));
    }

    @Test
    void cropsInInferenceAreTheScaledMiddle() {
        RandomCrop crop = randomCrop(2, 2);
        float[] out = new float[4];
        // The middle 4 × 4 of 4 × 6, each two by two pixels one of the output.
        crop.infer(Shape.of(4, 6, 1), picture(Shape.of(4, 6, 1)), 0, out, 0);
        assertThat(out).containsExactly(5.5f, 7.5f, 17.5f, 19.5f);
        assertThat(grey(randomCrop(1, 4), 1, 2, 1, 5)).containsExactly(1, 2, 4, 5);
        assertThat(grey(randomCrop(2, 4), 1, 2, 1, 5)).containsExactly(1, 2, 4, 5, 1, 2, 4, 5);
    }

    @Test
    void contrastKeepsTheMeanOfEachChannel() {
        Shape shape = Shape.of(1, 3, 2);
        float[] from = {90, 10, 100, 20, 110, 60};
        for (int sample = 0; sample < KEYS; sample++) {
            float[] to = vary(randomContrast(0.25, 0.5), sample, shape, from);
            float factor = (to[4] - to[0]) / 20;
            assertThat(factor).isBetween(0.75f, 1.5f);
            assertThat(to[2]).isEqualTo(100);
            assertThat(to[1]).isEqualTo(Math.max(0, 30 - 20 * factor), within(1e-3f));
            assertThat(to[5]).isEqualTo(30 + 30 * factor, within(1e-3f));
        }
    }

    @Test
    void brightnessStaysInItsRange() {
        float least = 255;
        float most = 0;
        for (int sample = 0; sample < KEYS; sample++) {
            float[] to = vary(randomBrightness(0.2), sample, Shape.of(1, 3, 1), new float[] {0, 100, 255});
            least = Math.min(least, to[1]);
            most = Math.max(most, to[1]);
            assertThat(to[0]).isEqualTo(Math.max(0, to[1] - 100), within(1e-4f));
            assertThat(to[2]).isEqualTo(Math.min(255, to[1] + 155), within(1e-4f));
        }
        assertThat(least).isBetween(49f, 60f);
        assertThat(most).isBetween(140f, 151f);
        assertThat(grey(randomBrightness(1, 1), 1, 2, 0, 3)).containsExactly(255, 255);
        assertThat(grey(randomBrightness(-1, -1).valueRange(-1, 1), 1, 2, 0, 1)).containsExactly(-1, -1);
    }

    @Test
    void gradientsOfClippedValuesAreZero() {
        Node x = input(1, 3, 1);
        Trial trial = new Trial(Trial.graph(x.then(randomBrightness(0.5, 0.5)), x), 1, 1);
        assertThat(trial.forward(1, new float[] {100, 200, 120})).containsExactly(227.5f, 255, 247.5f);
        trial.backward(new float[] {1, 2, 3});
        assertThat(trial.inputGradient(0, 1)).containsExactly(1, 0, 3);
        trial = new Trial(Trial.graph(x.then(randomContrast(0, 0).valueRange(0, 150)), x), 1, 1);
        assertThat(trial.forward(1, new float[] {100, 200, 120})).containsExactly(100, 150, 120);
        trial.backward(new float[] {1, 2, 3});
        assertThat(trial.inputGradient(0, 1)).containsExactly(1, 0, 3);
    }

    @Test
    void erasedAreasLieWithinTheScale() {
        int height = 40;
        int width = 50;
        RandomErasing erasing = randomErasing().scale(0.1, 0.3).fillValue(200);
        float[] black = new float[height * width];
        int erased = 0;
        for (int sample = 0; sample < KEYS; sample++) {
            float[] always = vary(erasing.factor(1, 1), sample, Shape.of(height, width, 1), black);
            int pixels = 0;
            for (float value : always) {
                pixels += value == 200 ? 1 : 0;
                assertThat(value == 200 || value == 0).isTrue();
            }
            // A side may be a pixel more or less than its part of the picture.
            assertThat(Math.sqrt(pixels / (double) black.length)).isBetween(Math.sqrt(0.1) - 0.025,
                    Math.sqrt(0.3) + 0.025);
            assertThat(vary(erasing.factor(0, 0), sample, Shape.of(height, width, 1), black)).containsExactly(black);
            erased += Arrays.equals(vary(erasing, sample, Shape.of(height, width, 1), black), black) ? 0 : 1;
        }
        assertThat(erased / (double) KEYS).isEqualTo(0.5, within(0.1));
    }

    @Test
    void erasedPixelsGetAColour() {
        Shape shape = Shape.of(4, 5, 3);
        float[] to = vary(randomErasing().factor(1, 1).scale(1, 1).fillValue(10, 300, -2), 3, shape,
                new float[shape.size()]);
        for (int i = 0; i < to.length; i += 3) {
            assertThat(Arrays.copyOfRange(to, i, i + 3)).containsExactly(10, 255, 0);
        }
    }

    @Test
    void noiseLiesInTheRangeOfValues() {
        Shape shape = Shape.of(20, 20, 3);
        float[] half = new float[shape.size()];
        Arrays.fill(half, 0.5f);
        float[] to = vary(randomErasing().factor(1, 1).scale(0.5, 0.5).valueRange(0, 1), 1, shape, half);
        int low = 0;
        int between = 0;
        int high = 0;
        for (float value : to) {
            low += value == 0 ? 1 : 0;
            high += value == 1 ? 1 : 0;
            between += value > 0 && value < 1 && value != 0.5f ? 1 : 0;
        }
        assertThat(low + between + high).isBetween(500, 700);
        // Half of the normal numbers are negative, and 16 % above 1.
        assertThat(low / (double) (low + between + high)).isEqualTo(0.5, within(0.06));
        assertThat(high / (double) (low + between + high)).isEqualTo(0.16, within(0.05));
    }

    @Test
    void sinesAndCosines() {
        for (double turns = -2.1; turns < 2; turns += 0.0137) {
            assertThat(Turns.cos(turns)).isEqualTo(StrictMath.cos(2 * Math.PI * turns), within(2e-15));
            assertThat(Turns.sin(turns)).isEqualTo(StrictMath.sin(2 * Math.PI * turns), within(2e-15));
        }
        assertThat(new double[] {Turns.cos(0.25), Turns.sin(0.25), Turns.cos(-0.5), Turns.sin(-0.75), Turns.cos(1)})
                .containsExactly(-0.0, 1, -1, 1, 1);
    }

    private static Graph chain() {
        Node x = input(9, 8, 3);
        Node y = x;
        for (Augmentation layer : sameSize()) {
            y = y.then(layer);
        }
        return Trial.graph(y.then(randomCrop(7, 6)).then(dropout(0.1)).then(flatten()), x);
    }

    @Test
    void theSameBitsForAnyThreadsAndBatches() {
        Graph graph = chain();
        int in = 9 * 8 * 3;
        float[] x = Trial.random(1, 40 * in);
        float[] all = outputs(graph, x, 40, 1, 0, 4);
        int out = all.length / 40;
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(outputs(graph, x, 40, threads, 0, 4)).containsExactly(all);
        }
        for (int batch : new int[] {1, 7, 19}) {
            for (int from = 0; from + batch <= 40; from += 13) {
                assertThat(outputs(graph, Arrays.copyOfRange(x, from * in, (from + batch) * in), batch, 2, from, 4))
                        .containsExactly(Arrays.copyOfRange(all, from * out, (from + batch) * out));
            }
        }
        assertThat(outputs(graph, x, 40, 1, 0, 5)).isNotEqualTo(all);
    }

    @ParameterizedTest
    @MethodSource("sameSize")
    void otherEpochsGiveOtherVariations(Augmentation layer) {
        Node x = input(9, 8, 3);
        Graph graph = Trial.graph(x.then(layer), x);
        float[] values = Trial.random(1, 20 * 9 * 8 * 3);
        float[] first = outputs(graph, values, 20, 1, 0, 1);
        assertThat(outputs(graph, values, 20, 1, 0, 2)).isNotEqualTo(first);
        assertThat(outputs(graph, values, 20, 1, 0, 1)).containsExactly(first);
    }

    private static float[] outputs(Graph graph, float[] x, int samples, int threads, int first, long epoch) {
        Trial trial = new Trial(graph, samples, threads);
        int[] numbers = new int[samples];
        Arrays.setAll(numbers, i -> first + i);
        trial.run().randomness(9, epoch, numbers);
        return trial.forward(samples, x);
    }

    /** A chain of layers at the beginning of a model, and the same chain of views of the data. */
    @Test
    void viewsOfDataGiveTheSameBitsAsLayers() {
        int size = 9 * 8 * 3;
        float[] x = Trial.random(1, 30 * size);
        Dataset data = ArrayDataset.of(Tensor.of(Shape.of(30, 9, 8, 3), x), new int[30]);
        Node from = input(9, 8, 3);
        Node to = from;
        for (Augmentation layer : sameSize()) {
            to = to.then(layer);
            data = data.map(layer);
        }
        to = to.then(randomCrop(7, 6));
        data = data.map(randomCrop(7, 6));
        float[] expected = outputs(Trial.graph(to, from), x, 30, 2, 0, 6);
        int out = 7 * 6 * 3;
        float[] read = new float[out];
        assertThat(data.inputShape()).isEqualTo(Shape.of(7, 6, 3));
        for (int i = 0; i < 30; i++) {
            data.readInput(0, i, Epoch.of(9, 6), read, 0);
            assertThat(read).containsExactly(Arrays.copyOfRange(expected, i * out, (i + 1) * out));
        }
        float[] plain = new float[out];
        data.read(0, plain, 0);
        float[] inferred = new float[out];
        randomCrop(7, 6).infer(Shape.of(9, 8, 3), x, 0, inferred, 0);
        assertThat(plain).containsExactly(inferred);
    }
}
