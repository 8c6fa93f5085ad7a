package dev.vectron.bench.speed;

/** What is timed, ready to run again and again. */
@FunctionalInterface
interface Work extends AutoCloseable {
    /** Does it once. */
    void run();

    @Override
    default void close() {}
}
