package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.local.RedisBinary;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** On the Redis that is installed, 7 or newer. */
@NeedsProgram("redis-server")
class InstalledRedisEventStreamIT extends RedisEventStreamContract {
    @Override
    Path redisServer() {
        return RedisBinary.installed(System.getenv("PATH")).orElseThrow();
    }

    @Test
    void isRedis7OrNewer() {
        assertThat(Integer.parseInt(version().replaceFirst("\\..*", ""))).isGreaterThanOrEqualTo(7);
    }
}
