package io.devmesh.benchmark.drain;

import java.io.IOException;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The program that the Worker is compared with, in a JVM of its own with the same heap. Lives until its standard input
 * ends, which it does when the program that started it ends.
 */
final class BareWorker {
    static final String GROUP = "benchmark-bare";

    /** Each reads, stores and acknowledges by itself; the Worker has one reader and four lanes. */
    private static final int CONSUMERS = 2;

    /** Longer than a read may block. */
    private static final int SOCKET_TIMEOUT_MILLIS = 7_000;

    private final BareTables tables;
    private final HostAndPort redis;
    private final PGSimpleDataSource database;

    private BareWorker(BareTables tables, Map<String, String> environment) {
        this.tables = tables;
        this.redis = HostAndPort.from(environment.get("REDIS_ADDR"));
        this.database = new PGSimpleDataSource();
        database.setURL(environment.get("DATABASE_URL"));
    }

    /**
     * Starts it.
     *
     * @param arguments the schema and what a body is stored as
     */
    public static void main(String[] arguments) throws IOException {
        BareTables tables = new BareTables(arguments[0], BareTables.Body.valueOf(arguments[1]));
        new BareWorker(tables, System.getenv()).start();
        while (System.in.read() >= 0) {
            // Nothing is ever said.
        }
        System.exit(0);
    }

    /** The stream that it reads. */
    static String stream(BareTables tables) {
        return "benchmark-" + tables.schema();
    }

    private void start() {
        for (int i = 0; i < CONSUMERS; i++) {
            Jedis connection = connect();
            ensureGroup(connection);
            Thread consumer = new Thread(
                    new BareConsumer(connection, database, tables, stream(tables), "bare-" + i), "consumer-" + i);
            // A round with a consumer less would be no round.
            consumer.setUncaughtExceptionHandler((thread, failure) -> {
                failure.printStackTrace();
                Runtime.getRuntime().halt(1);
            });
            consumer.start();
        }
    }

    private Jedis connect() {
        return new Jedis(
                redis,
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .blockingSocketTimeoutMillis(SOCKET_TIMEOUT_MILLIS)
                        .build());
    }

    private void ensureGroup(Jedis connection) {
        try {
            connection.xgroupCreate(stream(tables), GROUP, new StreamEntryID(), true);
        } catch (JedisDataException answer) {
            if (!answer.getMessage().startsWith("BUSYGROUP")) {
                throw answer;
            }
        }
    }
}
