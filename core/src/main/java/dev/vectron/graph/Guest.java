package dev.vectron.graph;

/**
 * A layer whose passes over memory may be made by its neighbours, a few samples at a time, while these are in the
 * processor's cache; a batch normalization, for example, adds up what a convolution has just written.
 *
 * <p>In a plan for training the op directly in front is a guest's {@link Host} if it computes the guest's last input
 * ({@link Call#hostInFront}), and the op directly behind if it reads the guest's output ({@link Call#hostBehind}). What
 * they call lies between them in time; the guest's own forward and backward do the rest:
 *
 * <pre>
 * forward    host in front: takeIn of all samples    guest: forward     host behind: makeOut of all samples
 * backward   host behind: takeDOut of all samples    guest: backward    host in front: makeDIn of all samples
 * </pre>
 *
 * <p>Where there is no host the guest does the same itself. Workspace is nobody's between these calls; saved values
 * last from the first of them to the last. Samples come in any order and from several threads, each exactly once; those
 * that come together depend on shapes and the batch size only.
 */
public interface Guest extends Layer {
    /**
     * Samples of the last input have been written.
     *
     * @param call the guest's buffers and sizes
     * @param sample the first of them
     * @param samples how many
     * @param thread the number of the thread, for {@link Call#scratchAt}
     */
    void takeIn(Call call, int sample, int samples, int thread);

    /**
     * Samples of the output are about to be read.
     *
     * @param call the guest's buffers and sizes
     * @param sample the first of them
     * @param samples how many
     * @param thread the number of the thread, for {@link Call#scratchAt}
     */
    void makeOut(Call call, int sample, int samples, int thread);

    /**
     * The gradient of samples of the output has been written.
     *
     * @param call the guest's buffers and sizes
     * @param sample the first of them
     * @param samples how many
     * @param thread the number of the thread, for {@link Call#scratchAt}
     */
    void takeDOut(Call call, int sample, int samples, int thread);

    /**
     * The gradient of samples of the last input is about to be read.
     *
     * @param call the guest's buffers and sizes
     * @param sample the first of them
     * @param samples how many
     * @param thread the number of the thread, for {@link Call#scratchAt}
     */
    void makeDIn(Call call, int sample, int samples, int thread);
}
