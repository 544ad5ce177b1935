package io.devmesh.shared.postgres;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code DATABASE_*} variables. Liberty's data source reads most of them itself; this record refuses bad values, so
 * that they are named before the first query fails, and tells {@link DatabaseLogin} and {@link DatabaseTls} what to do.
 */
public record DatabaseConfig(
        String host,
        int port,
        String name,
        String user,
        DatabaseAuth auth,
        Optional<Owner> owner,
        DatabaseSsl ssl,
        DatabaseLimits limits)
        implements Warnings {
    private static final int DEFAULT_PORT = 5432;
    private static final String RDS = ".rds.amazonaws.com";

    /** Who owns the tables and brings the schema up to date, where that is not whom the services log in as. */
    public record Owner(String user, DatabaseAuth auth) {}

    public static DatabaseConfig from(Settings settings) {
        String host = host(settings);
        int port = settings.port("DATABASE_PORT", DEFAULT_PORT);
        String user = settings.text("DATABASE_USER", "devmesh");
        DatabaseSsl ssl = DatabaseSsl.from(settings);
        return new DatabaseConfig(
                host,
                port,
                settings.text("DATABASE_NAME", "devmesh"),
                user,
                DatabaseAuth.from(
                        settings, host, port, user, () -> settings.text("DATABASE_PASSWORD"), "DATABASE_PASSWORD", ssl),
                owner(settings, host, port, ssl),
                ssl,
                DatabaseLimits.from(settings));
    }

    private static Optional<Owner> owner(Settings settings, String host, int port, DatabaseSsl ssl) {
        Optional<String> user = settings.text("DATABASE_MIGRATION_USER");
        if (user.isEmpty() && settings.text("DATABASE_MIGRATION_PASSWORD").isPresent()) {
            throw refuse(
                    "DATABASE_MIGRATION_PASSWORD",
                    "***",
                    "is nobody's",
                    "set DATABASE_MIGRATION_USER, or unset DATABASE_MIGRATION_PASSWORD");
        }
        return user.map(name -> new Owner(
                name,
                DatabaseAuth.from(
                        settings,
                        host,
                        port,
                        name,
                        () -> settings.text("DATABASE_MIGRATION_PASSWORD"),
                        "DATABASE_MIGRATION_PASSWORD",
                        ssl)));
    }

    /** The same for whoever owns the tables. */
    public DatabaseConfig asOwner() {
        return owner.map(who ->
                        new DatabaseConfig(host, port, name, who.user(), who.auth(), Optional.empty(), ssl, limits))
                .orElse(this);
    }

    private static String host(Settings settings) {
        String host = settings.text("DATABASE_HOST", "localhost");
        if (host.contains("/") || host.contains("@") || (host.contains(":") && !host.startsWith("["))) {
            throw refuse(
                    "DATABASE_HOST",
                    host.replaceFirst(".*@", "***@"),
                    "is not a host name",
                    "set the name only; the port belongs into DATABASE_PORT, the user into DATABASE_USER");
        }
        return host;
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(ssl.warnings());
        if (ssl.verifies() && ssl.rootCertificate().isEmpty() && host.endsWith(RDS)) {
            warnings.add("DATABASE_SSL_ROOT_CERT is not set; the JDK's trust store does not know the CA of RDS: mount "
                    + "AWS's global-bundle.pem and name it");
        }
        return warnings;
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + name + ", sslmode " + ssl.mode() + ", " + auth;
    }
}
