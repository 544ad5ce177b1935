package io.devmesh.shared.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every command that the services send, by what it is for; the one place from which permissions are checked and ACL rules
 * are made. Whoever sends a new command adds it here.
 */
public final class RedisCommands {
    private static final List<String> NO_KEYS = List.of();
    private static final String CACHE_KEYS = "edge_mcp:cache:";
    private static final String SHARED_KEYS = "{mcp";
    private static final String NO_ID = "not-an-id";

    private RedisCommands() {}

    /**
     * Each connection, whatever it is for. AUTH and HELLO are allowed to everybody. INFO is for diagnosis.
     */
    public static RedisAccess connection(RedisTopology.Mode mode, int database) {
        List<RedisCommand> commands = new ArrayList<>(List.of(
                same("ping", "PING"),
                same("client|setname", "CLIENT", "SETNAME", "doctor"),
                same("info", "INFO", "server")));
        if (database > 0) {
            commands.add(same("select", "SELECT", Integer.toString(database)));
        }
        if (mode == RedisTopology.Mode.CLUSTER) {
            commands.add(same("cluster|slots", "CLUSTER", "SLOTS"));
        }
        return new RedisAccess(commands, NO_KEYS, NO_KEYS);
    }

    /** Putting events onto the stream, and asking how many replicas have them and how full the server is. */
    public static RedisAccess produce(String stream) {
        return new RedisAccess(
                List.of(
                        xadd(stream),
                        same("wait", "WAIT", "0", "1"),
                        same("xlen", "XLEN", stream),
                        same("info", "INFO", "memory")),
                List.of(stream),
                NO_KEYS);
    }

    /**
     * Taking events off the stream, and telling that they were stored.
     *
     * @param notices key of the stream that tells it
     */
    public static RedisAccess consume(String stream, String group, String notices) {
        return new RedisAccess(
                List.of(
                        new RedisCommand(
                                "xgroup|create",
                                List.of("XGROUP", "CREATE", stream, group, "0-0", "MKSTREAM"),
                                List.of("XGROUP", "CREATE", stream, group, NO_ID)),
                        new RedisCommand(
                                "xreadgroup",
                                List.of("XREADGROUP", "GROUP", group, "doctor", "COUNT", "1", "STREAMS", stream, ">"),
                                List.of("XREADGROUP", "GROUP", group, "doctor", "STREAMS", stream, NO_ID)),
                        same("xpending", "XPENDING", stream, group),
                        new RedisCommand(
                                "xclaim",
                                List.of("XCLAIM", stream, group, "doctor", "1000", "0-1", "JUSTID"),
                                List.of("XCLAIM", stream, group, "doctor", "1000", NO_ID)),
                        same("xrange", "XRANGE", stream, "0-1", "0-1"),
                        new RedisCommand(
                                "xack", List.of("XACK", stream, group, "0-1"), List.of("XACK", stream, group, NO_ID)),
                        new RedisCommand("xdel", List.of("XDEL", stream, "0-1"), List.of("XDEL", stream, NO_ID)),
                        same("xlen", "XLEN", stream),
                        same("xinfo|groups", "XINFO", "GROUPS", stream),
                        same("xinfo|consumers", "XINFO", "CONSUMERS", stream, group),
                        new RedisCommand(
                                "xgroup|delconsumer",
                                List.of("XGROUP", "DELCONSUMER", stream, group, "doctor"),
                                List.of("XGROUP", "DELCONSUMER", stream, "doctor", "doctor")),
                        same("xtrim", "XTRIM", stream, "MINID", "0-1"),
                        same("eval", "EVAL", "return 0", "1", stream),
                        xadd(notices, "MAXLEN", "~", "10000")),
                List.of(stream, notices),
                NO_KEYS);
    }

    /** The second level of Edge MCP's cache, and the channel that tells its replicas what became invalid. */
    public static RedisAccess cache() {
        String key = CACHE_KEYS + "doctor";
        String channel = CACHE_KEYS + "invalidate";
        return new RedisAccess(
                List.of(
                        same("get", "GET", key),
                        new RedisCommand(
                                "set",
                                List.of("SET", key, "value", "PX", "1"),
                                List.of("SET", key, "value", "no-such-option")),
                        same("del", "DEL", key),
                        new RedisCommand("publish", List.of("PUBLISH", channel, "value"), List.of()),
                        new RedisCommand("subscribe", List.of("SUBSCRIBE", channel), List.of()),
                        same("unsubscribe", "UNSUBSCRIBE", channel)),
                List.of(CACHE_KEYS + "*"),
                List.of(channel));
    }

    /**
     * What replicas of Edge MCP share: what they tell each other, the sessions of older clients, and rate limits. All keys begin with
     * an opening brace and {@code mcp}, the hash tag.
     */
    public static RedisAccess share() {
        String key = SHARED_KEYS + "}:doctor";
        return new RedisAccess(
                List.of(
                        xadd(key, "MAXLEN", "~", "10000"),
                        same("xread", "XREAD", "COUNT", "1", "STREAMS", key, "0-1"),
                        same("xrange", "XRANGE", key, "0-1", "0-1"),
                        same("exists", "EXISTS", key),
                        new RedisCommand(
                                "set",
                                List.of("SET", key, "value", "PX", "1"),
                                List.of("SET", key, "value", "no-such-option")),
                        new RedisCommand(
                                "hset",
                                List.of("HSET", key, "field", "value"),
                                List.of("HSET", key, "field", "value", "field-without-value")),
                        same("hget", "HGET", key, "field"),
                        same("hgetall", "HGETALL", key),
                        same("hdel", "HDEL", key, "field"),
                        new RedisCommand(
                                "pexpire", List.of("PEXPIRE", key, "1"), List.of("PEXPIRE", key, "not-a-number")),
                        same("eval", "EVAL", "return 0", "1", key),
                        same("time", "TIME")),
                List.of(SHARED_KEYS + "*"),
                NO_KEYS);
    }

    private static RedisCommand xadd(String stream, String... options) {
        return new RedisCommand("xadd", xaddCall(stream, "*", options), xaddCall(stream, NO_ID, options));
    }

    private static List<String> xaddCall(String stream, String id, String... options) {
        return Stream.of(Stream.of("XADD", stream), Stream.of(options), Stream.of(id, "field", "value"))
                .flatMap(part -> part)
                .toList();
    }

    private static RedisCommand same(String name, String... call) {
        return new RedisCommand(name, List.of(call), List.of(call));
    }
}
