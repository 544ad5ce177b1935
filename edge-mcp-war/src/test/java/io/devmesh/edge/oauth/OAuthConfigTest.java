package io.devmesh.edge.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthConfigTest {
    @Test
    void isOffWithoutAnIssuer() {
        assertThat(OAuthConfig.from(Settings.of(Map.of())).isOn()).isFalse();
    }

    @Test
    void takesTheResourceAsAudienceAndAsksForLittle() {
        OAuthConfig config = config("EDGE_MCP_OAUTH_JWKS_URI", "http://127.0.0.1:8080/keys");

        assertThat(config.isOn()).isTrue();
        assertThat(config.audiences()).containsExactly(Issuer.RESOURCE);
        assertThat(config.tenantClaim()).isEqualTo("tenant");
        assertThat(config.scopes()).containsExactly("events:read");
    }

    @Test
    void takesOtherAudiencesAndScopesInPlaceOfThem() {
        assertThat(config("EDGE_MCP_OAUTH_AUDIENCE", "api://edge, edge").audiences())
                .containsExactlyInAnyOrder("api://edge", "edge");
        assertThat(config("EDGE_MCP_OAUTH_SCOPES", "events:read, admin").scopes())
                .containsExactly("events:read", "admin");
    }

    @Test
    void splitsTheMapAtTheLastEqualsSign() {
        assertThat(config("EDGE_MCP_OAUTH_TENANT_MAP", "https://login.example.com/?t=1=acme, b = globex")
                        .tenants())
                .isEqualTo(Map.of("https://login.example.com/?t=1", "acme", "b", "globex"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com",
                "http://localhost.example.com",
                "login.example.com",
                "https://",
                "https://me:secret@login.example.com",
                "https://login.example.com?x=1",
                "https://login.example.com#x",
                "file:///etc/passwd",
                "not a url"
            })
    void refusesIssuersThatOthersCouldSpeakFor(String issuer) {
        assertThatThrownBy(() -> config("EDGE_MCP_OAUTH_ISSUER", issuer))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("EDGE_MCP_OAUTH_ISSUER");
    }

    @ParameterizedTest
    @CsvSource({
        "EDGE_MCP_OAUTH_RESOURCE,''",
        "EDGE_MCP_OAUTH_JWKS_URI,http://login.example.com/keys",
        "EDGE_MCP_OAUTH_TENANT_MAP,acme",
        "EDGE_MCP_OAUTH_TENANT_MAP,=acme",
        "EDGE_MCP_OAUTH_TENANT_MAP,17=",
        "EDGE_MCP_OAUTH_SCOPES,a\"b"
    })
    void namesTheVariableThatItRefuses(String name, String value) {
        assertThatThrownBy(() -> config(name, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name + "=");
    }

    private static OAuthConfig config(String name, String value) {
        Map<String, String> settings = new HashMap<>();
        settings.put("EDGE_MCP_OAUTH_ISSUER", Issuer.ISSUER);
        settings.put("EDGE_MCP_OAUTH_RESOURCE", Issuer.RESOURCE);
        settings.put(name, value);
        return OAuthConfig.from(Settings.of(settings));
    }
}
