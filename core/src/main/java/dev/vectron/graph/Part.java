package dev.vectron.graph;

/**
 * One part of a layer's work, run by any thread: an unbound method reference such as {@code Dense::forwardPart}, which
 * costs no allocation.
 *
 * @param <L> the layer
 */
@FunctionalInterface
public interface Part<L> {
    /**
     * Does one part. It writes only what belongs to this part.
     *
     * @param layer the layer
     * @param call the buffers and sizes
     * @param part the part's number, from 0
     * @param thread the number of the thread that runs it, for {@link Call#scratchAt}; results must not depend on it
     */
    void run(L layer, Call call, int part, int thread);
}
