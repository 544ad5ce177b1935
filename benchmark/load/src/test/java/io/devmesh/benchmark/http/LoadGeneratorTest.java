package io.devmesh.benchmark.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private static final byte[] BODY = "ping".getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger served = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/echo", this::echo);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void countsEveryAnswerOnce() {
        byte[] request = request().bytes();

        LoadResult result = load(() -> request, SingleCall.send(request()).expected());

        assertThat(result.answers()).isPositive().isEqualTo(served.get() - 1);
        assertThat(result.waits().getMaxValue()).isPositive();
    }

    @Test
    void failsWhereAnAnswerIsNotAsExpected() {
        byte[] request = request().bytes();

        assertThatIllegalStateException()
                .isThrownBy(() -> load(() -> request, new Expected(200, BODY.length + 1)))
                .withMessageContaining("200 with 4 bytes");
    }

    private LoadResult load(RequestSource requests, Expected expected) {
        return new LoadGenerator(server.getAddress().getPort(), 2).run(Duration.ofMillis(50), () -> requests, expected);
    }

    private HttpPost request() {
        return HttpPost.post(server.getAddress().getPort(), "/echo", Map.of("X-Test", "1"), BODY);
    }

    private void echo(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            served.incrementAndGet();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
