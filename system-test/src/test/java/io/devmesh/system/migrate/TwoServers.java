package io.devmesh.system.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.RedisBinary;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisConnections;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/** The Redis to migrate from and the one to migrate to, with a stream as the services use it. */
final class TwoServers implements AutoCloseable {
    static final String STREAM = "webhook-events";
    static final String GROUP = "webhook-processors";

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private final EmbeddedRedis sourceServer = server("source");
    private final EmbeddedRedis targetServer = server("target");
    private final RedisClient source;
    private final RedisClient target;

    TwoServers() {
        sourceServer.start();
        targetServer.start();
        source = RedisClient.create("127.0.0.1", sourceServer.port());
        target = RedisClient.create("127.0.0.1", targetServer.port());
    }

    private static EmbeddedRedis server(String name) {
        return new EmbeddedRedis(
                () -> RedisBinary.bundled(TARGET.resolve("binaries")), TARGET.resolve("migrate-" + name), Map.of());
    }

    RedisClient source() {
        return source;
    }

    RedisClient target() {
        return target;
    }

    EmbeddedRedis sourceServer() {
        return sourceServer;
    }

    void empty() {
        source.flushAll();
        target.flushAll();
        target.configSet("maxmemory-policy", "noeviction");
    }

    /** Of {@code devmesh migrate}. */
    Map<String, String> environment() {
        return Map.of("REDIS_ADDR", sourceServer.address(), "TARGET_REDIS_ADDR", targetServer.address());
    }

    /** A connection as a service has one. */
    UnifiedJedis service(String name) {
        return RedisConnections.open(
                RedisConfig.queue(Settings.of(Map.of("REDIS_ADDR", sourceServer.address()))), name);
    }

    static StreamEntryID add(RedisClient redis, String payload) {
        return redis.xadd(STREAM, StreamEntryID.NEW_ENTRY, Map.of("payload", payload));
    }

    static void makeGroup(RedisClient redis, String group) {
        redis.xgroupCreate(STREAM, group, new StreamEntryID(), true);
    }

    /** Delivers the next entries and returns their ids. */
    static List<StreamEntryID> deliver(RedisClient redis, String group, String consumer, int count) {
        var read = redis.xreadGroup(
                group,
                consumer,
                XReadGroupParams.xReadGroupParams().count(count),
                Map.of(STREAM, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        return read == null
                ? List.of()
                : read.getFirst().getValue().stream().map(StreamEntry::getID).toList();
    }

    /** As a Worker does after its transaction. */
    static void finish(RedisClient redis, String group, List<StreamEntryID> ids) {
        redis.xack(STREAM, group, ids.toArray(StreamEntryID[]::new));
        redis.xdel(STREAM, ids.toArray(StreamEntryID[]::new));
    }

    /** Every entry with all its bytes, in their order, by its id. */
    static Map<String, String> entries(RedisClient redis) {
        Map<String, String> entries = new TreeMap<>();
        for (Object raw : redis.xrange(STREAM.getBytes(UTF_8), "-".getBytes(UTF_8), "+".getBytes(UTF_8))) {
            List<?> parts = (List<?>) raw;
            StringBuilder fields = new StringBuilder();
            ((List<?>) parts.get(1))
                    .forEach(field -> fields.append(HexFormat.of().formatHex((byte[]) field))
                            .append(' '));
            entries.put(new String((byte[]) parts.get(0), UTF_8), fields.toString());
        }
        return entries;
    }

    /** {@code id consumer deliveries}, each. */
    static List<String> pending(RedisClient redis, String group) {
        return redis
                .xpending(
                        STREAM,
                        group,
                        XPendingParams.xPendingParams()
                                .start(StreamEntryID.MINIMUM_ID)
                                .end(StreamEntryID.MAXIMUM_ID)
                                .count(10_000))
                .stream()
                .map(entry -> entry.getID() + " " + entry.getConsumerName() + " " + entry.getDeliveredTimes())
                .toList();
    }

    @Override
    public void close() {
        source.close();
        target.close();
        sourceServer.stop();
        targetServer.stop();
    }
}
