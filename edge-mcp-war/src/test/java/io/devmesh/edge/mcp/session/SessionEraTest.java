package io.devmesh.edge.mcp.session;

import static io.devmesh.edge.mcp.Messages.json;
import static io.devmesh.edge.mcp.Messages.request;
import static io.devmesh.edge.mcp.Messages.result;
import static io.devmesh.edge.mcp.Messages.sender;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.Messages;
import io.devmesh.edge.tool.EchoTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class SessionEraTest {
    private final SessionEra era = SessionEras.with(new EchoTool());

    @ParameterizedTest
    @CsvSource({
        "2025-03-26,2025-03-26",
        "2025-06-18,2025-06-18",
        "2025-11-25,2025-11-25",
        "2024-11-05,2024-11-05",
        "2026-07-28,2025-11-25",
        "2099-01-01,2025-11-25"
    })
    void agreesOnTheRequestedVersionOrOffersItsNewest(String requested, String agreed) {
        ObjectNode result = call("initialize", "{'protocolVersion':'" + requested + "','capabilities':{}}");

        assertThat(result.path("protocolVersion").stringValue()).isEqualTo(agreed);
        assertThat(result.path("capabilities").has("tools")).isTrue();
        assertThat(result.path("serverInfo").path("name").stringValue()).isEqualTo("developer-mesh");
    }

    @Test
    void refusesToInitializeWithoutAVersion() {
        assertRefused("initialize", "{}", JsonRpcErrorCode.INVALID_PARAMS);
    }

    @Test
    void answersAPing() {
        assertThat(call("ping", "{}")).isEmpty();
    }

    @Test
    void listsToolsWithoutTheFieldsOfTheOtherEra() {
        ObjectNode result = call("tools/list", "{}");

        assertThat(result.path("tools").get(0).path("name").stringValue()).isEqualTo("echo");
        assertThat(result.propertyNames()).containsExactly("tools");
    }

    @Test
    void givesAToolsAnswerAsTextAndStructured() {
        ObjectNode result = call("tools/call", "{'name':'echo','arguments':{'text':'hi'}}");

        assertThat(result.path("structuredContent")).isEqualTo(json("{'text':'hi'}"));
        assertThat(result.path("content").get(0).path("text").stringValue()).isEqualTo("{\"text\":\"hi\"}");
        assertThat(result.path("isError").booleanValue()).isFalse();
    }

    @Test
    void tellsTheModelWhenAToolRefuses() {
        ObjectNode result = call("tools/call", "{'name':'echo','arguments':{'text':'refuse'}}");

        assertThat(result.path("isError").booleanValue()).isTrue();
        assertThat(result.path("content").get(0).path("text").stringValue()).isEqualTo("I will not");
    }

    @Test
    void tellsTheModelWhichArgumentBreaksWhichRule() {
        ObjectNode result = call("tools/call", "{'name':'echo','arguments':{'text':'much too long'}}");

        assertThat(result.path("isError").booleanValue()).isTrue();
        assertThat(result.path("content").get(0).path("text").stringValue())
                .startsWith("Invalid arguments: arguments/text: ")
                .endsWith("(maxLength)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'name':7}", "{'name':'nope'}", "{'name':'echo','arguments':[]}"})
    void refusesMalformedCalls(String params) {
        assertRefused("tools/call", params, JsonRpcErrorCode.INVALID_PARAMS);
    }

    @Test
    void refusesACursorThatItNeverGave() {
        assertRefused("tools/list", "{'cursor':'x'}", JsonRpcErrorCode.INVALID_PARAMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server/discover", "nope", ""})
    void doesNotKnowOtherMethods(String method) {
        assertRefused(method, "{}", JsonRpcErrorCode.METHOD_NOT_FOUND);
    }

    @Test
    void refusesAVersionHeaderThatItDoesNotKnow() {
        McpHeaders headers = Messages.headers("1999-01-01", null, null);

        assertThatThrownBy(() -> era.handle(sender(headers), request("ping", "{}")))
                .isInstanceOfSatisfying(
                        JsonRpcException.class,
                        refused -> assertThat(era.httpStatus(refused.error().code()))
                                .isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource({"2024-11-05,0", "2025-03-26,50", "2025-06-18,0", "2025-11-25,0"})
    void takesBatchesInOneRevisionOnly(String version, int size) {
        McpReply begun = era.handle(
                sender(Messages.headers(null, null, null)),
                request("initialize", "{'protocolVersion':'" + version + "','capabilities':{}}"));
        String session = ((McpReply.Answer) begun).sessionId().orElseThrow();

        assertThat(era.batchSize(sender(Messages.session(session)))).isEqualTo(size);
    }

    private ObjectNode call(String method, String params) {
        return result(era.handle(sender(McpHeaders.none()), request(method, params)));
    }

    private void assertRefused(String method, String params, JsonRpcErrorCode code) {
        assertThatThrownBy(() -> era.handle(sender(McpHeaders.none()), request(method, params)))
                .isInstanceOfSatisfying(
                        JsonRpcException.class,
                        refused -> assertThat(refused.error().code()).isEqualTo(code));
    }
}
