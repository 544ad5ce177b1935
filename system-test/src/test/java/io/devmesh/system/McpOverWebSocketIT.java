package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedStack.class)
class McpOverWebSocketIT {
    private final EdgeClient edge;
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    McpOverWebSocketIT(Stack stack) {
        this.edge = stack.edge();
    }

    @Test
    void carriesTheSameMessagesAsHttp() throws InterruptedException {
        WebSocket socket = connect(edge.apiKey());

        assertThat(socket.getSubprotocol()).isEqualTo("mcp");
        assertThat(ask(
                                socket,
                                "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25'}}")
                        .path("result")
                        .path("protocolVersion")
                        .stringValue())
                .isEqualTo("2025-11-25");
        socket.sendText("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", true)
                .join();
        assertThat(ask(socket, "{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'event_stats'}}")
                        .path("id")
                        .intValue())
                .isEqualTo(2);
        assertThat(ask(socket, "{").path("error").path("code").intValue()).isEqualTo(-32700);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Test
    void answers401BeforeTheUpgradeToWhoeverItDoesNotKnow() {
        assertThatThrownBy(() -> connect("usr_nobody"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void asksForAnUpgradeWhereThereIsNone() {
        assertThat(edge.get("/ws").status()).isEqualTo(426);
    }

    private WebSocket connect(String key) {
        return http.newWebSocketBuilder()
                .subprotocols("mcp")
                .header("X-API-Key", key)
                .buildAsync(URI.create("ws://127.0.0.1:" + edge.port() + "/ws"), new Collector())
                .join();
    }

    private JsonNode ask(WebSocket socket, String message) throws InterruptedException {
        socket.sendText(message.replace('\'', '"'), true).join();
        return Json.mapper().readTree(received.poll(10, TimeUnit.SECONDS));
    }

    private final class Collector implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
