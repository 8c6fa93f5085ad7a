package dev.vectron.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that an example writes to; checked before any work is done. */
final class OutputFolder {
    private OutputFolder() {}

    /**
     * Makes the folder and makes sure that files can be written to it.
     *
     * @param folder the folder
     * @throws IOException if that is not so; the message says what to do
     */
    static void prepare(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".writable", ""));
        } catch (IOException e) {
            throw new IOException("Cannot write to --out " + folder + " (" + e.getClass().getSimpleName()
                    .replace("Exception", "")
                    + "); choose another folder.", e);
        }
    }
}
