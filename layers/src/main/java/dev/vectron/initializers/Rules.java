package dev.vectron.initializers;

import org.jspecify.annotations.Nullable;

/** Checks of what users set: each says what it must be. */
final class Rules {
    private Rules() {}

    static void finite(String who, String name, double value) {
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(who + ": " + name + " must be a finite number, got " + value + ".");
        }
    }

    static void given(String who, String name, @Nullable Object value, String remedy) {
        if (value == null) {
            throw new IllegalArgumentException(who + ": " + name + " must not be null; " + remedy + ".");
        }
    }
}
