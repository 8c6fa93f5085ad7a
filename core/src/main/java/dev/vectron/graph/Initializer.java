package dev.vectron.graph;

import dev.vectron.tensor.Shape;

/** Gives a parameter its initial values, as a pure function of a key, so that every run starts with the same bits. */
@FunctionalInterface
public interface Initializer {
    /**
     * Writes the initial values.
     *
     * @param shape the parameter's shape: [in, out] of a dense kernel, [height, width, in, out] of a convolution kernel
     * @param key the random stream ({@code CounterRandom}) of this parameter
     * @param to receives {@code shape.size()} floats
     * @param at where they begin
     */
    void fill(Shape shape, long key, float[] to, int at);
}
