package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An Edge MCP that only its own machine can reach and that asks nobody for a key. */
class AnonymousIT {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.start("anonymous", Map.of("EDGE_MCP_HOST", "127.0.0.1", "EDGE_MCP_ANONYMOUS_TENANT", "acme"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void servesWhoeverPresentsNothing() {
        assertThat(stack.edge().send(request()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Authorization, Bearer usr_nobody",
        "401, X-API-Key, usr_nobody",
        "401, X-Forwarded-For, 203.0.113.7",
        "403, Origin, https://evil.example.com"
    })
    void servesNobodyWithABadKeyOrFromElsewhere(int status, String header, String value) {
        assertThat(stack.edge().send(request().header(header, value)).status()).isEqualTo(status);
    }

    @Test
    void listensOnTheLoopbackInterfaceAlone() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        Assumptions.assumeFalse(others.isEmpty(), "the machine has no other address");

        for (InetAddress address : others) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(
                                new InetSocketAddress(address, stack.edge().port()), 5_000))
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(stack.edge().uri("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(PING));
    }
}
