package dev.vectron.callbacks;

import dev.vectron.layers.Expect;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.SavedState;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingException;
import dev.vectron.training.TrainingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes the values of every epoch as a line of a text file, as Keras's {@code CSVLogger} does: {@code epoch}, then the
 * history's columns.
 *
 * <p>Epochs count from 1 and columns have the history's order, as {@code History.writeCsv} writes them. A line is in
 * the file as soon as its epoch ends. A training that goes on by {@link BackupAndRestore} goes on with the file too,
 * without lines twice.
 *
 * <p>A separator that is empty or has a line break is an {@code IllegalArgumentException}; a file that cannot be
 * written is a {@code TrainingException} before the first step. Immutable and thread-safe.
 *
 * {@snippet :
 * csvLogger(Path.of("history.csv")).separator(";").append();
 * }
 *
 * @param file the file
 * @param separator what stands between the values; default a comma
 * @param appends whether lines are added to a file that is there, the header only if it is empty; default false
 */
public record CSVLogger(Path file, String separator, boolean appends) implements Callback {
    private static final String NAME = "csvLogger";

    /** Checks the separator. */
    public CSVLogger {
        Expect.given("csvLogger", "separator", separator, "use \",\" or \";\"");
        Expect.given("csvLogger", "the file", file, "name one, such as Path.of(\"log.csv\")");
        if (separator.isEmpty() || separator.contains("\n")) {
            throw new IllegalArgumentException(NAME + ": the separator must be a text without line breaks, for example"
                    + " \",\" or \";\".");
        }
    }

    /**
     * A new file with commas.
     *
     * @param file the file
     */
    public CSVLogger(Path file) {
        this(file, ",", false);
    }

    /**
     * This callback with another separator.
     *
     * @param text what stands between the values
     * @return a copy
     */
    public CSVLogger separator(String text) {
        return new CSVLogger(file, text, appends);
    }

    /** {@return this callback, adding to a file that is there} */
    public CSVLogger append() {
        return new CSVLogger(file, separator, true);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        WritableFile.require(NAME, file, probe -> Files.writeString(probe, "epoch\n"));
        return new Writing(this);
    }

    private static final class Writing implements TrainingListener {
        private final CSVLogger options;
        /** How long the file was when the training was saved that goes on; −1 if none does. */
        private long resumeAt = -1;
        private boolean open;

        Writing(CSVLogger options) {
            this.options = options;
        }

        @Override
        public void onEpochBegin(Progress progress) {
            open(progress);
        }

        @Override
        public void onResume(Progress progress) {
            open(progress);
        }

        /** Not before it is known whether an earlier training goes on. */
        private void open(Progress progress) {
            if (open) {
                return;
            }
            open = true;
            try (FileChannel channel = FileChannel.open(options.file, StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                channel.truncate(resumeAt >= 0 ? resumeAt : options.appends ? Long.MAX_VALUE : 0);
                if (channel.size() == 0) {
                    String header = "epoch" + options.separator + String.join(options.separator, progress.names());
                    write(channel, header);
                }
            } catch (IOException e) {
                throw failed(progress, e);
            }
        }

        @Override
        public void onEpochEnd(Progress progress) {
            StringBuilder line = new StringBuilder().append(progress.epoch());
            for (int i = 0; i < progress.names().size(); i++) {
                line.append(options.separator).append(progress.value(i));
            }
            try (FileChannel channel = FileChannel.open(options.file, StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND)) {
                write(channel, line.toString());
            } catch (IOException e) {
                throw failed(progress, e);
            }
        }

        private static void write(FileChannel channel, String line) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        private TrainingException failed(Progress progress, IOException e) {
            return new TrainingException(NAME + " in epoch " + progress.epoch() + ": cannot write to " + options.file
                    + " (" + WritableFile.reason(e) + ").", e, null);
        }

        @Override
        public void save(SavedState state) {
            state.put("length", options.file.toFile().length());
        }

        @Override
        public void restore(SavedState state) {
            resumeAt = state.whole("length");
        }
    }
}
