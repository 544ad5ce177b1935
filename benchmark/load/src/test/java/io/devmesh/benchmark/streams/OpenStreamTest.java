package io.devmesh.benchmark.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.toolcall.McpEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenStreamTest {
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isOpenUntilTheServerClosesIt() throws IOException, StreamsRefusedException {
        server.createContext("/mcp", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });

        try (OpenStream stream = OpenStream.open(listen())) {
            assertThat(stream.isOpen()).isTrue();
            server.stop(0);
            assertThat(stream.isOpen()).isFalse();
        }
    }

    @Test
    void isRefusedWithTheServersWords() {
        server.createContext("/mcp", exchange -> {
            exchange.sendResponseHeaders(405, -1);
            exchange.close();
        });

        assertThatThrownBy(() -> OpenStream.open(listen()))
                .isInstanceOf(StreamsRefusedException.class)
                .hasMessage("answered 405 Method Not Allowed");
    }

    @Test
    void sessionsAreBegunForEachStreamAndEndedAfterwards() {
        server.createContext("/mcp", exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Mcp-Session-Id"));
            exchange.getResponseHeaders().set("Mcp-Session-Id", "s-" + asked.size());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        SessionStreams streams = new SessionStreams(endpoint());

        HttpPost get = streams.next();
        streams.end();

        assertThat(get.method()).isEqualTo("GET");
        assertThat(get.headers()).containsEntry("Mcp-Session-Id", "s-1");
        assertThat(asked).containsExactly("POST null", "POST s-1", "DELETE s-1");
    }

    private HttpPost listen() {
        return new ListenStreams(endpoint()).next();
    }

    private McpEndpoint endpoint() {
        return new McpEndpoint(server.getAddress().getPort(), "/mcp", Optional.of("k"));
    }
}
