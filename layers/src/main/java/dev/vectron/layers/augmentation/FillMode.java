package dev.vectron.layers.augmentation;

/** What a picture is beyond its border. */
public enum FillMode {
    /** Mirrored at its edge: {@code d c b a | a b c d | d c b a}. */
    REFLECT,
    /** The same again: {@code a b c d | a b c d | a b c d}. */
    WRAP,
    /** One value everywhere: {@code k k k k | a b c d | k k k k}. */
    CONSTANT,
    /** Its last pixels: {@code a a a a | a b c d | d d d d}. */
    NEAREST;

    /** The row or column of the picture that is seen at a place; −1 if none is. */
    int pixel(int place, int length) {
        if (place >= 0 && place < length) {
            return place;
        }
        if (this == CONSTANT) {
            return -1;
        }
        if (this == NEAREST) {
            return place < 0 ? 0 : length - 1;
        }
        if (this == WRAP) {
            return Math.floorMod(place, length);
        }
        int there = Math.floorMod(place, 2 * length);
        return there < length ? there : 2 * length - 1 - there;
    }
}
