package dev.vectron.bench;

import dev.vectron.data.Dataset;
import dev.vectron.datasets.io.CsvReader;
import dev.vectron.datasets.io.IdxReader;
import dev.vectron.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading files: IDX pictures and CSV lines. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadingBenchmark {
    private static final int PICTURES = 2_000;
    private static final int PIXELS = 28 * 28;
    private static final int LINES = 5_000;
    private static final int COLUMNS = 30;
    private static final int UNSIGNED_BYTES_OF_RANK_3 = 0x0803;

    private Path folder = Path.of("");
    private Path idx = Path.of("");
    private Path csv = Path.of("");
    private byte[] pixels = {};
    private float[][] table = {};

    /** Writes both files. */
    @Setup
    public void write() throws IOException {
        Random random = new Random(1);
        folder = Files.createTempDirectory("vectron-reading");
        idx = folder.resolve("pictures.idx");
        pixels = new byte[PICTURES * PIXELS];
        random.nextBytes(pixels);
        ByteBuffer file = ByteBuffer.allocate(16 + pixels.length);
        file.putInt(UNSIGNED_BYTES_OF_RANK_3).putInt(PICTURES).putInt(28).putInt(28).put(pixels);
        Files.write(idx, file.array());
        csv = folder.resolve("table.csv");
        table = new float[LINES][COLUMNS];
        StringBuilder text = new StringBuilder();
        for (float[] line : table) {
            for (int i = 0; i < COLUMNS; i++) {
                line[i] = (float) random.nextGaussian();
                text.append(line[i]).append(',');
            }
            text.append(random.nextInt(2)).append('\n');
        }
        Files.writeString(csv, text);
    }

    /** 2,000 pictures of 28×28 bytes. */
    @Benchmark
    public Object idx() {
        return IdxReader.read(idx);
    }

    /** 5,000 lines of 30 numbers and a label. */
    @Benchmark
    public Dataset csv() {
        return CsvReader.of().header(false).labelColumn(-1).read(csv);
    }

    /** Compares what is read with what was written and deletes the files. */
    @TearDown
    public void check() throws IOException {
        if (!IdxReader.read(idx).shape().equals(Shape.of(PICTURES, 28, 28))) {
            throw new IllegalStateException("The pictures have the shape " + IdxReader.read(idx).shape());
        }
        Dataset lines = csv();
        float[] line = new float[COLUMNS];
        for (int i = 0; i < LINES; i++) {
            lines.read(i, line, 0);
            Checks.same("line " + i, table[i], line);
        }
        Files.delete(idx);
        Files.delete(csv);
        Files.delete(folder);
    }
}
