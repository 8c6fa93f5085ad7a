package dev.vectron.optimizers;

import java.util.Locale;

/**
 * How gradients are made smaller before a step, as Keras does it; only one kind at a time.
 *
 * <p>A limit that is not above 0, or not finite, and a second kind are an {@code IllegalArgumentException}. Immutable
 * and thread-safe.
 *
 * {@snippet :
 * Optimizer o = adam(1e-3).clipnorm(1);
 * }
 *
 * @param kind what is limited
 * @param limit the largest value or norm; 0 for {@code NONE}
 */
public record Clipping(Kind kind, double limit) {
    /** What is limited. */
    public enum Kind {
        /** Nothing. */
        NONE,
        /** Every value: {@code g ← max(−limit, min(limit, g))}. */
        CLIPVALUE,
        /** The Euclidean norm of each parameter's gradient: {@code g ← g · limit / max(norm, limit)}. */
        CLIPNORM,
        /** The Euclidean norm of all gradients together: {@code g ← g · limit / max(norm, limit)}. */
        GLOBAL_CLIPNORM;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean byNorm() {
            return this == CLIPNORM || this == GLOBAL_CLIPNORM;
        }
    }

    /** No clipping. */
    public static final Clipping NONE = new Clipping(Kind.NONE, 0);

    /** Checks the limit. */
    public Clipping {
        if (kind == Kind.NONE ? limit != 0 : !(limit > 0) || Double.isInfinite(limit)) {
            throw new IllegalArgumentException(kind.key() + " must be a finite number above 0, got " + limit + ".");
        }
    }

    /** The other one, which must not be of another kind if there is one here. */
    Clipping or(Clipping other) {
        if (kind != Kind.NONE && other.kind != kind) {
            throw new IllegalArgumentException("only one of clipvalue, clipnorm and global_clipnorm can be set, got "
                    + kind.key() + " " + limit + " and " + other.kind.key() + " " + other.limit + ".");
        }
        return other;
    }
}
