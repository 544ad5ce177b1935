package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedStack.class)
class McpOverWebSocketIT {
    private final EdgeClient edge;

    McpOverWebSocketIT(Stack stack) {
        this.edge = stack.edge();
    }

    @Test
    void carriesTheSameMessagesAsHttp() {
        try (SocketClient socket = SocketClient.connect(edge)) {
            assertThat(socket.subprotocol()).isEqualTo("mcp");
            assertThat(socket.ask(
                                    "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25'}}")
                            .path("result")
                            .path("protocolVersion")
                            .stringValue())
                    .isEqualTo("2025-11-25");
            socket.send("{'jsonrpc':'2.0','method':'notifications/initialized'}");
            assertThat(socket.ask("{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'event_stats'}}")
                            .path("id")
                            .intValue())
                    .isEqualTo(2);
            assertThat(socket.ask("{").path("error").path("code").intValue()).isEqualTo(-32700);
        }
    }

    @Test
    void answers401BeforeTheUpgradeToWhoeverItDoesNotKnow() {
        EdgeClient nobody = new EdgeClient(edge.port(), "usr_nobody", "", "");

        assertThatThrownBy(() -> SocketClient.connect(nobody))
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
}
