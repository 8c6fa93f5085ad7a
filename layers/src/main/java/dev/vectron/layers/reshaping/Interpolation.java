package dev.vectron.layers.reshaping;

/** What lies between the pixels of a picture that is made larger. */
public enum Interpolation {
    /** The nearest pixel again. */
    NEAREST,
    /** The mean of the four nearest pixels, weighted by how near they are. */
    BILINEAR
}
