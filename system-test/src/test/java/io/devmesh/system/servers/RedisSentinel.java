package io.devmesh.system.servers;

import static io.devmesh.system.servers.Patience.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A primary, its replica, and sentinels that promote the replica where the primary is away for a second. All on
 * 127.0.0.1; the sentinels call the primary {@value #MASTER}.
 */
public final class RedisSentinel implements AutoCloseable {
    public static final String MASTER = "mymaster";

    private final RedisReplicaPair pair;
    private final List<RedisServer> sentinels;

    private RedisSentinel(RedisReplicaPair pair, List<RedisServer> sentinels) {
        this.pair = pair;
        this.sentinels = sentinels;
    }

    /** With no password and no TLS. */
    public static RedisSentinel start(Path folder, int sentinels) {
        return start(folder, sentinels, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /**
     * Returns once the sentinels know the replica and each other.
     *
     * @param sentinels 1 or 3; more than half of them must agree
     * @param servers what else the primary and the replica shall be like
     * @param each what else a sentinel shall be like; with TLS the servers need it too
     */
    public static RedisSentinel start(
            Path folder,
            int sentinels,
            UnaryOperator<RedisServerBuilder> servers,
            UnaryOperator<RedisServerBuilder> each) {
        RedisReplicaPair pair = RedisReplicaPair.start(folder, servers);
        List<RedisServer> watching = IntStream.range(0, sentinels)
                .mapToObj(i -> RedisServer.in(folder.resolve("sentinel-" + i)).sentinel())
                .map(builder -> each.apply(watching(builder, pair.primary(), sentinels / 2 + 1)))
                .map(RedisServerBuilder::build)
                .toList();
        RedisSentinel all = new RedisSentinel(pair, watching);
        Startup.run(all::watch, all::close);
        return all;
    }

    /** The one that is the primary at first. */
    public RedisServer primary() {
        return pair.primary();
    }

    /** The one that is the replica at first. */
    public RedisServer replica() {
        return pair.replica();
    }

    /** The sentinels, to stop or to ask; their {@code admin} speaks to the sentinel. */
    public List<RedisServer> sentinels() {
        return sentinels;
    }

    /** {@code host:port} of each sentinel, separated by commas. */
    public String addresses() {
        return sentinels.stream().map(RedisServer::address).collect(Collectors.joining(","));
    }

    /** {@code host:port} of the primary as the running sentinels say; throws {@link IllegalStateException} where they differ. */
    public String master() {
        List<String> answers =
                running().stream().map(RedisSentinel::master).distinct().toList();
        if (answers.size() != 1) {
            throw new IllegalStateException("The sentinels say " + answers);
        }
        return answers.getFirst();
    }

    /** Returns once all running sentinels call {@code server} the primary, and it is. */
    public void awaitMaster(RedisServer server) {
        // A sentinel that promotes a replica also ends the connections that it has: CLIENT KILL TYPE normal.
        await(server.address() + " becomes the primary")
                .ignoreExceptionsInstanceOf(JedisConnectionException.class)
                .until(() -> server.info("replication", "role").equals("master")
                        && running().stream()
                                .allMatch(sentinel -> master(sentinel).equals(server.address())));
    }

    /** Ends the first primary as {@code kill -9} does; {@link #awaitMaster} waits for what the sentinels do then. */
    public void killPrimary() {
        pair.killPrimary();
    }

    @Override
    public void close() {
        // First, or they would start a failover meanwhile.
        sentinels.forEach(RedisServer::close);
        pair.close();
    }

    private static RedisServerBuilder watching(RedisServerBuilder sentinel, RedisServer primary, int quorum) {
        return sentinel.line("sentinel monitor " + MASTER + " " + primary.host() + " " + primary.port() + " " + quorum)
                .line("sentinel down-after-milliseconds " + MASTER + " 1000")
                .line("sentinel failover-timeout " + MASTER + " 5000")
                .line("sentinel auth-user " + MASTER + " " + RedisServerBuilder.ADMIN)
                .line("sentinel auth-pass " + MASTER + " " + RedisServerBuilder.ADMIN_PASSWORD)
                .line("sentinel sentinel-user " + RedisServerBuilder.ADMIN)
                .line("sentinel sentinel-pass " + RedisServerBuilder.ADMIN_PASSWORD);
    }

    private void watch() {
        sentinels.forEach(RedisServer::start);
        await("the sentinels know everybody").until(this::isComplete);
    }

    private List<RedisServer> running() {
        return sentinels.stream().filter(RedisServer::isRunning).toList();
    }

    private boolean isComplete() {
        return sentinels.stream()
                .allMatch(sentinel -> sentinel.info("sentinel", "master0")
                        .endsWith("status=ok,address=" + primary().address() + ",slaves=1,sentinels="
                                + sentinels.size()));
    }

    private static String master(RedisServer sentinel) {
        List<?> address = (List<?>) sentinel.command(Command.SENTINEL, "GET-MASTER-ADDR-BY-NAME", MASTER);
        return address.stream()
                .map(part -> new String((byte[]) part, StandardCharsets.UTF_8))
                .collect(Collectors.joining(":"));
    }
}
