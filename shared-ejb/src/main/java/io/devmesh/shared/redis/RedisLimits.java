package io.devmesh.shared.redis;

import io.devmesh.shared.config.Settings;
import java.time.Duration;

/**
 * How long anything may take, and how many connections there may be.
 *
 * @param connectTimeout of one connect, the TLS handshake included
 * @param socketTimeout how long an answer may take; a blocking read has its BLOCK time on top
 * @param poolMax connections at the most, of one use in one process
 * @param poolWait how long a caller waits for a connection
 * @param retryBudget how long a command is tried again after a failure that a fail-over explains; 0 for not at all
 * @param maxAge how old a connection may get; below the 12 h after which ElastiCache cuts those of IAM users
 */
public record RedisLimits(
        Duration connectTimeout,
        Duration socketTimeout,
        int poolMax,
        Duration poolWait,
        Duration retryBudget,
        Duration maxAge) {
    private static final Duration LONG = Duration.ofSeconds(30);

    static RedisLimits from(RedisVariables variables) {
        Settings settings = variables.settings();
        return new RedisLimits(
                settings.duration(variables.name("CONNECT_TIMEOUT"), Duration.ofSeconds(2), ms(50), LONG),
                settings.duration(variables.name("SOCKET_TIMEOUT"), Duration.ofSeconds(2), ms(50), LONG),
                settings.integer(variables.name("POOL_MAX"), 32, 1, 1_000),
                settings.duration(variables.name("POOL_WAIT"), Duration.ofSeconds(2), ms(1), LONG),
                settings.duration(variables.name("RETRY_BUDGET"), Duration.ofSeconds(1), Duration.ZERO, LONG),
                settings.duration(
                        variables.name("CONNECTION_MAX_AGE"),
                        Duration.ofHours(1),
                        Duration.ofSeconds(1),
                        Duration.ofHours(11)));
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }
}
