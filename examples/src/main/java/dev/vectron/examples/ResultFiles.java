package dev.vectron.examples;

import dev.vectron.models.Model;
import dev.vectron.plots.TrainingCurves;
import dev.vectron.training.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Writes what an example leaves behind, and says so. */
final class ResultFiles {
    private ResultFiles() {}

    static void write(Path out, Model model, History history, ExampleResult result, TrainingCurves curves) throws IOException {
        System.out.printf(Locale.ROOT, "Test accuracy %.2f %%, test loss %.4f; trained in %.1f s (%,.0f samples/s).%n",
                100 * result.testAccuracy(), result.testLoss(), result.seconds(), result.samplesPerSecond());
        model.saveWeights(out.resolve("weights.safetensors"));
        history.writeCsv(out.resolve("history.csv"));
        result.write(out.resolve("result.json"));
        curves.write(out.resolve("curves.png"));
        System.out.printf("Written to %s: weights.safetensors, history.csv, curves.png, result.json.%n", out);
    }
}
