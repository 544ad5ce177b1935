package io.devmesh.edge.mcp.operation;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.edge.admission.OpenAdmission;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.prompt.PromptRegistry;
import io.devmesh.edge.resource.ResourceRegistry;
import io.devmesh.edge.tool.EchoTool;
import io.devmesh.edge.tool.ScriptedTool;
import io.devmesh.edge.tool.ToolCaller;
import io.devmesh.edge.tool.ToolRegistry;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.edge.work.SameThread;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BatchCallsTest {
    private static final String ECHO = "{'id':'%s','name':'echo','arguments':{'text':'%s'}}";

    private final BatchCalls calls = new BatchCalls(
            new Operations(
                    new ToolRegistry(List.of(
                            new EchoTool(),
                            ScriptedTool.of(
                                    "asks", call -> new ToolResult.Asks(Question.of("a", new InputRequest.Roots()))))),
                    new ToolCaller(),
                    new PromptRegistry(List.of()),
                    new ResourceRegistry(List.of()),
                    OpenAdmission.create()),
            new SameThread());

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersEachCallInItsPlace(boolean parallel) {
        ObjectNode answer = call(
                "[" + ECHO.formatted("a", "1") + "," + ECHO.formatted("b", "refuse")
                        + ",{'name':'nope'},{'name':'asks'},7]",
                parallel);

        JsonNode results = answer.path("batch_results");
        assertThat(results).hasSize(5);
        assertThat(results.path(0).path("id").stringValue()).isEqualTo("a");
        assertThat(results.path(0).path("status").stringValue()).isEqualTo("success");
        assertThat(results.path(0).path("result").path("structuredContent")).isEqualTo(json("{'text':'1'}"));
        assertThat(error(results.path(1))).isEqualTo("I will not");
        assertThat(error(results.path(2))).contains("Unknown tool: nope");
        assertThat(error(results.path(3))).contains("must ask the client");
        assertThat(error(results.path(4))).contains("not an object");
        assertThat(results.valueStream().map(result -> result.path("index").intValue()))
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(answer.path("success_count").intValue()).isEqualTo(1);
        assertThat(answer.path("error_count").intValue()).isEqualTo(4);
        assertThat(answer.path("parallel").booleanValue()).isEqualTo(parallel);
    }

    @Test
    void takesUpToTenCalls() {
        assertThat(call(echoes(10), true).path("success_count").intValue()).isEqualTo(10);
        assertThatThrownBy(() -> call(echoes(11), true)).isInstanceOf(JsonRpcException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "7"})
    void refusesWhatIsNoListOfCalls(String tools) {
        assertThatThrownBy(() -> call(tools, true))
                .isInstanceOf(JsonRpcException.class)
                .hasMessageContaining("1 to 10");
    }

    private ObjectNode call(String tools, boolean parallel) {
        return calls.call(CALLER, json("{'tools':" + tools + ",'parallel':" + parallel + "}"));
    }

    private static String echoes(int count) {
        return IntStream.range(0, count).mapToObj(i -> ECHO.formatted(i, i)).collect(Collectors.joining(",", "[", "]"));
    }

    private static String error(JsonNode result) {
        assertThat(result.path("status").stringValue()).isEqualTo("error");
        return result.path("error").path("message").stringValue();
    }
}
