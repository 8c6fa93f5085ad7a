package dev.vectron.layers.reshaping;

import dev.vectron.store.Config;
import java.util.List;

/**
 * How many rows and columns are added to, or taken from, each side of a picture. Immutable and thread-safe.
 *
 * @param top rows above, at least 0
 * @param bottom rows below, at least 0
 * @param left columns on the left, at least 0
 * @param right columns on the right, at least 0
 */
public record Borders(int top, int bottom, int left, int right) {
    /** Checks the numbers. */
    public Borders {
        if (top < 0 || bottom < 0 || left < 0 || right < 0) {
            throw new IllegalArgumentException("Borders of a picture must be at least 0, got " + top + " above, "
                    + bottom + " below, " + left + " on the left, " + right + " on the right.");
        }
    }

    /**
     * The same above and below, and the same on both sides.
     *
     * @param vertical rows above, and below
     * @param horizontal columns on the left, and on the right
     * @return the borders
     */
    public static Borders of(int vertical, int horizontal) {
        return new Borders(vertical, vertical, horizontal, horizontal);
    }

    int rows() {
        return top + bottom;
    }

    int columns() {
        return left + right;
    }

    /** As Keras writes them: [[top, bottom], [left, right]]. */
    List<int[]> toPairs() {
        return List.of(new int[] {top, bottom}, new int[] {left, right});
    }

    static Borders readFrom(Config config, String key) {
        int[] sides = config.integerPairs(key, 2);
        return new Borders(sides[0], sides[1], sides[2], sides[3]);
    }
}
