package dev.vectron.store;

/** Thrown for text that is not JSON; the message says where, what was expected and what was found. */
public final class JsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int position;

    JsonException(String text, int position, String expected, String found) {
        super(place(text, position) + ": expected " + expected + ", found " + found + ".");
        this.position = position;
    }

    /** {@return the index of the offending character, from 0} */
    public int position() {
        return position;
    }

    private static String place(String text, int position) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < position; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return "line " + line + ", column " + (position - lineStart + 1);
    }
}
