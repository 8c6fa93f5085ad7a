package dev.vectron.examples;

import static dev.vectron.examples.ExampleProcess.VECTOR_MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the examples. */
class ExamplesTest {
    @TempDir
    Path folder;

    private ExampleProcess.Finished run(String... arguments) throws IOException, InterruptedException {
        return ExampleProcess.run(folder, List.of(VECTOR_MODULE), Map.of(), arguments);
    }

    @Test
    void withoutArgumentsListsEachExampleOnALine() throws Exception {
        ExampleProcess.Finished list = run();

        assertThat(list.status()).isZero();
        assertThat(list.output()).containsPattern("(?m)^  xor +\\S").containsPattern("(?m)^  mnist-mlp +\\S")
                .containsPattern("(?m)^  mnist-cnn +\\S").containsPattern("(?m)^  fashion-mnist +\\S");
    }

    @Test
    void helpShowsTheOptions() throws Exception {
        ExampleProcess.Finished help = run("fashion-mnist", "--help");

        assertThat(help.status()).isZero();
        assertThat(help.output()).contains("--data", "--epochs", "--batch-size", "--learning-rate", "--seed",
                "--threads", "--limit", "--out");
    }

    @Test
    void mistakesInOptionsAreAnsweredByTwoLines() throws Exception {
        for (List<String> mistake
                : List.of(List.of("xor", "--epochs", "0"), List.of("xor", "--epochs", "many"), List.of("nothing"),
                List.of("mnist-mlp", "--limit", "1"), List.of("xor", "--learning-rate", "-1"),
                List.of("xor", "--what"))) {
            ExampleProcess.Finished answer = run(mistake.toArray(String[]::new));

            assertThat(answer.status()).as("%s", mistake).isEqualTo(2);
            assertThat(answer.output().lines().filter(line -> !line.startsWith("WARNING: Using incubator")))
                    .as("%s", mistake).hasSize(2)
                    .noneMatch(line -> line.contains("Exception"));
        }
    }

    @Test
    void xorGetsAllFourAnswersRight() throws Exception {
        Path out = folder.resolve("xor");
        ExampleProcess.Finished xor = run("xor", "--out", out.toString());

        assertThat(xor.status()).as(xor.output()).isZero();
        assertThat(xor.output()).contains("0 xor 0 = 0.0", "0 xor 1 = 0.9", "1 xor 0 = 0.9", "1 xor 1 = 0.0")
                .contains("Test accuracy 100.00 %");
        assertThat(out.resolve("weights.safetensors")).isNotEmptyFile();
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(1_001).first().asString()
                .startsWith("epoch,loss,accuracy");
        assertThat(out.resolve("curves.png")).isNotEmptyFile();
        Map<String, ?> result = Json.parseObject(Files.readString(out.resolve("result.json")));
        assertThat(result.keySet())
                .containsExactly("example", "dataset", "samples", "epochs", "seconds", "samplesPerSecond", "parameters",
                "trainAccuracy", "valAccuracy", "testAccuracy", "testLoss", "weightsSha256", "threads", "lanes");
        assertThat(result.get("parameters")).isEqualTo(9L);
        assertThat(result.get("testAccuracy")).isEqualTo(1.0);
        assertThat((String) result.get("weightsSha256")).matches("[0-9a-f]{64}");
    }

    @Test
    void anUnwritableFolderIsNamedBeforeAnyWork() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        ExampleProcess.Finished refused = run("xor", "--out", file.resolve("out").toString());

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output()).contains("Cannot write to --out " + file.resolve("out"))
                .doesNotContain("Epoch", "\tat ");
    }

    @Test
    void aBrokenFileIsAnErrorAndNoReasonToFallBack() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/fashion-mnist"));
        for (String name : List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
                "t10k-labels-idx1-ubyte")) {
            Files.write(data.resolve(name), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 3});
        }
        ExampleProcess.Finished refused = run("fashion-mnist", "--data", data.getParent().toString(), "--out",
                folder.resolve("o").toString());

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output()).contains("idx").doesNotContain("Epoch", "generated", "\tat ");
    }
}
