package dev.vectron.bench.speed;

import dev.vectron.store.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was measured, with the peers' fields.
 *
 * @param peer whose time it is: {@code vectron}
 * @param version its version and what matters for its speed
 * @param name the case
 * @param threads how many threads worked
 * @param msMedian the median over the samples, milliseconds
 * @param msMin the shortest sample
 * @param gflops 10⁹ floating-point operations a second at the median, or NaN if there is nothing to count
 * @param samples how many samples
 * @param otherCpu cores that other processes kept busy meanwhile, or NaN if unknown
 * @param rssPeakMb the largest resident set of the process so far, 0 if unknown
 */
record SpeedResult(String peer, String version, String name, int threads, double msMedian, double msMin, double gflops,
        int samples, double otherCpu, long rssPeakMb) {
    /** One line of JSON, with the digits that the peers print. */
    String toJson() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("peer", peer);
        fields.put("version", version);
        fields.put("case", name);
        fields.put("threads", threads);
        fields.put("ms_median", rounded(msMedian, 5));
        fields.put("ms_min", rounded(msMin, 5));
        fields.put("gflops", Double.isNaN(gflops) ? null : rounded(gflops, 1));
        fields.put("samples", samples);
        fields.put("other_cpu", Double.isNaN(otherCpu) ? null : rounded(otherCpu, 2));
        fields.put("rss_peak_mb", rssPeakMb == 0 ? null : rssPeakMb);
        return Json.write(fields);
    }

    /** This result under another name. */
    SpeedResult named(String other) {
        return new SpeedResult(peer, version, other, threads, msMedian, msMin, gflops, samples, otherCpu, rssPeakMb);
    }

    /** This result with a time that was taken from outside. */
    SpeedResult took(double ms) {
        return new SpeedResult(peer, version, name, threads, ms, ms, gflops, samples, otherCpu, rssPeakMb);
    }

    private static double rounded(double value, int digits) {
        return Double.parseDouble(String.format(Locale.ROOT, "%." + digits + "f", value));
    }

    /** The result that a line holds, or nothing if the line is something else: programs print other lines too. */
    static Optional<SpeedResult> fromLine(String line) {
        if (!line.startsWith("{\"peer\":") || !line.endsWith("}")) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> fields = Json.parseObject(line);
        return Optional.of(new SpeedResult(text(fields, "peer"), text(fields, "version"), text(fields, "case"),
                (int) number(fields, "threads"), number(fields, "ms_median"), number(fields, "ms_min"),
                number(fields, "gflops"), (int) number(fields, "samples"), number(fields, "other_cpu"),
                (long) number(fields, "rss_peak_mb")));
    }

    private static String text(Map<String, @Nullable Object> fields, String name) {
        return fields.get(name) instanceof String s ? s : "";
    }

    private static double number(Map<String, @Nullable Object> fields, String name) {
        return fields.get(name) instanceof Number n ? n.doubleValue() : Double.NaN;
    }
}
