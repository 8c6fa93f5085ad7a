package dev.vectron.selection;

import dev.vectron.random.CounterRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters with distributions, for a random search. Immutable.
 *
 * <p>A name that comes twice is an {@code IllegalArgumentException}. Thread-safe.
 *
 * {@snippet :
 * SearchSpace space = SearchSpace.of("rate", logUniform(1e-4, 1e-1)).and("units", ints(8, 64));
 * }
 */
public final class SearchSpace {
    /** Names the random streams of searches: those of layers are small numbers. */
    private static final long STREAM = 0x534541524348L;

    private final Map<String, Distribution> axes;

    private SearchSpace(Map<String, Distribution> axes) {
        this.axes = axes;
    }

    /**
     * A space of one parameter.
     *
     * @param name its name
     * @param distribution its values
     * @return the space
     */
    public static SearchSpace of(String name, Distribution distribution) {
        return new SearchSpace(Map.of()).and(name, distribution);
    }

    /**
     * This space with one more parameter.
     *
     * @param name its name
     * @param distribution its values
     * @return the space
     * @throws IllegalArgumentException if the name is there already
     */
    public SearchSpace and(String name, Distribution distribution) {
        Map<String, Distribution> more = new LinkedHashMap<>(axes);
        if (more.put(name, distribution) != null) {
            throw new IllegalArgumentException("SearchSpace: two parameters are named \"" + name + "\".");
        }
        return new SearchSpace(more);
    }

    /**
     * Random points; the first ones of a longer list are those of a shorter one.
     *
     * @param count how many
     * @param seed chooses them
     * @return the points
     */
    public List<Parameters> sample(int count, long seed) {
        List<Parameters> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> point = new LinkedHashMap<>();
            for (Map.Entry<String, Distribution> axis : axes.entrySet()) {
                long key = CounterRandom.key(seed, STREAM, i, point.size());
                point.put(axis.getKey(), axis.getValue().draw(key));
            }
            points.add(new Parameters(point));
        }
        return points;
    }
}
