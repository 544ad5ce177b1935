package io.devmesh.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionConfigTest {
    @Test
    void defaultsAreThoseOfTheOriginal() {
        AdmissionConfig config = AdmissionConfig.from(Settings.of(Map.of()));

        assertThat(config.rates().global()).contains(new Rate(1_000, 2_000));
        assertThat(config.rates().tenant()).contains(new Rate(100, 200));
        assertThat(config.rates().tool()).contains(new Rate(50, 100));
        assertThat(config.quotas().enabled()).isTrue();
        assertThat(config.quotas().daily()).isEqualTo(OptionalInt.of(10_000));
        assertThat(config.quotas().monthly()).isEmpty();
    }

    @Test
    void aBurstIsThatOfTwoSecondsWhereNothingElseIsSaid() {
        AdmissionConfig config = AdmissionConfig.from(
                Settings.of(Map.of("EDGE_MCP_TENANT_RPS", "7", "EDGE_MCP_TOOL_RPS", "7", "EDGE_MCP_TOOL_BURST", "9")));

        assertThat(config.rates().tenant()).contains(new Rate(7, 14));
        assertThat(config.rates().tool()).contains(new Rate(7, 9));
    }

    @Test
    void offIsWithoutLimit() {
        AdmissionConfig config = AdmissionConfig.from(Settings.of(
                Map.of("EDGE_MCP_GLOBAL_RPS", "off", "EDGE_MCP_DEFAULT_QUOTA", "OFF", "EDGE_MCP_KEY_STREAMS", "off")));

        assertThat(config.rates().global()).isEmpty();
        assertThat(config.quotas().daily()).isEmpty();
        assertThat(config.atOnce().streams()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "EDGE_MCP_TENANT_RPS; 0",
                "EDGE_MCP_TENANT_RPS; -1",
                "EDGE_MCP_TENANT_RPS; none",
                "EDGE_MCP_TENANT_RPS; 1000001",
                "EDGE_MCP_TENANT_RPS; 99999999999",
                "EDGE_MCP_TENANT_BURST; 0",
                "EDGE_MCP_ENABLE_QUOTAS; maybe",
                "EDGE_MCP_TOOL_COSTS; event_stats",
                "EDGE_MCP_TOOL_COSTS; event_stats=0",
                "EDGE_MCP_TOOL_COSTS; =1",
                "EDGE_MCP_TRUSTED_PROXIES; proxy.example.com",
                "EDGE_MCP_TRUSTED_PROXIES; 10.0.0.0/33",
                "EDGE_MCP_TRUSTED_PROXIES; 10.0.0.256",
            })
    void aBadValueRefusesTheStart(String variable, String value) {
        assertThatThrownBy(() -> AdmissionConfig.from(Settings.of(Map.of(variable, value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(variable);
    }

    @Test
    void aToolCostsWhatIsSaidElseWhatTheStarSaysElseOne() {
        ToolCosts costs = ToolCosts.parse("event_stats=5, event_list=2,*=3");

        assertThat(costs.of("event_stats")).isEqualTo(5);
        assertThat(costs.of("event_list")).isEqualTo(2);
        assertThat(costs.of("other")).isEqualTo(3);
        assertThat(ToolCosts.parse("").of("other")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "203.0.113.9; -; 203.0.113.9",
                "203.0.113.9; 198.51.100.1; 203.0.113.9", // no proxy of ours
                "10.1.2.3; -; 10.1.2.3",
                "10.1.2.3; 198.51.100.1; 198.51.100.1",
                "10.1.2.3; 192.0.2.1, 198.51.100.1; 198.51.100.1", // the caller may have written the first
                "10.1.2.3; 198.51.100.1, 10.9.9.9; 198.51.100.1", // two proxies
                "10.1.2.3; unknown; 10.1.2.3",
                "10.1.2.3; example.com; 10.1.2.3",
                "2001:db8::5; 2001:db9::1; 2001:db9::1",
                "2001:db7::5; 2001:db9::1; 2001:db7::5",
            })
    void believesOfTheOriginWhatTrustedProxiesSay(String peer, String forwardedFor, String origin) {
        TrustedProxies proxies = TrustedProxies.parse("10.0.0.0/8,2001:db8::/32");

        assertThat(proxies.origin(peer, forwardedFor)).isEqualTo(origin);
    }
}
