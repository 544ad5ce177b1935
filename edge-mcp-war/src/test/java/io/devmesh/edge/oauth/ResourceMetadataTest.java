package io.devmesh.edge.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.mcp.Messages;
import io.devmesh.shared.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceMetadataTest {
    @Test
    void tellsWhereToGetATokenAndHowToSendIt() {
        assertThat(of(Issuer.RESOURCE).toJson())
                .isEqualTo(Messages.json("{'resource':'" + Issuer.RESOURCE + "','authorization_servers':['"
                        + Issuer.ISSUER + "'],'scopes_supported':['events:read'],'bearer_methods_supported':['header'],"
                        + "'resource_name':'Developer Mesh Edge MCP'}"));
    }

    @Test
    void isWhereTheResourcesPathLeads() {
        ResourceMetadata behindAProxy = of("https://example.com/edge/mcp");

        assertThat(behindAProxy.address())
                .isEqualTo("https://example.com/.well-known/oauth-protected-resource/edge/mcp");
        assertThat(behindAProxy.isAt("/edge/mcp")).isTrue();
        assertThat(behindAProxy.isAt("")).isTrue();
        assertThat(behindAProxy.isAt("/mcp")).isFalse();
        assertThat(of("https://example.com/").address())
                .isEqualTo("https://example.com/.well-known/oauth-protected-resource");
        assertThat(of("https://example.com").address())
                .isEqualTo("https://example.com/.well-known/oauth-protected-resource");
    }

    @Test
    void isNowhereWhereNoTokensAreTaken() {
        assertThat(ResourceMetadata.of(
                        OAuthConfig.from(Settings.of(Map.of("EDGE_MCP_OAUTH_RESOURCE", Issuer.RESOURCE)))))
                .isEmpty();
    }

    private static ResourceMetadata of(String resource) {
        return ResourceMetadata.of(OAuthConfig.from(Settings.of(
                        Map.of("EDGE_MCP_OAUTH_ISSUER", Issuer.ISSUER, "EDGE_MCP_OAUTH_RESOURCE", resource))))
                .orElseThrow();
    }
}
