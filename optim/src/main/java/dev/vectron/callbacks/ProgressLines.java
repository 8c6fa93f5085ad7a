package dev.vectron.callbacks;

import dev.vectron.layers.Expect;
import dev.vectron.training.Callback;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingContext;
import dev.vectron.training.TrainingListener;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells of a training in one line of text for each epoch, as Keras's {@code verbose=2} does.
 *
 * <p>A period below 1 is an {@code IllegalArgumentException}. Immutable; thread-safe if its destination is.
 *
 * {@snippet :
 * trainer.callbacks(progressLines());             // Epoch 1/10 - 4.2s - loss: 0.5123 - accuracy: 0.8123 - val_loss: …
 * trainer.callbacks(progressLines().every(100).to(line -> logger.log(Level.INFO, line)));
 * }
 *
 * @param period a line after so many epochs, and after the last; default 1
 * @param destination takes the lines; by default the standard output
 */
public record ProgressLines(int period, Consumer<String> destination) implements Callback {
    /** Checks the number of epochs. */
    public ProgressLines {
        Expect.given("progressLines", "the destination", destination, "give IO::println or another");
        if (period < 1) {
            throw new IllegalArgumentException("progressLines: a line can be written every 1 or more epochs, got "
                    + period + ".");
        }
    }

    /** A line for each epoch to the standard output. */
    public ProgressLines() {
        this(1, line -> System.out.println(line));
    }

    /**
     * These lines more seldom.
     *
     * @param epochs a line after so many, and after the last
     * @return a copy
     */
    public ProgressLines every(int epochs) {
        return new ProgressLines(epochs, destination);
    }

    /**
     * These lines to somewhere else.
     *
     * @param lines takes each line, without a line break
     * @return a copy
     */
    public ProgressLines to(Consumer<String> lines) {
        return new ProgressLines(period, lines);
    }

    @Override
    public TrainingListener start(TrainingContext training) {
        return new TrainingListener() {
            @Override
            public void onEpochEnd(Progress progress) {
                if (progress.epoch() % period == 0 || progress.epoch() == progress.epochs() || training.stopped()) {
                    destination.accept(line(progress));
                }
            }
        };
    }

    /**
     * What is known of the present epoch, in Keras's form; time and learning rate are not among the values.
     *
     * @param progress where a training is
     * @return one line without a line break
     */
    public static String line(Progress progress) {
        int digits = Integer.toString(progress.epochs()).length();
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "Epoch %" + digits + "d/%d - %.1fs",
                progress.epoch(), progress.epochs(), progress.seconds()));
        for (int i = 0; i < progress.names().size(); i++) {
            double value = progress.value(i);
            String name = progress.names().get(i);
            if (!Double.isNaN(value) && !name.equals("seconds") && !name.equals("learning_rate")) {
                line.append(String.format(Locale.ROOT, " - %s: %.4f", name, value));
            }
        }
        return line.toString();
    }
}
