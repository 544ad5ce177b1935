package io.devmesh.benchmark.servers;

import io.devmesh.local.Database;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Redis and PostgreSQL as the benchmarks see them: emptied before a round, counted after it. */
public final class Store implements AutoCloseable {
    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(2), Duration.ofMillis(2));

    /** What a round leaves rows in: the Worker's tables of events, and all of the programs that it is compared with. */
    private static final String FILLED_TABLES = """
            SELECT relation.oid::regclass::text
            FROM pg_class relation JOIN pg_namespace schema ON schema.oid = relation.relnamespace
            WHERE relation.relkind IN ('r', 'p') AND NOT relation.relispartition
              AND (schema.nspname IN ('bare', 'bare_jsonb', 'postgres_only', 'postgres_only_jsonb')
                   OR schema.nspname = 'devmesh' AND (relname LIKE 'event%' OR relname LIKE 'outbox%'))
            """;

    private static final Map<String, String> AS_THEY_COME = Map.of("autovacuum", "on", "checkpoint_timeout", "5min");
    private static final String REWRITE = "auto-aof-rewrite-percentage";
    private static final String REWRITE_AS_IT_COMES = "100";

    private final Jedis redis;
    private final Handle database;

    public Store(Servers servers) {
        this(servers.database(), new HostAndPort("127.0.0.1", servers.redisPort()));
    }

    /** Of another Redis. */
    public Store(Database given, HostAndPort server) {
        this.redis = new Jedis(server);
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
        PATIENCE.await(() -> !persistence().contains("aof_rewrite_in_progress:1"));
        redis.bgrewriteaof();
        PATIENCE.await(() -> persistence().contains("aof_rewrite_in_progress:0")
                && persistence().contains("aof_rewrite_scheduled:0"));
    }

    /** From now on both servers do by themselves what {@link #settle} does else, as they come. */
    public void leaveAlone() {
        AS_THEY_COME.forEach((name, value) -> database.execute("ALTER SYSTEM SET " + name + " = '" + value + "'"));
        database.execute("SELECT pg_reload_conf()");
        redis.configSet(REWRITE, REWRITE_AS_IT_COMES);
    }

    /** Ends {@link #leaveAlone}. */
    public void lookAfter() {
        AS_THEY_COME.keySet().forEach(name -> database.execute("ALTER SYSTEM RESET " + name));
        database.execute("SELECT pg_reload_conf()");
        redis.configSet(REWRITE, "0");
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
        PATIENCE.await(() -> redis.xlen(stream) == 0);
        PATIENCE.await(() -> redis.xpending(stream, group).getTotal() == 0);
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

    @Override
    public void close() {
        database.close();
        redis.close();
    }
}
