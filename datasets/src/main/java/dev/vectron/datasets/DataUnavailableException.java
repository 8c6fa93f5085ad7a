package dev.vectron.datasets;

import dev.vectron.data.DataException;

/**
 * A published data set that is in no local folder and cannot be downloaded. The message is one line; the cause is the
 * {@link dev.vectron.datasets.fetch.DownloadException}, with a line for each address. A file that is there but broken
 * is no such case: that is a plain {@link DataException}.
 */
public final class DataUnavailableException extends DataException {
    private static final long serialVersionUID = 1L;

    DataUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
