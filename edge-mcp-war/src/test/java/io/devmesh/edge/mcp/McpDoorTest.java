package io.devmesh.edge.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.auth.Identity;
import io.devmesh.edge.auth.TokenKeysAwayException;
import io.devmesh.edge.mcp.McpDoor.Closed;
import io.devmesh.edge.mcp.McpDoor.Open;
import io.devmesh.edge.mcp.McpDoor.Unavailable;
import io.devmesh.edge.oauth.Challenges;
import io.devmesh.edge.oauth.OAuthConfig;
import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What becomes of those who bring a token. */
class McpDoorTest {
    private static final Challenges CHALLENGES = new Challenges(OAuthConfig.from(Settings.of(Map.of(
            "EDGE_MCP_OAUTH_ISSUER",
            "https://login.example.com",
            "EDGE_MCP_OAUTH_RESOURCE",
            "https://example.com/mcp"))));

    @Test
    void opensForWhoeverTheTokenSpeaksFor() {
        assertThat(enter(Messages.CALLER)).isEqualTo(new Open(Messages.CALLER));
    }

    @Test
    void answers401AndWhatIsWrongToABadToken() {
        McpReply.Answer answer = ((Closed) enter(new Identity.BadToken("expired"))).answer();

        assertThat(answer.httpStatus()).isEqualTo(401);
        assertThat(answer.challenge().orElseThrow())
                .contains("error=\"invalid_token\"", "error_description=\"expired\"", "resource_metadata=");
        assertThat(Messages.error(answer).message()).isEqualTo("expired");
    }

    @Test
    void answers403WithoutAChallengeToWhoeverBelongsToNoTenantForNoOtherTokenWouldHelp() {
        McpReply.Answer answer = ((Closed) enter(new Identity.Unassigned("no tenant"))).answer();

        assertThat(answer.httpStatus()).isEqualTo(403);
        assertThat(answer.challenge()).isEmpty();
        assertThat(Messages.error(answer).message()).isEqualTo("no tenant");
    }

    @Test
    void answers503WhileNobodyCanTell() {
        McpReply.Answer answer = ((Unavailable) door(() -> {
                            throw new TokenKeysAwayException(new IllegalStateException("away"));
                        })
                        .authenticate(header -> null, "192.0.2.1", null))
                .answer();

        assertThat(answer.httpStatus()).isEqualTo(503);
        assertThat(answer.retryAfter()).contains(Duration.ofSeconds(5));
    }

    private static McpDoor.Entry enter(Identity identity) {
        return door(() -> identity).authenticate(header -> null, "192.0.2.1", null);
    }

    private static McpDoor door(Supplier<Identity> callers) {
        CallerCheck check = new CallerCheck() {
            @Override
            Identity identify(Function<String, String> header, String peer, String forwardedFor) {
                return callers.get();
            }
        };
        return new McpDoor(check, CHALLENGES, null, null, null);
    }
}
