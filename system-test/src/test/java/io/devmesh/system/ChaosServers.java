package io.devmesh.system;

import io.devmesh.local.Database;
import io.devmesh.system.servers.PostgresServer;
import io.devmesh.system.servers.RedisServer;
import io.devmesh.system.servers.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A Redis with a replica and a PostgreSQL, each behind an address that moves or breaks, and the services on them. */
final class ChaosServers implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(2);

    private final PostgresServer postgres;
    private final TcpProxy database;
    private final TcpProxy endpoint;
    private final Stack stack;
    private RedisServer primary;
    private RedisServer replica;

    ChaosServers(String name, Path folder) {
        primary = RedisServer.in(folder.resolve("redis-a")).start();
        replica = RedisServer.in(folder.resolve("redis-b")).replicaOf(primary).start();
        replica.awaitReplication();
        endpoint = TcpProxy.to(primary.host(), primary.port());
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
        database = TcpProxy.to(postgres.host(), postgres.port());
        Map<String, String> environment = Map.of(
                "REDIS_ADDR", endpoint.address(),
                "WEBHOOK_DURABILITY", "replicated",
                "DATABASE_SOCKET_TIMEOUT", "5s",
                "JVM_ARGS", "-Xmx384m");
        stack = Stack.on(name, proxied(postgres.database("disable")), environment);
        stack.startWorker("worker-2").awaitReady(READY);
    }

    private Database proxied(Database direct) {
        return new Database(
                database.host(),
                database.port(),
                direct.name(),
                direct.user(),
                direct.password(),
                direct.sslMode(),
                direct.owner());
    }

    Stack stack() {
        return stack;
    }

    /** Past the proxy. */
    PostgresServer postgres() {
        return postgres;
    }

    RedisServer primary() {
        return primary;
    }

    /** As {@code kill -9} does, and starts it again, which is not awaited. */
    void killWorker(String pod) {
        stack.server(pod).kill();
        stack.startWorker(pod);
    }

    void restartPostgres() {
        postgres.kill();
        postgres.start();
    }

    /** The replica becomes the primary; what was the primary comes back as its replica. */
    void failRedisOver() {
        primary.kill();
        replica.promote();
        endpoint.retarget(replica.host(), replica.port());
        endpoint.cut();
        RedisServer dead = primary;
        primary = replica;
        replica = dead;
        replica.start();
        replica.replicate(primary);
    }

    void cutConnections() {
        endpoint.cut();
        database.cut();
    }

    void silence(TcpProxy way, Runnable meanwhile) {
        way.blackhole();
        meanwhile.run();
        way.resume();
    }

    TcpProxy wayToDatabase() {
        return database;
    }

    TcpProxy wayToRedis() {
        return endpoint;
    }

    @Override
    public void close() {
        stack.close();
        database.close();
        endpoint.close();
        postgres.close();
        replica.close();
        primary.close();
    }
}
