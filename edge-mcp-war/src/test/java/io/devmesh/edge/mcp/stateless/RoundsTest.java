package io.devmesh.edge.mcp.stateless;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.json;
import static io.devmesh.edge.mcp.Messages.request;
import static io.devmesh.edge.mcp.Messages.result;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.bus.MemoryBus;
import io.devmesh.edge.change.ChangeFeed;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.tool.ScriptedTool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class RoundsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Authenticated COLLEAGUE = new Authenticated(new UUID(0, 9), CALLER.tenant());
    private static final Authenticated STRANGER = new Authenticated(new UUID(0, 3), new TenantId(new UUID(0, 4)));
    private static final String ARGUMENTS = "{'a':1,'b':{'c':2,'d':3}}";
    private static final String NAME = "'inputResponses':{'name':{'action':'accept','content':{'name':'Ada'}}}";
    private static final String COLOR = "'inputResponses':{'color':{'action':'accept','content':{'color':'red'}}}";

    private final StatelessEra era = eraAt(NOW);

    @Test
    void bringsAnswersOfAllRoundsTogetherOnAnyReplica() {
        ObjectNode first = ask("");
        assertThat(first.path("resultType").stringValue()).isEqualTo("input_required");
        assertThat(first.path("inputRequests").propertyNames()).containsExactly("name");

        ObjectNode second = ask(NAME + ",'requestState':'" + state(first) + "'");
        assertThat(second.path("inputRequests").propertyNames()).containsExactly("color");

        StatelessEra replica = eraAt(NOW.plusSeconds(1));
        assertThat(text(call(replica, CALLER, "two", ARGUMENTS, COLOR + ",'requestState':'" + state(second) + "'")))
                .isEqualTo("Ada likes red, round 2");
    }

    @Test
    void givesAStateThatShowsNothing() {
        String state = state(ask(NAME));

        assertThat(new String(Base64.getUrlDecoder().decode(state), ISO_8859_1))
                .doesNotContain("Ada", "round", "color");
    }

    @Test
    void knowsTheSameArgumentsInAnotherOrder() {
        String reordered = "{'b':{'d':3,'c':2},'a':1}";

        assertThat(call(era, CALLER, "two", reordered, NAME + ",'requestState':'" + state(ask("")) + "'")
                        .path("inputRequests")
                        .propertyNames())
                .containsExactly("color");
    }

    @Test
    void refusesAStateThatWasChangedAnywhere() {
        String state = state(ask(""));
        for (int i = 0; i < state.length(); i += 7) {
            char changed = state.charAt(i) == 'A' ? 'B' : 'A';
            assertForeign(refusal(
                    era,
                    CALLER,
                    "two",
                    ARGUMENTS,
                    withState(state.substring(0, i) + changed + state.substring(i + 1))));
        }
        assertForeign(refusal(era, CALLER, "two", ARGUMENTS, withState(state.substring(4))));
        assertForeign(refusal(era, CALLER, "two", ARGUMENTS, withState(state + "AAAA")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "'x'", "'AAAA'", "null", "7", "{}", "[]", "true"})
    void refusesAStateThatIsNone(String state) {
        assertForeign(refusal(era, CALLER, "two", ARGUMENTS, NAME + ",'requestState':" + state));
    }

    @Test
    void takesAStateForAnHour() {
        String state = state(ask(""));

        assertThat(call(eraAt(NOW.plus(Duration.ofMinutes(59))), CALLER, "two", ARGUMENTS, withState(state))
                        .path("resultType")
                        .stringValue())
                .isEqualTo("input_required");
        assertForeign(refusal(eraAt(NOW.plus(Duration.ofHours(1))), CALLER, "two", ARGUMENTS, withState(state)));
    }

    @Test
    void refusesTheStateOfAnotherCaller() {
        String state = state(ask(""));

        assertForeign(refusal(era, COLLEAGUE, "two", ARGUMENTS, withState(state)));
        assertForeign(refusal(era, STRANGER, "two", ARGUMENTS, withState(state)));
    }

    @Test
    void refusesTheStateOfAnotherCall() {
        String state = state(ask(""));

        assertForeign(refusal(era, CALLER, "two", "{'a':1,'b':{'c':2,'d':4}}", withState(state)));
        assertForeign(refusal(era, CALLER, "two", "{}", withState(state)));
        assertForeign(refusal(era, CALLER, "same", ARGUMENTS, withState(state)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "'x'", "[]", "null", "{'name':7}", "{'name':null}", "{'name':[]}"})
    void refusesAnswersThatAreNone(String responses) {
        JsonRpcError error = refusal(era, CALLER, "two", ARGUMENTS, "'inputResponses':" + responses);

        assertThat(error.code()).isEqualTo(JsonRpcErrorCode.INVALID_PARAMS);
        assertThat(error.message()).contains("inputResponses");
    }

    @Test
    void boundsWhatIsKeptForAClient() {
        StringBuilder many = new StringBuilder("'inputResponses':{");
        for (int i = 0; i < 65; i++) {
            many.append(i == 0 ? "" : ",").append("'n").append(i).append("':{}");
        }
        assertThat(refusal(era, CALLER, "two", ARGUMENTS, many + "}").message()).contains("too many answers");

        String large = "'inputResponses':{'other':{'text':'" + "x".repeat(256 << 10) + "'}}";
        assertThat(refusal(era, CALLER, "two", ARGUMENTS, large).message()).contains("larger than");
    }

    @Test
    void asksNothingOfAClientThatCannotBeAsked() {
        JsonRpcException refused = catchThrowableOfType(
                JsonRpcException.class,
                () -> era.handle(sender(CALLER), request("tools/call", params("two", ARGUMENTS, "", "{}"))));

        assertThat(refused.error().code()).isEqualTo(JsonRpcErrorCode.MISSING_CLIENT_CAPABILITY);
        assertThat(refused.error().data().orElseThrow())
                .isEqualTo(json("{'requiredCapabilities':{'elicitation':{'form':{}}}}"));
    }

    private static StatelessEra eraAt(Instant now) {
        return StatelessEras.with(
                new ChangeFeed(new MemoryBus(), new ResourceRegistry(List.of())),
                Clock.fixed(now, ZoneOffset.UTC),
                ScriptedTool.of("two", RoundsTest::askTwice),
                ScriptedTool.of("same", RoundsTest::askTwice));
    }

    private static ToolResult askTwice(ToolCall call) {
        Optional<Answer> name = call.answers().find("name");
        Optional<Answer> color = call.answers().find("color");
        if (name.isEmpty()) {
            return asks("name", 1);
        }
        if (color.isEmpty()) {
            return asks("color", 2);
        }
        return ToolResult.Content.text("%s likes %s, round %d"
                .formatted(
                        name.get().accepted().orElseThrow().path("name").stringValue(),
                        color.get().accepted().orElseThrow().path("color").stringValue(),
                        call.answers().state().orElseThrow().path("round").intValue()));
    }

    private static ToolResult asks(String name, int round) {
        ObjectNode state = Json.mapper().createObjectNode().put("round", round);
        return new ToolResult.Asks(
                new Question(Map.of(name, new InputRequest.Form("?", json("{}"))), Optional.of(state)));
    }

    private ObjectNode ask(String more) {
        return call(era, CALLER, "two", ARGUMENTS, more);
    }

    private static ObjectNode call(StatelessEra era, Authenticated caller, String tool, String arguments, String more) {
        return result(
                era.handle(sender(caller), request("tools/call", params(tool, arguments, more, "{'elicitation':{}}"))));
    }

    private static JsonRpcError refusal(
            StatelessEra era, Authenticated caller, String tool, String arguments, String more) {
        return catchThrowableOfType(JsonRpcException.class, () -> call(era, caller, tool, arguments, more))
                .error();
    }

    private static void assertForeign(JsonRpcError error) {
        assertThat(error.code()).isEqualTo(JsonRpcErrorCode.INVALID_PARAMS);
        assertThat(error.message())
                .isEqualTo("params.requestState is not one that this server gave for this request, or is too old");
    }

    private static String params(String tool, String arguments, String more, String capabilities) {
        return "{'name':'" + tool + "','arguments':" + arguments + "," + more + (more.isEmpty() ? "" : ",")
                + "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
                + "'io.modelcontextprotocol/clientCapabilities':" + capabilities + "}}";
    }

    private static Sender sender(Authenticated caller) {
        return Sender.of(caller, McpHeaders.none());
    }

    private static String state(ObjectNode result) {
        return result.path("requestState").stringValue();
    }

    private static String withState(String state) {
        return NAME + ",'requestState':'" + state + "'";
    }

    private static String text(ObjectNode result) {
        return result.path("content").path(0).path("text").stringValue();
    }
}
