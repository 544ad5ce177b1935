package io.devmesh.tools.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;

/** The server that has the stream; in a cluster, the node of its slot. */
final class Server {
    private static final Pattern FACT = Pattern.compile("(?m)^([a-z_0-9]+):(.*?)\\r?$");
    private static final Pattern CLIENT = Pattern.compile("(?m)(?:^| )name=((?:edge-mcp|worker)@\\S*)");
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    private final UnifiedJedis redis;
    private final String stream;

    Server(UnifiedJedis redis, String stream) {
        this.redis = redis;
        this.stream = stream;
    }

    /** What INFO says; a fact that the server keeps to itself is empty. */
    record Facts(Map<String, String> values) {
        static Facts parse(String info) {
            return new Facts(FACT.matcher(info)
                    .results()
                    .collect(Collectors.toMap(
                            match -> match.group(1), match -> match.group(2), (first, second) -> first)));
        }

        /** Another one after each start of the server. */
        String runId() {
            return values.getOrDefault("run_id", "");
        }

        boolean isReplica() {
            return values.getOrDefault("role", "").equals("slave");
        }

        String evictionPolicy() {
            return values.getOrDefault("maxmemory_policy", "");
        }

        String version() {
            return values.getOrDefault("redis_version", "");
        }

        /** True where the version is not told. */
        boolean isAtLeast62() {
            return Optional.of(VERSION.matcher(version()))
                    .filter(matcher -> matcher.matches())
                    .map(MatchResult.class::cast)
                    .map(match -> Integer.parseInt(match.group(1)) * 1_000 + Integer.parseInt(match.group(2)) >= 6_002)
                    .orElse(true);
        }
    }

    Facts facts() {
        return Facts.parse(ask(new OnNodeOf(stream, Command.INFO)));
    }

    /** The names of our services' connections; empty where the server does not let us ask. */
    Optional<Set<String>> services() {
        try {
            return Optional.of(services(ask(new OnNodeOf(stream, Command.CLIENT).add("LIST"))));
        } catch (JedisDataException notPermitted) {
            return Optional.empty();
        }
    }

    static Set<String> services(String clientList) {
        return CLIENT.matcher(clientList).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private String ask(CommandArguments command) {
        return new String((byte[]) redis.executeCommand(command), UTF_8);
    }

    /** A command without keys that goes to the node of one. */
    private static final class OnNodeOf extends CommandArguments {
        OnNodeOf(String key, ProtocolCommand command) {
            super(command);
            addHashSlotKeys(key);
        }
    }
}
