package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceEnvironmentTest {
    private static final Ports PORTS = new Ports(1, 2);
    private static final Database DATABASE = new Database("h", 3, "n", "u", "p", "disable");

    @Test
    void anEmbeddedRedisReplacesEveryWayToAnotherOne() {
        Map<String, String> user = Map.of(
                "REDIS_PASSWORD", "x", "REDIS_TLS_ENABLED", "true", "REDIS_QUEUE_ADDR", "q:1", "REDIS_POOL_MAX", "5");

        assertThat(new ServiceEnvironment(user).with(PORTS, Optional.of("127.0.0.1:6"), DATABASE, Optional.empty()))
                .doesNotContainKeys("REDIS_PASSWORD", "REDIS_TLS_ENABLED", "REDIS_QUEUE_ADDR")
                .containsEntry("REDIS_ADDR", "127.0.0.1:6")
                .containsEntry("REDIS_POOL_MAX", "5");
    }

    @Test
    void aGivenRedisIsLeftAsItIs() {
        Map<String, String> user = Map.of("REDIS_ADDR", "r:1", "REDIS_PASSWORD", "x");

        assertThat(new ServiceEnvironment(user).with(PORTS, Optional.empty(), DATABASE, Optional.empty()))
                .containsAllEntriesOf(user);
    }

    @Test
    void logsAreReadableUnlessSaidOtherwise() {
        assertThat(new ServiceEnvironment(Map.of()).with(PORTS, Optional.empty(), DATABASE, Optional.empty()))
                .containsEntry("LOG_FORMAT", "simple");
        assertThat(new ServiceEnvironment(Map.of("LOG_FORMAT", "json"))
                        .with(PORTS, Optional.empty(), DATABASE, Optional.empty()))
                .containsEntry("LOG_FORMAT", "json");
    }

    @Test
    void aLibertyOfTheUsersIsNotTouched() {
        assertThat(new ServiceEnvironment(Map.of("WLP_USER_DIR", "/mine"))
                        .with(PORTS, Optional.empty(), DATABASE, Optional.empty()))
                .doesNotContainKey("WLP_USER_DIR");
    }

    @Test
    void theMasterKeyOfTheEmbeddedDatabaseIsPassedOn() {
        assertThat(new ServiceEnvironment(Map.of()).with(PORTS, Optional.empty(), DATABASE, Optional.of("local:x")))
                .containsEntry("SECRETS_MASTER_KEY", "local:x");
    }
}
