package dev.vectron.layers;

/** What lies between the pixels of a picture that is made larger, or moved. */
public enum Interpolation {
    /** The nearest pixel. */
    NEAREST,
    /** The mean of the four nearest pixels, weighted by how near they are. */
    BILINEAR
}
