package dev.vectron.datasets.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on this machine that serves one file per path and can misbehave in the ways real ones do. */
public final class TestServer implements AutoCloseable {
    /** How a path answers. */
    public enum Manner {
        GOOD, NO_RANGE, NO_VALIDATOR, NOT_FOUND, LOG_IN_PAGE, WRONG_RANGE, UNSATISFIABLE, CUT_OFF_ONCE, CUT_OFF_ALWAYS,
                STALLS, SLOW
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String tag = "\"one\"";

    public TestServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** Serves a file. */
    public URI serve(String path, byte[] content, Manner manner) {
        boolean[] cut = {false};
        server.createContext(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(path + (range == null ? "" : " " + range));
            try (exchange) {
                answer(exchange, content, manner, cut);
            }
        });
        return uri(path);
    }

    public URI uri(String path) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path);
    }

    /** Every request so far: its path and its range if it had one. */
    public List<String> requests() {
        return requests;
    }

    /** From now on files have another ETag. */
    public void change(String newTag) {
        tag = newTag;
    }

    private void answer(HttpExchange exchange, byte[] content, Manner manner, boolean[] cut) throws IOException {
        if (manner == Manner.NOT_FOUND) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        byte[] body = manner == Manner.LOG_IN_PAGE ? "<html>please log in</html>".getBytes() : content;
        if (manner != Manner.NO_VALIDATOR) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        int from = rangeStart(exchange, manner);
        if (from > 0 && manner == Manner.UNSATISFIABLE) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            int said = manner == Manner.WRONG_RANGE ? from + 1 : from;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + said + "-" + (body.length - 1) + "/" + body.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length - from);
        boolean first = !cut[0];
        cut[0] = true;
        send(exchange.getResponseBody(), body, from, manner, first);
    }

    private int rangeStart(HttpExchange exchange, Manner manner) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        boolean changed = condition != null && !condition.equals(tag);
        return range == null || changed
                || manner == Manner.NO_RANGE ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    }

    /** Sends all bytes, or half of what is asked for and then nothing. */
    private static void send(OutputStream out, byte[] body, int from, Manner manner, boolean first) throws IOException {
        boolean half = switch (manner) {
            case CUT_OFF_ALWAYS, STALLS -> true;
            case CUT_OFF_ONCE, NO_RANGE, NO_VALIDATOR, WRONG_RANGE, UNSATISFIABLE -> first;
            default -> false;
        };
        int n = half ? (body.length - from) / 2 : body.length - from;
        int step = manner == Manner.SLOW ? Math.max(1, n / 20) : n;
        for (int at = 0; at < n; at += step) {
            out.write(body, from + at, Math.min(step, n - at));
            out.flush();
            if (manner == Manner.SLOW) {
                sleep(30);
            }
        }
        if (manner == Manner.STALLS) {
            sleep(10_000);
        }
        if (half) {
            throw new IOException("planted: cut off");
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
