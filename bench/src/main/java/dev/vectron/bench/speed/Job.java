package dev.vectron.bench.speed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one process times at a stretch: a single case of a model, or all convolutions or all products that were asked
 * for, since the peers run those together.
 *
 * @param kind what is timed
 * @param cases the names
 */
record Job(Kind kind, List<String> cases) {
    /** What is timed. */
    enum Kind { MODEL, CONVOLUTIONS, PRODUCTS, START }

    /** The jobs for the words of a command line, in their order; a case that is named twice is run once. */
    static List<Job> of(List<String> words) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>();
        for (String word : words) {
            for (String name : SpeedCases.names(word)) {
                if (known.add(name)) {
                    groups.computeIfAbsent(groupOf(name), unused -> new ArrayList<>()).add(name);
                }
            }
        }
        return groups.values().stream().map(names -> new Job(kindOf(names.getFirst()), List.copyOf(names))).toList();
    }

    private static String groupOf(String name) {
        Kind kind = kindOf(name);
        return kind == Kind.CONVOLUTIONS || kind == Kind.PRODUCTS ? kind.name() : name;
    }

    private static Kind kindOf(String name) {
        if (name.startsWith("conv.")) {
            return Kind.CONVOLUTIONS;
        }
        if (name.startsWith("gemm.")) {
            return Kind.PRODUCTS;
        }
        return SpeedCases.isStartUp(name) ? Kind.START : Kind.MODEL;
    }
}
