package io.devmesh.benchmark.drain;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntryBinary;

/** The unavoidable and nothing else: read up to 100, one transaction, acknowledge and delete, and again. */
final class BareConsumer implements Runnable {
    private static final int COUNT = 100;
    private static final int BLOCK_MILLIS = 1_000;

    private final Jedis redis;
    private final DataSource database;
    private final BareTables tables;
    private final byte[] stream;
    private final byte[] group;
    private final byte[] name;

    BareConsumer(Jedis redis, DataSource database, BareTables tables, String stream, String name) {
        this.redis = redis;
        this.database = database;
        this.tables = tables;
        this.stream = bytes(stream);
        this.group = bytes(BareWorker.GROUP);
        this.name = bytes(name);
    }

    @Override
    public void run() {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            BareBatch batch = BareBatch.withEffects(connection, tables);
            while (true) {
                List<StreamEntryBinary> entries = read();
                if (!entries.isEmpty()) {
                    batch.store(BareRows.of(entries));
                    acknowledge(entries);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @SuppressWarnings("ArrayAsKeyOfSetOrMap") // the client's type; it only iterates over it
    private List<StreamEntryBinary> read() {
        var streams = redis.xreadGroupBinary(
                group,
                name,
                XReadGroupParams.xReadGroupParams().count(COUNT).block(BLOCK_MILLIS),
                Map.of(stream, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        return streams == null || streams.isEmpty()
                ? List.of()
                : streams.getFirst().getValue();
    }

    private void acknowledge(List<StreamEntryBinary> entries) {
        byte[][] ids = new byte[entries.size()][];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes(entries.get(i).getID().toString());
        }
        try (Pipeline pipeline = redis.pipelined()) {
            pipeline.xack(stream, group, ids);
            pipeline.xdel(stream, ids);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
