package dev.vectron.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A strict reader and writer of JSON (RFC 8259) with plain Java values.
 *
 * <p>Objects are {@code LinkedHashMap<String, Object>} in the order of the text, arrays are {@code List<Object>}, whole
 * numbers that fit are {@code Long}, other numbers {@code Double}; the rest is {@code String}, {@code Boolean} and
 * null. Numbers come back as they were written: a {@code float} in its shortest decimal form that reads as the same
 * bits. Nothing lenient is accepted: no comments, no trailing commas, no leading zeros, no key twice, at most
 * {@link #MAX_DEPTH} levels. Thread-safe: all methods are pure.
 *
 * {@snippet :
 * Map<String, Object> config = Json.parseObject("{\"units\": 10, \"rate\": 0.5}");
 * long units = (Long) config.get("units");
 * String text = Json.write(config);
 * }
 */
public final class Json {
    /** How deep arrays and objects may be nested. */
    public static final int MAX_DEPTH = 512;

    private Json() {}

    /**
     * Reads one JSON value.
     *
     * @param text the whole text
     * @return the value
     * @throws JsonException if the text is not JSON; the message says where, what was expected and what was found
     */
    public static @Nullable Object parse(String text) {
        return new JsonReader(text).readAll();
    }

    /**
     * Reads a JSON object.
     *
     * @param text the whole text
     * @return its members in the order of the text
     * @throws JsonException if the text is not JSON or not an object
     */
    @SuppressWarnings("unchecked") // the reader makes objects of this type only
    public static Map<String, @Nullable Object> parseObject(String text) {
        Object value = parse(text);
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new JsonException(text, 0, "an object", value instanceof List<?> ? "an array" : "a single value");
    }

    /**
     * Writes a value on one line.
     *
     * @param value maps with string keys, iterables, strings, numbers, booleans, null, or arrays of {@code int},
     *     {@code long}, {@code float}, {@code double}
     * @return the JSON text
     * @throws IllegalArgumentException if the value holds something else, NaN or an infinity
     */
    public static String write(@Nullable Object value) {
        return new JsonWriter(false).write(value);
    }

    /**
     * Writes a value on many lines, indented by two spaces, with a line feed at the end; arrays of single values stay
     * on one line.
     *
     * @param value as in {@link #write}
     * @return the JSON text
     * @throws IllegalArgumentException as in {@link #write}
     */
    public static String writePretty(@Nullable Object value) {
        return new JsonWriter(true).write(value) + "\n";
    }
}
