package dev.vectron.bench.speed;

import java.util.List;

/** Someone whose times are taken: this build, another build, a peer in one of its settings. */
interface Contender {
    /** Names it in tables. */
    String label();

    /** Whether it can run such a job. */
    default boolean takes(Job job) {
        return true;
    }

    /** Runs the job in a process of its own; one result for each case, under our name of the case. */
    List<SpeedResult> run(Job job);
}
