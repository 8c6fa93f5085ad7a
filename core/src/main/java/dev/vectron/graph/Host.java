package dev.vectron.graph;

/**
 * A layer with one input that works on whole samples, a few at a time, and lets its neighbours, if they are
 * {@link Guest}s, do their passes over memory for the same samples while these are in the processor's cache.
 *
 * <p>Its forward calls {@link Call#willReadIn} before it reads samples and {@link Call#wroteOut} when it has written
 * them; its backward {@link Call#willReadDOut} and, if it computes the gradient of its input, {@link Call#wroteDIn}.
 * Each of them is called exactly once for each sample, for samples in one part or in several; which ones go together
 * depends on shapes and the batch size only.
 */
public interface Host extends Layer {}
