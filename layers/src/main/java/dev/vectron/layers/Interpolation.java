package dev.vectron.layers;

/** What a picture is between its pixels. */
public enum Interpolation {
    /** The value of the nearest pixel. */
    NEAREST,
    /** A mean of the four pixels around, weighted by how close they are. */
    BILINEAR
}
