package dev.vectron.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recursive descent over one text. */
final class JsonReader {
    private final String text;
    private int at;

    JsonReader(String text) {
        this.text = text;
    }

    @Nullable Object readAll() {
        Object value = readValue(0);
        skipSpace();
        if (at < text.length()) {
            throw expected("the end of the text");
        }
        return value;
    }

    private @Nullable Object readValue(int depth) {
        skipSpace();
        if (at >= text.length()) {
            throw expected("a value");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> readObject(depth + 1);
            case '[' -> readArray(depth + 1);
            case '"' -> readString();
            case 't' -> readWord("true", Boolean.TRUE);
            case 'f' -> readWord("false", Boolean.FALSE);
            case 'n' -> readWord("null", null);
            default -> {
                if (c != '-' && !isDigit(c)) {
                    throw expected("a value");
                }
                yield readNumber();
            }
        };
    }

    private Map<String, @Nullable Object> readObject(int depth) {
        checkDepth(depth);
        at++;
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        skipSpace();
        if (take('}')) {
            return members;
        }
        while (true) {
            skipSpace();
            int keyAt = at;
            if (peek() != '"') {
                throw expected("a key in quotes");
            }
            String key = readString();
            if (members.containsKey(key)) {
                at = keyAt;
                throw new JsonException(text, keyAt, "each key once", "\"" + key + "\" again");
            }
            skipSpace();
            if (!take(':')) {
                throw expected("':'");
            }
            members.put(key, readValue(depth));
            skipSpace();
            if (take('}')) {
                return members;
            }
            if (!take(',')) {
                throw expected("',' or '}'");
            }
        }
    }

    private List<@Nullable Object> readArray(int depth) {
        checkDepth(depth);
        at++;
        List<@Nullable Object> elements = new ArrayList<>();
        skipSpace();
        if (take(']')) {
            return elements;
        }
        while (true) {
            elements.add(readValue(depth));
            skipSpace();
            if (take(']')) {
                return elements;
            }
            if (!take(',')) {
                throw expected("',' or ']'");
            }
        }
    }

    private String readString() {
        at++;
        int from = at;
        StringBuilder unescaped = null;
        while (true) {
            if (at >= text.length()) {
                throw expected("'\"' at the end of the string");
            }
            char c = text.charAt(at);
            if (c == '"') {
                String tail = text.substring(from, at++);
                return unescaped == null ? tail : unescaped.append(tail).toString();
            }
            if (c < ' ') {
                throw expected("control characters as \\u escapes");
            }
            if (c == '\\') {
                unescaped = (unescaped == null ? new StringBuilder() : unescaped).append(text, from, at);
                at++;
                unescaped.append(readEscape());
                from = at;
            } else {
                at++;
            }
        }
    }

    private char readEscape() {
        char c = peek();
        char meant = switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> readHex();
            default -> throw expected("one of \" \\ / b f n r t u after a backslash");
        };
        at++;
        return meant;
    }

    /** Reads the four digits after 'u'; stays on the last one. */
    private char readHex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw expected("four hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private Object readNumber() {
        int from = at;
        take('-');
        if (take('0')) {
            if (isDigit(peek())) {
                throw expected("no digit after a leading zero");
            }
        } else {
            readDigits();
        }
        boolean whole = true;
        if (take('.')) {
            whole = false;
            readDigits();
        }
        if (peek() == 'e' || peek() == 'E') {
            whole = false;
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            readDigits();
        }
        return number(text.substring(from, at), whole, from);
    }

    private Object number(String digits, boolean whole, int from) {
        if (whole && !digits.equals("-0")) {
            try {
                return Long.valueOf(digits);
            } catch (NumberFormatException tooLong) {
                return Double.valueOf(digits);
            }
        }
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw new JsonException(text, from, "a number up to 1.8e308", digits);
        }
        return value;
    }

    private void readDigits() {
        if (!isDigit(peek())) {
            throw expected("a digit");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private @Nullable Boolean readWord(String word, @Nullable Boolean value) {
        if (!text.startsWith(word, at)) {
            throw expected("a value");
        }
        at += word.length();
        return value;
    }

    private void checkDepth(int depth) {
        if (depth > Json.MAX_DEPTH) {
            throw new JsonException(text, at, "at most " + Json.MAX_DEPTH + " levels", "one more");
        }
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The present character; a control character that no rule accepts at the end of the text. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private JsonException expected(String what) {
        return new JsonException(text, Math.min(at, text.length()), what, found());
    }

    private String found() {
        if (at >= text.length()) {
            return "the end of the text";
        }
        char c = text.charAt(at);
        return c < ' ' || c == 127 ? String.format("character U+%04X", (int) c) : "'"
                + text.substring(at, text.offsetByCodePoints(at, 1)) + "'";
    }
}
