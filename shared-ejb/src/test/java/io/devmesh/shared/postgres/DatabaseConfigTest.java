package io.devmesh.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseConfigTest {
    @Test
    void hasTheDefaultsOfTheServerConfiguration() {
        assertThat(DatabaseConfig.from(Settings.of(Map.of())))
                .isEqualTo(new DatabaseConfig("localhost", 5432, "devmesh", "devmesh", "prefer", 20));
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE_HOST,postgres://u:secret@db/x",
        "DATABASE_HOST,db:5432",
        "DATABASE_PORT,0",
        "DATABASE_PORT,none",
        "DATABASE_SSL_MODE,on",
        "DATABASE_POOL_MAX,0"
    })
    void refusesBadValuesByName(String name, String value) {
        assertThatThrownBy(() -> DatabaseConfig.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name + "=")
                .hasMessageNotContaining("secret");
    }
}
