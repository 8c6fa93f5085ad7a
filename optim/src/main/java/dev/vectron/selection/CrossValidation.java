package dev.vectron.selection;

import dev.vectron.data.Dataset;
import dev.vectron.data.Split;
import dev.vectron.training.Fit;
import dev.vectron.training.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The scores of a model that is trained anew for each fold and judged by the samples it has not seen. Immutable.
 *
 * <p>The values are those of the last epoch's training samples ({@code loss}, {@code accuracy}) and, as
 * {@code val_loss} and so on, those of the fold, by the weights that the training ended with. Deviations are those of
 * the folds themselves: {@code √(Σ (x − mean)² / k)}.
 *
 * <p>Fewer samples than folds are a {@code DataException}, a name without values is an {@code
 * IllegalArgumentException}; what a training throws goes through. Thread-safe.
 *
 * {@snippet :
 * CrossValidation scores = CrossValidation.of(() -> Trainer.of(model()).optimizer(adam(1e-3)).loss(meanSquaredError()),
 *     data, kFold(5).shuffle(42), fit().epochs(20));
 * IO.println(scores.table());
 * double loss = scores.mean("val_loss");
 * }
 */
public final class CrossValidation {
    private final List<Map<String, Double>> folds;

    private CrossValidation(List<Map<String, Double>> folds) {
        this.folds = folds;
    }

    /**
     * Trains one model for each fold, one after another.
     *
     * @param trainer makes a new trainer with a new model for each fold
     * @param data the samples
     * @param folds how to divide them
     * @param options of each training; its validation data are replaced by the fold
     * @return the scores
     * @throws dev.vectron.training.TrainingException if a training fails
     */
    public static CrossValidation of(Supplier<Trainer> trainer, Dataset data, Folds folds, Fit options) {
        Course course = new Course();
        List<Map<String, Double>> scores = new ArrayList<>();
        for (Split split : folds.split(data)) {
            scores.add(course.train(trainer.get(), split, options).values());
        }
        return of(scores);
    }

    static CrossValidation of(List<Map<String, Double>> folds) {
        return new CrossValidation(List.copyOf(folds));
    }

    /** {@return how many folds there are} */
    public int folds() {
        return folds.size();
    }

    /** {@return the names of the values} */
    public List<String> names() {
        return List.copyOf(folds.getFirst().keySet());
    }

    /**
     * The values of all folds.
     *
     * @param name the name: {@code val_loss}
     * @return one value for each fold
     * @throws IllegalArgumentException if there is no such value
     */
    public double[] values(String name) {
        return folds.stream().mapToDouble(fold -> {
            Double value = fold.get(name);
            if (value == null) {
                throw new IllegalArgumentException("There is no value \"" + name + "\"; there are "
                        + String.join(", ", names()) + ".");
            }
            return value;
        }).toArray();
    }

    /**
     * The mean over the folds.
     *
     * @param name the name: {@code val_loss}
     * @return the mean
     * @throws IllegalArgumentException if there is no such value
     */
    public double mean(String name) {
        double sum = 0;
        for (double value : values(name)) {
            sum += value;
        }
        return sum / folds.size();
    }

    /**
     * The standard deviation over the folds.
     *
     * @param name the name: {@code val_loss}
     * @return the deviation, divided by the number of folds, as NumPy's
     * @throws IllegalArgumentException if there is no such value
     */
    public double std(String name) {
        double mean = mean(name);
        double sum = 0;
        for (double value : values(name)) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / folds.size());
    }

    /** {@return the values of each fold, and {@code mean ± std}, in lines} */
    public String table() {
        TextTable table = new TextTable();
        table.add("fold", names());
        for (int i = 0; i < folds.size(); i++) {
            table.add(String.valueOf(i + 1), folds.get(i).values().stream().map(CrossValidation::text).toList());
        }
        table.add("mean", names().stream().map(name -> text(mean(name))).toList());
        table.add("± std", names().stream().map(name -> text(std(name))).toList());
        return table.toString();
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    @Override
    public String toString() {
        return table();
    }
}
