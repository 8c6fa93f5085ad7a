package dev.vectron.examples;

import java.io.Console;

/** Whether a person is watching: bars are drawn for people, lines for logs. */
final class Terminal {
    private Terminal() {}

    // JDK 22 to 24 always gave a console; JDK 25 gives none where there is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    static boolean isInteractive() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
