package dev.vectron.coverage;

import static dev.vectron.activations.Activation.SIGMOID;
import static dev.vectron.activations.Activation.SOFTMAX;

import dev.vectron.activations.Activation;
import dev.vectron.graph.Loss;
import dev.vectron.losses.Losses;
import dev.vectron.metrics.Metric;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.Optimizers;
import dev.vectron.schedules.LearningRateSchedule;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The whole vocabulary at work: every word with default and other options, as {@link Variations} finds them, so that a
 * new word or option is among them by itself.
 */
final class WordCases {
    private static final Collection<WordCase> ALL = collect();

    private final Map<String, WordCase> cases = new TreeMap<>();
    private final Set<Class<?>> divided = new HashSet<>();

    private WordCases() {}

    /** All of them, in an order that is the same in every process. */
    static Collection<WordCase> all() {
        return ALL;
    }

    private static Collection<WordCase> collect() {
        // By what they say of themselves: the order in which reflection finds them is not the same in every process.
        List<Object> words = Variations.all().stream().sorted(Comparator.comparing(Object::toString)).toList();
        WordCases all = new WordCases();
        LayerCases.all(words).forEach(all::add);
        for (Object word : words) {
            switch (word) {
                case Loss loss -> all.addLoss(loss);
                case Metric metric -> all.addMetric(metric);
                case Optimizer optimizer -> all.addOptimizer(optimizer, optimizer);
                case LearningRateSchedule schedule -> all.addOptimizer(schedule, Optimizers.sgd(schedule));
                default -> { }
            }
        }
        return all.cases.values();
    }

    private void add(WordCase added) {
        cases.put(added.title(), added);
    }

    private void addLoss(Loss loss) {
        add(new WordCase(loss, "of probabilities", false,
            (kernels, threads) -> new LossWork(loss, SOFTMAX, 1, 5, List.of(), kernels, threads)));
        add(new WordCase(loss, "of masked sequences", false,
            (kernels, threads) -> new LossWork(loss, SIGMOID, 6, 5, List.of(), kernels, threads)));
        add(new WordCase(loss, "of raw scores", false,
            (kernels, threads) -> new LossWork(loss, Activation.LINEAR, 1, 17, List.of(), kernels, threads)));
    }

    /** With the loss that it goes with. */
    private void addMetric(Metric metric) {
        for (Loss loss
            : List.of(Losses.sparseCategoricalCrossentropy(), Losses.binaryCrossentropy(), Losses.meanSquaredError())) {
            for (int steps : new int[] {1, 6}) {
                WordCase.Start start = (kernels, threads) -> new LossWork(loss, loss.takesLabels() ? SOFTMAX
                    : SIGMOID, steps, loss.binary() ? 1 : 5, List.of(metric), kernels, threads);
                if (accepts(start)) {
                    add(new WordCase(metric, "of " + loss.name() + " in " + steps, false, start));
                }
            }
        }
    }

    private static boolean accepts(WordCase.Start start) {
        try {
            start.begin(dev.vectron.kernels.KernelsProvider.scalar(), 1);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The weights of the first of a class, and of schedules, fill more than one block. */
    private void addOptimizer(Object word, Optimizer optimizer) {
        boolean large = divided.add(word.getClass());
        add(new WordCase(word, "moves weights", large,
            (kernels, threads) -> new OptimizerWork(optimizer, large ? 240 : 20, kernels, threads)));
    }
}
