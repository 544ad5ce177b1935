package io.devmesh.shared.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.redis.KeyPipeline;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;

/**
 * Appends to the stream, for all callers of one moment together: one round trip for all of them costs both sides less than one for
 * each. Where replicas have to have an event, so that it outlives its primary, they share one WAIT, which is for what its own
 * connection wrote.
 */
@SuppressWarnings("UndefinedEquals") // the client wants maps with byte arrays as keys, and only iterates over them
public final class EventAppender {
    private static final int MOST_EVENTS = 500;
    private static final long MOST_BYTES = 8L << 20;

    private final KeyPipeline redis;
    private final StreamConfig config;
    private final int replicas;
    private final Duration timeout;
    private final GroupCommit<WebhookEvent, Optional<String>> rounds =
            new GroupCommit<>(this::append, event -> event.body().length, MOST_EVENTS, MOST_BYTES);

    private EventAppender(UnifiedJedis redis, StreamConfig config, int replicas, Duration timeout) {
        this.redis = KeyPipeline.of(redis);
        this.config = config;
        this.replicas = replicas;
        this.timeout = timeout;
    }

    /** Done when Redis has an event. */
    public static EventAppender local(UnifiedJedis redis, StreamConfig config) {
        return new EventAppender(redis, config, 0, Duration.ZERO);
    }

    /**
     * Done when replicas have an event, too.
     *
     * @param replicas how many must confirm
     * @param timeout within which
     */
    public static EventAppender replicated(UnifiedJedis redis, StreamConfig config, int replicas, Duration timeout) {
        return new EventAppender(redis, config, replicas, timeout);
    }

    /**
     * Returns when {@code event} is where it has to be. Throws StreamUnavailableException where that is not known: it may be on the
     * stream all the same.
     */
    public void publish(WebhookEvent event) {
        rounds.submit(event).ifPresent(reason -> {
            throw new StreamUnavailableException(reason);
        });
    }

    /** For each event why it is not safe; empty where it is. */
    private List<Optional<String>> append(List<WebhookEvent> events) {
        try {
            return redis.pipelined(config.stream(), timeout, pipeline -> append(pipeline, events));
        } catch (JedisException failure) {
            return Collections.nCopies(events.size(), Optional.of("XADD failed: " + failure.getMessage()));
        }
    }

    private Supplier<List<Optional<String>>> append(Pipeline pipeline, List<WebhookEvent> events) {
        List<Response<byte[]>> entries =
                events.stream().map(event -> add(pipeline, event)).toList();
        Supplier<Optional<String>> unknown = confirmation(pipeline);
        return () -> {
            List<Optional<String>> refused =
                    entries.stream().map(EventAppender::refusal).toList();
            Optional<String> all = unknown.get();
            return refused.stream().map(refusal -> refusal.or(() -> all)).toList();
        };
    }

    /** Why none of the round is safe; empty where it is. */
    private Supplier<Optional<String>> confirmation(Pipeline pipeline) {
        if (replicas == 0) {
            return Optional::empty;
        }
        Response<Long> confirmed = pipeline.waitReplicas(replicas, timeout.toMillis());
        return () -> unconfirmed(confirmed.get());
    }

    private Response<byte[]> add(Pipeline pipeline, WebhookEvent event) {
        Map<byte[], byte[]> fields = new LinkedHashMap<>();
        EventCodec.encode(event).forEach((name, value) -> fields.put(name.getBytes(UTF_8), value));
        return pipeline.xadd(config.stream().getBytes(UTF_8), new XAddParams(), fields);
    }

    /** A Redis that is full may have taken others of the round; any other refusal is for all of it. */
    private static Optional<String> refusal(Response<byte[]> entry) {
        try {
            entry.get();
            return Optional.empty();
        } catch (JedisDataException answer) {
            if (answer.getMessage().startsWith("OOM")) {
                return Optional.of("XADD failed: " + answer.getMessage());
            }
            throw answer;
        }
    }

    private Optional<String> unconfirmed(long confirmed) {
        return confirmed >= replicas
                ? Optional.empty()
                : Optional.of(confirmed + " of " + replicas + " replicas confirmed within " + timeout);
    }
}
