package io.devmesh.edge.tool;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import java.util.Optional;
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

    @Test
    void refusesAKeyWithoutTheScopeBeforeItLooksAtTheArguments() {
        Tool admins = new AdminsTool(new EchoTool());
        Authenticated admin =
                new Authenticated(CALLER.keyId(), CALLER.tenant(), "admin", Grants.of(Scope.ADMIN), Optional.empty());

        assertThat(caller.call(admins, new ToolCall(CALLER, json("{}"))))
                .isEqualTo(new ToolResult.Refusal("This API key may not call echo, which needs the scope admin"));
        assertThat(caller.call(admins, new ToolCall(admin, json("{'text':'hi'}"))))
                .isInstanceOf(ToolResult.Structured.class);
    }

    private ToolResult call(String arguments) {
        return caller.call(new EchoTool(), new ToolCall(CALLER, json(arguments)));
    }

    /** Another tool, for administrators only. */
    private record AdminsTool(Tool other) implements Tool {
        @Override
        public ToolDescription description() {
            return other.description();
        }

        @Override
        public ToolResult call(ToolCall call) {
            return other.call(call);
        }

        @Override
        public Optional<Scope> scope() {
            return Optional.of(Scope.ADMIN);
        }
    }
}
