package dev.vectron.layers.reshaping;

import dev.vectron.store.Config;
import java.util.List;

/**
 * How many rows and columns are added to, or taken from, each side of a picture. Immutable and thread-safe.
 *
 * <p>A negative number is an {@code IllegalArgumentException}.
 *
 * {@snippet :
 * Borders below = new Borders(0, 2, 0, 0);
 * }
 *
 * @param top rows above, at least 0
 * @param bottom rows below, at least 0
 * @param left columns on the left, at least 0
 * @param right columns on the right, at least 0
 */
public record Borders(int top, int bottom, int left, int right) {
    /** The largest border. */
    static final int LARGEST = 1 << 24;

    /** Checks the numbers. */
    public Borders {
        check("Borders", "the borders", top, bottom, left, right);
    }

    /** Whether a border cannot be: two of them and a picture must still be an int. */
    static boolean outside(int border) {
        return border < 0 || border > LARGEST;
    }

    private static void check(String layer, String option, int top, int bottom, int left, int right) {
        if (outside(top) || outside(bottom) || outside(left) || outside(right)) {
            throw new IllegalArgumentException(layer + ": " + option + " must be from 0 to " + LARGEST + ", got " + top
                    + " above, "
                    + bottom + " below, " + left + " on the left, " + right + " on the right.");
        }
    }

    /**
     * Borders that an option of a layer was given.
     *
     * @param layer the class name of the layer, for the message
     * @param option the name of the option, for the message
     * @param top rows above
     * @param bottom rows below
     * @param left columns on the left
     * @param right columns on the right
     * @return the borders
     * @throws IllegalArgumentException if one of them is negative or more than 2²⁴
     */
    public static Borders of(String layer, String option, int top, int bottom, int left, int right) {
        check(layer, option, top, bottom, left, right);
        return new Borders(top, bottom, left, right);
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
        return of(config.className(), key, sides[0], sides[1], sides[2], sides[3]);
    }
}
