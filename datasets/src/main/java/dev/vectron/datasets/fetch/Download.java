package dev.vectron.datasets.fetch;

import dev.vectron.datasets.io.UnpackedInput;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings a file from the first of several mirrors that has it, checked, into its place.
 *
 * <p>The bytes go to {@code NAME.part} beside the target; only a whole file with the right sum is moved to the target,
 * in one step. An interrupted download goes on where it stopped (HTTP Range with If-Range), in the same run or a later
 * one, or begins again if the server cannot. If another thread or process is at work in the folder, this one waits and
 * finds the file.
 *
 * <p>Options are withers that return a copy. Connections time out after 5 s, and a mirror that sends nothing for 30 s
 * is given up. Proxies are those of the Java system properties ({@code https.proxyHost} …).
 *
 * <p>A file that no mirror has is a {@link DownloadException}. Immutable and thread-safe.
 *
 * {@snippet :
 * Path file = Download.of(Path.of("cache/a.gz"), Checksum.ofUncompressed(sum),
 *         URI.create("https://example.org/a.gz")).fetch();
 * }
 */
public final class Download {
    /** How often one mirror may be cut off in a row before the next one is tried. */
    private static final int ATTEMPTS = 5;

    /** What a transfer may take. */
    record Limits(Duration connectTimeout, Duration stallTimeout, long maxBytes) {}

    private final Path target;
    private final Checksum checksum;
    private final List<URI> mirrors;
    private final Limits limits;
    private final DownloadListener listener;

    private Download(Path target, Checksum checksum, List<URI> mirrors, Limits limits, DownloadListener listener) {
        this.target = target;
        this.checksum = checksum;
        this.mirrors = mirrors;
        this.limits = limits;
        this.listener = listener;
    }

    /**
     * A download that has not begun.
     *
     * @param target where the file shall lie
     * @param checksum the sum it must have
     * @param mirrors the addresses, the best first
     * @return the download; call {@link #fetch}
     */
    public static Download of(Path target, Checksum checksum, URI... mirrors) {
        if (mirrors.length == 0) {
            throw new IllegalArgumentException("Download: expects at least one address for " + target + ".");
        }
        return new Download(target, checksum, List.of(mirrors),
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), 1L << 30), DownloadListener.SILENT);
    }

    /**
     * How long to wait for a connection.
     *
     * @param timeout the time, 5 s by default
     * @return a changed copy
     */
    public Download connectTimeout(Duration timeout) {
        return new Download(target, checksum, mirrors, new Limits(timeout, limits.stallTimeout, limits.maxBytes),
                listener);
    }

    /**
     * How long a mirror may send nothing.
     *
     * @param timeout the time, 30 s by default
     * @return a changed copy
     */
    public Download stallTimeout(Duration timeout) {
        return new Download(target, checksum, mirrors, new Limits(limits.connectTimeout, timeout, limits.maxBytes),
                listener);
    }

    /**
     * How large the file may be at most; a mirror that sends more is given up.
     *
     * @param bytes the size, 1 GiB by default
     * @return a changed copy
     */
    public Download maxBytes(long bytes) {
        return new Download(target, checksum, mirrors, new Limits(limits.connectTimeout, limits.stallTimeout, bytes),
                listener);
    }

    /**
     * Who is told how it goes.
     *
     * @param to the listener
     * @return a changed copy
     */
    public Download listener(DownloadListener to) {
        return new Download(target, checksum, mirrors, limits, to);
    }

    /**
     * Brings the file, unless it is there already: a file in the target's place is taken as it is.
     *
     * @return the target
     * @throws DownloadException if every mirror failed (a line for each), if the folder cannot be written to, or if
     *     this thread is interrupted (its flag is set again)
     */
    public Path fetch() {
        if (Files.exists(target)) {
            return target;
        }
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "the target is a root");
        try (FolderLock _ = FolderLock.of(folder, listener)) {
            if (!Files.exists(target)) {
                fromMirrors();
            }
            return target;
        } catch (IOException e) {
            throw new DownloadException(target + ": cannot be written: " + reason(e) + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DownloadException(target + ": the download was interrupted; it will go on where it stopped.", e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
    }

    private void fromMirrors() throws IOException, InterruptedException {
        PartFile part = new PartFile(target);
        List<String> reasons = new ArrayList<>();
        boolean wrongSum = false;
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(limits.connectTimeout).build();
        try {
            for (URI mirror : inOrder(part)) {
                MirrorFailure failure = fromMirror(client, mirror, part);
                if (failure == null) {
                    return;
                }
                wrongSum |= failure.kind() == MirrorFailure.Kind.WRONG_SUM;
                reasons.add(mirror + ": " + failure.reason());
                listener.failed(mirror, failure.reason());
            }
        } finally {
            client.shutdownNow();
        }
        throw new DownloadException(target.getFileName() + ": could not be downloaded from any of " + reasons.size()
                + (reasons.size() == 1 ? " address:" : " addresses:"), reasons, wrongSum);
    }

    /** A mirror of which a part is there already comes first. */
    private List<URI> inOrder(PartFile part) throws IOException {
        List<URI> order = new ArrayList<>(mirrors);
        for (URI mirror : mirrors) {
            if (part.resumableFrom(mirror) > 0) {
                order.remove(mirror);
                order.addFirst(mirror);
                break;
            }
        }
        return order;
    }

    /** {@return null if the file is in its place, or why this mirror failed in the end} */
    private @Nullable MirrorFailure fromMirror(HttpClient client, URI mirror, PartFile part)
            throws IOException, InterruptedException {
        MirrorFailure last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean resumed = part.resumableFrom(mirror) > 0;
            try {
                new Transfer(client, mirror, part, limits, listener).run();
                check(part, resumed);
                part.moveIntoPlace();
                return null;
            } catch (MirrorFailure e) {
                last = e;
                switch (e.kind()) {
                    case CUT_OFF -> {
                        // What is there stays, and the next attempt goes on from it.
                    }
                    case START_AGAIN -> part.delete();
                    case WRONG_SUM -> {
                        part.delete();
                        return e;
                    }
                    case GIVE_UP -> {
                        return e;
                    }
                }
            }
        }
        return last;
    }

    /**
     * Checks the sum. A wrong one after a resumption may be the seam's fault, so then the mirror gets another chance.
     */
    private void check(PartFile part, boolean resumed) throws MirrorFailure, IOException {
        if (target.toString().endsWith(".gz") && !UnpackedInput.isGzip(part.path())) {
            part.delete();
            throw new MirrorFailure(MirrorFailure.Kind.GIVE_UP, "sent something that is no gzip file (a log-in page?)");
        }
        String wrong;
        try {
            String sum = checksum.of(part.path());
            wrong = "has SHA-256 " + sum;
        } catch (IOException e) {
            wrong = "is broken: " + e.getMessage();
        }
        if (!wrong.equalsIgnoreCase("has SHA-256 " + checksum.sha256())) {
            String reason = "sent a file that " + wrong + ", expected SHA-256 " + checksum.sha256();
            throw new MirrorFailure(resumed ? MirrorFailure.Kind.START_AGAIN : MirrorFailure.Kind.WRONG_SUM, reason);
        }
    }
}
