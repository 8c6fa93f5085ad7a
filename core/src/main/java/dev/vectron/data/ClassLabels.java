package dev.vectron.data;

import java.util.function.IntUnaryOperator;

/** The checks that every data set with class labels makes. */
final class ClassLabels {
    private ClassLabels() {}

    /**
     * Checks that every label lies in [0, classes).
     *
     * @param where begins the message
     * @param size the number of labels
     * @param labels the label of a sample
     * @param classes the number of classes
     */
    static void check(String where, int size, IntUnaryOperator labels, int classes) {
        for (int i = 0; i < size; i++) {
            int label = labels.applyAsInt(i);
            if (label < 0 || label >= classes) {
                throw new DataException(where + ": label " + label + " of sample " + i + " is outside 0…"
                        + (classes - 1)
                        + " (" + classes + (classes == 1 ? " class" : " classes") + "); labels count from 0.");
            }
        }
    }

    /**
     * Finds the number of classes of labels without names.
     *
     * @param where begins the message
     * @param labels the labels
     * @return one more than the highest
     */
    static int count(String where, int[] labels) {
        int highest = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] == Integer.MAX_VALUE) {
                throw new DataException(where + ": label " + labels[i] + " of sample " + i
                        + " is not allowed; labels count from 0.");
            }
            highest = Math.max(highest, labels[i]);
        }
        return highest + 1;
    }

    /** Checks that there are samples at all, and as many labels or targets as inputs. */
    static void checkCounts(String where, int inputs, int targets, String targetWord) {
        if (inputs == 0 && targets == 0) {
            throw new DataException(where + ": no samples; a data set needs at least one.");
        }
        if (inputs != targets) {
            throw new DataException(where + ": " + inputs + " inputs but " + targets + " " + targetWord
                    + "; each input needs one.");
        }
    }
}
