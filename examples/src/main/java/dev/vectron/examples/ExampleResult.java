package dev.vectron.examples;

import dev.vectron.store.AtomicFile;
import dev.vectron.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an example reports in {@code result.json}.
 *
 * @param example the example's name
 * @param dataset where the data came from; {@code generated} for the embedded default
 * @param samples training samples, without those held out for validation
 * @param epochs finished epochs
 * @param seconds of fit alone
 * @param parameters of the model
 * @param trainAccuracy of the final weights, in inference mode
 * @param valAccuracy of the final weights
 * @param testAccuracy of the final weights
 * @param testLoss of the final weights
 * @param weightsSha256 of all parameters in graph order, little-endian float32
 * @param threads that were used
 * @param lanes of a vector; 0 for scalar kernels
 */
record ExampleResult(String example, String dataset, int samples, int epochs, double seconds, int parameters,
        double trainAccuracy, double valAccuracy, double testAccuracy, double testLoss,
        String weightsSha256, int threads, int lanes) {

    /** {@return training samples · epochs / seconds} */
    double samplesPerSecond() {
        return (double) samples * epochs / seconds;
    }

    /**
     * Writes the result as JSON; a value that does not exist (the validation accuracy without validation samples) is
     * null.
     *
     * @param file the file
     * @throws IOException if it cannot be written
     */
    void write(Path file) throws IOException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("example", example);
        json.put("dataset", dataset);
        json.put("samples", (long) samples);
        json.put("epochs", (long) epochs);
        json.put("seconds", seconds);
        json.put("samplesPerSecond", samplesPerSecond());
        json.put("parameters", (long) parameters);
        json.put("trainAccuracy", orNull(trainAccuracy));
        json.put("valAccuracy", orNull(valAccuracy));
        json.put("testAccuracy", orNull(testAccuracy));
        json.put("testLoss", orNull(testLoss));
        json.put("weightsSha256", weightsSha256);
        json.put("threads", (long) threads);
        json.put("lanes", (long) lanes);
        AtomicFile.write(file, Json.writePretty(json) + "\n");
    }

    private static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
