package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.sample.SampleBody;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.resps.StreamEntryBinary;

/**
 * Writes entries by the statement that the product has, to the same columns. What the Worker reads from a body is constant
 * here, of the same length, so that the rows are of one size.
 */
final class BareBatch {
    private static final String INSERT = """
            INSERT INTO event (id, tenant_id, source, delivery_id, provider, type, status, repository, actor, ref,
                               subject, action, url, occurred_at, received_at, last_error, traceparent, content_type, body)
            SELECT * FROM unnest(?::text[]::uuid[], ?::text[]::uuid[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                                 ?::text[]::timestamptz[], ?::text[]::timestamptz[], ?::text[], ?::text[], ?::text[],
                                 ?::bytea[])
            ON CONFLICT DO NOTHING
            """;
    private static final String TENANT = "00000000-0000-0000-0000-000000000001";
    private static final String SOURCE = "benchmark-00000000-0000-0000-0000-000000000001";
    private static final String SUBJECT = "The build of change 50000 fails";
    private static final String URL = "https://github.com/developer-mesh/sample-repository/issues/50000";
    private static final String OCCURRED = "2026-11-01T08:30:00Z";
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Connection connection;
    private final PreparedStatement insert;
    private int index;

    BareBatch(Connection connection) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement(INSERT);
    }

    void store(List<StreamEntryBinary> entries) throws SQLException {
        int size = entries.size();
        String[] ids = new String[size];
        String[] types = new String[size];
        String[] received = new String[size];
        byte[][] bodies = new byte[size][];
        for (int i = 0; i < size; i++) {
            for (Map.Entry<byte[], byte[]> field : entries.get(i).getFields().entrySet()) {
                switch (text(field.getKey())) {
                    case "event_id" -> ids[i] = text(field.getValue());
                    case "event_type" -> types[i] = text(field.getValue());
                    case "timestamp" -> received[i] = text(field.getValue());
                    case "payload" -> bodies[i] = field.getValue();
                    default -> {}
                }
            }
        }
        index = 1;
        bind("text", ids);
        bind("text", constant(TENANT, size));
        bind("text", constant(SOURCE, size));
        bind("text", ids);
        bind("text", constant("github", size));
        bind("text", types);
        bind("text", constant("processed", size));
        bind("text", constant(SampleBody.REPOSITORY, size));
        bind("text", constant(SampleBody.ACTOR, size));
        bind("text", constant("main", size));
        bind("text", constant(SUBJECT, size));
        bind("text", constant("opened", size));
        bind("text", constant(URL, size));
        bind("text", constant(OCCURRED, size));
        bind("text", received);
        bind("text", new String[size]);
        bind("text", constant(TRACEPARENT, size));
        bind("text", constant("application/json", size));
        bind("bytea", bodies);
        insert.executeUpdate();
        connection.commit();
    }

    private void bind(String type, Object[] elements) throws SQLException {
        insert.setArray(index++, connection.createArrayOf(type, elements));
    }

    private static String[] constant(String text, int size) {
        String[] all = new String[size];
        Arrays.fill(all, text);
        return all;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
