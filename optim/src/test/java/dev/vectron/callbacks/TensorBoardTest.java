package dev.vectron.callbacks;

import static dev.vectron.callbacks.Callbacks.tensorBoard;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.metrics.Metrics.accuracy;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.training.Fit.fit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.activations.Activation;
import dev.vectron.data.ArrayDataset;
import dev.vectron.data.Dataset;
import dev.vectron.losses.Losses;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.training.History;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files are read by a parser of the test's own, with a bitwise CRC. */
class TensorBoardTest {
    private static final Dataset DATA = ArrayDataset.of(new float[][] {{1, 2}, {2, 1}, {0, 4}, {3, 0}, {1, 5}},
            new int[] {0, 1, 0, 1, 0});

    @TempDir
    private Path folder;

    /** A value at a step: a number, or the fields of a histogram. */
    private record Point(String tag, long step, double value, Map<Integer, double[]> histogram) {}

    private static Model model() {
        return Sequential.of(input(2), dense(8).activation(Activation.RELU), dense(2).activation(Activation.SOFTMAX));
    }

    private static History train(Model model, TensorBoard board) {
        return Trainer.of(model).optimizer(sgd(0.01)).loss(Losses.sparseCategoricalCrossentropy()).metrics(accuracy())
                .callbacks(board).fit(DATA, fit().epochs(4).batchSize(2).validationData(DATA.limit(3)));
    }

