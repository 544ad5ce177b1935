package io.devmesh.shared.doctor;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisAccess;
import io.devmesh.shared.redis.RedisAddress;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisLogin;
import io.devmesh.shared.redis.RedisTopology.Mode;
import io.devmesh.shared.redis.RedisVariables;
import io.devmesh.shared.telemetry.RootCause;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Examines Redis as one use of it sees it: looks the name up, connects, speaks, logs in, and then asks. Stops where nothing
 * more can be learnt. No step takes longer than the configured time-outs, and nothing is changed in Redis.
 */
public final class RedisDoctor {
    private final RedisConfig config;
    private final RedisVariables variables;
    private final RedisAccess access;
    private final Clock clock;

    /** @param access what the service needs beside a connection */
    public RedisDoctor(RedisConfig config, Settings settings, RedisAccess access, Clock clock) {
        this.config = config;
        this.variables = new RedisVariables(settings, config.use());
        this.access = access;
        this.clock = clock;
    }

    public List<Finding> examine() {
        Findings findings = new Findings("redis " + config.use().label());
        try {
            if (config.topology().mode() == Mode.SENTINEL) {
                askSentinel(findings).ifPresent(primary -> examine(primary, findings));
            } else {
                examine(config.address(), findings);
            }
        } catch (LostConnectionException lost) {
            findings.error(
                    Code.REDIS__CONNECTION__LOST,
                    lost.getMessage() + ": " + RootCause.of(lost),
                    "The connection to Redis broke in the middle of a conversation",
                    "check Redis's log and the network between; " + variables.name("SOCKET_TIMEOUT")
                            + " is how long an answer may take");
        }
        return findings.list();
    }

    private Optional<RedisAddress> askSentinel(Findings findings) {
        Optional<Socket> socket = new RedisTransport(config, variables, config.address()).open(findings);
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        try (RedisConversation sentinel = new RedisConversation(socket.get())) {
            return new RedisSentinelCheck(config.topology(), variables).primary(sentinel, findings);
        }
    }

    private void examine(RedisAddress address, Findings findings) {
        Optional<Socket> socket = new RedisTransport(config, variables, address).open(findings);
        if (socket.isEmpty()) {
            return;
        }
        try (RedisConversation redis = new RedisConversation(socket.get())) {
            RedisLogin login = config.login();
            if (new RedisLoginCheck(variables, login).pass(redis, findings)
                    && new RedisServerCheck(config, variables).pass(redis, findings)
                    && selects(redis, findings)) {
                new RedisPermissionCheck(variables, access).tell(redis, findings);
                new RedisPaceCheck(clock, System::nanoTime).tell(redis, findings);
            }
        }
    }

    private boolean selects(RedisConversation redis, Findings findings) {
        if (config.database() == 0) {
            return true;
        }
        RedisConversation.Reply reply = redis.ask("SELECT", Integer.toString(config.database()));
        if (reply.text().contains("out of range")) {
            findings.error(
                    Code.REDIS__DATABASE__OUT_OF_RANGE,
                    "SELECT " + config.database() + " was answered: " + reply.text(),
                    "EDGE_MCP_REDIS_DB is " + config.database() + ", and the server has fewer databases",
                    "set EDGE_MCP_REDIS_DB to a lower number, mostly 0");
            return false;
        }
        return true;
    }
}
