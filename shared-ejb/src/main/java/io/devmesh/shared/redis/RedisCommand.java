package io.devmesh.shared.redis;

import java.util.List;

/**
 * A command that the product sends.
 *
 * @param name as ACL rules call it: {@code xadd}, {@code xgroup|create}
 * @param example a call as the product makes it, for {@code ACL DRYRUN}
 * @param harmless a call of the same command on the same key that passes the permission check and then changes nothing,
 *     mostly because an argument is wrong; empty where there is none
 */
public record RedisCommand(String name, List<String> example, List<String> harmless) {
    public RedisCommand {
        example = List.copyOf(example);
        harmless = List.copyOf(harmless);
    }
}
