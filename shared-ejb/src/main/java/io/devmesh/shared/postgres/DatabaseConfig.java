package io.devmesh.shared.postgres;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.Settings;
import java.util.Set;

/**
 * The {@code DATABASE_*} variables as Liberty's data source reads them; this record only refuses bad values, so that they
 * are named before the first query fails.
 *
 * @param sslMode as libpq's sslmode
 */
public record DatabaseConfig(String host, int port, String name, String user, String sslMode, int poolMax) {
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    public static DatabaseConfig from(Settings settings) {
        String host = settings.text("DATABASE_HOST", "localhost");
        if (host.contains("/") || host.contains("@") || (host.contains(":") && !host.startsWith("["))) {
            throw refuse(
                    "DATABASE_HOST",
                    host.replaceFirst(".*@", "***@"),
                    "is not a host name",
                    "set the name only; the port belongs into DATABASE_PORT, the user into DATABASE_USER");
        }
        String sslMode = settings.text("DATABASE_SSL_MODE", "prefer");
        if (!SSL_MODES.contains(sslMode)) {
            throw refuse(
                    "DATABASE_SSL_MODE",
                    sslMode,
                    "is not a mode",
                    "set one of " + SSL_MODES.stream().sorted().toList());
        }
        return new DatabaseConfig(
                host,
                settings.integer("DATABASE_PORT", 5432, 1, 65_535),
                settings.text("DATABASE_NAME", "devmesh"),
                settings.text("DATABASE_USER", "devmesh"),
                sslMode,
                settings.integer("DATABASE_POOL_MAX", 20, 1, 1_000));
    }
}
