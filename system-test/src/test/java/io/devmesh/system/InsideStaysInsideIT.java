package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.system.RawConnection.Answer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong, neither service says what it is made of. */
@ExtendWith(SharedStack.class)
class InsideStaysInsideIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Pattern INSIDE = Pattern.compile(
            "\\bat [\\w.$]+\\(|\\bjava[x.]|jakarta\\.|io[./]devmesh|com[./]ibm|org[./]|Exception\\b|Caused by|"
                    + "/usr/|/opt/|/tmp/|/home/|\\.java\\b|\\.xml\\b|\\.war\\b|(?i:liberty|websphere|postgres|jedis|jackson)");
    private static final Pattern HEADER_OF_A_PRODUCT =
            Pattern.compile("(?i)(server|x-powered-by|x-aspnet-version|via|\\$ws\\w+|x-\\w*version):.*");

    private final Stack stack;
    private final String operator;

    InsideStaysInsideIT(Stack stack) {
        this.stack = stack;
        this.operator = stack.key("acme", "leaks", Grants.of(Scope.ADMIN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET /nothing HTTP/1.1",
                "GET /mcp/../nothing HTTP/1.1",
                "GET /mcp/%2e%2e/WEB-INF/web.xml HTTP/1.1",
                "GET /WEB-INF/classes/ HTTP/1.1",
                "GET /META-INF/MANIFEST.MF HTTP/1.1",
                "GET /%00 HTTP/1.1",
                "GET /%zz HTTP/1.1",
                "GET /mcp;jsessionid=x HTTP/1.1",
                "GET /mcp HTTP/1.1",
                "GET /mcp?x=%ff HTTP/1.1",
                "PUT /mcp HTTP/1.1",
                "TRACE /mcp HTTP/1.1",
                "OPTIONS /mcp HTTP/1.1",
                "NONSENSE /mcp HTTP/1.1",
                "GET /webhooks/ HTTP/1.1",
                "GET /webhooks/acme-github HTTP/1.1",
                "GET /ws HTTP/1.1",
                "GET /.well-known/oauth-protected-resource HTTP/1.1",
                "GET /api/v1/events HTTP/1.1",
                "GET /api/v1/nothing HTTP/1.1",
                "GET /api/v1/events/x HTTP/1.1",
                "GET /api/v1/events?limit=x&since=y HTTP/1.1",
                "GET /api/v1/events?cursor=%00 HTTP/1.1",
                "GET /api/v1/sources/%00 HTTP/1.1",
                "GET /api/v1/dead-letters/00000000-0000-0000-0000-000000000000 HTTP/1.1",
                "DELETE /api/v1/events HTTP/1.1",
                "TRACE /api/v1/events HTTP/1.1",
                "GET /metrics/nothing HTTP/1.1",
                "GET /openapi/nothing HTTP/1.1",
                "GET /IBMJMXConnectorREST HTTP/1.1",
                "GET /mcp HTTP/9.9",
                "GET /mcp",
                "GET  /mcp HTTP/1.1",
                "\u0016\u0003\u0001"
            })
    void inAnswersToRequestsWithoutABody(String line) {
        for (int port : new int[] {stack.edge().port(), stack.workerPort()}) {
            check(RawConnection.ask(
                    port,
                    PATIENCE,
                    line + "\nHost: localhost\nAuthorization: Bearer " + operator
                            + "\nAccept: text/event-stream, */*\nConnection: close\n\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[[[[",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"nothing\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"event_get\","
                        + "\"arguments\":{\"id\":\"\\u0000\"}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"event_list\","
                        + "\"arguments\":{\"cursor\":\"\\u0000\",\"since\":\"x\",\"limit\":1e999}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"event_list\","
                        + "\"arguments\":{\"source\":\"' OR 1=1; --\",\"type\":\"\\ud800\"}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"uri\":\"file:///etc/passwd\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/get\",\"params\":{\"name\":\"x\",\"arguments\":7}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1e400,\"method\":\"ping\"}",
                "{\"name\":{\"a\":[1]},\"scopes\":7}",
                "{\"name\":\"\\u0000\",\"provider\":\"github\"}",
                "\u00ff\u00fe\u0000"
            })
    void inAnswersToBodies(String body) {
        for (String path : new String[] {"/mcp", "/webhooks/acme-github", "/webhooks/nothing"}) {
            check(post(stack.edge().port(), path, stack.edge().apiKey(), body));
        }
        for (String path : new String[] {
            "/api/v1/sources",
            "/api/v1/dead-letters/replay",
            "/api/v1/admin/keys",
            "/api/v1/admin/tenants",
            "/api/v1/admin/bootstrap",
            "/api/v1/targets/nothing/replay"
        }) {
            check(post(stack.workerPort(), path, operator, body));
        }
    }

    private static Answer post(int port, String path, String key, String body) {
        return RawConnection.ask(
                port,
                PATIENCE,
                "POST " + path + " HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + key
                        + "\nContent-Type: application/json\nAccept: application/json, text/event-stream\n"
                        + "Connection: close\nContent-Length: " + body.length() + "\n\n" + body);
    }

    private static void check(Answer answer) {
        assertThat(answer.headers())
                .noneMatch(line -> HEADER_OF_A_PRODUCT.matcher(line).matches());
        assertThat(answer.body()).doesNotContainPattern(INSIDE);
        assertThat(answer.status()).isNotEqualTo(500);
    }
}
