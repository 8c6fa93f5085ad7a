package dev.vectron.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All combinations of given values; the last name varies fastest. Immutable.
 *
 * <p>A name that comes twice, or has no values, is an {@code IllegalArgumentException}. Thread-safe.
 *
 * {@snippet :
 * ParameterGrid grid = ParameterGrid.of("rate", 0.01, 0.001).and("units", 16, 32, 64);   // 6 combinations
 * }
 */
public final class ParameterGrid {
    private final Map<String, List<Object>> axes;

    private ParameterGrid(Map<String, List<Object>> axes) {
        this.axes = axes;
    }

    /**
     * A grid of one parameter.
     *
     * @param name its name
     * @param values what to try
     * @return the grid
     * @throws IllegalArgumentException if there is no value
     */
    public static ParameterGrid of(String name, Object... values) {
        return new ParameterGrid(Map.of()).and(name, values);
    }

    /**
     * This grid with one more parameter.
     *
     * @param name its name
     * @param values what to try
     * @return the grid
     * @throws IllegalArgumentException if there is no value, or the name is there already
     */
    public ParameterGrid and(String name, Object... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("ParameterGrid: give at least one value for \"" + name + "\".");
        }
        Map<String, List<Object>> more = new LinkedHashMap<>(axes);
        if (more.put(name, List.of(values)) != null) {
            throw new IllegalArgumentException("ParameterGrid: two parameters are named \"" + name + "\".");
        }
        return new ParameterGrid(more);
    }

    /** {@return all combinations} */
    public List<Parameters> combinations() {
        List<Map<String, Object>> all = List.of(Map.of());
        for (Map.Entry<String, List<Object>> axis : axes.entrySet()) {
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> begun : all) {
                for (Object value : axis.getValue()) {
                    Map<String, Object> next = new LinkedHashMap<>(begun);
                    next.put(axis.getKey(), value);
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all.stream().map(Parameters::new).toList();
    }
}
