package dev.vectron.bench.speed;

import java.util.Arrays;
import java.util.Locale;

/**
 * Whether a case got slower: by at least 15 % in every one of the paired runs. Less is noise, and so is a single run.
 *
 * @param name the case
 * @param ratios new time ÷ old time, one for each pair of runs
 */
record Verdict(String name, double... ratios) {
    private static final double SLOWER = 1.15;

    /** A case's verdict from runs that were made in pairs. */
    static Verdict ofPairs(String name, double[] now, double[] before) {
        double[] ratios = new double[Math.min(now.length, before.length)];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = now[i] / before[i];
        }
        return new Verdict(name, ratios);
    }

    /** A case's verdict from runs of now and one time that was written down. */
    static Verdict ofRecord(String name, double[] now, double before) {
        return new Verdict(name, Arrays.stream(now).map(t -> t / before).toArray());
    }

    boolean slower() {
        return ratios.length > 0 && Arrays.stream(ratios).allMatch(r -> r >= SLOWER);
    }

    boolean faster() {
        return ratios.length > 0 && Arrays.stream(ratios).allMatch(r -> r <= 1 / SLOWER);
    }

    /** One line: the case, the ratios, and what they mean if they mean something. */
    String toLine() {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-28s", name));
        for (double ratio : ratios) {
            line.append(String.format(Locale.ROOT, " %5.2f", ratio));
        }
        return line + (slower() ? "   SLOWER" : faster() ? "   faster" : "");
    }
}
