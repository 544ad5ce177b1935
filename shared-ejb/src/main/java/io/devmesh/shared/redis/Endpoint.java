package io.devmesh.shared.redis;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.util.Pool;

/**
 * The servers behind an address, looked for on first use: where they cannot be found, as while Redis is away, the next use
 * looks again, and nothing keeps the service from starting.
 */
final class Endpoint implements ConnectionProvider {
    /** What was opened together. */
    record Opened(ConnectionProvider provider, CommandExecutor executor) {}

    private final Supplier<Opened> opener;
    private volatile Opened opened;
    private CompletableFuture<Opened> opening;

    Endpoint(Supplier<Opened> opener) {
        this.opener = opener;
    }

    private Opened opened() {
        Opened there = opened;
        return there == null ? open() : there;
    }

    /** One caller looks for the servers, the others share what comes of it: in turn, each would wait for a time-out. */
    private Opened open() {
        CompletableFuture<Opened> mine = new CompletableFuture<>();
        Optional<CompletableFuture<Opened>> others = begin(mine);
        if (others.isPresent()) {
            return await(others.get());
        }
        Opened found = null;
        try {
            found = opener.get();
            return found;
        } catch (JedisException away) {
            mine.completeExceptionally(away);
            throw away;
        } finally {
            end(found);
            if (found == null) {
                mine.completeExceptionally(new JedisConnectionException("Redis was not found by another caller"));
            } else {
                mine.complete(found);
            }
        }
    }

    /** The attempt that is under way, or empty where it is {@code mine} from now on. */
    private synchronized Optional<CompletableFuture<Opened>> begin(CompletableFuture<Opened> mine) {
        if (opened != null) {
            return Optional.of(CompletableFuture.completedFuture(opened));
        }
        Optional<CompletableFuture<Opened>> others = Optional.ofNullable(opening);
        opening = others.orElse(mine);
        return others;
    }

    private synchronized void end(Opened found) {
        opened = found;
        opening = null;
    }

    private static Opened await(CompletableFuture<Opened> shared) {
        try {
            return shared.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof JedisException away ? away : failure;
        }
    }

    <T> T execute(CommandObject<T> command) {
        return opened().executor().executeCommand(command);
    }

    /** Closes the connections that wait in the pools, so that the next command finds the servers anew. */
    void forgetConnections() {
        Opened there = opened;
        if (there == null) {
            return;
        }
        there.provider().getConnectionMap().values().forEach(pool -> ((Pool<?>) pool).clear());
        if (there.provider() instanceof ClusterConnectionProvider cluster) {
            cluster.renewSlotCache();
        }
    }

    @Override
    public Connection getConnection() {
        return opened().provider().getConnection();
    }

    @Override
    public Connection getConnection(CommandArguments arguments) {
        return opened().provider().getConnection(arguments);
    }

    /** By server; empty before the first use. */
    @Override
    public Map<?, ?> getConnectionMap() {
        Opened there = opened;
        return there == null ? Map.of() : there.provider().getConnectionMap();
    }

    @Override
    public Map<?, ?> getPrimaryNodesConnectionMap() {
        return opened().provider().getPrimaryNodesConnectionMap();
    }

    @Override
    public void close() throws Exception {
        Opened there = opened;
        if (there != null) {
            there.executor().close();
            there.provider().close();
        }
    }
}
