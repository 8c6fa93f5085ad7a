package dev.vectron.metrics;

import java.util.Arrays;

/**
 * Scores with their true answers, yes or no, and the exact areas under the curves that a threshold draws through them.
 * Keeps 8 bytes for each score, 16 once sorted; the memory grows by doubling.
 */
final class Scores {
    /** Of each entry the high half orders as the score does, and the lowest bit is the truth. */
    private long[] entries = new long[256];
    private long[] scratch = {};
    private final int[] ends = new int[256];
    private int size;
    private int sorted;
    private long positives;
    private boolean hasNaN;

    void clear() {
        size = 0;
        sorted = 0;
        positives = 0;
        hasNaN = false;
    }

    void add(float score, boolean isTrue) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, Math.multiplyExact(size, 2));
        }
        hasNaN |= Float.isNaN(score);
        positives += isTrue ? 1 : 0;
        // Adding 0 makes −0 and 0 one score. Negative floats order backwards until their bits are turned over.
        int bits = Float.floatToIntBits(score + 0f);
        int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        entries[size++] = (long) ordered << 32 | (isTrue ? 1 : 0);
    }

    int size() {
        return size;
    }

    long positives() {
        return positives;
    }

    boolean hasNaN() {
        return hasNaN;
    }

    float score(int i) {
        int ordered = (int) (entries[i] >> 32);
        return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & Integer.MAX_VALUE));
    }

    boolean isTrue(int i) {
        return (entries[i] & 1) != 0;
    }

    /** Puts the scores into ascending order; they stay so until the next is added. */
    void sort() {
        if (sorted == size) {
            return;
        }
        if (scratch.length < size) {
            scratch = new long[entries.length];
        }
        // By each byte of the score, the lowest first; Arrays.sort takes new memory where a part is in order already.
        for (int shift = Integer.SIZE; shift < Long.SIZE; shift += Byte.SIZE) {
            sortByByte(shift);
        }
        sorted = size;
    }

    private void sortByByte(int shift) {
        Arrays.fill(ends, 0);
        for (int i = 0; i < size; i++) {
            ends[digit(entries[i], shift)]++;
        }
        for (int d = 1; d < ends.length; d++) {
            ends[d] += ends[d - 1];
        }
        for (int i = size - 1; i >= 0; i--) {
            scratch[--ends[digit(entries[i], shift)]] = entries[i];
        }
        long[] other = entries;
        entries = scratch;
        scratch = other;
    }

    /** The highest byte has a sign. */
    private static int digit(long entry, int shift) {
        return ((int) (entry >>> shift) & 0xFF) ^ (shift == Long.SIZE - Byte.SIZE ? 0x80 : 0);
    }

    /** The first of the sorted entries that have the same score as an entry. */
    int firstOfEqual(int i) {
        int first = i;
        while (first > 0 && entries[first - 1] >> 32 == entries[i] >> 32) {
            first--;
        }
        return first;
    }

    /**
     * The share of pairs of a true and a false answer in which the true one scores higher, equal scores counting half;
     * NaN if one of the two does not occur, or a score is NaN.
     */
    double rocArea() {
        long negatives = size - positives;
        if (hasNaN || positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        sort();
        double pairs = 0;
        int found = 0;
        for (int last = size - 1; last >= 0;) {
            int first = firstOfEqual(last);
            int here = countTrue(first, last);
            pairs += (last - first + 1 - here) * (found + here / 2.0);
            found += here;
            last = first - 1;
        }
        return pairs / ((double) positives * negatives);
    }

    /**
     * Average precision: the sum of recall step · precision over the distinct scores, descending; NaN if no answer is
     * true, or a score is NaN.
     */
    double averagePrecision() {
        if (hasNaN || positives == 0) {
            return Double.NaN;
        }
        sort();
        double sum = 0;
        int found = 0;
        for (int last = size - 1; last >= 0;) {
            int first = firstOfEqual(last);
            int here = countTrue(first, last);
            found += here;
            sum += here * ((double) found / (size - first));
            last = first - 1;
        }
        return sum / positives;
    }

    int countTrue(int first, int last) {
        int count = 0;
        for (int i = first; i <= last; i++) {
            count += (int) (entries[i] & 1);
        }
        return count;
    }

    /** Writes score and truth of each entry, in their present order; two numbers an entry. */
    void write(double[] to, int at) {
        for (int i = 0; i < size; i++) {
            to[at + 2 * i] = score(i);
            to[at + 2 * i + 1] = entries[i] & 1;
        }
    }

    /** Takes the place of all entries. */
    void read(double[] from, int at) {
        clear();
        for (int i = at; i + 1 < from.length; i += 2) {
            add((float) from[i], from[i + 1] != 0);
        }
    }
}
