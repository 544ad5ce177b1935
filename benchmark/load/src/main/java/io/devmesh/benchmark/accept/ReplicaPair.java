package io.devmesh.benchmark.accept;

import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Patience;
import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.FreePort;
import io.devmesh.local.RedisBinary;
import io.devmesh.local.RedisEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** A Redis and a replica of it, both with the append-only file that the others have. */
public final class ReplicaPair {
    private static final String HOST = "127.0.0.1";
    private static final Duration LAG = Duration.ofMillis(5);
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(60), Duration.ofMillis(5));

    /** Longer than a wait for the replica may take. */
    private static final int SOCKET_TIMEOUT_MILLIS = 20_000;

    private static final Pattern CALLS = Pattern.compile("calls=(\\d+)");

    private final EmbeddedRedis primary;
    private final EmbeddedRedis replica;

    private ReplicaPair(EmbeddedRedis primary, EmbeddedRedis replica) {
        this.primary = primary;
        this.replica = replica;
    }

    /**
     * Returns when the replica has all.
     *
     * @param folder for data and logs
     * @param binaries where Redis is unpacked
     */
    public static ReplicaPair start(Cleanup cleanup, Path folder, Path binaries) {
        EmbeddedRedis primary = redis(folder.resolve("primary"), binaries, List.of());
        cleanup.start(primary::start, primary::stop);
        EmbeddedRedis replica =
                redis(folder.resolve("replica"), binaries, List.of("replicaof " + HOST + " " + primary.port()));
        cleanup.start(replica::start, replica::stop);
        ReplicaPair pair = new ReplicaPair(primary, replica);
        pair.empty();
        return pair;
    }

    private static EmbeddedRedis redis(Path folder, Path binaries, List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        // It would fall into some rounds and not into others.
        all.add("auto-aof-rewrite-percentage 0");
        RedisEndpoint endpoint = new RedisEndpoint(HOST, FreePort.find(), false);
        return new EmbeddedRedis(() -> RedisBinary.bundled(binaries), folder, endpoint, all);
    }

    /** Begins anew; returns when the replica has done so too, and neither writes its file any more. */
    public void empty() {
        try (Jedis first = connect();
                Jedis second = connect(replica)) {
            PATIENCE.await(() -> first.info("replication").contains("state=online"));
            first.flushAll();
            PATIENCE.await(() -> first.waitReplicas(1, LAG.toMillis()) == 1);
            for (Jedis one : List.of(first, second)) {
                PATIENCE.await(() -> one.info("persistence").contains("aof_rewrite_in_progress:0"));
                one.bgrewriteaof();
                PATIENCE.await(() -> one.info("persistence").contains("aof_rewrite_in_progress:0")
                        && one.info("persistence").contains("aof_rewrite_scheduled:0"));
            }
        }
    }

    /** How often the primary was asked to wait for its replica so far. */
    public long waits() {
        try (Jedis redis = connect()) {
            return redis.info("commandstats")
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_wait:"))
                    .map(CALLS::matcher)
                    .filter(Matcher::find)
                    .mapToLong(calls -> Long.parseLong(calls.group(1)))
                    .sum();
        }
    }

    /** Entries on a stream. */
    public long length(String stream) {
        try (Jedis redis = connect()) {
            return redis.xlen(stream);
        }
    }

    /** To the primary. */
    public Jedis connect() {
        return connect(primary);
    }

    private static Jedis connect(EmbeddedRedis redis) {
        return new Jedis(
                new HostAndPort(HOST, redis.port()),
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .socketTimeoutMillis(SOCKET_TIMEOUT_MILLIS)
                        .build());
    }

    /** As in REDIS_ADDR. */
    public String address() {
        return primary.address();
    }

    public ProcessHandle primary() {
        return primary.process();
    }

    public void stop() {
        replica.stop();
        primary.stop();
    }
}
