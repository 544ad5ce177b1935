package io.devmesh.edge.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.config.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengesTest {
    private static final Map<String, String> ON =
            Map.of("EDGE_MCP_OAUTH_ISSUER", Issuer.ISSUER, "EDGE_MCP_OAUTH_RESOURCE", Issuer.RESOURCE);
    private static final String METADATA =
            "resource_metadata=\"https://mcp.example.com/.well-known/oauth-protected-resource/mcp\"";

    private final Challenges on = new Challenges(OAuthConfig.from(Settings.of(ON)));

    @Test
    void saysNothingOfTokensWhereNoneAreTaken() {
        assertThat(new Challenges(OAuthConfig.from(Settings.of(Map.of()))).unknown())
                .isEqualTo("Bearer realm=\"developer-mesh\"");
    }

    @Test
    void saysWhereToGetATokenAndWhatToAskFor() {
        assertThat(on.unknown()).isEqualTo("Bearer realm=\"developer-mesh\", " + METADATA + ", scope=\"events:read\"");
    }

    @Test
    void saysWhatIsWrongWithAToken() {
        assertThat(on.badToken("expired"))
                .startsWith("Bearer ")
                .contains(METADATA)
                .endsWith(", error=\"invalid_token\", error_description=\"expired\"");
    }

    @Test
    void namesAllScopesThatAreNeeded() {
        assertThat(on.missing(List.of("events:replay", "admin"), "both"))
                .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"events:replay admin\", " + METADATA
                        + ", error_description=\"both\"");
    }

    @Test
    void letsNoReasonEndTheQuotesOrTheLine() {
        String challenge = on.badToken("a\", error=\"none\r\nX-Evil: 1\\ é" + "x".repeat(1_000));

        assertThat(challenge)
                .doesNotContain("\r", "\n", "\\", "é", "error=\"none")
                .hasSizeLessThan(500);
    }
}
