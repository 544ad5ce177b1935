package io.devmesh.edge.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.redis.Queue;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** In the queue's Redis, which does not evict. Each bucket is one key, which is gone once the bucket would be full again. */
@ApplicationScoped
class RedisBucketStore implements BucketStore {
    static final String REPLICAS = "{mcp}:replicas";

    private static final String TAKE = script("take.lua");
    private static final String BEAT = script("beat.lua");

    private final UnifiedJedis redis;

    RedisBucketStore() {
        this(null);
    }

    @Inject
    RedisBucketStore(@Queue UnifiedJedis redis) {
        this.redis = redis;
    }

    @Override
    public Grant take(BucketName bucket, Rate rate, int least, int most) {
        List<?> answer = (List<?>) eval(
                TAKE,
                bucket.key(),
                Integer.toString(rate.perSecond()),
                Integer.toString(rate.burst()),
                Integer.toString(least),
                Integer.toString(most));
        return new Grant(number(answer.get(0)), number(answer.get(1)), Duration.ofMillis(number(answer.get(2))));
    }

    @Override
    public int countReplicas(String self, Duration age) {
        return number(eval(BEAT, REPLICAS, self, Long.toString(age.toMillis())));
    }

    @Override
    public void leave(String self) {
        Object unused = eval(BEAT, REPLICAS, self, "0");
    }

    private Object eval(String script, String key, String... arguments) {
        try {
            return redis.eval(script, List.of(key), List.of(arguments));
        } catch (JedisException away) {
            throw new BucketStoreException("Redis is away: " + RootCause.of(away), away);
        }
    }

    private static int number(Object value) {
        return Math.toIntExact((Long) value);
    }

    private static String script(String name) {
        try (InputStream in = Objects.requireNonNull(RedisBucketStore.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
