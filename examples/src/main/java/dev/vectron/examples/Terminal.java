package dev.vectron.examples;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Whether a person is watching: bars are drawn for people, lines for logs. */
final class Terminal {
    private Terminal() {}

    static boolean isInteractive() {
        // Null on some JVMs without a terminal; the JDK's own never returns null but knows whether it is one.
        @Nullable Console console = System.console();
        return console != null && console.isTerminal();
    }
}
