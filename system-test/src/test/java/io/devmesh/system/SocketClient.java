package io.devmesh.system;

import static org.awaitility.Awaitility.await;

import io.devmesh.shared.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** A client on a WebSocket. Messages are in JSON with single quotes. */
final class SocketClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration STEP = Duration.ofMillis(10);

    private final WebSocket socket;
    private final List<JsonNode> messages;

    private SocketClient(WebSocket socket, List<JsonNode> messages) {
        this.socket = socket;
        this.messages = messages;
    }

    static SocketClient connect(EdgeClient edge) {
        List<JsonNode> messages = new CopyOnWriteArrayList<>();
        return new SocketClient(
                HTTP.newWebSocketBuilder()
                        .subprotocols("mcp")
                        .header("X-API-Key", edge.apiKey())
                        .buildAsync(URI.create("ws://127.0.0.1:" + edge.port() + "/ws"), new Collector(messages))
                        .join(),
                messages);
    }

    synchronized void send(String message) {
        socket.sendText(message.replace('\'', '"'), true).join();
    }

    /** What came so far. */
    List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    /** The first that is {@code wanted} of those that follow the first {@code skipped}. */
    JsonNode awaitMessage(int skipped, Predicate<JsonNode> wanted) {
        return await("a message")
                .atMost(EventStream.PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(STEP)
                .until(
                        () -> messages.stream()
                                .skip(skipped)
                                .filter(wanted)
                                .findFirst()
                                .orElse(Json.mapper().missingNode()),
                        message -> !message.isMissingNode());
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Collector implements WebSocket.Listener {
        private final List<JsonNode> messages;
        private final StringBuilder text = new StringBuilder();

        Collector(List<JsonNode> messages) {
            this.messages = messages;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(Json.mapper().readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
