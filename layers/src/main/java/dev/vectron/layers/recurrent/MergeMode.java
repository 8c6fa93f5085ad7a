package dev.vectron.layers.recurrent;

/** How {@link Bidirectional} makes one output of two. */
public enum MergeMode {
    /** Side by side: [forward, backward]. */
    CONCAT,
    /** forward + backward. */
    SUM,
    /** forward · backward. */
    MUL,
    /** (forward + backward) / 2. */
    AVE
}
