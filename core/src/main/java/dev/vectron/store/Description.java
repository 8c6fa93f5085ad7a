package dev.vectron.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a JSON text says of a {@link Configured} object; {@link Config} reads it. */
final class Description {
    private Description() {}

    /** Class name and options, with objects within it as the same. */
    static Map<String, @Nullable Object> of(Configured object) {
        Map<String, @Nullable Object> described = new LinkedHashMap<>();
        described.put("class_name", object.className());
        described.put("config", optionsOf(object));
        return described;
    }

    /** The options alone. */
    static Map<String, @Nullable Object> optionsOf(Configured object) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        object.config().forEach((key, value) -> {
            try {
                options.put(key, json(value));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(object.className() + ": " + key + ": " + e.getMessage(), e);
            }
        });
        return options;
    }

    private static @Nullable Object json(@Nullable Object value) {
        return switch (value) {
            case Configured object -> of(object);
            case Enum<?> choice -> choice.name().toLowerCase(Locale.ROOT);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, each) -> copy.put(String.valueOf(key), json(each)));
                yield copy;
            }
            case Iterable<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(each -> copy.add(json(each)));
                yield copy;
            }
            case null -> null;
            case String _, Number _, Boolean _, int[] _, long[] _, float[] _, double[] _ -> value;
            default -> throw new IllegalArgumentException("a " + value.getClass().getSimpleName()
                    + " cannot be written to a file; let it implement Configured, and register a factory for it.");
        };
    }
}
