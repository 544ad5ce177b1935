package io.devmesh.system.servers;

import static io.devmesh.system.servers.Patience.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Three primaries that share the slots, on 127.0.0.1, with or without a replica for each. */
public final class RedisCluster implements AutoCloseable {
    private static final int PRIMARIES = 3;
    private static final int SLOTS = 16_384;
    private static final int NODE_TIMEOUT_MILLIS = 2_000;

    private final List<RedisServer> primaries = new ArrayList<>();
    private final List<RedisServer> replicas = new ArrayList<>();

    private RedisCluster() {}

    /** Three primaries without replicas: where one ends, its slots, and with them the cluster, are down. */
    public static RedisCluster start(Path folder) {
        return start(folder, UnaryOperator.identity());
    }

    /**
     * Three primaries without replicas.
     *
     * @param each what else a node shall be like
     */
    public static RedisCluster start(Path folder, UnaryOperator<RedisServerBuilder> each) {
        return started(folder, false, each);
    }

    /** Three primaries and a replica for each: where one is away for 2 s, its replica takes over. */
    public static RedisCluster startWithReplicas(Path folder, UnaryOperator<RedisServerBuilder> each) {
        return started(folder, true, each);
    }

    /** All nodes; those that are primaries at first come first. */
    public List<RedisServer> nodes() {
        return Stream.concat(primaries.stream(), replicas.stream()).toList();
    }

    /** The running primary that has the slot of {@code key}; waits until the running nodes agree about that. */
    public RedisServer ownerOf(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        return await("owner of slot " + slot)
                .until(() -> agreedOwner(slot), Optional::isPresent)
                .orElseThrow();
    }

    /** A running primary that does not have the slot of {@code key}, so that it answers MOVED. */
    public RedisServer strangerTo(String key) {
        RedisServer owner = ownerOf(key);
        return running()
                .filter(node ->
                        node != owner && node.info("replication", "role").equals("master"))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The replica of the node that has {@code key} takes over in order ({@code CLUSTER FAILOVER}), and the old owner
     * becomes its replica; returns the new owner once all nodes know it.
     */
    public RedisServer failover(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        RedisServer old = ownerOf(key);
        RedisServer next = running()
                .filter(node -> node.info("replication", "role").equals("slave")
                        && node.info("replication", "master_port").equals(Integer.toString(old.port())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(old.address() + " has no replica"));
        next.command(Command.CLUSTER, "FAILOVER");
        await("failover to " + next.address())
                .until(() -> agreedOwner(slot).filter(next::equals).isPresent());
        return next;
    }

    /** Returns once every running node says that all slots are served. */
    public void awaitOk() {
        await("cluster_state:ok").until(() -> running().allMatch(RedisCluster::isOk));
    }

    @Override
    public void close() {
        nodes().forEach(RedisServer::close);
    }

    private static RedisCluster started(Path folder, boolean withReplicas, UnaryOperator<RedisServerBuilder> each) {
        RedisCluster cluster = new RedisCluster();
        Startup.run(
                () -> {
                    startNodes(folder, "primary", each, cluster.primaries);
                    if (withReplicas) {
                        startNodes(folder, "replica", each, cluster.replicas);
                    }
                    cluster.form();
                },
                cluster::close);
        return cluster;
    }

    private static void startNodes(
            Path folder, String name, UnaryOperator<RedisServerBuilder> each, List<RedisServer> started) {
        for (int i = 0; i < PRIMARIES; i++) {
            RedisServerBuilder builder = RedisServer.in(folder.resolve(name + "-" + i))
                    .port(UnusedPort.findForNode())
                    .line("cluster-enabled yes")
                    .line("cluster-node-timeout " + NODE_TIMEOUT_MILLIS)
                    .line("cluster-announce-ip 127.0.0.1");
            started.add(each.apply(builder).start());
        }
    }

    private void form() {
        List<RedisServer> nodes = nodes();
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).command(Command.CLUSTER, "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (int i = 0; i < PRIMARIES; i++) {
            addSlots(primaries.get(i), i * SLOTS / PRIMARIES, (i + 1) * SLOTS / PRIMARIES);
        }
        nodes.forEach(node -> nodes.stream().filter(other -> other != node).forEach(other -> meet(node, other)));
        await("all nodes know each other")
                .until(() -> nodes.stream().allMatch(node -> view(node).knownAndLinked() == nodes.size()));
        for (int i = 0; i < replicas.size(); i++) {
            replicas.get(i).command(Command.CLUSTER, "REPLICATE", id(primaries.get(i)));
        }
        replicas.forEach(RedisServer::awaitReplication);
        awaitOk();
    }

    private static void addSlots(RedisServer node, int from, int to) {
        node.command(
                Command.CLUSTER,
                Stream.concat(Stream.of("ADDSLOTS"), IntStream.range(from, to).mapToObj(Integer::toString))
                        .toArray(String[]::new));
    }

    private static void meet(RedisServer node, RedisServer other) {
        node.command(Command.CLUSTER, "MEET", other.host(), Integer.toString(other.port()));
    }

    private static String id(RedisServer node) {
        return text(node.command(Command.CLUSTER, "MYID"));
    }

    private static boolean isOk(RedisServer node) {
        return "ok"
                .equals(RedisServer.fields(text(node.command(Command.CLUSTER, "INFO")))
                        .get("cluster_state"));
    }

    private static ClusterView view(RedisServer node) {
        return ClusterView.parse(text(node.command(Command.CLUSTER, "NODES")));
    }

    private static String text(Object answer) {
        return new String((byte[]) answer, StandardCharsets.UTF_8);
    }

    private Stream<RedisServer> running() {
        return nodes().stream().filter(RedisServer::isRunning);
    }

    private Optional<RedisServer> agreedOwner(int slot) {
        List<Optional<String>> answers =
                running().map(node -> view(node).owner(slot)).distinct().toList();
        return running()
                .filter(node -> answers.equals(List.of(Optional.of(node.address()))))
                .findFirst();
    }
}
