package io.devmesh.shared.redis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Redis user must be allowed.
 *
 * @param keys patterns
 * @param channels patterns
 */
public record RedisAccess(List<RedisCommand> commands, List<String> keys, List<String> channels) {
    public RedisAccess {
        commands = List.copyOf(commands);
        keys = List.copyOf(keys);
        channels = List.copyOf(channels);
    }

    /** Both. */
    public RedisAccess and(RedisAccess other) {
        return new RedisAccess(
                union(commands, other.commands), union(keys, other.keys), union(channels, other.channels));
    }

    /** For {@code ACL SETUSER}: {@code resetchannels ~key &channel -@all +command}. */
    public String rule() {
        return Stream.of(
                        Stream.of("resetchannels"),
                        keys.stream().map(key -> "~" + key),
                        channels.stream().map(channel -> "&" + channel),
                        Stream.of("-@all"),
                        commands.stream().map(command -> "+" + command.name()).distinct())
                .flatMap(part -> part)
                .collect(Collectors.joining(" "));
    }

    private static <T> List<T> union(List<T> first, List<T> second) {
        Set<T> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
