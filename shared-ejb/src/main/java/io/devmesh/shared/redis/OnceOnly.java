package io.devmesh.shared.redis;

import java.util.Set;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * Commands that are not sent again where they may have been done already. All others are such that twice is as good as once: of what
 * we write, XADD is one, because the event's row has a unique key.
 */
final class OnceOnly {
    private static final Set<ProtocolCommand> COMMANDS = Set.of(
            Command.INCR,
            Command.INCRBY,
            Command.DECR,
            Command.DECRBY,
            Command.APPEND,
            Command.LPUSH,
            Command.RPUSH,
            Command.LPOP,
            Command.RPOP,
            Command.EVAL,
            Command.EVALSHA,
            Command.HINCRBY,
            Command.ZINCRBY,
            // What was read the first time is pending, and nobody would know of it while what is newer is worked on.
            Command.XREADGROUP);

    private OnceOnly() {}

    static boolean contains(ProtocolCommand command) {
        return COMMANDS.contains(command);
    }
}
