package io.devmesh.shared.redis;

import java.util.Map;
import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
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
    private Opened opened;

    Endpoint(Supplier<Opened> opener) {
        this.opener = opener;
    }

    private synchronized Opened opened() {
        if (opened == null) {
            opened = opener.get();
        }
        return opened;
    }

    <T> T execute(CommandObject<T> command) {
        return opened().executor().executeCommand(command);
    }

    /** Closes the connections that wait in the pools, so that the next command finds the servers anew. */
    synchronized void forgetConnections() {
        if (opened == null) {
            return;
        }
        getConnectionMap().values().forEach(pool -> ((Pool<?>) pool).clear());
        if (opened.provider() instanceof ClusterConnectionProvider cluster) {
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
    public synchronized Map<?, ?> getConnectionMap() {
        return opened == null ? Map.of() : opened.provider().getConnectionMap();
    }

    @Override
    public Map<?, ?> getPrimaryNodesConnectionMap() {
        return opened().provider().getPrimaryNodesConnectionMap();
    }

    @Override
    public synchronized void close() throws Exception {
        if (opened != null) {
            opened.executor().close();
            opened.provider().close();
        }
    }
}
