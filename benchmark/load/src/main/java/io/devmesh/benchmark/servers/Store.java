package io.devmesh.benchmark.servers;

import io.devmesh.local.Database;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import redis.clients.jedis.Jedis;

/** Redis and PostgreSQL as the benchmarks see them: emptied before a round, counted after it. */
public final class Store implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(2);

    /** What a round leaves rows in: the Worker's tables of events, and all of the programs that it is compared with. */
    private static final String FILLED_TABLES = """
            SELECT relation.oid::regclass::text
            FROM pg_class relation JOIN pg_namespace schema ON schema.oid = relation.relnamespace
            WHERE relation.relkind IN ('r', 'p') AND NOT relation.relispartition
              AND (schema.nspname IN ('bare', 'bare_jsonb', 'postgres_only', 'postgres_only_jsonb')
                   OR schema.nspname = 'devmesh' AND (relname LIKE 'event%' OR relname LIKE 'outbox%'))
            """;

    private final Jedis redis;
    private final Handle database;

    public Store(Servers servers) {
        this.redis = new Jedis("127.0.0.1", servers.redisPort());
        Database given = servers.database();
        // The superuser has the owner's password, and only it may ask for a checkpoint.
        Database all =
                new Database(given.host(), given.port(), given.name(), "postgres", given.password(), given.sslMode());
        this.database = Jdbi.create(all.dataSource()).open();
    }

    /**
     * What is in the table.
     *
     * @param processed those that the Worker has normalized
     * @param bodyBytes of all bodies together
     */
    public record Rows(long all, long distinct, long processed, long bodyBytes) {}

    /** The connection, which no other thread may use meanwhile. */
    public Jedis redis() {
        return redis;
    }

    /** The superuser's connection, which no other thread may use meanwhile. */
    public Handle database() {
        return database;
    }

    /** Empties the tables and lets both servers finish what they would else do during the next round. */
    public void settle() {
        // Each by itself: a look of the Worker at two of them would lock them in another order.
        database.createQuery(FILLED_TABLES)
                .mapTo(String.class)
                .list()
                .forEach(table -> database.execute("TRUNCATE " + table));
        database.execute("CHECKPOINT");
        await(() -> !persistence().contains("aof_rewrite_in_progress:1"));
        redis.bgrewriteaof();
        await(() -> persistence().contains("aof_rewrite_in_progress:0")
                && persistence().contains("aof_rewrite_scheduled:0"));
    }

    public Rows rows() {
        return database.createQuery("""
                        SELECT count(*) AS "all", count(DISTINCT (tenant_id, source, delivery_id)) AS "distinct",
                               count(*) FILTER (WHERE status = 'processed') AS processed,
                               coalesce(sum(octet_length(body)), 0) AS body_bytes
                        FROM event
                        """)
                .map((row, context) -> new Rows(
                        row.getLong("all"),
                        row.getLong("distinct"),
                        row.getLong("processed"),
                        row.getLong("body_bytes")))
                .one();
    }

    /** The id of any event there is. */
    public String anyEvent() {
        return database.createQuery("SELECT id::text FROM event LIMIT 1")
                .mapTo(String.class)
                .one();
    }

    /** Returns when the stream is empty, and nothing of it is under way. */
    public void awaitDrained(String stream, String group) {
        await(() -> redis.xlen(stream) == 0);
        await(() -> redis.xpending(stream, group).getTotal() == 0);
    }

    /** Versions and what weighs on them. */
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put(
                "redis",
                redis.info("server")
                        .lines()
                        .filter(line -> line.startsWith("redis_version:"))
                        .findFirst()
                        .orElse(""));
        facts.put("redis_appendfsync", redis.configGet("appendfsync").toString());
        for (String setting : new String[] {"server_version", "fsync", "synchronous_commit", "shared_buffers"}) {
            facts.put(
                    "postgresql_" + setting,
                    database.createQuery("SELECT current_setting(:name)")
                            .bind("name", setting)
                            .mapTo(String.class)
                            .one());
        }
        facts.put("postgresql_wal_flush_milliseconds", flushMillis());
        return facts;
    }

    /** The mean of all flushes to disk. */
    private String flushMillis() {
        return database.createQuery("""
                        SELECT coalesce(round((sum(fsync_time) / nullif(sum(fsyncs), 0))::numeric, 3)::text, '')
                        FROM pg_stat_io WHERE object = 'wal'
                        """).mapTo(String.class).one();
    }

    private String persistence() {
        return redis.info("persistence");
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException("not done within " + LIMIT);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    @Override
    public void close() {
        database.close();
        redis.close();
    }
}
