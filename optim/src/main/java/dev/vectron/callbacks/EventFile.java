package dev.vectron.callbacks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * One event file as TensorBoard reads it: TFRecords, each an {@code Event} message. The names and numbers of fields are
 * those of TensorFlow's {@code event.proto} and {@code summary.proto}.
 *
 * <p>A record is length (8 bytes, little endian), masked CRC-32C of these, the bytes, masked CRC-32C of them.
 */
final class EventFile implements AutoCloseable {
    private static final int MASK = 0xA282EAD8;
    private static final int BUCKETS = 30;

    // Event
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    // Summary and its values
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    private static final int HISTO = 5;
    // HistogramProto
    private static final int MIN = 1;
    private static final int MAX = 2;
    private static final int NUM = 3;
    private static final int SUM = 4;
    private static final int SUM_SQUARES = 5;
    private static final int BUCKET_LIMIT = 6;
    private static final int BUCKET = 7;

    private final FileChannel channel;

    /** Makes a new file, with a name of its own, in a folder. */
    EventFile(Path folder) throws IOException {
        Files.createDirectories(folder);
        channel = create(folder);
        write(event().put(FILE_VERSION, "brain.Event:2"));
    }

    private static FileChannel create(Path folder) throws IOException {
        long seconds = System.currentTimeMillis() / 1000;
        int i = 0;
        while (true) {
            String name = String.format(Locale.ROOT, "events.out.tfevents.%010d.vectron.%d.%d.v2", seconds,
                    ProcessHandle.current().pid(), i);
            try {
                return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException taken) {
                // Another training in the same second: the next number.
                i++;
            }
        }
    }

    private static ProtoMessage event() {
        return new ProtoMessage().put(WALL_TIME, System.currentTimeMillis() / 1000.0);
    }

    void scalar(String tag, double value, long step) throws IOException {
        summary(new ProtoMessage().put(TAG, tag).put(SIMPLE_VALUE, (float) value), step);
    }

    /** A histogram of {@value #BUCKETS} buckets of equal width; values that are not finite are left out. */
    void histogram(String tag, float[] values, int from, int to, long step) throws IOException {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (int i = from; i < to; i++) {
            double x = values[i];
            if (Double.isFinite(x)) {
                min = Math.min(min, x);
                max = Math.max(max, x);
                sum += x;
                squares += x * x;
                count++;
            }
        }
        if (count == 0) {
            return;
        }
        int n = min == max ? 1 : BUCKETS;
        double[] buckets = new double[n];
        for (int i = from; i < to; i++) {
            double x = values[i];
            if (Double.isFinite(x)) {
                buckets[n == 1 ? 0 : Math.min(n - 1, (int) ((x - min) / (max - min) * n))]++;
            }
        }
        double[] limits = new double[n];
        for (int i = 0; i < n; i++) {
            limits[i] = i == n - 1 ? max : min + (max - min) * (i + 1) / n;
        }
        summary(new ProtoMessage().put(TAG, tag).put(HISTO, new ProtoMessage().put(MIN, min).put(MAX, max)
                .put(NUM, (double) count).put(SUM, sum).put(SUM_SQUARES, squares).put(BUCKET_LIMIT, limits)
                .put(BUCKET, buckets)), step);
    }

    private void summary(ProtoMessage value, long step) throws IOException {
        write(event().put(STEP, step).put(SUMMARY, new ProtoMessage().put(VALUE, value)));
    }

    private void write(ProtoMessage event) throws IOException {
        byte[] data = event.toBytes();
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(maskedCrc(record.array(), Long.BYTES));
        record.put(data);
        record.putInt(maskedCrc(data, data.length));
        record.flip();
        while (record.hasRemaining()) {
            channel.write(record);
        }
    }

    private static int maskedCrc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
