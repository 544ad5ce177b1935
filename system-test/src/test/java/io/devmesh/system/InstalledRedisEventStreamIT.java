package io.devmesh.system;

import io.devmesh.local.RedisBinary;
import java.nio.file.Path;

/** On the Redis that is installed, 7 or newer. */
@NeedsProgram("redis-server")
class InstalledRedisEventStreamIT extends RedisEventStreamContract {
    @Override
    Path redisServer() {
        return RedisBinary.installed(System.getenv("PATH")).orElseThrow();
    }
}
