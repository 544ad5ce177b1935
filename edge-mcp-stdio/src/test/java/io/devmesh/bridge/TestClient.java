package io.devmesh.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A client on stdio with the bridge behind it, in a thread. JSON is written with single quotes. */
final class TestClient implements AutoCloseable {
    static final String KEY = "usr_secret";

    private final PipedOutputStream in = new PipedOutputStream();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Thread thread;

    TestClient(String url) {
        this(url, Duration.ofSeconds(20));
    }

    TestClient(String url, Duration timeout) {
        try {
            Streams streams = new Streams(
                    new PipedInputStream(in, 1 << 16), new LineCollector(), new PrintStream(err, true, UTF_8));
            Bridge bridge =
                    new Bridge(Endpoint.of(url, false), ApiKey.from(Map.of(ApiKey.VARIABLE, KEY)), streams, timeout);
            thread = Thread.ofPlatform().start(bridge::run);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Each message on a line of its own. */
    TestClient send(String... messages) {
        try {
            for (String message : messages) {
                in.write((message.replace('\'', '"') + "\n").getBytes(UTF_8));
            }
            in.flush();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The handshake of the older era, with the server's side of it as {@link FakeServer} plays it. */
    TestClient handshake() {
        send("{'jsonrpc':'2.0','id':'init','method':'initialize','params':{'protocolVersion':'2025-11-25'}}");
        assertThat(message().path("id").asString("")).isEqualTo("init");
        return send("{'jsonrpc':'2.0','method':'notifications/initialized'}");
    }

    /** The next line. */
    String line() {
        try {
            String line = lines.poll(10, TimeUnit.SECONDS);
            assertThat(line).as("a line; on standard error: %s", err()).isNotNull();
            return line;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError(ended);
        }
    }

    JsonNode message() {
        return Json.mapper().readTree(line());
    }

    /** The text of the next line's error. */
    String error() {
        JsonNode message = message();
        assertThat(message.path("error").isObject())
                .as("%s is an error", message)
                .isTrue();
        return message.path("error").path("message").stringValue();
    }

    /** Whether all lines have been looked at. */
    boolean hasNoMore() {
        return lines.isEmpty();
    }

    /** Closes standard input. */
    void endInput() {
        try {
            in.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Closes standard input; returns when the bridge has ended. */
    TestClient end() {
        endInput();
        try {
            assertThat(thread.join(Duration.ofSeconds(10)))
                    .as("the bridge ends")
                    .isTrue();
            return this;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError(ended);
        }
    }

    String err() {
        return err.toString(UTF_8);
    }

    @Override
    public void close() {
        end();
        assertThat(err()).doesNotContain(KEY);
    }

    private final class LineCollector extends OutputStream {
        private final ByteArrayOutputStream current = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            if (value == '\n') {
                lines.add(current.toString(UTF_8));
                current.reset();
            } else {
                current.write(value);
            }
        }
    }
}
