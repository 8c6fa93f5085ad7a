package dev.vectron.schedules;

/** Checks of what users set: each returns the value or says what it must be. */
final class Rules {
    private Rules() {}

    static double notNegative(String who, String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(who + ": " + name + " must be a finite number of at least 0, got "
                    + value
                    + ".");
        }
        return value;
    }

    static double positive(String who, String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(who + ": " + name + " must be a finite number above 0, got " + value
                    + ".");
        }
        return value;
    }

    static long atLeast(String who, String name, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(who + ": " + name + " must be at least " + least + ", got " + value
                    + ".");
        }
        return value;
    }

    static double share(String who, String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(who + ": " + name + " must be from 0 to 1, got " + value + ".");
        }
        return value;
    }
}
