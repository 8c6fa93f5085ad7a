package dev.vectron.metrics;

import java.util.Arrays;

/** What is a yes, and rightly so, at an infinite threshold and at each distinct score, descending. */
final class Steps {
    private final float[] thresholds;
    private final int[] yes;
    private final int[] found;
    private final int size;

    private Steps(float[] thresholds, int[] yes, int[] found, int size) {
        this.thresholds = Arrays.copyOf(thresholds, size);
        this.yes = Arrays.copyOf(yes, size);
        this.found = Arrays.copyOf(found, size);
        this.size = size;
    }

    static Scores scores(float[] values, int[] labels) {
        if (values.length != labels.length) {
            throw new IllegalArgumentException("A curve needs one label a score, got " + values.length
                    + " scores and " + labels.length + " labels.");
        }
        Scores scores = new Scores();
        for (int i = 0; i < values.length; i++) {
            if (labels[i] != 0 && labels[i] != 1) {
                throw new IllegalArgumentException("A curve needs labels 0 and 1, sample " + i + " has " + labels[i]
                        + "; for one class of several give 1 where it is the label, else 0.");
            }
            scores.add(values[i], labels[i] == 1);
        }
        return scores;
    }

    static Steps of(String what, Scores scores, boolean needsNegatives) {
        if (scores.hasNaN()) {
            throw new IllegalArgumentException("There is no " + what + ": a score is NaN.");
        }
        boolean noNegatives = needsNegatives && scores.positives() == scores.size();
        if (scores.positives() == 0 || noNegatives) {
            throw new IllegalArgumentException("There is no " + what + ": none of the " + scores.size()
                    + " samples is of class " + (scores.positives() == 0 ? 1 : 0) + ".");
        }
        scores.sort();
        float[] thresholds = new float[scores.size() + 1];
        int[] yes = new int[thresholds.length];
        int[] found = new int[thresholds.length];
        thresholds[0] = Float.POSITIVE_INFINITY;
        int size = 1;
        for (int last = scores.size() - 1; last >= 0; size++) {
            int first = scores.firstOfEqual(last);
            thresholds[size] = scores.score(last);
            yes[size] = scores.size() - first;
            found[size] = found[size - 1] + scores.countTrue(first, last);
            last = first - 1;
        }
        return new Steps(thresholds, yes, found, size);
    }

    int size() {
        return size;
    }

    float threshold(int i) {
        return thresholds[i];
    }

    /** How many scores are a yes. */
    int yes(int i) {
        return yes[i];
    }

    /** How many of these are rightly so. */
    int found(int i) {
        return found[i];
    }

    int positives() {
        return found[size - 1];
    }

    int negatives() {
        return yes[size - 1] - found[size - 1];
    }
}
