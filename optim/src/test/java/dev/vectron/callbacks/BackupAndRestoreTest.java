package dev.vectron.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectron.training.Fork;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is ended from outside saves its training; the next run of it goes on with the same bits. */
class BackupAndRestoreTest {
    @TempDir
    private Path folder;

    @Test
    void aProgramThatIsEndedGoesOnWhenItRunsAgain() throws Exception {
        String expected = BackupVictim.train(folder.resolve("whole.safetensors"), false);
        Path file = folder.resolve("ended.safetensors");
        Process victim = Fork.start(List.of("--add-modules=jdk.incubator.vector"), BackupVictim.class, file.toString());
        try (BufferedReader lines = victim.inputReader(StandardCharsets.UTF_8)) {
            awaitLine(lines, "3 5");
            // What Ctrl-C does too: the JVM runs its shutdown hooks.
            victim.toHandle().destroy();
            while (lines.readLine() != null) {
                // What it still says is of no interest.
            }
        }
        assertThat(victim.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.list(folder).map(Path::getFileName).map(Path::toString)).containsExactly("ended.safetensors");
        assertThat(BackupVictim.train(file, false)).isEqualTo(expected);
        assertThat(file).doesNotExist();
    }

    private static void awaitLine(BufferedReader lines, String wanted) throws IOException {
        String line = lines.readLine();
        while (!wanted.equals(line)) {
            assertThat(line).as("the program ended too early").isNotNull();
            line = lines.readLine();
        }
    }
}
