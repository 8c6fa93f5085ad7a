package dev.vectron.bench.speed;

import java.util.function.IntFunction;

/**
 * One thing to time.
 *
 * @param name as the peers name it: {@code m4.train.b128}
 * @param flops floating-point operations of one run
 * @param prepare makes the work for a number of threads
 */
record SpeedCase(String name, double flops, IntFunction<Work> prepare) {}
