package dev.vectron.examples;

import java.util.Objects;

/** Whether a person is watching: bars are drawn for people, lines for logs. */
final class Terminal {
    private Terminal() {}

    static boolean isInteractive() {
        // Since JDK 22 there is always a console object; it knows whether it is a terminal.
        return Objects.requireNonNull(System.console()).isTerminal();
    }
}
