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
    static final String STREAM = "benchmark-bare";
    static final String GROUP = "benchmark-bare";

    /** As many as the Worker has. */
    private static final int CONSUMERS = 2;

    /** Longer than a read may block. */
    private static final int SOCKET_TIMEOUT_MILLIS = 7_000;

    private final HostAndPort redis;
    private final PGSimpleDataSource database;

    private BareWorker(Map<String, String> environment) {
        this.redis = HostAndPort.from(environment.get("REDIS_ADDR"));
        this.database = new PGSimpleDataSource();
        database.setURL(environment.get("DATABASE_URL"));
        database.setCurrentSchema("devmesh,public");
    }

    public static void main(String[] arguments) throws IOException {
        new BareWorker(System.getenv()).start();
        while (System.in.read() >= 0) {
            // Nothing is ever said.
        }
        System.exit(0);
    }

    private void start() {
        for (int i = 0; i < CONSUMERS; i++) {
            Jedis connection = connect();
            ensureGroup(connection);
            Thread consumer =
                    new Thread(new BareConsumer(connection, database, STREAM, GROUP, "bare-" + i), "consumer-" + i);
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

    private static void ensureGroup(Jedis connection) {
        try {
            connection.xgroupCreate(STREAM, GROUP, new StreamEntryID(), true);
        } catch (JedisDataException answer) {
            if (!answer.getMessage().startsWith("BUSYGROUP")) {
                throw answer;
            }
        }
    }
}
