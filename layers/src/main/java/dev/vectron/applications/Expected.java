package dev.vectron.applications;

/** What options all networks have in common, and their messages. */
final class Expected {
    private Expected() {}

    static void classes(String network, int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException(network + ": the number of classes must be at least 1, got " + classes
                    + ".");
        }
    }
}
