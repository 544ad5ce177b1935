package io.devmesh.shared.redis;

import static io.devmesh.shared.config.Settings.refuse;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Redis is.
 *
 * @param variable the one that says the address: {@code REDIS_ADDR} or {@code REDIS_QUEUE_ADDR}
 * @param address of the server; of the configuration endpoint of a cluster; of a sentinel
 * @param assumed whether nobody has set it
 */
public record RedisTopology(Mode mode, String variable, RedisAddress address, boolean assumed, Sentinel sentinel) {
    private static final RedisAddress DEFAULT_ADDRESS = new RedisAddress("localhost", 6379);

    /** How the servers work together. */
    public enum Mode {
        /** One address, behind which fail-over happens by DNS: also the primary endpoint of an ElastiCache group. */
        STANDALONE,
        /** Slots on several primaries, discovered from the address. */
        CLUSTER,
        /** The address is a sentinel's, which knows the primary. */
        SENTINEL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Only read in mode SENTINEL.
     *
     * @param more further sentinels
     * @param master the name that they watch
     */
    public record Sentinel(List<RedisAddress> more, String master, Optional<String> password) {
        @Override
        public String toString() {
            return master + " by " + more;
        }
    }

    static RedisTopology from(RedisVariables variables) {
        Settings settings = variables.settings();
        String name = variables.name("ADDR");
        String mode = settings.oneOf(variables.name("MODE"), "standalone", "standalone", "cluster", "sentinel");
        return new RedisTopology(
                Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
                name,
                address(settings, name),
                !settings.isSet(name),
                new Sentinel(
                        addresses(settings, variables.name("SENTINEL_ADDRS")),
                        settings.text(variables.name("SENTINEL_MASTER"), "mymaster"),
                        settings.text(variables.name("SENTINEL_PASSWORD"))));
    }

    private static RedisAddress address(Settings settings, String name) {
        if (settings.isSet(name)) {
            return RedisAddress.parse(name, settings.text(name, ""));
        }
        if (settings.isProduction()) {
            throw new ConfigurationException(
                    name + " is not set, which DEVMESH_ENVIRONMENT=production refuses: set host:port.");
        }
        return DEFAULT_ADDRESS;
    }

    private static List<RedisAddress> addresses(Settings settings, String name) {
        return settings.text(name).stream()
                .flatMap(all -> Stream.of(all.split(",", -1)))
                .map(one -> {
                    if (one.isBlank()) {
                        throw refuse(
                                name, settings.text(name, ""), "has an empty part", "separate host:port by commas");
                    }
                    return RedisAddress.parse(name, one);
                })
                .toList();
    }
}
