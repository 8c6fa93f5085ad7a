package dev.vectron.datasets.fetch;

/** Why one attempt with one mirror failed. */
final class MirrorFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What may be tried next. */
    enum Kind {
        /** Another mirror. */
        GIVE_UP,
        /** The same mirror, going on where it stopped. */
        CUT_OFF,
        /** The same mirror, from the beginning. */
        START_AGAIN,
        /** Another mirror; this one sent a whole file that is not the published one. */
        WRONG_SUM
    }

    private final Kind kind;

    MirrorFailure(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
