package dev.vectron.store;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one value, on one line or indented. */
final class JsonWriter {
    private final boolean pretty;
    private final StringBuilder out = new StringBuilder();

    JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    String write(@Nullable Object value) {
        writeValue(value, 0);
        return out.toString();
    }

    private void writeValue(@Nullable Object value, int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw new IllegalArgumentException("JSON: more than " + Json.MAX_DEPTH
                    + " levels; does the value contain itself?");
        }
        switch (value) {
            case null -> out.append("null");
            case String s -> writeString(s);
            case Boolean b -> out.append(b);
            case Number n -> out.append(number(n));
            case Map<?, ?> map -> writeObject(map, depth + 1);
            case Iterable<?> elements -> writeArray(elements, depth + 1);
            case int[] array -> writeArray(elementsOf(array), depth + 1);
            case long[] array -> writeArray(elementsOf(array), depth + 1);
            case float[] array -> writeArray(elementsOf(array), depth + 1);
            case double[] array -> writeArray(elementsOf(array), depth + 1);
            default -> throw new IllegalArgumentException("JSON has no form for " + value.getClass().getName()
                    + "; use maps, lists, strings, numbers and booleans.");
        }
    }

    private static List<Object> elementsOf(Object array) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private static String number(Number n) {
        return switch (n) {
            case Long v -> v.toString();
            case Integer v -> v.toString();
            case Short v -> v.toString();
            case Byte v -> v.toString();
            case Float v -> decimal(v);
            case Double v -> decimal(v);
            default -> throw new IllegalArgumentException("JSON: numbers of " + n.getClass().getName()
                    + " are not supported; use long or double.");
        };
    }

    private static String decimal(float v) {
        String shortest = Float.toString(v);
        // A reader goes through double; in the rare case that this rounds to a neighbour, write all digits.
        return Float.isFinite(v) && (float) Double.parseDouble(shortest) == v ? shortest : decimal((double) v);
    }

    private static String decimal(double v) {
        if (Double.isNaN(v) || Double.isInfinite(v)) {
            throw new IllegalArgumentException("JSON has no form for " + v + "; leave it out or write it as a string.");
        }
        return Double.toString(v);
    }

    private void writeObject(Map<?, ?> map, int depth) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!(member.getKey() instanceof String key)) {
                throw new IllegalArgumentException("JSON: keys are strings, got " + member.getKey() + ".");
            }
            separate(first, pretty, depth);
            first = false;
            writeString(key);
            out.append(pretty ? ": " : ":");
            writeValue(member.getValue(), depth);
        }
        end('}', !first && pretty, depth);
    }

    private void writeArray(Iterable<?> elements, int depth) {
        boolean lines = false;
        if (pretty) {
            for (Object element : elements) {
                lines |= element instanceof Map<?, ?> || element instanceof Iterable<?> || element != null
                        && element.getClass().isArray();
            }
        }
        out.append('[');
        boolean first = true;
        for (Object element : elements) {
            separate(first, lines, depth);
            first = false;
            writeValue(element, depth);
        }
        end(']', !first && lines, depth);
    }

    private void separate(boolean first, boolean lines, int depth) {
        if (!first) {
            out.append(lines || !pretty ? "," : ", ");
        }
        if (lines) {
            out.append('\n').repeat("  ", depth);
        }
    }

    private void end(char bracket, boolean lines, int depth) {
        if (lines) {
            out.append('\n').repeat("  ", depth - 1);
        }
        out.append(bracket);
    }

    private void writeString(String s) {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == 127 || isLoneSurrogate(s, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** A lone surrogate has no UTF-8 form, but an escape keeps it. */
    private static boolean isLoneSurrogate(String s, int i) {
        char c = s.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == s.length() || !Character.isLowSurrogate(s.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(s.charAt(i - 1)));
    }
}
