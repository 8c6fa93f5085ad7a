package dev.vectron.layers.augmentation;

/** Along which axes pictures are flipped. */
public enum FlipMode {
    /** Left and right are exchanged, or not. */
    HORIZONTAL,
    /** Top and bottom are exchanged, or not. */
    VERTICAL,
    /** Both, independently of each other. */
    HORIZONTAL_AND_VERTICAL
}
