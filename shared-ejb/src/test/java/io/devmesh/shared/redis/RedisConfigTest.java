package io.devmesh.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisConfigTest {
    @Test
    void usesLocalhostWhereNothingIsSet() {
        RedisConfig config = RedisConfig.queue(Settings.of(Map.of()));

        assertThat(config.address()).hasToString("localhost:6379");
        assertThat(config.tls()).isEmpty();
        assertThat(config.login()).isInstanceOf(RedisLogin.Open.class);
    }

    @Test
    void wantsAnAddressInProduction() {
        assertThatThrownBy(() -> RedisConfig.queue(Settings.of(Map.of("DEVMESH_ENVIRONMENT", "production"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("REDIS_ADDR is not set");
    }

    @Test
    void refusesAnAddressThatIsSetButEmpty() {
        assertThatThrownBy(() -> RedisConfig.queue(Settings.of(Map.of("REDIS_ADDR", ""))))
                .hasMessageContaining("is set but empty");
    }

    @Test
    void refusesUnverifiedTlsInProduction() {
        Map<String, String> values = Map.of(
                "DEVMESH_ENVIRONMENT", "production", "REDIS_ADDR", "cache:6379", "REDIS_TLS_SKIP_VERIFY", "true");

        assertThatThrownBy(() -> RedisConfig.queue(Settings.of(values)))
                .hasMessageContaining("REDIS_TLS_SKIP_VERIFY=\"true\" is refused");
    }

    @Test
    void neverPrintsThePassword() {
        Map<String, String> values = Map.of("REDIS_ADDR", "cache:6379", "REDIS_PASSWORD", "hunter2");

        assertThat(RedisConfig.queue(Settings.of(values))).asString().doesNotContain("hunter2");
    }

    @Test
    void takesTheQueuesOwnVariablesBeforeTheCommonOnes() {
        Settings settings = Settings.of(Map.of(
                "REDIS_ADDR", "cache:6379",
                "REDIS_PASSWORD", "of-the-cache",
                "REDIS_POOL_MAX", "7",
                "REDIS_QUEUE_ADDR", "queue:6380",
                "REDIS_QUEUE_PASSWORD", ""));

        RedisConfig queue = RedisConfig.queue(settings);
        RedisConfig cache = RedisConfig.cache(settings);

        assertThat(queue.address()).hasToString("queue:6380");
        assertThat(queue.login()).isInstanceOf(RedisLogin.Open.class);
        assertThat(queue.limits().poolMax()).isEqualTo(7);
        assertThat(cache.address()).hasToString("cache:6379");
        assertThat(cache.login()).isInstanceOf(RedisLogin.Password.class);
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_TLS_ENABLED,maybe",
        "REDIS_MODE,ring",
        "REDIS_AUTH,kerberos",
        "REDIS_AUTH,iam",
        "REDIS_USERNAME,app",
        "REDIS_TLS_CA_FILE,/nowhere/ca.pem",
        "REDIS_TLS_SERVER_NAME,redis",
        "REDIS_POOL_MAX,0",
        "REDIS_CONNECT_TIMEOUT,soon",
        "REDIS_CONNECTION_MAX_AGE,12h",
        "REDIS_SENTINEL_ADDRS,'a:1,,b:2'",
        "REDIS_SENTINEL_ADDRS,a",
        "EDGE_MCP_REDIS_DB,-1",
        "EDGE_MCP_REDIS_CONNECT_TIMEOUT,1"
    })
    void refusesBadValuesByName(String name, String value) {
        assertThatThrownBy(() -> RedisConfig.cache(Settings.of(Map.of("REDIS_ADDR", "cache:6379", name, value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name + "=\"" + value + "\"");
    }

    @Test
    void namesTheFileThatCantBeUsed() {
        Map<String, String> values =
                Map.of("REDIS_ADDR", "a:1", "REDIS_TLS_ENABLED", "yes", "REDIS_TLS_CA_FILE", "/nowhere/ca.pem");

        assertThatThrownBy(() -> RedisConfig.queue(Settings.of(values)))
                .hasMessage(
                        "REDIS_TLS_CA_FILE=\"/nowhere/ca.pem\" can't be read: name a PEM file that is mounted and that"
                                + " this process may read.");
    }

    @Test
    void hasDatabaseZeroOnlyInACluster() {
        Map<String, String> values = Map.of("REDIS_ADDR", "a:1", "REDIS_MODE", "cluster", "EDGE_MCP_REDIS_DB", "3");

        assertThatThrownBy(() -> RedisConfig.cache(Settings.of(values)))
                .hasMessageStartingWith("EDGE_MCP_REDIS_DB=\"3\" is not 0");
    }

    @Test
    void wantsAllThatIamNeeds() {
        Map<String, String> values = new HashMap<>(Map.of("REDIS_ADDR", "a:1", "REDIS_AUTH", "iam"));
        for (String[] missing : new String[][] {
            {"REDIS_TLS_ENABLED", "true"},
            {"REDIS_IAM_CACHE_NAME", "orders"},
            {"REDIS_USERNAME", "devmesh"},
            {"AWS_REGION", "eu-west-1"}
        }) {
            assertThatThrownBy(() -> RedisConfig.queue(Settings.of(values))).hasMessageContaining(missing[0]);
            values.put(missing[0], missing[1]);
        }

        assertThat(RedisConfig.queue(Settings.of(values)).login()).isInstanceOf(RedisLogin.Iam.class);
        values.put("REDIS_PASSWORD", "hunter2");
        assertThatThrownBy(() -> RedisConfig.queue(Settings.of(values)))
                .hasMessageContaining("unset REDIS_PASSWORD")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void warnsOfWhatIsAssumedAndOfWhatIsNotVerified() {
        assertThat(RedisConfig.queue(Settings.of(Map.of())).warnings())
                .containsExactly("REDIS_ADDR is not set; using localhost:6379");
        assertThat(RedisConfig.queue(Settings.of(Map.of(
                                "REDIS_ADDR", "a:1", "REDIS_TLS_ENABLED", "true", "REDIS_TLS_SKIP_VERIFY", "true")))
                        .warnings())
                .singleElement()
                .asString()
                .contains("REDIS_TLS_SKIP_VERIFY");
    }
}
