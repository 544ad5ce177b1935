package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import io.devmesh.system.EdgeClient.Answer;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedStack.class)
class McpOverHttpIT {
    private static final String PING = "{'jsonrpc':'2.0','id':1,'method':'ping'}";
    private static final String META =
            "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':{}}";

    private final EdgeClient edge;

    McpOverHttpIT(Stack stack) {
        this.edge = stack.edge();
    }

    @Test
    void goesThroughTheHandshakeOfTheOlderEra() {
        Answer initialized =
                edge.mcp("{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-06-18',"
                        + "'capabilities':{},'clientInfo':{'name':'test','version':'1'}}}");

        assertThat(initialized.status()).isEqualTo(200);
        assertThat(initialized.json().path("result").path("protocolVersion").stringValue())
                .isEqualTo("2025-06-18");
        Answer notified = edge.mcp("{'jsonrpc':'2.0','method':'notifications/initialized'}");
        assertThat(notified.status()).isEqualTo(202);
        assertThat(notified.response().body()).isEmpty();
        assertThat(edge.mcp(PING).json())
                .isEqualTo(Json.mapper().readTree("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"));
    }

    @Test
    void listsToolsThatTheKeyMayCallWithSchemasForArgumentsAndAnswers() {
        JsonNode tools = edge.mcp("{'jsonrpc':'2.0','id':1,'method':'tools/list'}")
                .json()
                .path("result")
                .path("tools");

        assertThat(tools)
                .extracting(tool -> tool.path("name").stringValue())
                .containsExactly(
                        "dead_letter_get",
                        "dead_letter_list",
                        "event_get",
                        "event_list",
                        "event_stats",
                        "queue_status",
                        "source_list");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.path("inputSchema").path("type").stringValue()).isEqualTo("object");
            assertThat(tool.path("outputSchema").path("type").stringValue()).isEqualTo("object");
        });
    }

    @Test
    void servesTheStatelessEraOnTheSameEndpoint() {
        Answer discovered = stateless("server/discover", null);
        Answer called = stateless("tools/call", "event_stats");

        assertThat(discovered.status()).isEqualTo(200);
        assertThat(discovered
                        .json()
                        .path("result")
                        .path("supportedVersions")
                        .get(0)
                        .stringValue())
                .isEqualTo("2026-07-28");
        assertThat(called.json().path("result").path("resultType").stringValue())
                .isEqualTo("complete");
        assertThat(stateless("ping", null).status()).isEqualTo(404);
    }

    @Test
    void refusesAStatelessRequestWhoseHeadersSayAnotherThing() {
        Answer answer = edge.send(edge.mcpRequest(message("tools/list", "").getBytes(UTF_8))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("code").intValue()).isEqualTo(-32020);
    }

    @Test
    void takesTheKeyInEitherHeaderAndNoOther() {
        HttpRequest.Builder request = HttpRequest.newBuilder(edge.uri("/mcp"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(PING.replace('\'', '"')));

        assertThat(edge.send(request.copy().header("X-API-Key", edge.apiKey())).status())
                .isEqualTo(200);
        assertThat(edge.send(request.copy().uri(edge.uri("/mcp?token=" + edge.apiKey())))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer usr_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Basic eDp5"})
    void answers401ToWhoeverItDoesNotKnow(String authorization) {
        Answer answer = edge.send(HttpRequest.newBuilder(edge.uri("/mcp"))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(PING.replace('\'', '"'))));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.json().path("error").path("message").stringValue()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "", "[]", "7", "{'jsonrpc':'2.0','id':1.5,'method':'ping'}", "{'id':1,'method':'ping'}"})
    void answers400InTheProtocolsFormToWhatIsNoMessage(String body) {
        Answer answer = edge.mcp(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("code").intValue()).isIn(-32700, -32600);
    }

    @Test
    void namesWhatIsWrongWithARequest() {
        assertThat(code("{'jsonrpc':'2.0','id':1,'method':'nope'}")).isEqualTo(-32601);
        assertThat(code("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'nope'}}"))
                .isEqualTo(-32602);
        assertThat(code("{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{}}"))
                .isEqualTo(-32602);
        JsonNode refused = edge.tool("event_list", "{'limit':0}");
        assertThat(refused.path("isError").booleanValue()).isTrue();
        assertThat(refused.path("content").get(0).path("text").stringValue()).contains("arguments/limit", "minimum");
    }

    @Test
    void keepsToWhatHttpAllows() {
        byte[] ping = PING.replace('\'', '"').getBytes(UTF_8);

        EdgeClient.Answer listening = edge.send(edge.mcpRequest(ping).GET());
        assertThat(listening.status()).isEqualTo(405);
        assertThat(listening.header("Allow")).isEqualTo("POST");
        assertThat(listening.json().path("error").path("message").stringValue()).contains("initialize");
        assertThat(edge.send(edge.mcpRequest(ping).setHeader("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(edge.send(edge.mcpRequest(ping).setHeader("Accept", "text/html"))
                        .status())
                .isEqualTo(406);
        assertThat(edge.send(edge.mcpRequest(new byte[(4 << 20) + 1])).status()).isEqualTo(413);
    }

    private int code(String message) {
        Answer answer = edge.mcp(message);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("error").path("code").intValue();
    }

    private Answer stateless(String method, String name) {
        HttpRequest.Builder request = edge.mcpRequest(message(method, name == null ? "" : "'name':'" + name + "',")
                        .getBytes(UTF_8))
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method);
        return edge.send(name == null ? request : request.header("Mcp-Name", name));
    }

    private static String message(String method, String params) {
        return ("{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':{" + params + META + "}}")
                .replace('\'', '"');
    }
}
