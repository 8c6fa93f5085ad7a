package dev.vectron.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when shapes do not fit; the message names the layer, what was expected, what came and what to do.
 *
 * <p>A layer throws {@link #mismatch}, which knows no names; the graph that applies the layer adds them ({@link #in}):
 * {@code Dense "dense_1": expects [batch, features], got [batch, 13, 13, 32] from "max_pooling2d_1"; put flatten()
 * between them.}
 */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String expected;
    private final @Nullable String got;
    private final @Nullable String remedy;

    /**
     * An exception with a finished message.
     *
     * @param message what was expected, what came, what to do
     */
    public ShapeException(String message) {
        super(message);
        expected = null;
        got = null;
        remedy = null;
    }

    private ShapeException(String message, String expected, String got, String remedy) {
        super(message);
        this.expected = expected;
        this.got = got;
        this.remedy = remedy;
    }

    /**
     * An exception about one input of a layer.
     *
     * @param expected what the layer takes: {@code [batch, features]}
     * @param got the shape that came, without the batch axis
     * @param remedy what to do: {@code put flatten() between them}
     * @return the exception, without names
     */
    public static ShapeException mismatch(String expected, Shape got, String remedy) {
        String shown = got.toBatchString();
        return new ShapeException("expects " + expected + ", got " + shown + "; " + remedy + ".", expected, shown,
                remedy);
    }

    /**
     * This exception with the names of the layer and of those that feed it.
     *
     * @param layer the layer's class name: {@code Dense}
     * @param name its name in the graph: {@code dense_1}
     * @param producers the quoted names of the layers that feed it, joined: {@code "max_pooling2d_1"}
     * @return the exception that a user sees
     */
    public ShapeException in(String layer, String name, String producers) {
        String head = layer + " \"" + name + "\": ";
        ShapeException named = expected == null
                ? new ShapeException(head + getMessage())
                : new ShapeException(head + "expects " + expected + ", got " + got + " from " + producers + "; "
                + remedy + ".");
        named.setStackTrace(getStackTrace());
        return named;
    }
}
