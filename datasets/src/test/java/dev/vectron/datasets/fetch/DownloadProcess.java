package dev.vectron.datasets.fetch;

import java.net.URI;
import java.nio.file.Path;

/** A process of its own that downloads one file; started by the tests. */
public final class DownloadProcess {
    private DownloadProcess() {}

    public static void main(String[] args) {
        Download.of(Path.of(args[0]), Checksum.ofUncompressed(args[1]), URI.create(args[2])).fetch();
    }
}
