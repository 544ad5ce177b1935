package io.devmesh.system;

import io.devmesh.local.RedisBinary;
import java.nio.file.Path;

/** On Redis 6.2. */
class EmbeddedRedisEventStreamIT extends RedisEventStreamContract {
    @Override
    Path redisServer() {
        return RedisBinary.bundled(Stack.binaries());
    }
}
