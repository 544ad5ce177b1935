package io.devmesh.edge.mcp.operation;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.ID;
import static io.devmesh.edge.mcp.Messages.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.audit.AuditTrail;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.mcp.ErrorReplies;
import io.devmesh.edge.mcp.ErrorStyle;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.oauth.Challenges;
import io.devmesh.edge.oauth.OAuthConfig;
import io.devmesh.edge.tool.EchoTool;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepUpTest {
    private static final UUID OF_A_TOKEN = new UUID(0x8000L, 1L << 63);

    private final List<String> noted = new ArrayList<>();
    private final StepUp stepUp = new StepUp(
            new Challenges(OAuthConfig.from(Settings.of(Map.of(
                    "EDGE_MCP_OAUTH_ISSUER",
                    "https://login.example.com",
                    "EDGE_MCP_OAUTH_RESOURCE",
                    "https://example.com/mcp")))),
            new RememberedTrail());

    @Test
    void challengesATokenThatLacksTheScope() {
        McpReply.Answer answer = check(caller(OF_A_TOKEN, Scope.EVENTS_READ));

        assertThat(answer.httpStatus()).isEqualTo(403);
        assertThat(answer.challenge().orElseThrow())
                .startsWith("Bearer error=\"insufficient_scope\", scope=\"events:replay\", resource_metadata=\"");
        assertThat(error(answer).data().orElseThrow().path("scope").stringValue())
                .isEqualTo("events:replay");
        assertThat(noted).containsExactly("echo events:replay");
    }

    @ParameterizedTest
    @EnumSource(
            value = Scope.class,
            names = {"EVENTS_REPLAY", "ADMIN"})
    void letsATokenPassThatHasTheScopeOrABroaderOne(Scope scope) {
        assertThat(check(caller(OF_A_TOKEN, scope)).httpStatus()).isEqualTo(202);
        assertThat(noted).isEmpty();
    }

    @Test
    void leavesApiKeysToTheTool() {
        assertThat(check(caller(CALLER.keyId(), Scope.EVENTS_READ)).httpStatus())
                .isEqualTo(202);
    }

    private static Authenticated caller(UUID id, Scope scope) {
        return new Authenticated(id, CALLER.tenant(), "", Grants.of(scope), Optional.empty());
    }

    /** 202 stands for nothing. */
    private McpReply.Answer check(Authenticated caller) {
        McpReply reply = ErrorReplies.answering(Optional.of(ID), new Plain(), () -> {
            stepUp.check(caller, new ReplayTool());
            return McpReply.Answer.failure(JsonRpcErrorCode.INTERNAL_ERROR, "", 202);
        });
        return (McpReply.Answer) reply;
    }

    private final class RememberedTrail extends AuditTrail {
        @Override
        public void steppedUp(Authenticated caller, String tool, String scope) {
            noted.add(tool + " " + scope);
        }
    }

    private static final class Plain implements ErrorStyle {
        @Override
        public JsonRpcError inOwnWords(JsonRpcError error) {
            return error;
        }

        @Override
        public int httpStatus(JsonRpcErrorCode code) {
            return code == JsonRpcErrorCode.FORBIDDEN ? 403 : 500;
        }
    }

    private static final class ReplayTool implements Tool {
        @Override
        public ToolDescription description() {
            return new EchoTool().description();
        }

        @Override
        public ToolResult call(ToolCall call) {
            throw new AssertionError("called");
        }

        @Override
        public Optional<Scope> scope() {
            return Optional.of(Scope.EVENTS_REPLAY);
        }
    }
}