    /** CRC-32C as RFC 3720 defines it, bit by bit, and TensorFlow's mask. */
    private static int maskedCrc(byte[] bytes) {
        int crc = -1;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int i = 0; i < 8; i++) {
                crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0x82F63B78 : crc >>> 1;
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    /** The records of the only file in a folder. */
    private static List<byte[]> records(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        assertThat(files).hasSize(1);
        assertThat(files.getFirst().getFileName().toString()).matches("events\\.out\\.tfevents\\.\\d{10}\\..*\\.v2");
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(files.getFirst())).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).as("CRC of the length").isEqualTo(maskedCrc(length));
            byte[] data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
            in.get(data);
            assertThat(in.getInt()).as("CRC of the data").isEqualTo(maskedCrc(data));
            records.add(data);
        }
        return records;
    }

    /** The fields of a message: numbers as Long, Double or Float, the rest as byte[]. */
    private static Map<Integer, Object> fields(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, Object> fields = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            Object value = switch ((int) (tag & 7)) {
                case 0 -> (Object) varint(in);
                case 1 -> in.getDouble();
                case 5 -> in.getFloat();
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    yield bytes;
                }
                default -> throw new AssertionError("wire type of " + tag);
            };
            assertThat(fields.put((int) (tag >>> 3), value)).isNull();
        }
        return fields;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            byte b = in.get();
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private static List<Point> points(Path folder) throws IOException {
        List<byte[]> records = records(folder);
        double now = System.currentTimeMillis() / 1000.0;
        Map<Integer, Object> first = fields(records.getFirst());
        assertThat(new String((byte[]) first.get(3), StandardCharsets.UTF_8)).isEqualTo("brain.Event:2");
        List<Point> points = new ArrayList<>();
        for (byte[] record : records.subList(1, records.size())) {
            Map<Integer, Object> event = fields(record);
            assertThat((double) event.get(1)).as("wall time").isBetween(now - 600, now + 1);
            Map<Integer, Object> value = fields((byte[]) fields((byte[]) event.get(5)).get(1));
            Map<Integer, double[]> histogram = new LinkedHashMap<>();
            if (value.get(5) instanceof byte[] bytes) {
                fields(bytes).forEach((number, x) -> histogram.put(number, x instanceof Double one ? new double[] {one}
                        : doubles((byte[]) x)));
            }
            points.add(new Point(new String((byte[]) value.get(1), StandardCharsets.UTF_8), (long) event.get(2),
                    value.get(2) instanceof Float scalar ? scalar : Double.NaN, histogram));
        }
        return points;
    }

    private static double[] doubles(byte[] packed) {
        double[] values = new double[packed.length / 8];
        ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }

    private static double[] series(List<Point> points, String tag) {
        List<Point> own = points.stream().filter(p -> p.tag().equals(tag)).toList();
        for (int i = 0; i < own.size(); i++) {
            assertThat(own.get(i).step()).as("steps of epochs count from 0").isEqualTo(i);
        }
        return own.stream().mapToDouble(Point::value).toArray();
    }

    private static double[] floats(double[] values) {
        return Arrays.stream(values).map(value -> (float) value).toArray();
    }

    @Test
    void epochsAreWrittenAsKerasWritesThem() throws IOException {
        History history = train(model(), tensorBoard(folder));
        List<Point> train = points(folder.resolve("train"));
        List<Point> validation = points(folder.resolve("validation"));

        assertThat(train.stream().map(Point::tag).distinct()).containsExactly("epoch_loss", "epoch_accuracy",
                "epoch_learning_rate");
        assertThat(validation.stream().map(Point::tag).distinct()).containsExactly("epoch_loss", "epoch_accuracy");
        assertThat(series(train, "epoch_loss")).hasSize(4).containsExactly(floats(history.values("loss")));
        assertThat(series(train, "epoch_accuracy")).containsExactly(floats(history.values("accuracy")));
        assertThat(series(train, "epoch_learning_rate")).containsExactly(floats(history.values("learning_rate")));
        assertThat(series(validation, "epoch_loss")).containsExactly(floats(history.values("val_loss")));
        assertThat(series(validation, "epoch_accuracy")).containsExactly(floats(history.values("val_accuracy")));
    }

    @Test
    void batchesAreCountedThroughAllEpochs() throws IOException {
        History history = train(model(), tensorBoard(folder).updateFreq(3));
        List<Point> batches = points(folder.resolve("train")).stream()
                .filter(p -> p.tag().equals("batch_loss")).toList();

        assertThat(batches.stream().map(Point::step)).containsExactly(3L, 6L, 9L, 12L);
        assertThat(batches.stream().mapToDouble(Point::value)).as("the third batch ends the epoch")
                .containsExactly(Arrays.stream(floats(history.values("loss"))).boxed().toArray(Double[]::new));
        assertThat(points(folder.resolve("validation"))).extracting(Point::tag).doesNotContain("batch_loss");
    }

    @Test
    void histogramsCountEveryWeight() throws IOException {
        Model model = model();
        train(model, tensorBoard(folder).histogramFreq(3));
        List<Point> histograms = points(folder.resolve("train")).stream()
                .filter(p -> !p.histogram().isEmpty()).toList();

        assertThat(histograms).extracting(Point::tag).containsExactly("dense/kernel/histogram", "dense/bias/histogram",
                "dense_1/kernel/histogram", "dense_1/bias/histogram", "dense/kernel/histogram", "dense/bias/histogram",
                "dense_1/kernel/histogram", "dense_1/bias/histogram");
        assertThat(histograms).extracting(Point::step).containsExactly(0L, 0L, 0L, 0L, 3L, 3L, 3L, 3L);
        Map<Integer, double[]> h = histograms.get(4).histogram();
        float[] weights = Arrays.copyOf(model.graph().values(), 16);
        double[] sorted = new double[16];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 16; i++) {
            sorted[i] = weights[i];
            sum += sorted[i];
            squares += sorted[i] * sorted[i];
        }
        Arrays.sort(sorted);
        assertThat(model.graph().parameters().getFirst().size()).isEqualTo(16);
        assertThat(h.get(1)).containsExactly(sorted[0]);
        assertThat(h.get(2)).containsExactly(sorted[15]);
        assertThat(h.get(3)).containsExactly(16);
        assertThat(h.get(4)).containsExactly(sum);
        assertThat(h.get(5)).containsExactly(squares);
        double[] limits = h.get(6);
        double[] counts = h.get(7);
        assertThat(limits).hasSize(30).isSorted().endsWith(sorted[15]);
        assertThat(counts).hasSize(30);
        int seen = 0;
        for (int i = 0; i < 30; i++) {
            double limit = limits[i];
            seen += (int) counts[i];
            long below = Arrays.stream(sorted).filter(w -> w < limit - 1e-12).count();
            assertThat((long) seen).as("weights up to %s", limit).isBetween(below, i == 29 ? 16 : below + 1);
        }
        assertThat(seen).isEqualTo(16);
    }

    @Test
    void equalWeightsAreOneBucketAndNaNIsLeftOut() throws IOException {
        try (EventFile file = new EventFile(folder)) {
            file.histogram("same", new float[] {9, 2, 2, Float.NaN, 2}, 1, 5, 300);
            file.histogram("none", new float[] {Float.NaN}, 0, 1, 300);
        }
        List<Point> points = points(folder);
        assertThat(points).hasSize(1);
        assertThat(points.getFirst().step()).isEqualTo(300);
        assertThat(points.getFirst().histogram().get(6)).containsExactly(2);
        assertThat(points.getFirst().histogram().get(7)).containsExactly(3);
    }

    @Test
    void everyTrainingHasFilesOfItsOwn() throws IOException {
        train(model(), tensorBoard(folder));
        train(model(), tensorBoard(folder));
        try (Stream<Path> files = Files.list(folder.resolve("train"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void whatCannotWorkIsSaidBeforeTheFirstStep() throws IOException {
        Path taken = Files.writeString(folder.resolve("file"), "no folder");
        Model model = model();
        String before = model.weightsSha256();
        assertThatThrownBy(() -> train(model, tensorBoard(taken))).isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("tensorBoard: cannot write to folder ")
                .hasMessageEndingWith("; choose another folder. No training was done yet.");
        assertThat(model.weightsSha256()).isEqualTo(before);
        assertThatThrownBy(() -> tensorBoard(taken).histogramFreq(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensorBoard: histogramFreq must be at least 0 epochs, got -1.");
        assertThatThrownBy(() -> tensorBoard(taken).updateFreq(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensorBoard: updateFreq must be at least 0 batches, got -1.");
    }
}
