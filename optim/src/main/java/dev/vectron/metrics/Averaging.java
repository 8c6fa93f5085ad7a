package dev.vectron.metrics;

/** How precision, recall and F of several classes become one number. */
public enum Averaging {
    /**
     * Every output for itself: a yes if it is over the threshold, all yes and no counted together. What Keras's
     * {@code Precision} and {@code Recall} do; with one output the usual numbers of a binary classifier.
     */
    POOLED,
    /** All classes counted together; with one class for each sample this is the accuracy. */
    MICRO,
    /** The mean over all classes, also those that do not occur. */
    MACRO,
    /** The mean over the classes, weighted by how often each is the true one. */
    WEIGHTED
}
