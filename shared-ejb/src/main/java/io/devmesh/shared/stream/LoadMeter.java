package io.devmesh.shared.stream;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.redis.KeyPipeline;
import io.devmesh.shared.redis.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Asks the server that has the stream how full it is. */
@ApplicationScoped
public class LoadMeter {
    private static final System.Logger LOG = System.getLogger(LoadMeter.class.getName());
    private static final CommandObject<String> INFO_MEMORY =
            new CommandObject<>(new CommandArguments(Command.INFO).add("memory"), BuilderFactory.STRING);

    private static final double FULL = 100;

    private final KeyPipeline redis;
    private final String stream;
    private volatile boolean untold;

    LoadMeter() {
        this(null, new StreamConfig("", ""));
    }

    @Inject
    public LoadMeter(@Queue UnifiedJedis redis, StreamConfig config) {
        this.redis = KeyPipeline.of(redis);
        this.stream = config.stream();
    }

    /** One round trip; throws StreamUnavailableException where Redis does not answer. */
    public StreamLoad measure() {
        try {
            return redis.pipelined(stream, Duration.ZERO, this::ask);
        } catch (JedisException failure) {
            throw new StreamUnavailableException("XLEN failed: " + failure.getMessage(), failure);
        }
    }

    private Supplier<StreamLoad> ask(Pipeline pipeline) {
        Response<Long> entries = pipeline.xlen(stream);
        Optional<Response<String>> memory =
                untold ? Optional.empty() : Optional.of(pipeline.appendCommand(INFO_MEMORY));
        return () -> new StreamLoad(
                entries.get(),
                memory.flatMap(this::told).map(LoadMeter::percent).orElse(OptionalInt.empty()));
    }

    /** Asked once only where it is not allowed: each refusal would be a line in ACL LOG. */
    private Optional<String> told(Response<String> info) {
        try {
            return Optional.of(info.get());
        } catch (JedisDataException refused) {
            untold = true;
            LOG.log(
                    WARNING,
                    "Redis does not tell how full its memory is, so WEBHOOK_MAX_REDIS_MEMORY has no effect until the next"
                            + " start: allow +info to the user in REDIS_QUEUE_USERNAME or REDIS_USERNAME ("
                            + refused.getMessage() + ")");
            return Optional.empty();
        }
    }

    static OptionalInt percent(String info) {
        Map<String, String> fields = info.lines()
                .map(line -> line.split(":", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1].strip(), (first, second) -> first));
        double used = Double.parseDouble(fields.getOrDefault("used_memory", "0"));
        double limit = Double.parseDouble(fields.getOrDefault("maxmemory", "0"));
        return limit == 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.min(FULL, FULL * used / limit));
    }
}
