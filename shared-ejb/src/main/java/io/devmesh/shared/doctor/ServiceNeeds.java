package io.devmesh.shared.doctor;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisAccess;
import io.devmesh.shared.redis.RedisCommands;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisUse;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.stream.StreamConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a service needs of Redis. */
public enum ServiceNeeds {
    EDGE_MCP,
    WORKER,
    /** What both need, as where they run with one Redis user. */
    ALL;

    /** Of the service that calls itself so ({@code edge-mcp}, {@code worker}) or {@code all}; empty for other names. */
    public static Optional<ServiceNeeds> of(String service) {
        return List.of(values()).stream()
                .filter(needs -> needs.toString().equals(service))
                .findFirst();
    }

    /** The uses of Redis that it has as {@code settings} are. */
    public List<RedisUse> uses(Settings settings) {
        List<RedisUse> uses = new ArrayList<>(List.of(RedisUse.QUEUE));
        if (this != WORKER && settings.bool("EDGE_MCP_REDIS_ENABLED", false)) {
            uses.add(RedisUse.CACHE);
        }
        return uses;
    }

    /** The commands, keys and channels that its user must be allowed. */
    public RedisAccess access(RedisConfig config, StreamConfig stream) {
        RedisAccess connection = RedisCommands.connection(config.topology().mode(), config.database());
        if (config.use() == RedisUse.CACHE) {
            return connection.and(RedisCommands.cache());
        }
        RedisAccess produce = RedisCommands.produce(stream.stream()).and(RedisCommands.share());
        RedisAccess consume = RedisCommands.consume(stream.stream(), stream.group(), StoredNotices.KEY);
        return connection.and(
                switch (this) {
                    case EDGE_MCP -> produce;
                    case WORKER -> consume;
                    case ALL -> produce.and(consume);
                });
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
