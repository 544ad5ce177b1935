package io.devmesh.benchmark.drain;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** Writes rows in one statement and one transaction. */
final class BareBatch {
    private static final String SOURCE = "benchmark-00000000-0000-0000-0000-000000000001";

    private final Connection connection;
    private final BareTables.Body body;
    private final PreparedStatement insert;

    private BareBatch(Connection connection, BareTables.Body body, String statement) throws SQLException {
        this.connection = connection;
        this.body = body;
        this.insert = connection.prepareStatement(statement);
    }

    /** Events, each with its effect. */
    static BareBatch withEffects(Connection connection, BareTables tables) throws SQLException {
        return new BareBatch(connection, tables.body(), tables.insertEventsWithEffects());
    }

    /** Events and nothing else. */
    static BareBatch ofEvents(Connection connection, BareTables tables) throws SQLException {
        return new BareBatch(connection, tables.body(), tables.insertEvents());
    }

    void store(BareRows rows) throws SQLException {
        String[] sources = new String[rows.size()];
        Arrays.fill(sources, SOURCE);
        bind(1, "text", sources);
        bind(2, "text", rows.ids());
        bind(3, "text", rows.ids());
        bind(4, "text", rows.types());
        bind(5, "text", rows.received());
        if (body == BareTables.Body.JSON) {
            bind(6, "text", texts(rows.bodies()));
        } else {
            bind(6, "bytea", rows.bodies());
        }
        insert.executeUpdate();
        connection.commit();
    }

    private void bind(int index, String type, Object[] elements) throws SQLException {
        insert.setArray(index, connection.createArrayOf(type, elements));
    }

    private static String[] texts(byte[][] bodies) {
        return Arrays.stream(bodies)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toArray(String[]::new);
    }
}
