package io.devmesh.shared.postgres;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.Settings;
import java.time.Duration;

/**
 * The pool and its waits, as Liberty's data source reads them.
 *
 * @param poolMin connections that are kept open
 * @param poolMax connections at the most
 * @param poolWait how long a caller waits for one
 * @param connectTimeout of one connect
 * @param socketTimeout how long an answer may take
 * @param maxAge how old a connection may get, so that none outlives a fail-over or a new certificate for long
 */
public record DatabaseLimits(
        int poolMin, int poolMax, Duration poolWait, Duration connectTimeout, Duration socketTimeout, Duration maxAge) {
    private static final int MOST = 1_000;

    public static DatabaseLimits from(Settings settings) {
        Duration minute = Duration.ofMinutes(1);
        DatabaseLimits limits = new DatabaseLimits(
                settings.integer("DATABASE_POOL_MIN", 0, 0, MOST),
                settings.integer("DATABASE_POOL_MAX", 20, 1, MOST),
                settings.seconds("DATABASE_POOL_WAIT", Duration.ofSeconds(3), minute),
                settings.seconds("DATABASE_CONNECT_TIMEOUT", Duration.ofSeconds(3), minute),
                settings.seconds("DATABASE_SOCKET_TIMEOUT", Duration.ofSeconds(30), Duration.ofHours(1)),
                settings.seconds("DATABASE_CONNECTION_MAX_AGE", Duration.ofMinutes(30), Duration.ofHours(11)));
        if (limits.poolMin > limits.poolMax) {
            throw refuse(
                    "DATABASE_POOL_MIN",
                    Integer.toString(limits.poolMin),
                    "is more than DATABASE_POOL_MAX",
                    "set " + limits.poolMax + " or less");
        }
        return limits;
    }
}
