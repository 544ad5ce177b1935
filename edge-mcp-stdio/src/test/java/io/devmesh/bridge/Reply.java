package io.devmesh.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The answer to one request of HTTP. JSON is written with single quotes. */
final class Reply {
    private final HttpExchange exchange;
    private boolean streaming;

    Reply(HttpExchange exchange) {
        this.exchange = exchange;
    }

    Reply header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
        return this;
    }

    void empty(int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    void json(int status, String json) throws IOException {
        body(status, "application/json", quoted(json));
    }

    void body(int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        header("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** A result for the request with that id. */
    void result(Object id, String result) throws IOException {
        json(200, message(id, result));
    }

    static String message(Object id, String result) {
        return "{'jsonrpc':'2.0','id':" + id + ",'result':" + result + "}";
    }

    /** Lines of a stream, the first of which opens it. */
    Reply stream(String... lines) throws IOException {
        if (!streaming) {
            header("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            streaming = true;
        }
        for (String line : lines) {
            exchange.getResponseBody().write((quoted(line) + "\n").getBytes(UTF_8));
        }
        exchange.getResponseBody().flush();
        return this;
    }

    /** An event with this id and message. */
    Reply event(String id, String message) throws IOException {
        return stream("id: " + id, "data: " + message, "");
    }

    /** The stream's orderly end; without it the connection breaks. */
    void end() throws IOException {
        exchange.getResponseBody().close();
    }

    /** Keeps the stream open with comments; returns when the client has closed it. */
    void untilClosed() {
        try {
            while (true) {
                stream(": still here");
                pause();
            }
        } catch (IOException closed) {
            // What was waited for.
        }
    }

    /** Says nothing until {@code latch} is down, or for 10 seconds. */
    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody let the server go on");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() throws IOException {
        java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("the server stops");
        }
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
