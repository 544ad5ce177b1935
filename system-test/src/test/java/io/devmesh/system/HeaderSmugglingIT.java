package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.system.RawConnection.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two readers would understand in two ways, on raw connections. */
@ExtendWith(SharedStack.class)
class HeaderSmugglingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HEADER_MISMATCH = -32020;
    private static final String BODY = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":"
            + "\"event_stats\",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
    private static final String VERSION = "MCP-Protocol-Version: 2026-07-28";
    private static final String METHOD = "Mcp-Method: tools/call";
    private static final String NAME = "Mcp-Name: event_stats";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    /** Where it is read as a request of its own, its answer is a 404. */
    private static final String HIDDEN = "GET /hidden HTTP/1.1\nHost: localhost\n\n";

    private final EdgeClient edge;

    HeaderSmugglingIT(Stack stack) {
        this.edge = stack.edge();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                VERSION + '\n' + METHOD + '\n' + NAME,
                "mcp-protocol-version: 2026-07-28\nMCP-METHOD: tools/call\nmcp-name: event_stats",
                VERSION + '\n' + METHOD + '\n' + NAME + '\n' + NAME,
                VERSION + '\n' + METHOD + "\nMcp-Name: \t event_stats \t",
                VERSION + '\n' + METHOD + "\nMcp-Name: =?base64?ZXZlbnRfc3RhdHM=?="
            })
    void areServedWhereHeadersSayWhatTheBodySays(String headers) {
        Answer answer = call(headers);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                METHOD + '\n' + NAME, // no version
                VERSION + '\n' + NAME, // no method
                VERSION + '\n' + METHOD, // no name
                VERSION + '\n' + METHOD + "\nMcp-Name:",
                VERSION + '\n' + METHOD + "\nMcp-Name: event_list",
                VERSION + '\n' + METHOD + "\nMcp-Name: EVENT_STATS",
                VERSION + '\n' + METHOD + "\nMcp-Name: event_stats, event_stats",
                VERSION + '\n' + METHOD + "\nMcp-Name: event _stats",
                VERSION + '\n' + METHOD + "\nMcp-Name: event_stats\u00a0",
                VERSION + '\n' + METHOD + "\nMcp-Name: \"event_stats\"",
                VERSION + '\n' + METHOD + '\n' + NAME + "\nMcp-Name: event_list",
                VERSION + '\n' + METHOD + "\nMcp-Name: event_list\n" + NAME,
                VERSION + '\n' + METHOD + '\n' + NAME + "\nMcp-Name:",
                VERSION + '\n' + METHOD + "\nMcp-Name: =?base64?ZXZlbnRfbGlzdA==?=", // event_list
                VERSION + '\n' + METHOD + "\nMcp-Name: =?base64?ZXZlbnRfc3RhdHM?=", // not padded
                VERSION + '\n' + METHOD + "\nMcp-Name: =?BASE64?ZXZlbnRfc3RhdHM=?=",
                VERSION + '\n' + METHOD + "\nMcp-Name: =?base64?PT9iYXNlNjQ/WlhabGJuUmZjM1JoZEhNPT89?=", // twice
                VERSION + '\n' + METHOD + "\nMcp-Name: =?base64?!?=",
                VERSION + "\nMcp-Method: Tools/Call\n" + NAME,
                VERSION + "\nMcp-Method: tools/list\n" + NAME,
                VERSION + '\n' + METHOD + "\nMcp-Method: tools/list\n" + NAME,
                "MCP-Protocol-Version: 2025-11-25\n" + METHOD + '\n' + NAME,
                VERSION + "\nMCP-Protocol-Version: 2025-11-25\n" + METHOD + '\n' + NAME,
                "MCP-Protocol-Version: 2025-11-25\n" + VERSION + '\n' + METHOD + '\n' + NAME
            })
    void areRefusedWhereAHeaderSaysAnotherThingThanTheBody(String headers) {
        Answer answer = call(headers);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(Json.mapper()
                        .readTree(answer.body())
                        .path("error")
                        .path("code")
                        .intValue())
                .isEqualTo(HEADER_MISMATCH);
    }

    /** Whoever checks one of two keys must not let in who has the other. */
    @ParameterizedTest
    @ValueSource(strings = {"Authorization: Bearer ", "X-API-Key: "})
    void openNothingForTwoKeysOfWhichOneIsGood(String header) {
        String good = header + edge.apiKey();
        String bad = header + ApiKey.generate("usr").reveal();

        for (String both : new String[] {good + '\n' + bad, bad + '\n' + good}) {
            assertThat(post(both, PING).status()).isEqualTo(401);
        }
        assertThat(post(good, PING).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost\nHost: evil.example.com",
                "Host: evil.example.com\nHost: localhost",
                "X: y", // none
                "Host:",
                "Host: localhost, evil.example.com",
                "Host: localhost@evil.example.com",
                "Host: localhost.",
                "Host: [::1].evil.example.com",
                "Host: 127.0.0.1.evil.example.com",
                "Host: 0.0.0.0",
                "Host: [::ffff:127.0.0.1]",
                "Host: 2130706433"
            })
    void areRefusedWhereTheHostIsNotOnlyOurs(String host) {
        String request = "POST /mcp HTTP/1.1\n" + host + "\nX-API-Key: " + edge.apiKey() + "\n"
                + "Content-Type: application/json\nAccept: application/json, text/event-stream\nContent-Length: "
                + PING.length() + "\n\n" + PING;

        assertThat(ask(request).status()).isIn(400, 403);
    }

    /** One of the lengths ends the request before what is hidden, another one behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0\nContent-Length: %d",
                "Content-Length: %d\nContent-Length: 0",
                "Content-Length: 0, %d",
                "Content-Length: +%d",
                "Content-Length: -1",
                "Content-Length: 0x0",
                "Content-Length : %d",
                "Content-Length: %d\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\nContent-Length: %d",
                "Transfer-Encoding: chunked\nTransfer-Encoding: identity\nContent-Length: %d",
                "Transfer-Encoding: xchunked\nContent-Length: %d",
                "Transfer-Encoding : chunked\nContent-Length: %d",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked"
            })
    void areRefusedWithTheirConnectionWhereTheirEndIsUnclear(String lengths) {
        String body = "0\n\n" + HIDDEN;
        int length = body.replace("\n", "\r\n").length();
        try (RawConnection connection = RawConnection.open(edge.port(), PATIENCE)) {
            connection.send(head(lengths.formatted(length), edge.apiKey()) + "\n" + body);

            Answer answer = connection.answer();

            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5;\nhello\r\n0\r\n\r\n", // LF alone
                "-5\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                "5\r\nhelloo\r\n0\r\n\r\n"
            })
    void areRefusedWithTheirConnectionWhereAChunkIsNone(String chunks) {
        try (RawConnection connection = RawConnection.open(edge.port(), PATIENCE)) {
            connection.send(head("Transfer-Encoding: chunked", edge.apiKey()) + "\n");
            connection.sendExactly(chunks);

            assertThat(connection.answer().status()).isEqualTo(400);
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void leaveNothingBehindForTheNextOfTheConnection() {
        try (RawConnection connection = RawConnection.open(edge.port(), PATIENCE)) {
            String unread = "x".repeat(2_000);
            connection.send(head("Content-Length: " + unread.length(), "usr_nobody") + "\n" + unread);
            assertThat(connection.answer().status()).isEqualTo(401);

            connection.send(head("Content-Length: " + PING.length(), edge.apiKey()) + "\n" + PING);
            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    private Answer call(String headers) {
        return post("X-API-Key: " + edge.apiKey() + '\n' + headers, BODY);
    }

    private Answer post(String headers, String body) {
        return ask("POST /mcp HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
                + "Accept: application/json, text/event-stream\n" + headers + "\nContent-Length: " + body.length()
                + "\n\n" + body);
    }

    private static String head(String lengths, String key) {
        return "POST /mcp HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
                + "Accept: application/json, text/event-stream\nX-API-Key: " + key + "\n" + lengths + "\n";
    }

    private Answer ask(String request) {
        return RawConnection.ask(edge.port(), PATIENCE, request);
    }
}
