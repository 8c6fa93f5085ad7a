package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.kernels.ConvolutionShape;
import dev.vectron.kernels.Kernels;

/**
 * Numbered partial sums for the gradients of a kernel and a bias: the pictures of a batch are divided into a fixed
 * number of chunks, each with sums of its own, which are added in order. All of it follows from shapes and the batch.
 */
final class WeightSums {
    private static final int MOST_CHUNKS = 16;
    private static final int FEWEST_CHUNKS = 4;
    /** Floats that all partial sums together should not exceed. */
    private static final int WORKSPACE = 1 << 22;

    private WeightSums() {}

    /** Floats of the sums of one convolution: the kernel's, and behind them the bias's. */
    static int size(ConvolutionShape s, int bias) {
        return Kernels.weightSumsSize(s) + bias;
    }

    private static int mostChunks(int size) {
        return Math.clamp(WORKSPACE / size, FEWEST_CHUNKS, MOST_CHUNKS);
    }

    /** Into how many chunks a batch is divided, if each has so many floats. */
    static int chunks(int size, int batch) {
        return Math.min(batch, mostChunks(size));
    }

    /** Floats of all chunks. */
    static int workspace(int size) {
        return mostChunks(size) * size;
    }

    /** The first picture of a chunk, or the one behind the last chunk. */
    static int firstPicture(int chunk, int chunks, int batch) {
        return (int) ((long) batch * chunk / chunks);
    }

    /** Adds n floats of all chunks to those of the first one, which begin at {@code at}. */
    static void join(Call call, int n, int at, int size, int chunks) {
        float[] sums = call.workspace();
        for (int chunk = 1; chunk < chunks; chunk++) {
            call.kernels().add(n, sums, at, sums, at + chunk * size, sums, at);
        }
    }
}
