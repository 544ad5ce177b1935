package io.devmesh.shared.redis;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach Redis, from the {@code REDIS_*} variables.
 *
 * @param address where it listens
 * @param username ACL user, where the server has more than the default one
 * @param password AUTH token or the ACL user's password; never printed
 * @param tls whether to speak TLS
 * @param tlsSkipVerify whether to accept any certificate; refused in production
 * @param connectTimeout how long a connect may take
 * @param socketTimeout how long an answer may take, blocking reads aside
 * @param poolMax connections at the most
 * @param poolWait how long a caller waits for a connection
 */
public record RedisConfig(
        RedisAddress address,
        Optional<String> username,
        Optional<String> password,
        boolean tls,
        boolean tlsSkipVerify,
        Duration connectTimeout,
        Duration socketTimeout,
        int poolMax,
        Duration poolWait) {
    private static final System.Logger LOG = System.getLogger(RedisConfig.class.getName());
    private static final String DEFAULT_ADDRESS = "localhost:6379";

    public static RedisConfig from(Settings settings) {
        boolean skipVerify = settings.bool("REDIS_TLS_SKIP_VERIFY", false);
        if (skipVerify && settings.isProduction()) {
            throw refuse(
                    "REDIS_TLS_SKIP_VERIFY",
                    "true",
                    "is refused when DEVMESH_ENVIRONMENT=production",
                    "set false and use a certificate that the JDK's trust store knows");
        }
        return new RedisConfig(
                address(settings),
                settings.text("REDIS_USERNAME"),
                settings.text("REDIS_PASSWORD"),
                settings.bool("REDIS_TLS_ENABLED", false),
                skipVerify,
                settings.duration("REDIS_CONNECT_TIMEOUT", Duration.ofSeconds(2), ms(50), Duration.ofSeconds(30)),
                settings.duration("REDIS_SOCKET_TIMEOUT", Duration.ofSeconds(2), ms(50), Duration.ofSeconds(30)),
                settings.integer("REDIS_POOL_MAX", 32, 1, 1_000),
                settings.duration("REDIS_POOL_WAIT", Duration.ofSeconds(2), ms(1), Duration.ofSeconds(30)));
    }

    private static RedisAddress address(Settings settings) {
        if (settings.isSet("REDIS_ADDR")) {
            return RedisAddress.parse("REDIS_ADDR", settings.text("REDIS_ADDR", ""));
        }
        if (settings.isProduction()) {
            throw new ConfigurationException(
                    "REDIS_ADDR is not set, which DEVMESH_ENVIRONMENT=production refuses: set host:port.");
        }
        LOG.log(System.Logger.Level.WARNING, "REDIS_ADDR is not set; using " + DEFAULT_ADDRESS);
        return RedisAddress.parse("REDIS_ADDR", DEFAULT_ADDRESS);
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    @Override
    public String toString() {
        return "RedisConfig[" + address + ", username=" + username.orElse("") + ", tls=" + tls + "]";
    }
}
