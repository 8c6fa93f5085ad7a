package dev.vectron.datasets.fetch;

import dev.vectron.data.DataException;
import java.util.List;

/** A download that failed from every mirror. The message has one line for the file and one for each mirror. */
public final class DownloadException extends DataException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;
    private final boolean wrongSum;

    DownloadException(String what, List<String> reasons, boolean wrongSum) {
        super(what + "\n  " + String.join("\n  ", reasons));
        this.reasons = List.copyOf(reasons);
        this.wrongSum = wrongSum;
    }

    DownloadException(String what, Throwable cause) {
        super(what, cause);
        this.reasons = List.of();
        this.wrongSum = false;
    }

    /** {@return for each mirror one line with its address and why it failed} */
    public List<String> reasons() {
        return reasons == null ? List.of() : reasons;
    }

    /** {@return true if a mirror did send a whole file, but not the published one} */
    public boolean wrongSum() {
        return wrongSum;
    }
}
