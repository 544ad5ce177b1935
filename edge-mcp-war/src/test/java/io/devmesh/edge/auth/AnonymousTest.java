package io.devmesh.edge.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymousTest {
    private static final TenantId ACME = new TenantId(new UUID(0, 1));
    private static final Map<String, String> ON =
            Map.of("EDGE_MCP_ANONYMOUS_TENANT", "acme", "EDGE_MCP_HOST", "127.0.0.1");

    @Test
    void letsInWhoeverPresentsNothingAndMayDoWhatKeysUsuallyMay() {
        assertThat(of(ON, Map.of()))
                .hasValueSatisfying(who -> assertThat(who)
                        .isEqualTo(
                                new Authenticated(new UUID(0, 0), ACME, "anonymous", Grants.USUAL, Optional.empty())));
    }

    @Test
    void letsNobodyInUnlessToldTo() {
        assertThat(of(Map.of(), Map.of())).isEmpty();
        assertThat(of(Map.of("EDGE_MCP_HOST", "127.0.0.1"), Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-API-Key", "Forwarded", "X-Forwarded-For", "Via"})
    void wantsAGoodKeyOfWhoeverPresentsOneOrComesFromElsewhere(String header) {
        assertThat(of(ON, Map.of(header, "x"))).isEmpty();
    }

    @Test
    void letsNobodyIntoATenantThatIsNone() {
        assertThat(of(Map.of("EDGE_MCP_ANONYMOUS_TENANT", "nobody", "EDGE_MCP_HOST", "localhost"), Map.of()))
                .hasValueSatisfying(who -> assertThat(who).isInstanceOf(Identity.Unassigned.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "0.0.0.0", "::", "10.0.0.7", "mcp.example.com"})
    void startsOnlyWhereNobodyElseCanReachIt(String host) {
        Settings settings = Settings.of(Map.of("EDGE_MCP_ANONYMOUS_TENANT", "acme", "EDGE_MCP_HOST", host));

        assertThatThrownBy(() -> AnonymousConfig.from(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("EDGE_MCP_HOST=127.0.0.1");
    }

    @Test
    void doesNotStartInProduction() {
        Settings settings = Settings.of(Map.of(
                "EDGE_MCP_ANONYMOUS_TENANT", "acme",
                "EDGE_MCP_HOST", "127.0.0.1",
                "DEVMESH_ENVIRONMENT", "production"));

        assertThatThrownBy(() -> AnonymousConfig.from(settings)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void warnsAtEveryStart() {
        assertThat(AnonymousConfig.from(Settings.of(ON)).warnings()).hasSize(1);
        assertThat(AnonymousConfig.from(Settings.of(Map.of())).warnings()).isEmpty();
    }

    private static Optional<Identity> of(Map<String, String> settings, Map<String, String> headers) {
        return new Anonymous(AnonymousConfig.from(Settings.of(settings)), new Tenants()).of(headers::get);
    }

    /** One tenant in memory. */
    private static final class Tenants extends TenantRepository {
        Tenants() {
            super(null);
        }

        @Override
        public Optional<TenantId> find(String name) {
            return name.equals("acme") ? Optional.of(ACME) : Optional.empty();
        }
    }
}
