package io.devmesh.benchmark.recovery;

import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Patience;
import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.FreePort;
import io.devmesh.local.RedisBinary;
import io.devmesh.local.RedisEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/**
 * A Redis and a replica of it, at two addresses, and a name that means the one that is written to, as a managed Redis has it: when
 * that one dies, the other takes its place and the name moves.
 */
final class MovingRedis {
    private static final String NAME = "primary.benchmark";
    private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2");
    private static final Duration LAG = Duration.ofMillis(100);
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(60), Duration.ofMillis(5));

    private final Path hosts;
    private final int port;
    private final List<EmbeddedRedis> servers;
    private int primary;

    private MovingRedis(Path hosts, int port, List<EmbeddedRedis> servers) {
        this.hosts = hosts;
        this.port = port;
        this.servers = servers;
    }

    /**
     * Returns when the replica has all.
     *
     * @param folder for data, logs and the names
     * @param binaries where Redis is unpacked
     */
    static MovingRedis start(Cleanup cleanup, Path folder, Path binaries) {
        int port = FreePort.find();
        List<EmbeddedRedis> servers = ADDRESSES.stream()
                .map(address -> new EmbeddedRedis(
                        () -> RedisBinary.bundled(binaries),
                        folder.resolve(address),
                        new RedisEndpoint(address, port, false),
                        // It would fall into some rounds and not into others.
                        List.of("auto-aof-rewrite-percentage 0")))
                .toList();
        servers.forEach(server -> cleanup.start(server::start, server::stop));
        MovingRedis redis = new MovingRedis(folder.resolve("hosts"), port, servers);
        try (Jedis connection = redis.connect()) {
            connection.flushAll();
        }
        redis.replicate();
        redis.point();
        return redis;
    }

    /** As in REDIS_ADDR. */
    String address() {
        return NAME + ":" + port;
    }

    /** What a JVM is started with that is to know the name. */
    String jvmOption() {
        return "-Djdk.net.hosts.file=" + hosts;
    }

    /** The one that is written to, by its number. */
    HostAndPort primary() {
        return new HostAndPort(ADDRESSES.get(primary), port);
    }

    Jedis connect() {
        return new Jedis(primary());
    }

    /** Returns when the replica has what was written. */
    void awaitReplica() {
        try (Jedis connection = connect()) {
            // A WAIT is for all that was written before its connection's last command.
            connection.ping();
            PATIENCE.await(() -> connection.waitReplicas(1, LAG.toMillis()) == 1);
        }
    }

    /** Returns when the replica can be written to and has the name; the other one is dead. */
    void failOver() {
        servers.get(primary).kill();
        primary = 1 - primary;
        try (Jedis connection = connect()) {
            connection.replicaofNoOne();
        }
        point();
    }

    /** The dead one comes back as the replica; returns when it has all. */
    void mend() {
        servers.get(1 - primary).start();
        replicate();
    }

    void stop() {
        servers.forEach(EmbeddedRedis::stop);
    }

    private void replicate() {
        HostAndPort source = primary();
        try (Jedis replica = new Jedis(ADDRESSES.get(1 - primary), port)) {
            replica.replicaof(source.getHost(), source.getPort());
            PATIENCE.await(() -> replica.info("replication").contains("master_link_status:up"));
        }
    }

    /** A look-up sees the old file or the new one, never a half. Such a JVM asks nobody else for any name. */
    private void point() {
        try {
            String local = InetAddress.getLocalHost().getHostName();
            Path draft = hosts.resolveSibling("hosts.new");
            Files.writeString(
                    draft, "127.0.0.1 localhost " + local + "\n" + primary().getHost() + " " + NAME + "\n");
            Files.move(draft, hosts, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
