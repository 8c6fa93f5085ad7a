package dev.vectron.check;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the present thread allocates; its own calls allocate nothing. */
final class AllocationMeter {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long before;

    void start() {
        before = threads.getCurrentThreadAllocatedBytes();
    }

    long bytes() {
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
