package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.JacksonException;

/** What callers send with ends of lines, escapes and JSON in it makes no line of the log that the service did not write. */
@ExtendWith(SharedStack.class)
class ForgedLogLinesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String canary = "canary-" + UUID.randomUUID();

    /** As a line of ours begins. */
    private final String line = "{\"type\":\"liberty_message\",\"loglevel\":\"AUDIT\",\"message\":\"" + canary + "\"}";

    private final Stack stack;
    private final EdgeClient edge;

    ForgedLogLinesIT(Stack stack) {
        this.stack = stack;
        this.edge = stack.tenant("forgers");
    }

    /** Everything that makes something break into a line. */
    private Stream<String> texts() {
        return Stream.of(
                canary + "\n" + line,
                canary + "\r\n" + line + "\r\n",
                canary + "\r" + line,
                canary + "\u2028" + line + "\u2029\u0085" + line,
                "\u001b[2K\u001b[1A" + canary,
                "\u0000\u0008\u0007" + canary,
                "\"," + line.substring(1) + canary,
                "${jndi:ldap://127.0.0.1/" + canary + "} %n %d{} {0}");
    }

    @Test
    void areNotMadeByMessagesHeadersAndDeliveries() throws IOException {
        texts().forEach(text -> {
            call(text);
            deliver(text);
            operate(text);
        });
        headers();
        assertThat(edge.deliver("issues", "end-" + canary, EdgeClient.issue(7, "opened"))
                        .status())
                .isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() -> edge.structured("event_list", "{}").toString().contains("end-" + canary));

        List<String> lines = logged();
        assertThat(lines).isNotEmpty().allSatisfy(ForgedLogLinesIT::isALineOfOurs);
        assertThat(lines).noneMatch(one -> one.contains("\"message\":\"" + canary));
    }

    /** A terminal shows what the command line prints of names. */
    @Test
    void areNotMadeByNamesOfKeys() {
        OperationsClient operator =
                new OperationsClient(stack.workerPort(), stack.key("forgers", "admin", Grants.of(Scope.ADMIN)));

        texts().forEach(text -> {
            byte[] body = Json.mapper().writeValueAsBytes(Map.of("name", text));
            assertThat(operator.post("/api/v1/admin/keys", new String(body, UTF_8))
                            .status())
                    .as(text)
                    .isIn(text.chars().anyMatch(Character::isISOControl) ? List.of(400) : List.of(201, 400));
        });
    }

    private void call(String text) {
        for (Map<String, Object> params : List.<Map<String, Object>>of(
                Map.of("name", text),
                Map.of("name", "event_list", "arguments", Map.of("source", text, "cursor", text)),
                Map.of("name", "event_get", "arguments", Map.of("id", text)),
                Map.of("name", "event_stats", "_meta", Map.of("traceparent", text, "progressToken", text)))) {
            send(Map.of("jsonrpc", "2.0", "id", text, "method", "tools/call", "params", params));
        }
        send(Map.of("jsonrpc", "2.0", "id", 1, "method", text));
        send(Map.of("jsonrpc", "2.0", "id", 1, "method", "resources/read", "params", Map.of("uri", text)));
        send(Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "initialize",
                "params",
                Map.of(
                        "protocolVersion",
                        text,
                        "capabilities",
                        Map.of(),
                        "clientInfo",
                        Map.of("name", text, "version", text))));
    }

    private void send(Map<String, ?> message) {
        var unused = edge.send(edge.mcpRequest(Json.mapper().writeValueAsBytes(message)));
    }

    /** One that is stored, and one that the Worker can't make an event of. */
    private void deliver(String text) {
        Object issue = Map.of("number", 1, "title", text, "html_url", text, "created_at", text);
        byte[] body = Json.mapper()
                .writeValueAsBytes(Map.of(
                        "action",
                        text,
                        "issue",
                        issue,
                        "repository",
                        Map.of("full_name", text),
                        "sender",
                        Map.of("login", text)));
        edge.deliver("issues", UUID.randomUUID().toString(), body);
        byte[] broken = Json.mapper().writeValueAsBytes(Map.of("issue", text, text, text));
        edge.deliver("issues", UUID.randomUUID().toString(), broken);
        edge.deliver("issues", UUID.randomUUID().toString(), text.getBytes(UTF_8));
    }

    private void operate(String text) {
        OperationsClient operator = new OperationsClient(stack.workerPort(), edge.apiKey());
        byte[] body = Json.mapper().writeValueAsBytes(Map.of("name", text, "provider", text, text, text));
        operator.post("/api/v1/sources", new String(body, UTF_8));
    }

    /** Those that no client would let us send. */
    private void headers() {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        for (String value : new String[] {
            line,
            "\u001b[2K" + canary,
            canary + "\r" + line,
            canary + "\n " + line,
            canary + "\u0085" + line,
            "%0d%0a" + line
        }) {
            for (String name : new String[] {
                "traceparent", "Mcp-Name", "MCP-Session-Id", "User-Agent", "X-Forwarded-For", "Origin", "Last-Event-ID"
            }) {
                RawConnection.ask(
                        edge.port(),
                        PATIENCE,
                        "POST /mcp HTTP/1.1\nHost: localhost\nX-API-Key: " + edge.apiKey()
                                + "\nContent-Type: application/json\nAccept: application/json, text/event-stream\n"
                                + "Connection: close\nContent-Length: " + body.length() + "\n" + name + ": " + value
                                + "\n\n" + body);
            }
            RawConnection.ask(
                    edge.port(),
                    PATIENCE,
                    "POST /webhooks/" + edge.source() + " HTTP/1.1\nHost: localhost\nX-GitHub-Delivery: " + value
                            + "\nX-GitHub-Event: " + value + "\nConnection: close\nContent-Length: 2\n\n{}");
        }
    }

    /** What both services wrote since they began. */
    private List<String> logged() throws IOException {
        List<String> lines = new java.util.ArrayList<>();
        for (Path log : List.of(stack.log("edge-1"), stack.log("worker-1"))) {
            lines.addAll(List.of(Files.readString(log).split("\n", -1)));
        }
        return lines;
    }

    /** JSON, or the few that Java and Liberty's scripts print before there is a log. */
    private static void isALineOfOurs(String text) {
        assertThat(text.chars().noneMatch(c -> c < ' ' && c != '\t')).as(text).isTrue();
        if (text.startsWith("{")) {
            try {
                assertThat(Json.mapper().readTree(text).path("type").asString(""))
                        .startsWith("liberty_");
            } catch (JacksonException malformed) {
                throw new AssertionError(text, malformed);
            }
        } else {
            assertThat(text).doesNotContain("canary-");
        }
    }
}
