package io.devmesh.shared.postgres;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.Settings;

/**
 * The {@code DATABASE_*} variables as Liberty's data source reads them; this record only refuses bad values, so that they
 * are named before the first query fails.
 *
 * @param sslMode as libpq's sslmode
 */
public record DatabaseConfig(String host, int port, String name, String user, String sslMode, int poolMax) {
    public static DatabaseConfig from(Settings settings) {
        String host = settings.text("DATABASE_HOST", "localhost");
        if (host.contains("/") || host.contains("@") || (host.contains(":") && !host.startsWith("["))) {
            throw refuse(
                    "DATABASE_HOST",
                    host.replaceFirst(".*@", "***@"),
                    "is not a host name",
                    "set the name only; the port belongs into DATABASE_PORT, the user into DATABASE_USER");
        }
        return new DatabaseConfig(
                host,
                settings.port("DATABASE_PORT", 5432),
                settings.text("DATABASE_NAME", "devmesh"),
                settings.text("DATABASE_USER", "devmesh"),
                settings.oneOf(
                        "DATABASE_SSL_MODE",
                        "prefer",
                        "disable",
                        "allow",
                        "prefer",
                        "require",
                        "verify-ca",
                        "verify-full"),
                settings.integer("DATABASE_POOL_MAX", 20, 1, 1_000));
    }
}
