package dev.vectron.datasets.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request to one mirror: brings what is missing of a file into its {@code .part}. */
final class Transfer {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final long TICK_MILLIS = 100;

    private final HttpClient client;
    private final URI source;
    private final PartFile part;
    private final Download.Limits limits;
    private final DownloadListener listener;

    Transfer(HttpClient client, URI source, PartFile part, Download.Limits limits, DownloadListener listener) {
        this.client = client;
        this.source = source;
        this.part = part;
        this.limits = limits;
        this.listener = listener;
    }

    /**
     * Makes the request and waits until all bytes are there.
     *
     * @throws MirrorFailure if the mirror does not send them
     * @throws IOException if the disk does not take them
     * @throws InterruptedException if this thread is interrupted
     */
    void run() throws MirrorFailure, IOException, InterruptedException {
        long resumed = part.resumableFrom(source);
        HttpRequest.Builder request = HttpRequest.newBuilder(source).GET();
        String validator = part.validator(source);
        if (resumed > 0 && validator != null) {
            request.header("Range", "bytes=" + resumed + "-");
            if (!validator.isEmpty()) {
                request.header("If-Range", validator);
            }
        }
        Incoming incoming = new Incoming(limits.maxBytes());
        CompletableFuture<HttpResponse<Void>> response =
                client.sendAsync(request.build(), info -> incoming.accept(() -> open(info, resumed, incoming)));
        try {
            await(response, incoming);
        } catch (ExecutionException e) {
            throw failure(e.getCause(), incoming);
        } finally {
            response.cancel(true);
            incoming.close();
        }
        incoming.throwDiskFailure();
        expectSuccess(response.join().statusCode(), incoming);
        listener.progress(source, incoming.bytes(), incoming.total());
        if (incoming.total() >= 0 && incoming.bytes() != incoming.total()) {
            throw cutOff("cut off", incoming);
        }
    }

    private static void expectSuccess(int status, Incoming incoming) throws MirrorFailure {
        if (status == RANGE_NOT_SATISFIABLE || (status == PARTIAL && !incoming.accepted())) {
            throw new MirrorFailure(MirrorFailure.Kind.START_AGAIN,
                    "HTTP " + status + " is no answer to the range asked for");
        }
        if (!incoming.accepted()) {
            throw giveUp("HTTP " + status);
        }
    }

    /** Opens the file where the answer's bytes belong; called when the head of the answer is there. */
    private @Nullable FileChannel open(HttpResponse.ResponseInfo info, long resumed, Incoming incoming)
            throws IOException {
        long length = info.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (info.statusCode() == PARTIAL) {
            if (resumed == 0
                    || !info.headers().firstValue("Content-Range").orElse("").startsWith("bytes " + resumed + "-")) {
                return null;
            }
            incoming.expect(resumed, length < 0 ? -1 : resumed + length);
            return part.append();
        }
        if (info.statusCode() == OK) {
            incoming.expect(0, length);
            return part.begin(source, validator(info));
        }
        return null;
    }

    /**
     * A strong ETag, or the date: what If-Range accepts; empty if there is neither (the sum will tell whether the parts
     * fit).
     */
    private static String validator(HttpResponse.ResponseInfo info) {
        Optional<String> tag = info.headers().firstValue("ETag").filter(t -> !t.startsWith("W/"));
        return tag.or(() -> info.headers().firstValue("Last-Modified")).orElse("");
    }

    private void await(CompletableFuture<?> response, Incoming incoming)
            throws MirrorFailure, InterruptedException, ExecutionException {
        long seen = -1;
        long since = System.nanoTime();
        while (true) {
            try {
                response.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                long bytes = incoming.bytes();
                if (bytes != seen) {
                    seen = bytes;
                    since = System.nanoTime();
                    if (bytes > 0) {
                        listener.progress(source, bytes, incoming.total());
                    }
                } else if (System.nanoTime() - since > limits.stallTimeout().toNanos()) {
                    throw cutOff("no byte came for " + seconds(limits.stallTimeout()), incoming);
                }
            }
        }
    }

    private MirrorFailure failure(@Nullable Throwable thrown, Incoming incoming) throws IOException {
        incoming.throwDiskFailure();
        Throwable cause = thrown;
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            switch (t) {
                case HttpConnectTimeoutException _ -> {
                    return giveUp("no connection within " + seconds(limits.connectTimeout()));
                }
                case UnknownHostException _ -> {
                    return giveUp("unknown host");
                }
                case UnresolvedAddressException _ -> {
                    return giveUp("unknown host");
                }
                default -> cause = t;
            }
        }
        if (thrown instanceof ConnectException) {
            return giveUp(thrown.getMessage() == null ? "connection refused" : oneLine(thrown));
        }
        if (incoming.tooMuch()) {
            return giveUp("sends more than " + limits.maxBytes() + " bytes");
        }
        return cutOff(cause == null ? "cut off" : oneLine(cause), incoming);
    }

    private static MirrorFailure giveUp(String reason) {
        return new MirrorFailure(MirrorFailure.Kind.GIVE_UP, reason);
    }

    private MirrorFailure cutOff(String why, Incoming incoming) {
        boolean progress = incoming.received() > 0;
        String at = " at byte " + incoming.bytes() + (incoming.total() < 0 ? "" : " of " + incoming.total());
        return new MirrorFailure(progress ? MirrorFailure.Kind.CUT_OFF : MirrorFailure.Kind.GIVE_UP, why + at);
    }

    private static String oneLine(Throwable t) {
        String message = t.getMessage();
        if (message == null || message.isBlank()) {
            return t.getClass().getSimpleName();
        }
        return message.startsWith("fixed content-length")
                || message.contains("EOF") ? "cut off" : message.lines().findFirst().orElse("");
    }

    private static String seconds(Duration d) {
        return d.toMillis() % 1000 == 0 ? d.toSeconds() + " s" : d.toMillis() + " ms";
    }
}
