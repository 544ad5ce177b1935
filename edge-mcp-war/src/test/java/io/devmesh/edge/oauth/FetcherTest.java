package io.devmesh.edge.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetcherTest {
    private final Fetcher fetcher = new Fetcher();
    private final AtomicInteger led = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/keys", "{}");
        answer("/large", "x".repeat(300 << 10));
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("Location", "/trap");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/trap", exchange -> {
            led.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/silent", exchange -> {
            try {
                over.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void fetchesADocument() throws IOException {
        assertThat(fetcher.fetch(uri("/keys"))).isEqualTo("{}");
    }

    @Test
    void isLedNowhereElse() {
        assertThatThrownBy(() -> fetcher.fetch(uri("/elsewhere"))).isInstanceOf(IOException.class);
        assertThat(led).hasValue(0);
    }

    @Test
    void takesNeitherTooMuchNorTooLong() {
        assertThatThrownBy(() -> fetcher.fetch(uri("/large"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> fetcher.fetch(uri("/silent"))).isInstanceOf(IOException.class);
    }

    private void answer(String path, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
