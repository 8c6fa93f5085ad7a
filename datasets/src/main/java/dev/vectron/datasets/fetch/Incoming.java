package dev.vectron.datasets.fetch;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes the bytes of an answer to a file as they come, and counts them for the thread that waits. */
final class Incoming implements HttpResponse.BodySubscriber<Void> {
    /** Opens the file for an answer, or gives null if its bytes are of no use. */
    interface Opener {
        @Nullable FileChannel open() throws IOException;
    }

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final long maxBytes;

    private volatile long bytes;
    private volatile long total = -1;
    private volatile boolean tooMuch;
    private volatile @Nullable IOException diskFailure;
    private volatile boolean accepted;
    private volatile long start;
    private boolean closed;
    private @Nullable FileChannel channel;
    private Flow.@Nullable Subscription subscription;

    Incoming(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes the body of an answer; one that is of no use is thrown away unread. */
    synchronized HttpResponse.BodySubscriber<Void> accept(Opener opener) {
        try {
            channel = closed ? null : opener.open();
        } catch (IOException e) {
            diskFailure = e;
        }
        accepted = channel != null;
        return accepted ? this : HttpResponse.BodySubscribers.discarding();
    }

    /** {@return whether the answer's body was of use} */
    boolean accepted() {
        return accepted;
    }

    void expect(long from, long to) {
        start = from;
        bytes = from;
        total = to;
    }

    /** {@return how many bytes of the file are there, with those of earlier attempts} */
    long bytes() {
        return bytes;
    }

    /** {@return how many bytes the file has; −1 if unknown} */
    long total() {
        return total;
    }

    /** {@return how many bytes this answer brought} */
    long received() {
        return bytes - start;
    }

    boolean tooMuch() {
        return tooMuch;
    }

    void throwDiskFailure() throws IOException {
        if (diskFailure != null) {
            throw diskFailure;
        }
    }

    @Override
    public CompletionStage<Void> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription s) {
        subscription = s;
        s.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> items) {
        if (closed || channel == null) {
            return;
        }
        try {
            for (ByteBuffer item : items) {
                long n = item.remaining();
                if (bytes + n > maxBytes) {
                    tooMuch = true;
                    stop(new IOException("too many bytes"));
                    return;
                }
                while (item.hasRemaining()) {
                    channel.write(item);
                }
                bytes = bytes + n;
            }
        } catch (IOException e) {
            diskFailure = e;
            stop(e);
        }
    }

    private void stop(IOException why) {
        if (subscription != null) {
            subscription.cancel();
        }
        done.completeExceptionally(why);
    }

    @Override
    public void onError(Throwable throwable) {
        done.completeExceptionally(throwable);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }

    synchronized void close() throws IOException {
        closed = true;
        if (channel != null) {
            channel.close();
        }
    }
}
