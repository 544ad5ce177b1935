package io.devmesh.shared.stream;

import static io.devmesh.shared.stream.StreamUnavailableException.call;

import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.redis.KeyPipeline;
import io.devmesh.shared.redis.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * What comes after the commit: Edge MCP is told, and the entries are taken off the stream, in this order. One round trip, but two in a
 * cluster, where two servers may have the two keys.
 */
@ApplicationScoped
public class StoredEntries {
    private final RedisEventStream stream;
    private final StoredNotices notices;
    private final KeyPipeline redis;
    private final StreamConfig config;

    StoredEntries() {
        this(null, null, null, null);
    }

    @Inject
    public StoredEntries(
            RedisEventStream stream, StoredNotices notices, @Queue UnifiedJedis redis, StreamConfig config) {
        this.stream = stream;
        this.notices = notices;
        this.redis = KeyPipeline.of(redis);
        this.config = config;
    }

    /**
     * Tells and acknowledges; throws StreamUnavailableException where Redis is away, and then one of both may be done. Where Redis refuses the
     * notices the entries are acknowledged all the same, see {@link StoredNotices#publish}.
     */
    public void finish(List<StoredNotice> told, List<EntryId> entries) {
        if (redis.hasAllKeys()) {
            call(
                    "XADD, XACK and XDEL",
                    () -> redis.pipelined(config.stream(), Duration.ZERO, together -> {
                        Runnable published = notices.publish(told, together);
                        Supplier<Long> acknowledged = stream.acknowledge(entries, together);
                        // A primary that is none any more refuses both, and only the second says that it may be tried
                        // again.
                        return () -> {
                            long done = acknowledged.get();
                            published.run();
                            return done;
                        };
                    }));
        } else {
            notices.publish(told);
            stream.acknowledge(entries);
        }
    }
}
