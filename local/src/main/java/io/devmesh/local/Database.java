package io.devmesh.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How to reach a PostgreSQL database, as in the {@code DATABASE_*} variables.
 *
 * @param sslMode one of the driver's
 * @param owner of its tables, where that is not {@code user}
 */
public record Database(
        String host, int port, String name, String user, String password, String sslMode, Optional<Owner> owner) {
    private static final int CONNECT_SECONDS = 5;

    /** One whose tables are owned by {@code user}. */
    public Database(String host, int port, String name, String user, String password, String sslMode) {
        this(host, port, name, user, password, sslMode, Optional.empty());
    }

    /** Who brings the schema up to date. */
    public record Owner(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /** The same database as {@code someone}. */
    public Database as(Owner someone) {
        return new Database(host, port, name, someone.user(), someone.password(), sslMode);
    }

    /** The same database as whoever owns its tables. */
    public Database asOwner() {
        return owner.map(this::as).orElse(this);
    }

    /** The variables that give a service this database. */
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("DATABASE_HOST", host);
        variables.put("DATABASE_PORT", Integer.toString(port));
        variables.put("DATABASE_NAME", name);
        variables.put("DATABASE_USER", user);
        variables.put("DATABASE_PASSWORD", password);
        variables.put("DATABASE_SSL_MODE", sslMode);
        owner.ifPresent(who -> {
            variables.put("DATABASE_MIGRATION_USER", who.user());
            variables.put("DATABASE_MIGRATION_PASSWORD", who.password());
        });
        return variables;
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
