package io.devmesh.system.doctor;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.doctor.ServiceNeeds;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisUse;
import io.devmesh.shared.stream.StreamConfig;
import java.util.Map;

/** The ACL rules that the product asks for. */
final class Rules {
    private Rules() {}

    static String of(ServiceNeeds needs, RedisUse use) {
        Settings settings = Settings.of(Map.of());
        RedisConfig config = use == RedisUse.QUEUE ? RedisConfig.queue(settings) : RedisConfig.cache(settings);
        return needs.access(config, StreamConfig.from(settings)).rule();
    }
}
