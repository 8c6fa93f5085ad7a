package dev.vectron.layers.regularization;

import dev.vectron.random.CounterRandom;
import dev.vectron.tensor.Shape;

/**
 * Drops whole channels (the last axis) in training: all positions of a sample share what is drawn for the channel
 * (Tompson et al. 2015). Neighbouring positions hold much the same, so that dropping single values would do little.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public sealed interface SpatialDropout extends Noise permits SpatialDropout1D, SpatialDropout2D {
    /** Channels that are walked together, so that memory is read in order. */
    int TOGETHER = 32;

    /** {@return the share of channels to drop} */
    float rate();

    @Override
    default boolean isActive() {
        return rate() > 0;
    }

    /** Which of up to 32 channels are kept, a bit each. */
    private int kept(long key, int first, int channels) {
        int bits = 0;
        for (int i = 0; i < channels; i++) {
            bits |= CounterRandom.uniform(key, first + i) >= rate() ? 1 << i : 0;
        }
        return bits;
    }

    @Override
    default void apply(long key, Shape shape, float[] x, int xAt, float[] y, int yAt) {
        float factor = 1 / (1 - rate());
        int channels = shape.dim(-1);
        for (int first = 0; first < channels; first += TOGETHER) {
            int some = Math.min(TOGETHER, channels - first);
            int kept = kept(key, first, some);
            for (int at = first; at < shape.size(); at += channels) {
                for (int i = 0; i < some; i++) {
                    y[yAt + at + i] = (kept >>> i & 1) == 0 ? 0 : x[xAt + at + i] * factor;
                }
            }
        }
    }

    @Override
    default void applyGradient(long key, Shape shape, float[] dY, int dYAt, float beta, float[] dX, int dXAt) {
        float factor = 1 / (1 - rate());
        int channels = shape.dim(-1);
        for (int first = 0; first < channels; first += TOGETHER) {
            int some = Math.min(TOGETHER, channels - first);
            int kept = kept(key, first, some);
            for (int at = first; at < shape.size(); at += channels) {
                for (int i = 0; i < some; i++) {
                    float g = (kept >>> i & 1) == 0 ? 0 : dY[dYAt + at + i] * factor;
                    dX[dXAt + at + i] = beta == 0 ? g : dX[dXAt + at + i] + g;
                }
            }
        }
    }
}
