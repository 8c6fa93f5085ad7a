package dev.vectron.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of one object as a file gives them, read by name with a clear error for each that is missing or of the
 * wrong kind.
 *
 * <p>In JSON it is {@code {"class_name": "Dense", "config": {"units": 10}}}; a plain string {@code "relu"} is an object
 * without options. {@link #requireAllRead} refuses options that nobody asked for, which a newer version wrote or a hand
 * misspelt. Not thread-safe.
 *
 * {@snippet :
 * Config config = Config.parse(Json.parse("{\"class_name\": \"Dense\", \"config\": {\"units\": 10}}"), "layer");
 * int units = config.integer("units");
 * boolean useBias = config.flag("use_bias", true);
 * config.requireAllRead();
 * }
 */
public final class Config {
    private final String className;
    private final Map<String, @Nullable Object> values;
    private final Set<String> read = new HashSet<>();

    private Config(String className, Map<String, @Nullable Object> values) {
        this.className = className;
        this.values = values;
    }

    /**
     * The options of an object.
     *
     * @param object what is described
     * @return its class name and options
     */
    public static Config of(Configured object) {
        return new Config(object.className(), asMap(Json.parse(Json.write(Description.optionsOf(object)))));
    }

    /**
     * Reads a description.
     *
     * @param json a string, or a map with {@code class_name} and {@code config}
     * @param where what it describes, for the message
     * @return the class name and options
     * @throws IllegalArgumentException if it is neither
     */
    public static Config parse(@Nullable Object json, String where) {
        if (json instanceof String name) {
            return new Config(name, new LinkedHashMap<>());
        }
        if (json instanceof Map<?, ?> map && map.get("class_name") instanceof String name) {
            Object options = map.get("config");
            if (options == null) {
                return new Config(name, new LinkedHashMap<>());
            }
            if (options instanceof Map<?, ?>) {
                return new Config(name, asMap(options));
            }
        }
        throw new IllegalArgumentException(where + ": expects {\"class_name\": …, \"config\": {…}} or a name, got "
                + Json.write(json) + ".");
    }

    /**
     * What a JSON text says of an object.
     *
     * @param object what to describe
     * @return {@code {"class_name": …, "config": {…}}}, with further {@link Configured} options as the same
     */
    public static Map<String, @Nullable Object> toJson(Configured object) {
        return Description.of(object);
    }

    @SuppressWarnings("unchecked") // the JSON reader makes maps of this type only
    private static Map<String, @Nullable Object> asMap(@Nullable Object object) {
        if (object instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalArgumentException("expects an object, got " + Json.write(object) + ".");
    }

    /** {@return the class name: {@code Dense}} */
    public String className() {
        return className;
    }

    /**
     * Whether there is an option that is not null.
     *
     * @param key its name
     * @return whether it is there
     */
    public boolean has(String key) {
        return get(key) != null;
    }

    /**
     * Whether an option is a plain number, where something else is allowed too.
     *
     * @param key its name
     * @return whether it is there and a number
     */
    public boolean isNumber(String key) {
        return get(key) instanceof Number;
    }

    /**
     * A whole number.
     *
     * @param key the option's name
     * @return its value
     * @throws IllegalArgumentException if it is missing or no int
     */
    public int integer(String key) {
        Object value = require(key, "a whole number");
        if (value instanceof Long n && n == n.intValue()) {
            return n.intValue();
        }
        throw wrong(key, "a whole number", value);
    }

    /**
     * A whole number that may be missing.
     *
     * @param key the option's name
     * @param otherwise the value if it is missing or null
     * @return its value
     * @throws IllegalArgumentException if it is no int
     */
    public int integer(String key, int otherwise) {
        return has(key) ? integer(key) : otherwise;
    }

    /**
     * Whole numbers; a single one counts for all, as Keras writes {@code "strides": 2}.
     *
     * @param key the option's name
     * @param count how many, or 0 for any number
     * @return their values
     * @throws IllegalArgumentException if it is missing, or something else
     */
    public int[] integers(String key, int count) {
        String kind = count == 0 ? "whole numbers" : count + " whole numbers";
        Object value = require(key, kind);
        List<?> list = value instanceof List<?> many ? many : Collections.nCopies(Math.max(1, count), value);
        if (count != 0 && list.size() != count
                || !list.stream().allMatch(n -> n instanceof Long l && l == l.intValue())) {
            throw wrong(key, kind, value);
        }
        return list.stream().mapToInt(n -> ((Long) n).intValue()).toArray();
    }

    /**
     * Pairs of whole numbers, as Keras writes {@code "padding": [[1, 1], [2, 2]]}; a number counts for both of its
     * pair, and a single number for all.
     *
     * @param key the option's name
     * @param count how many pairs
     * @return the pairs one behind the other
     * @throws IllegalArgumentException if it is missing, or something else
     */
    public int[] integerPairs(String key, int count) {
        String kind = count + " pairs of whole numbers";
        Object value = require(key, kind);
        List<?> pairs = value instanceof List<?> many ? many : Collections.nCopies(count, value);
        List<Object> numbers = new ArrayList<>();
        for (Object pair : pairs) {
            numbers.addAll(pair instanceof List<?> both && both.size() == 2 ? both : Collections.nCopies(2, pair));
        }
        if (pairs.size() != count || !numbers.stream().allMatch(n -> n instanceof Long l && l == l.intValue())) {
            throw wrong(key, kind, value);
        }
        return numbers.stream().mapToInt(n -> ((Long) n).intValue()).toArray();
    }

    /**
     * A number.
     *
     * @param key the option's name
     * @return its value
     * @throws IllegalArgumentException if it is missing or no number
     */
    public double number(String key) {
        Object value = require(key, "a number");
        if (value instanceof Number n) {
            return n.doubleValue();
        }
        throw wrong(key, "a number", value);
    }

    /**
     * A number that may be missing.
     *
     * @param key the option's name
     * @param otherwise the value if it is missing or null
     * @return its value
     * @throws IllegalArgumentException if it is no number
     */
    public double number(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    /**
     * Numbers.
     *
     * @param key the option's name
     * @return their values
     * @throws IllegalArgumentException if it is missing, or something else than a list of numbers
     */
    public double[] numbers(String key) {
        Object value = require(key, "numbers");
        if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
            return list.stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
        }
        throw wrong(key, "numbers", value);
    }

    /**
     * A yes or no that may be missing.
     *
     * @param key the option's name
     * @param otherwise the value if it is missing or null
     * @return its value
     * @throws IllegalArgumentException if it is no boolean
     */
    public boolean flag(String key, boolean otherwise) {
        Object value = get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, "true or false", value);
    }

    /**
     * A text.
     *
     * @param key the option's name
     * @return its value
     * @throws IllegalArgumentException if it is missing or no string
     */
    public String text(String key) {
        Object value = require(key, "a string");
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key, "a string", value);
    }

    /**
     * One of the constants of an enum, written in lower case.
     *
     * @param key the option's name
     * @param otherwise the value if it is missing or null; names the enum
     * @param <E> the enum
     * @return its value
     * @throws IllegalArgumentException if it is no name of a constant; the message lists them
     */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        List<String> names = new ArrayList<>();
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(text(key))) {
                return constant;
            }
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        throw wrong(key, "one of " + String.join(", ", names), text(key));
    }

    /**
     * An object with options of its own: an initializer, a layer within a layer.
     *
     * @param key the option's name
     * @return its class name and options
     * @throws IllegalArgumentException if it is missing or no description
     */
    public Config object(String key) {
        return parse(require(key, "an object"), className + "." + key);
    }

    /**
     * Several objects.
     *
     * @param key the option's name
     * @return their class names and options
     * @throws IllegalArgumentException if it is missing or no list of descriptions
     */
    public List<Config> objects(String key) {
        Object value = require(key, "a list of objects");
        if (value instanceof List<?> list) {
            List<Config> configs = new ArrayList<>();
            list.forEach(each -> configs.add(parse(each, className + "." + key)));
            return configs;
        }
        throw wrong(key, "a list of objects", value);
    }

    /**
     * A list of plain maps, as options without a class.
     *
     * @param key the option's name
     * @return each map's options; their class name is this one's
     * @throws IllegalArgumentException if it is missing or no list of maps
     */
    public List<Config> options(String key) {
        Object value = require(key, "a list of maps");
        if (value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            List<Config> configs = new ArrayList<>();
            list.forEach(each -> configs.add(new Config(className + "." + key, asMap(each))));
            return configs;
        }
        throw wrong(key, "a list of maps", value);
    }

    /**
     * These options as the description of an object: {@code class_name} and {@code config} among others.
     *
     * @return the class name and options that they give
     * @throws IllegalArgumentException if they give none
     */
    public Config asObject() {
        return parse(values, className);
    }

    /**
     * Refuses what nobody has asked for.
     *
     * @throws IllegalArgumentException if an option was never read; the message names it
     */
    public void requireAllRead() {
        for (String key : values.keySet()) {
            if (!read.contains(key)) {
                throw new IllegalArgumentException(className + ": unknown option \"" + key + "\" = "
                        + Json.write(values.get(key)) + "; the file may be of a newer version, or the name misspelt.");
            }
        }
    }

    private @Nullable Object get(String key) {
        read.add(key);
        return values.get(key);
    }

    private Object require(String key, String kind) {
        Object value = get(key);
        if (value == null) {
            throw new IllegalArgumentException(className + ": expects option \"" + key + "\" (" + kind
                    + "), got none.");
        }
        return value;
    }

    private IllegalArgumentException wrong(String key, String kind, Object value) {
        return new IllegalArgumentException(className + ": option \"" + key + "\" expects " + kind + ", got "
                + Json.write(value) + ".");
    }

    @Override
    public String toString() {
        return className + values;
    }
}
