package io.devmesh.shared.redis;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.Warnings;
import io.devmesh.shared.tls.TlsConfig;
import io.devmesh.shared.tls.TlsConfig.Verify;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to reach Redis for one use, from the {@code REDIS_*} variables.
 *
 * @param tls empty for plain text
 * @param database 0 in a cluster and for the queue
 */
public record RedisConfig(
        RedisUse use,
        RedisTopology topology,
        RedisLogin login,
        Optional<TlsConfig> tls,
        int database,
        RedisLimits limits)
        implements Warnings {
    private static final int MAX_DATABASE = 1_000;

    /** For the stream: {@code REDIS_QUEUE_*} over {@code REDIS_*}. */
    public static RedisConfig queue(Settings settings) {
        RedisVariables variables = new RedisVariables(settings, RedisUse.QUEUE);
        return of(variables, 0, RedisLimits.from(variables));
    }

    /** For the cache of Edge MCP: {@code REDIS_*} with {@code EDGE_MCP_REDIS_DB}. */
    public static RedisConfig cache(Settings settings) {
        RedisVariables variables = new RedisVariables(settings, RedisUse.CACHE);
        int database = settings.integer("EDGE_MCP_REDIS_DB", 0, 0, MAX_DATABASE);
        if (database > 0 && settings.text("REDIS_MODE", "").equals("cluster")) {
            throw refuse("EDGE_MCP_REDIS_DB", Integer.toString(database), "is not 0", "a cluster has database 0 only");
        }
        RedisLimits limits = RedisLimits.from(variables);
        // A cache that is away is a miss: waiting for it would only make the call slower.
        RedisLimits impatient = new RedisLimits(
                settings.duration(
                        "EDGE_MCP_REDIS_CONNECT_TIMEOUT",
                        limits.connectTimeout(),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(30)),
                limits.socketTimeout(),
                limits.poolMax(),
                limits.poolWait(),
                Duration.ZERO,
                limits.maxAge());
        return of(variables, database, impatient);
    }

    private static RedisConfig of(RedisVariables variables, int database, RedisLimits limits) {
        return new RedisConfig(
                variables.use(),
                RedisTopology.from(variables),
                RedisLogin.from(variables),
                RedisTls.from(variables),
                database,
                limits);
    }

    public RedisAddress address() {
        return topology.address();
    }

    /** True where any certificate is accepted. */
    public boolean skipsVerification() {
        return tls.filter(config -> config.verify() == Verify.NOTHING).isPresent();
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (topology.assumed()) {
            warnings.add(topology.variable() + " is not set; using " + address());
        }
        if (skipsVerification()) {
            warnings.add(
                    "TLS to Redis is not verified (REDIS_TLS_SKIP_VERIFY=true): whoever is in the way can read and change what goes to Redis at "
                            + address() + "; never use it in production");
        }
        return warnings;
    }

    @Override
    public String toString() {
        return "RedisConfig[" + use.label() + " at " + address() + ", " + topology.mode() + ", " + login + ", tls="
                + tls.isPresent() + "]";
    }
}
