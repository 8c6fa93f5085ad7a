package dev.vectron.bench.speed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How long a signal between two threads takes, there and back: about 50 ns where two processors share a cache, 400 ns
 * and more where a host has put a virtual machine's processors far apart. It changes within minutes, and work whose
 * threads wait for each other often (a training step of less than 5 ms) takes up to half as long again meanwhile.
 */
final class SignalTime {
    /** Longer than this is not the way through one cache. */
    static final double FAR_NANOS = 200;
    /** Longer than this is no way at all: another program had one of the processors. */
    private static final double NO_WAY_NANOS = 5_000;

    private static final VarHandle SIGNAL;
    /** Short groups: one of them at least goes by without another program on one of the two processors. */
    private static final int GROUPS = 400;
    private static final int TRIPS = 50;
    private static final int STOP = -1;
    private static final long LONGEST_NANOS = 200_000_000;

    static {
        try {
            SIGNAL = MethodHandles.lookup().findVarHandle(SignalTime.class, "signal", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // by SIGNAL only
    private int signal;

    private SignalTime() {}

    /** {@return nanoseconds there and back, the mean of the quickest fifty trips; NaN with one processor} */
    static double roundTripNanos() {
        return Runtime.getRuntime().availableProcessors() < 2 ? Double.NaN : new SignalTime().measure();
    }

    /** {@return whether two processors are far apart now} */
    static boolean isFar() {
        double nanos = roundTripNanos();
        return nanos > FAR_NANOS && nanos < NO_WAY_NANOS;
    }

    private double measure() {
        Thread answering = Thread.ofPlatform().daemon().start(this::answer);
        double best = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + LONGEST_NANOS;
        int sent = 0;
        for (int group = 0; group < GROUPS && System.nanoTime() < end; group++) {
            long at = System.nanoTime();
            for (int trip = 0; trip < TRIPS; trip++) {
                sent += 2;
                SIGNAL.setVolatile(this, sent - 1);
                while ((int) SIGNAL.getVolatile(this) != sent) {
                    Thread.onSpinWait();
                }
            }
            best = Math.min(best, (System.nanoTime() - at) / (double) TRIPS);
        }
        SIGNAL.setVolatile(this, STOP);
        try {
            answering.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return best;
    }

    /** Answers every odd number by the even one behind it. */
    private void answer() {
        int seen = (int) SIGNAL.getVolatile(this);
        while (seen != STOP) {
            if ((seen & 1) == 1) {
                SIGNAL.setVolatile(this, seen + 1);
            }
            Thread.onSpinWait();
            seen = (int) SIGNAL.getVolatile(this);
        }
    }
}
