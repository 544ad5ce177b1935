package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.HEADER_MISMATCH;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.INVALID_PARAMS;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.METHOD_NOT_FOUND;
import static io.devmesh.edge.jsonrpc.JsonRpcErrorCode.UNSUPPORTED_PROTOCOL_VERSION;
import static io.devmesh.edge.mcp.Messages.request;
import static io.devmesh.edge.mcp.Messages.result;
import static io.devmesh.edge.mcp.Messages.sender;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.Messages;
import io.devmesh.edge.tool.EchoTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class StatelessEraTest {
    private static final String VERSION = "2026-07-28";

    private final StatelessEra era = StatelessEras.with(new EchoTool());

    @Test
    void discoversWithoutAnInitialize() {
        ObjectNode result = call("server/discover", "", headers("server/discover", null));

        assertThat(result.path("supportedVersions").get(0).stringValue()).isEqualTo(VERSION);
        assertThat(result.path("ttlMs").longValue()).isNotNegative();
        assertThat(result.path("cacheScope").stringValue()).isEqualTo("private");
    }

    @Test
    void marksEveryResultAsCompleteAndSaysWhoAnswered() {
        ObjectNode result =
                call("tools/call", "'name':'echo','arguments':{'text':'hi'},", headers("tools/call", "echo"));

        assertThat(result.path("resultType").stringValue()).isEqualTo("complete");
        assertThat(result.path("_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("name")
                        .stringValue())
                .isEqualTo("developer-mesh");
    }

    @Test
    void tellsTheModelWhichArgumentBreaksWhichRule() {
        ObjectNode result = call(
                "tools/call", "'name':'echo','arguments':{'text':'much too long'},", headers("tools/call", "echo"));

        assertThat(result.path("isError").booleanValue()).isTrue();
        assertThat(result.path("content").get(0).path("text").stringValue())
                .startsWith("Invalid arguments: arguments/text: ")
                .endsWith("(maxLength)");
    }

    @Test
    void makesListsCacheableForTheirCallerAlone() {
        ObjectNode result = call("tools/list", "", headers("tools/list", null));

        assertThat(result.path("cacheScope").stringValue()).isEqualTo("private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "nope"})
    void doesNotKnowMethodsOfTheOtherEraAndSays404(String method) {
        JsonRpcError error = refusal(method, "", headers(method, null));

        assertThat(error.code()).isEqualTo(METHOD_NOT_FOUND);
        assertThat(era.httpStatus(error.code())).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "tools/list,,tools/list,2025-11-25",
        "tools/list,,TOOLS/LIST,2026-07-28",
        "tools/call,nope,tools/call,2026-07-28"
    })
    void refusesHeadersThatDoNotAgreeWithTheBody(String method, String name, String headerMethod, String version) {
        McpHeaders headers = Messages.headers(version, headerMethod, name);

        JsonRpcError error = refusal(method, "'name':'echo',", headers);

        assertThat(error.code()).isEqualTo(HEADER_MISMATCH);
        assertThat(era.httpStatus(error.code())).isEqualTo(400);
    }

    @Test
    void refusesARequestWithoutItsHeaders() {
        McpHeaders none = Messages.headers(null, null, null);

        assertThat(refusal("tools/list", "", none).code()).isEqualTo(HEADER_MISMATCH);
    }

    @Test
    void comparesNothingOnATransportWithoutHeaders() {
        assertThat(call("tools/list", "", McpHeaders.none()).has("tools")).isTrue();
    }

    @Test
    void namesTheVersionsThatItKnows() {
        JsonRpcException refused = catchThrowableOfType(
                JsonRpcException.class,
                () -> era.handle(
                        sender(McpHeaders.none()),
                        request(
                                "tools/list",
                                "{'_meta':{'io.modelcontextprotocol/protocolVersion':'2099-01-01','io.modelcontextprotocol/clientCapabilities':{}}}")));

        assertThat(refused.error().code()).isEqualTo(UNSUPPORTED_PROTOCOL_VERSION);
        assertThat(refused.error().data().orElseThrow().toString())
                .isEqualTo("{\"supported\":[\"2026-07-28\"],\"requested\":\"2099-01-01\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28'}}",
                "{'_meta':{'io.modelcontextprotocol/clientCapabilities':{}}}",
                "{'_meta':7}"
            })
    void wantsVersionAndCapabilitiesInEveryRequest(String params) {
        JsonRpcException refused = catchThrowableOfType(
                JsonRpcException.class, () -> era.handle(sender(McpHeaders.none()), request("tools/list", params)));

        assertThat(refused.error().code()).isEqualTo(INVALID_PARAMS);
        assertThat(era.httpStatus(refused.error().code())).isEqualTo(400);
    }

    private ObjectNode call(String method, String params, McpHeaders headers) {
        return result(era.handle(sender(headers), request(method, withMeta(params))));
    }

    private JsonRpcError refusal(String method, String params, McpHeaders headers) {
        return catchThrowableOfType(
                        JsonRpcException.class, () -> era.handle(sender(headers), request(method, withMeta(params))))
                .error();
    }

    private static String withMeta(String params) {
        return "{" + params + "'_meta':{'io.modelcontextprotocol/protocolVersion':'" + VERSION
                + "','io.modelcontextprotocol/clientCapabilities':{}}}";
    }

    private static McpHeaders headers(String method, String name) {
        return Messages.headers(VERSION, method, name);
    }
}
