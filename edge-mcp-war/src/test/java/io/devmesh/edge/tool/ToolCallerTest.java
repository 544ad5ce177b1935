package io.devmesh.edge.tool;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolCallerTest {
    private final ToolCaller caller = new ToolCaller();

    @Test
    void callsTheToolWhereTheArgumentsFit() {
        assertThat(call("{'text':'hi'}")).isEqualTo(new ToolResult.Structured(json("{'text':'hi'}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}|arguments|required",
                "{'text':7}|arguments/text|type",
                "{'text':'much too long'}|arguments/text|maxLength",
                "{'text':'hi','other':1}|arguments|additionalProperties",
                "{'text':'hi','at':'yesterday'}|arguments/at|format"
            })
    void refusesArgumentsThatDoNotAndNamesPathAndRule(String arguments, String path, String rule) {
        assertThat(call(arguments))
                .isInstanceOfSatisfying(
                        ToolResult.Refusal.class,
                        refusal -> assertThat(refusal.reason())
                                .startsWith("Invalid arguments: " + path + ":")
                                .endsWith("(" + rule + ")"));
    }

    private ToolResult call(String arguments) {
        return caller.call(new EchoTool(), new ToolCall(CALLER, json(arguments)));
    }
}
