package io.devmesh.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How to reach a PostgreSQL database, as in the {@code DATABASE_*} variables.
 *
 * @param sslMode one of the driver's
 */
public record Database(String host, int port, String name, String user, String password, String sslMode) {
    private static final int CONNECT_SECONDS = 5;

    /** The variables that give a service this database. */
    public Map<String, String> environment() {
        return Map.of(
                "DATABASE_HOST", host,
                "DATABASE_PORT", Integer.toString(port),
                "DATABASE_NAME", name,
                "DATABASE_USER", user,
                "DATABASE_PASSWORD", password,
                "DATABASE_SSL_MODE", sslMode);
    }

    /** An URL that needs nothing beside it. Holds the password. */
    public String url() {
        return "jdbc:postgresql://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + encoded(name)
                + "?user=" + encoded(user) + "&password=" + encoded(password) + "&sslmode=" + encoded(sslMode);
    }

    /** Connections whose search path is the one that the services have. */
    public PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(name);
        source.setUser(user);
        source.setPassword(password);
        source.setSslmode(sslMode);
        source.setCurrentSchema("devmesh,public");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        return source;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "Database[" + user + "@" + host + ":" + port + "/" + name + "]";
    }
}
