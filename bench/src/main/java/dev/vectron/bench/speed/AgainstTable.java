package dev.vectron.bench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Our times beside a peer's, as Markdown; "tuned" is the best of the peer's settings. */
final class AgainstTable {
    private static final List<String> COLUMNS = List.of("case", "Vectron, ms", "GFLOP/s", "peer as it comes, ms",
            "peer tuned, ms", "how", "tuned ÷ Vectron", "as it comes ÷ Vectron");
    private static final String NOTHING = "";

    private final Measurements times;

    AgainstTable(Measurements times) {
        this.times = times;
    }

    /** A table of all cases, then the geometric means. */
    String toMarkdown() {
        StringBuilder text = new StringBuilder("| " + String.join(" | ", COLUMNS) + " |\n");
        text.append("|---|---:|---:|---:|---:|---|---:|---:|\n");
        for (String name : times.cases()) {
            text.append(row(name)).append('\n');
        }
        List<String> means = new ArrayList<>();
        for (String group : List.of("train", "infer", "conv", "gemm")) {
            mean(group).ifPresent(means::add);
        }
        return means.isEmpty() ? text.toString() : text + "\n" + String.join("\n", means) + "\n";
    }

    private String row(String name) {
        double ours = times.time(name, Speed.PEER);
        Optional<String> tuned = tuned(name);
        return "| " + String.join(" | ", name, ms(ours), number("%.0f", times.megaflops(name) / ours),
                ms(times.time(name, PeerSetting.DEFAULT)), tuned.map(t -> ms(times.time(name, t))).orElse(NOTHING),
                tuned.orElse(NOTHING), number("%.2f", tunedRatio(name)), number("%.2f", defaultRatio(name))) + " |";
    }

    /** The setting in which the peer is fastest, compared round by round. */
    Optional<String> tuned(String name) {
        String best = null;
        for (String label : times.labels(name)) {
            if (!label.equals(Speed.PEER)
                    && (best == null || times.ratio(name, label, Speed.PEER) < times.ratio(name, best, Speed.PEER))) {
                best = label;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The tuned peer's time in terms of ours, or NaN. */
    double tunedRatio(String name) {
        return tuned(name).map(t -> times.ratio(name, t, Speed.PEER)).orElse(Double.NaN);
    }

    /** The time of the peer as it comes in terms of ours, or NaN. */
    double defaultRatio(String name) {
        return times.ratio(name, PeerSetting.DEFAULT, Speed.PEER);
    }

    private Optional<String> mean(String group) {
        List<String> names = times.cases().stream()
                .filter(name -> name.startsWith(group + ".") || name.contains("." + group + "."))
                .filter(name -> !Double.isNaN(tunedRatio(name))).toList();
        if (names.size() < 2) {
            return Optional.empty();
        }
        double tuned = geometricMean(names.stream().mapToDouble(this::tunedRatio).toArray());
        double standard = geometricMean(names.stream().mapToDouble(this::defaultRatio).toArray());
        String cases = "Geometric mean over " + names.size() + " " + group + " cases: ";
        return Optional.of(cases + number("tuned ÷ Vectron %.2f", tuned)
                + number(", as it comes ÷ Vectron %.2f", standard) + ".");
    }

    static double geometricMean(double... ratios) {
        double sum = 0;
        for (double ratio : ratios) {
            sum += StrictMath.log(ratio);
        }
        return StrictMath.exp(sum / ratios.length);
    }

    private static String ms(double time) {
        return number(time < 0.1 ? "%.4f" : time < 10 ? "%.3f" : "%.1f", time);
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? NOTHING : String.format(Locale.ROOT, format, value);
    }
}
