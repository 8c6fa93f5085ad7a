package dev.vectron.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places buffers with known lifetimes in one array, so that two buffers share memory only if they never live at the
 * same time. Greedy by size: the largest buffer first, each at the lowest offset that is free for its whole life.
 */
final class BufferLayout {
    /** Offsets are multiples of this many floats: a cache line of 64 bytes. */
    static final int ALIGNMENT = 16;

    private final List<Buffer> buffers = new ArrayList<>();
    private long size;

    private record Buffer(long size, int from, int to, int[] at) {}

    /** Rounds a size up, so that another buffer may follow. */
    static long roundUp(long floats) {
        return (floats + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /**
     * Asks for a buffer.
     *
     * @param floats its size
     * @param from the first moment at which it is used
     * @param to the last moment at which it is used
     * @return after {@link #place}, one element: the offset
     */
    int[] add(long floats, int from, int to) {
        int[] at = {0};
        buffers.add(new Buffer(roundUp(floats), from, to, at));
        return at;
    }

    /** Places all buffers; returns how many floats the array needs. */
    long place() {
        List<Buffer> placed = new ArrayList<>();
        List<Buffer> bySize = new ArrayList<>(buffers);
        bySize.sort(Comparator.comparingLong(Buffer::size).reversed());
        for (Buffer buffer : bySize) {
            List<Buffer> alive = placed.stream().filter(b -> b.from <= buffer.to && buffer.from <= b.to)
                    .sorted(Comparator.comparingInt(b -> b.at[0])).toList();
            long at = 0;
            for (Buffer other : alive) {
                if (at + buffer.size <= other.at[0]) {
                    break;
                }
                at = Math.max(at, other.at[0] + other.size);
            }
            size = Math.max(size, at + buffer.size);
            // An offset past int's range is never used: the plan refuses such a size before it allocates.
            buffer.at[0] = (int) Math.min(at, Integer.MAX_VALUE - ALIGNMENT);
            placed.add(buffer);
        }
        return size;
    }
}
