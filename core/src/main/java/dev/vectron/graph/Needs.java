package dev.vectron.graph;

/**
 * What a layer keeps between forward and backward and what memory it works with; a plan lays out buffers by it.
 *
 * {@snippet :
 * Needs needs = Needs.of().input().saved(2 * channels).scratch(1024);
 * }
 *
 * @param readsInput whether backward reads the inputs
 * @param readsOutput whether backward reads the output
 * @param savedPerSample floats per sample kept from forward to backward ({@link Call#saved})
 * @param saved further floats kept from forward to backward, once per call, in front of those per sample
 * @param packed floats that {@link Layer#pack} derives from the parameters, kept as long as these do not change
 *     ({@link Call#packed})
 * @param workspace floats that all parts of a call share, undefined before each forward and backward
 *     ({@link Call#workspace})
 * @param scratch floats for each thread while it runs a part ({@link Call#scratchAt})
 * @param placement where the output may lie with respect to the first input
 */
public record Needs(boolean readsInput, boolean readsOutput, int savedPerSample, int saved, int packed, int workspace,
        int scratch, Placement placement) {
    /** Where a layer's output may lie. */
    public enum Placement {
        /** The output never overlaps an input. */
        SEPARATE,
        /**
         * Forward may write its output over its first input (of the same size; no other input lies there), and backward
         * dIn(0) over dOut; it then gets beta 0. A layer with several inputs writes their gradients before that of the
         * first.
         */
        IN_PLACE,
        /**
         * The output is the first input under another shape; where they coincide, forward and backward are not called
         * at all.
         */
        VIEW
    }

    private static final Needs NOTHING = new Needs(false, false, 0, 0, 0, 0, 0, Placement.SEPARATE);

    /** {@return needs of a layer that keeps nothing and needs no memory} */
    public static Needs of() {
        return NOTHING;
    }

    /** {@return these needs, and backward reads the inputs} */
    public Needs input() {
        return new Needs(true, readsOutput, savedPerSample, saved, packed, workspace, scratch, placement);
    }

    /** {@return these needs, and backward reads the output} */
    public Needs output() {
        return new Needs(readsInput, true, savedPerSample, saved, packed, workspace, scratch, placement);
    }

    /**
     * Keeps floats per sample from forward to backward.
     *
     * @param floats per sample, kept from forward to backward
     * @return these needs with that
     */
    public Needs savedPerSample(int floats) {
        return new Needs(readsInput, readsOutput, floats, saved, packed, workspace, scratch, placement);
    }

    /**
     * Keeps floats from forward to backward, once per call.
     *
     * @param floats once per call, kept from forward to backward
     * @return these needs with that
     */
    public Needs saved(int floats) {
        return new Needs(readsInput, readsOutput, savedPerSample, floats, packed, workspace, scratch, placement);
    }

    /**
     * Keeps floats that follow from the parameters.
     *
     * @param floats that {@link Layer#pack} writes
     * @return these needs with that
     */
    public Needs packed(int floats) {
        return new Needs(readsInput, readsOutput, savedPerSample, saved, floats, workspace, scratch, placement);
    }

    /**
     * Asks for floats that the parts of a call share.
     *
     * @param floats shared by the parts of a call
     * @return these needs with that
     */
    public Needs workspace(int floats) {
        return new Needs(readsInput, readsOutput, savedPerSample, saved, packed, floats, scratch, placement);
    }

    /**
     * Asks for floats for each thread.
     *
     * @param floats for each thread
     * @return these needs with that
     */
    public Needs scratch(int floats) {
        return new Needs(readsInput, readsOutput, savedPerSample, saved, packed, workspace, floats, placement);
    }

    /** {@return these needs, and the layer may work in place ({@link Placement#IN_PLACE})} */
    public Needs allowsInPlace() {
        return new Needs(readsInput, readsOutput, savedPerSample, saved, packed, workspace, scratch,
                Placement.IN_PLACE);
    }

    /** {@return these needs of a layer that only changes the shape ({@link Placement#VIEW})} */
    public Needs view() {
        return new Needs(readsInput, readsOutput, savedPerSample, saved, packed, workspace, scratch, Placement.VIEW);
    }
}
