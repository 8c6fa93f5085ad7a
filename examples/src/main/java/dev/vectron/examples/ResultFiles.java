package dev.vectron.examples;

import dev.vectron.models.Model;
import dev.vectron.plots.TrainingCurves;
import dev.vectron.training.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes what an example leaves behind, and says so. */
final class ResultFiles {
    private static final List<String> NAMES =
            List.of("weights.safetensors", "history.csv", "result.json", "curves.png", "samples.png");

    private ResultFiles() {}

    /** Something that draws a picture into a file. */
    @FunctionalInterface
    interface Drawing {
        void write(Path file) throws IOException;
    }

    static void write(Path out, Model model, History history, ExampleResult result, TrainingCurves curves)
            throws IOException {
        System.out.printf(Locale.ROOT, "Test accuracy %.2f %%, test loss %.4f; trained in %.1f s (%,.0f samples/s).%n",
                100 * result.testAccuracy(), result.testLoss(), result.seconds(), result.samplesPerSecond());
        model.saveWeights(out.resolve("weights.safetensors"));
        history.writeCsv(out.resolve("history.csv"));
        result.write(out.resolve("result.json"));
        draw(out.resolve("curves.png"), curves::write);
        System.out.println("Written to " + out + ": " + NAMES.stream().filter(name -> Files.exists(out.resolve(name)))
                .collect(Collectors.joining(", ")) + ".");
    }

    /** Draws a picture; where that is impossible (a JDK without fonts, for example) the training goes on without it. */
    static void draw(Path file, Drawing drawing) {
        try {
            drawing.write(file);
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            System.out.println(file.getFileName() + " could not be drawn (" + e
                    + "); everything else is not affected.");
        }
    }
}
