package dev.vectron.kernels;

/**
 * Which taps of a kernel lie inside a picture, along one axis: tap t of a pixel is at {@code start + t·step}, step ≥ 1,
 * and inside where that is 0 … size − 1.
 *
 * <p>Rows and taps may change places: pixel r reads a tap at {@code start + r·stride}, so that the same methods say for
 * which rows a tap is inside.
 *
 * <p>For the data gradient dOut is the picture. An input row {@code ih} is read by the taps kh with
 * {@code (ih + padTop − kh·dilation) mod stride = 0}; counted backwards from the last of them they are
 * {@link #gradientStep} apart and read output rows that are {@link #outputStep} apart.
 */
final class TapRange {
    private TapRange() {}

    /** {@return the first tap inside} */
    static int first(int start, int step) {
        return Math.max(0, Math.ceilDiv(-start, step));
    }

    /** {@return the tap behind the last one inside, of so many; at least {@code first}} */
    static int end(int start, int step, int size, int taps, int first) {
        return Math.max(first, Math.min(taps, Math.floorDiv(size - 1 - start, step) + 1));
    }

    /**
     * {@return how many rows from this one on have the same taps inside, one at least}
     *
     * @param start where tap 0 of this row is
     * @param stride from row to row
     * @param step from tap to tap
     * @param size rows of the picture
     * @param taps how many
     * @param rows how many rows there are
     */
    static int rowsAlike(int start, int stride, int step, int size, int taps, int rows) {
        int reach = (taps - 1) * step;
        if (start >= 0 && start + reach < size) {
            return Math.min(rows, (size - 1 - reach - start) / stride + 1);
        }
        int first = first(start, step);
        int end = end(start, step, size, taps, first);
        int count = 1;
        for (int place = start + stride; count < rows; place += stride) {
            int next = first(place, step);
            if (next != first || end(place, step, size, taps, next) != end) {
                break;
            }
            count++;
        }
        return count;
    }

    /**
     * {@return whether so many rows reach outside the picture that it is better to take the taps one after the other,
     * each with all rows for which it is inside, than these few rows by themselves}
     *
     * @param start where tap 0 of the first row is
     * @param stride from row to row
     * @param step from tap to tap
     * @param size rows of the picture
     * @param taps how many
     * @param rows how many rows there are
     */
    static boolean manyReachOut(int start, int stride, int step, int size, int taps, int rows) {
        int first = first(start, stride);
        int inside = end(start + (taps - 1) * step, stride, size, rows, first) - first;
        return inside < rows - rows / 4;
    }

    /** {@return how far apart the taps are that read the same rest modulo the stride} */
    static int gradientStep(int stride, int dilation) {
        return stride / greatestCommonDivisor(stride, dilation);
    }

    /** {@return how far apart the output rows are that such taps come from} */
    static int outputStep(int stride, int dilation) {
        return dilation / greatestCommonDivisor(stride, dilation);
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** {@return the last of so many taps with tap·dilation ≡ place (mod stride), or −1} */
    static int last(int taps, int stride, int dilation, int place) {
        for (int tap = taps - 1; tap >= 0; tap--) {
            if ((place - tap * dilation) % stride == 0) {
                return tap;
            }
        }
        return -1;
    }
}
