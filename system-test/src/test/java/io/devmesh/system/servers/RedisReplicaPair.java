package io.devmesh.system.servers;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Two Redis, of which one replicates the other. {@link #primary} and {@link #replica} are the roles that they start
 * with; they keep these names when they change roles.
 */
public final class RedisReplicaPair implements AutoCloseable {
    private final RedisServer primary;
    private final RedisServer replica;

    private RedisReplicaPair(RedisServerBuilder primary, RedisServerBuilder replica) {
        this.primary = primary.build();
        this.replica = replica.replicaOf(this.primary).build();
    }

    /** Both on 127.0.0.1, on two ports. */
    public static RedisReplicaPair start(Path folder) {
        return start(folder, UnaryOperator.identity());
    }

    /**
     * Both on 127.0.0.1, on two ports.
     *
     * @param both what else they shall be like, such as {@code builder -> builder.password("secret").tls(certificates)}
     */
    public static RedisReplicaPair start(Path folder, UnaryOperator<RedisServerBuilder> both) {
        return started(new RedisReplicaPair(
                both.apply(RedisServer.in(folder.resolve("primary"))),
                both.apply(RedisServer.in(folder.resolve("replica")))));
    }

    /** On one port of two addresses, for a name that moves from the one to the other; see {@link HostsFile}. */
    public static RedisReplicaPair start(
            Path folder, String primaryHost, String replicaHost, UnaryOperator<RedisServerBuilder> both) {
        int port = UnusedPort.find();
        return started(new RedisReplicaPair(
                both.apply(RedisServer.in(folder.resolve("primary"))
                        .host(primaryHost)
                        .port(port)),
                both.apply(RedisServer.in(folder.resolve("replica"))
                        .host(replicaHost)
                        .port(port))));
    }

    /** The one that is the primary at first. */
    public RedisServer primary() {
        return primary;
    }

    /** The one that is the replica at first. */
    public RedisServer replica() {
        return replica;
    }

    /** The replica takes writes from now on. The primary does not know, and takes them too. */
    public void promoteReplica() {
        replica.promote();
    }

    /**
     * The old primary becomes the replica of the promoted one: it drops what that does not have, and answers READONLY
     * to writes. Open connections stay open.
     */
    public void demotePrimary() {
        primary.replicate(replica);
    }

    /** Ends the primary as {@code kill -9} does. */
    public void killPrimary() {
        primary.kill();
    }

    @Override
    public void close() {
        replica.close();
        primary.close();
    }

    private static RedisReplicaPair started(RedisReplicaPair pair) {
        Startup.run(pair::start, pair::close);
        return pair;
    }

    private void start() {
        primary.start();
        replica.start();
        replica.awaitReplication();
    }
}
