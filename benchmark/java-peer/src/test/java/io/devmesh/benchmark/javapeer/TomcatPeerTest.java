package io.devmesh.benchmark.javapeer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomcatPeerTest {
    private static final String CALL = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
            + "\"params\":{\"name\":\"echo\",\"arguments\":{\"text\":%s}}}";

    private final TomcatPeer peer = new TomcatPeer(0);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        peer.start();
    }

    @AfterEach
    void stop() {
        peer.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {TomcatPeer.STATELESS, TomcatPeer.DEFAULTS})
    void echoesWithoutASession(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(path, CALL.formatted("\"hi\""), "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"structuredContent\":{\"text\":\"hi\"}", "\"text\":\"{\\\"text\\\":\\\"hi\\\"}\"");
    }

    @Test
    void validatesArguments() throws IOException, InterruptedException {
        assertThat(post(TomcatPeer.STATELESS, CALL.formatted("7"), "").body()).contains("\"isError\":true");
    }

    @Test
    void echoesInASessionByEvents() throws IOException, InterruptedException {
        HttpResponse<String> begun = post(
                TomcatPeer.STREAMABLE,
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                        + "\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}",
                "");
        String session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow();

        HttpResponse<String> answer = post(TomcatPeer.STREAMABLE, CALL.formatted("\"hi\""), session);

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(answer.body()).contains("\"structuredContent\":{\"text\":\"hi\"}");
    }

    private HttpResponse<String> post(String path, String body, String session)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peer.port() + path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
