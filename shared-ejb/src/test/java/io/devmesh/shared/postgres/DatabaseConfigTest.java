package io.devmesh.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseConfigTest {
    @Test
    void hasTheDefaultsOfTheServerConfiguration() {
        DatabaseConfig config = DatabaseConfig.from(Settings.of(Map.of()));

        assertThat(config).hasToString("devmesh@localhost:5432/devmesh, sslmode prefer, password");
        assertThat(config.limits())
                .isEqualTo(new DatabaseLimits(
                        0,
                        20,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(30)));
        assertThat(config.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE_HOST,postgres://u:secret@db/x",
        "DATABASE_HOST,db:5432",
        "DATABASE_PORT,0",
        "DATABASE_PORT,none",
        "DATABASE_SSL_MODE,on",
        "DATABASE_SSL_ROOT_CERT,/nowhere/ca.pem",
        "DATABASE_AUTH,kerberos",
        "DATABASE_AUTH,iam",
        "DATABASE_MIGRATION_PASSWORD,secret",
        "DATABASE_POOL_MAX,0",
        "DATABASE_POOL_MIN,21",
        "DATABASE_POOL_WAIT,250ms",
        "DATABASE_POOL_WAIT,PT3S",
        "DATABASE_CONNECTION_MAX_AGE,12h"
    })
    void refusesBadValuesByName(String name, String value) {
        assertThatThrownBy(() -> DatabaseConfig.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name + "=")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theServicesRoleOwnsTheTablesUnlessAnotherIsNamed() {
        DatabaseConfig one = DatabaseConfig.from(Settings.of(Map.of("DATABASE_USER", "app")));
        assertThat(one.asOwner()).isEqualTo(one);

        DatabaseConfig two = DatabaseConfig.from(Settings.of(Map.of(
                "DATABASE_USER", "app",
                "DATABASE_PASSWORD", "a",
                "DATABASE_MIGRATION_USER", "owner",
                "DATABASE_MIGRATION_PASSWORD", "secret")));
        assertThat(two.asOwner()).hasToString("owner@localhost:5432/devmesh, sslmode prefer, password");
        assertThat(((DatabaseAuth.Password) two.asOwner().auth()).password().get())
                .contains("secret");
        assertThat(two).asString().doesNotContain("secret");
    }

    @Test
    void theOwnersTokenIsSignedForTheOwner() {
        DatabaseConfig config = DatabaseConfig.from(Settings.of(Map.of(
                "DATABASE_AUTH", "iam",
                "DATABASE_SSL_MODE", "require",
                "AWS_REGION", "eu-central-1",
                "DATABASE_MIGRATION_USER", "owner")));
        assertThat(((DatabaseAuth.Iam) config.asOwner().auth()).user().user()).isEqualTo("owner");
    }

    @Test
    void wantsTlsAndARegionAndNoPasswordForIam() {
        Map<String, String> iam = Map.of("DATABASE_AUTH", "iam", "DATABASE_SSL_MODE", "require");

        assertThatThrownBy(() -> DatabaseConfig.from(Settings.of(iam))).hasMessageContaining("AWS_REGION");
        assertThatThrownBy(() -> DatabaseConfig.from(Settings.of(with(iam, "DATABASE_PASSWORD", "secret"))))
                .hasMessageContaining("unset DATABASE_PASSWORD")
                .hasMessageNotContaining("secret");
        assertThat(DatabaseConfig.from(Settings.of(with(iam, "AWS_REGION", "eu-west-1")))
                        .auth())
                .isInstanceOf(DatabaseAuth.Iam.class);
    }

    @Test
    void warnsOfUnverifiedConnectionsInProductionAndOfAnRdsWithoutItsCa() {
        Map<String, String> production = Map.of("DEVMESH_ENVIRONMENT", "production", "DATABASE_SSL_MODE", "require");
        Map<String, String> rds =
                Map.of("DATABASE_HOST", "db.abc.eu-west-1.rds.amazonaws.com", "DATABASE_SSL_MODE", "verify-full");

        assertThat(DatabaseConfig.from(Settings.of(production)).warnings())
                .singleElement()
                .asString()
                .contains("verify-full");
        assertThat(DatabaseConfig.from(Settings.of(rds)).warnings())
                .singleElement()
                .asString()
                .contains("global-bundle.pem");
    }

    private static Map<String, String> with(Map<String, String> values, String name, String value) {
        Map<String, String> more = new HashMap<>(values);
        more.put(name, value);
        return more;
    }
}
