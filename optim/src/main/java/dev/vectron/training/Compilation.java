package dev.vectron.training;

import dev.vectron.graph.Loss;
import dev.vectron.losses.Losses;
import dev.vectron.metrics.Metric;
import dev.vectron.metrics.Metrics;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.optimizers.Optimizers;
import dev.vectron.store.Config;
import dev.vectron.store.Configured;
import dev.vectron.store.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Keras's {@code compile} is given: how a model learns, and what is reported.
 *
 * @param optimizer changes the weights; null if none is set
 * @param losses what is to become small, one for all outputs or one for each
 * @param lossWeights a factor for the loss of each output, or none
 * @param metrics what is reported beside the loss
 */
record Compilation(@Nullable Optimizer optimizer, List<Loss> losses, List<Double> lossWeights, List<Metric> metrics) {
    private static final String FORMAT = "vectron trainer";
    private static final int VERSION = 1;

    /** Nothing is set. */
    static final Compilation NONE = new Compilation(null, List.of(), List.of(), List.of());

    /**
     * This as JSON text, which {@link #fromJson} reads.
     *
     * @throws IllegalArgumentException if a part of the user's own has no description
     */
    String toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("version", VERSION);
        try {
            json.put("optimizer", optimizer == null ? null : described("optimizer", optimizer.name(), optimizer));
            json.put("losses", losses.stream().map(loss -> described("loss", loss.name(), loss)).toList());
            json.put("loss_weights", lossWeights);
            json.put("metrics", metrics.stream().map(metric -> described("metric", metric.name(), metric)).toList());
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return Json.write(json);
    }

    private static Map<String, @Nullable Object> described(String kind, String name, Object part) {
        if (part instanceof Configured configured) {
            return Config.toJson(configured);
        }
        throw new IllegalArgumentException("The " + kind + " " + name + " cannot be written to a file: let its class"
                + " implement Configured, and register a factory for it.");
    }

    /**
     * Reads a text that {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or a class or option is not known
     */
    static Compilation fromJson(String text) {
        Config json = Config.parse(Map.of("class_name", "Trainer", "config", Json.parseObject(text)), "trainer");
        if (!json.has("format") || !json.text("format").equals(FORMAT)) {
            throw new IllegalArgumentException("This JSON does not describe a trainer: it has no \"format\": \""
                    + FORMAT + "\".");
        }
        int version = json.integer("version");
        if (version > VERSION) {
            throw new IllegalArgumentException("This trainer was written by a newer version of Vectron (format "
                    + version + ", known is " + VERSION + "); update the library.");
        }
        Compilation read = new Compilation(
                json.has("optimizer") ? Optimizers.fromConfig(json.object("optimizer")) : null,
                json.objects("losses").stream().map(Losses::fromConfig).toList(),
                Arrays.stream(json.numbers("loss_weights")).boxed().toList(),
                json.objects("metrics").stream().map(Metrics::fromConfig).toList());
        json.requireAllRead();
        return read;
    }

    /** The factors of the losses. */
    double[] lossFactors() {
        return lossWeights.stream().mapToDouble(Double::doubleValue).toArray();
    }

    Compilation with(Optimizer how) {
        return new Compilation(how, losses, lossWeights, metrics);
    }

    Compilation withLosses(List<Loss> what) {
        return new Compilation(optimizer, what, lossWeights, metrics);
    }

    Compilation withLossWeights(List<Double> factors) {
        return new Compilation(optimizer, losses, factors, metrics);
    }

    Compilation withMetrics(List<Metric> which) {
        return new Compilation(optimizer, losses, lossWeights, which);
    }
}
