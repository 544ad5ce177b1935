package io.devmesh.edge.mcp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.tool.LogLevel;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.redis.Queue;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamEntry;
import tools.jackson.databind.node.ObjectNode;

/**
 * In the queue's Redis, which does not evict. All keys of a session have one hash tag, {@code {mcp:id}}; all expire by
 * themselves.
 */
@ApplicationScoped
class RedisSessionStore implements SessionStore {
    private static final String MESSAGE = "m";
    private static final String LAST = "last";
    private static final String WORKER = "w";
    private static final String REQUEST = "r";
    private static final String CALL = "call";
    private static final String ENDED = "ended";
    private static final String LEVEL = "level";
    private static final String URI = "uri:";
    private static final long MAX_LENGTH = 10_000;

    private final UnifiedJedis redis;
    private final SessionConfig config;

    RedisSessionStore() {
        this(null, null);
    }

    @Inject
    RedisSessionStore(@Queue UnifiedJedis redis, SessionConfig config) {
        this.redis = redis;
        this.config = config;
    }

    @Override
    public void end(String session) {
        record(session, ENDED, "1");
    }

    @Override
    public boolean isEnded(String session) {
        return call(() -> redis.hget(key(session, "session"), ENDED)) != null;
    }

    @Override
    public void setLevel(String session, LogLevel level) {
        record(session, LEVEL, level.wire());
    }

    @Override
    public Optional<LogLevel> level(String session) {
        return Optional.ofNullable(call(() -> redis.hget(key(session, "session"), LEVEL)))
                .flatMap(LogLevel::ofWire);
    }

    @Override
    public void subscribe(String session, String uri) {
        record(session, URI + uri, "1");
    }

    @Override
    public void unsubscribe(String session, String uri) {
        call(() -> redis.hdel(key(session, "session"), URI + uri));
    }

    @Override
    public Set<String> subscriptions(String session) {
        return call(() -> redis.hgetAll(key(session, "session"))).keySet().stream()
                .filter(field -> field.startsWith(URI))
                .map(field -> field.substring(URI.length()))
                .collect(Collectors.toSet());
    }

    @Override
    public String mark(String session, String stream, Mark mark) {
        return add(session, stream, Map.of(WORKER, mark.worker(), REQUEST, mark.requestId()));
    }

    @Override
    public String append(String session, String stream, byte[] message, boolean last) {
        Map<String, String> fields = new HashMap<>();
        fields.put(MESSAGE, new String(message, UTF_8));
        if (last) {
            fields.put(LAST, "1");
        }
        return add(session, stream, fields);
    }

    @Override
    public Optional<List<Logged>> after(String session, String stream, String id) {
        String key = key(session, "stream:" + stream);
        List<StreamEntry> entries = call(() -> redis.xrange(key, "(" + id, "+"));
        return entries.isEmpty() && !call(() -> redis.exists(key))
                ? Optional.empty()
                : Optional.of(entries.stream().map(RedisSessionStore::logged).toList());
    }

    @Override
    public void park(String session, String call, ParkedCall parked) {
        String key = key(session, "call:" + call);
        String index = key(session, "parked");
        String requestId = Json.mapper().writeValueAsString(parked.requestId().toJson());
        call(() -> redis.hset(key, CALL, parked.encode()));
        call(() -> redis.pexpire(key, config.answer().toMillis()));
        call(() -> redis.hset(index, requestId, call));
        call(() -> redis.pexpire(index, config.answer().toMillis()));
    }

    @Override
    public Optional<ParkedCall> answer(String session, String call, int index, Answer answer) {
        String key = key(session, "call:" + call);
        Optional<ParkedCall> parked = Optional.ofNullable(call(() -> redis.hget(key, CALL)))
                .map(ParkedCall::decode)
                .filter(found -> index >= 0 && index < found.asked().size());
        if (parked.isEmpty()) {
            return Optional.empty();
        }
        call(() -> redis.hset(key, Integer.toString(index), Json.mapper().writeValueAsString(answer.json())));
        Map<String, String> fields = call(() -> redis.hgetAll(key));
        Map<String, Answer> answers = new HashMap<>();
        for (int i = 0; i < parked.get().asked().size(); i++) {
            String given = fields.get(Integer.toString(i));
            if (given == null) {
                return Optional.empty();
            }
            answers.put(parked.get().asked().get(i), new Answer((ObjectNode)
                    Json.mapper().readTree(given)));
        }
        return take(session, call).map(taken -> taken.with(answers));
    }

    @Override
    public Optional<ParkedCall> take(String session, String call) {
        Optional<ParkedCall> parked = Optional.ofNullable(call(() -> redis.hget(key(session, "call:" + call), CALL)))
                .map(ParkedCall::decode);
        // Of those who come at the same time only one gets the key; it outlives the call's.
        SetParams once =
                SetParams.setParams().nx().px(config.answer().multipliedBy(2).toMillis());
        return parked.filter(found -> call(() -> redis.set(key(session, "taken:" + call), "1", once)) != null);
    }

    @Override
    public Optional<String> parkedFor(String session, String requestId) {
        return Optional.ofNullable(call(() -> redis.hget(key(session, "parked"), requestId)));
    }

    @Override
    public boolean isParked(String session, String requestId) {
        return parkedFor(session, requestId)
                .filter(call -> call(() -> redis.exists(key(session, "call:" + call))))
                .filter(call -> !call(() -> redis.exists(key(session, "taken:" + call))))
                .isPresent();
    }

    @Override
    public void beat(String worker, Duration alive) {
        call(() -> redis.set(alive(worker), "1", SetParams.setParams().px(alive.toMillis())));
    }

    @Override
    public boolean isAlive(String worker) {
        return call(() -> redis.exists(alive(worker)));
    }

    private void record(String session, String field, String value) {
        String key = key(session, "session");
        call(() -> redis.hset(key, field, value));
        call(() -> redis.pexpire(key, config.ttl().toMillis()));
    }

    private String add(String session, String stream, Map<String, String> fields) {
        String key = key(session, "stream:" + stream);
        String id = call(() -> redis.xadd(
                        key, fields, XAddParams.xAddParams().maxLen(MAX_LENGTH).approximateTrimming()))
                .toString();
        call(() -> redis.pexpire(key, config.replay().toMillis()));
        return id;
    }

    private static Logged logged(StreamEntry entry) {
        Map<String, String> fields = entry.getFields();
        return new Logged(
                entry.getID().toString(),
                fields.getOrDefault(MESSAGE, "").getBytes(UTF_8),
                fields.containsKey(LAST),
                Optional.ofNullable(fields.get(WORKER))
                        .map(worker -> new Mark(worker, fields.getOrDefault(REQUEST, ""))));
    }

    static String key(String session, String what) {
        return "{mcp:" + session + "}:" + what;
    }

    private static String alive(String worker) {
        return "{mcp}:alive:" + worker;
    }

    private static <T> T call(Supplier<T> command) {
        try {
            return command.get();
        } catch (JedisException away) {
            throw new SessionStoreException("Redis is away: " + RootCause.of(away), away);
        }
    }
}
