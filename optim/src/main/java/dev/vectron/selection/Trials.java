package dev.vectron.selection;

import dev.vectron.data.Split;
import dev.vectron.metrics.Monitor;
import dev.vectron.training.Fit;
import dev.vectron.training.Trainer;
import dev.vectron.training.TrainingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does the trials of a search, some at a time. */
record Trials(TrialRecord log, Course course, List<Split> splits, boolean crossValidated, Fit options,
        Monitor monitor) {
    SearchResult run(Function<Parameters, Trainer> trainer, List<Parameters> trials, int parallel) {
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(parallel, trials.size()),
                Thread.ofPlatform().name("vectron-search-", 0).daemon().factory())) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < trials.size(); i++) {
                int number = i + 1;
                Parameters parameters = trials.get(i);
                all.add(threads.submit(() -> trial(number, parameters, trainer)));
            }
            try {
                for (Future<?> one : all) {
                    one.get();
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new TrainingException("The search was interrupted; " + log.kept(), e, null);
            } catch (ExecutionException e) {
                // Trials record their failures: this is the listener's.
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
            }
        }
        return log.result();
    }

    private void trial(int number, Parameters parameters, Function<Parameters, Trainer> trainer) {
        long start = System.nanoTime();
        log.begin(number, parameters);
        List<Map<String, Double>> scores = new ArrayList<>();
        int[] epochs = {0};
        String error = "";
        try {
            for (Split split : splits) {
                scores.add(course.train(trainer.apply(parameters), split, options, monitor, progress -> {
                    epochs[0]++;
                    log.epoch(number, progress);
                }).values());
            }
            double score = mean(scores, monitor.name());
            error = Double.isFinite(score) ? "" : monitor.name() + " is " + score + ".";
        } catch (RuntimeException | Error e) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            error = message(e);
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, Double> deviations = new LinkedHashMap<>();
        if (error.isEmpty()) {
            CrossValidation all = CrossValidation.of(scores);
            for (String name : all.names()) {
                values.put(name, all.mean(name));
                if (crossValidated) {
                    deviations.put(name, all.std(name));
                }
            }
        }
        log.end(new Trial(number, parameters, values, deviations, epochs[0], seconds, error));
    }

    private static double mean(List<Map<String, Double>> scores, String name) {
        return CrossValidation.of(scores).mean(name);
    }

    private static String message(Throwable e) {
        @Nullable String message = e.getMessage();
        boolean ours = e instanceof TrainingException || e instanceof IllegalArgumentException;
        String text = message == null ? e.getClass().getSimpleName()
                : ours ? message : e.getClass().getSimpleName() + ": " + message;
        return text.replace('\n', ' ').replace('\r', ' ');
    }
}
