package io.devmesh.system.servers;

import static io.devmesh.system.servers.Patience.await;

import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.RedisEndpoint;
import io.devmesh.local.StartupException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One Redis process. It keeps its address and data over {@link #stop}, {@link #kill} and {@link #start}.
 *
 * <p>Beside the users that a test gives it, it has the user {@code fixture} with all rights, which {@link #admin} and
 * the replication are.
 */
public final class RedisServer implements AutoCloseable {
    private final EmbeddedRedis process;
    private final RedisEndpoint endpoint;
    private final Map<String, String> environment;
    private final RedisClient admin;
    private boolean paused;

    RedisServer(EmbeddedRedis process, RedisEndpoint endpoint, Map<String, String> environment, RedisClient admin) {
        this.process = process;
        this.endpoint = endpoint;
        this.environment = Map.copyOf(environment);
        this.admin = admin;
    }

    /**
     * On 127.0.0.1, without TLS and password, unless the builder is told otherwise.
     *
     * @param folder for its data and log, of its own
     */
    public static RedisServerBuilder in(Path folder) {
        return new RedisServerBuilder(folder);
    }

    /** Returns once it has loaded its data; does nothing where it runs. Where it does not start, its log is in the error. */
    public synchronized void start() {
        try {
            process.start();
        } catch (StartupException failure) {
            throw new AssertionError(failure.getMessage() + "\n" + String.join("\n", failure.evidence()), failure);
        }
        await("Redis serves on " + address()).until(this::answers);
    }

    /** Ends it as SHUTDOWN does. */
    public synchronized void stop() {
        resume();
        process.stop();
    }

    /** Ends it as {@code kill -9} does. */
    public synchronized void kill() {
        process.kill();
        paused = false;
    }

    /**
     * Stops its clock: connections stay open and new ones are accepted by the kernel, but nothing is answered until
     * {@link #resume}.
     */
    public synchronized void pause() {
        new Signal("STOP").send(process.process());
        paused = true;
    }

    /** Lets it go on; does nothing where it is not paused. */
    public synchronized void resume() {
        if (paused) {
            new Signal("CONT").send(process.process());
            paused = false;
        }
    }

    /** Ends it for good, and at once: nobody reads its data any more. */
    @Override
    public void close() {
        admin.close();
        kill();
    }

    public boolean isRunning() {
        return process.isRunning();
    }

    public String host() {
        return endpoint.host();
    }

    public int port() {
        return endpoint.port();
    }

    /** {@code host:port}, as in REDIS_ADDR. */
    public String address() {
        return endpoint.address();
    }

    /**
     * The variables that let a service in: REDIS_ADDR, and where the server has it REDIS_PASSWORD,
     * REDIS_TLS_ENABLED, REDIS_TLS_CA_FILE, and REDIS_TLS_CERT_FILE and _KEY_FILE where clients need a certificate.
     * ACL users aside, which are a matter of the test.
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * A client with all rights, to set up and to check. It opens a connection for each command and keeps none, so it
     * works across restarts and CLIENT LIST shows nothing of it but the connection that asks.
     */
    public RedisClient admin() {
        return admin;
    }

    /** A command that the client has no method for, with all rights. */
    public Object command(Protocol.Command command, String... arguments) {
        return admin.executeCommand(new CommandArguments(command).addObjects((Object[]) arguments));
    }

    /** One field of {@code INFO section}, such as {@code info("replication", "role")}; empty where it has none. */
    public String info(String section, String field) {
        return fields(admin.info(section)).getOrDefault(field, "");
    }

    /** Makes it a replica of {@code primary}; returns once the link is up, which means that the data is copied. */
    public void replicate(RedisServer primary) {
        command(Protocol.Command.REPLICAOF, primary.host(), Integer.toString(primary.port()));
        awaitReplication();
    }

    /** Makes it a primary: {@code REPLICAOF NO ONE}. */
    public void promote() {
        command(Protocol.Command.REPLICAOF, "NO", "ONE");
    }

    /** Returns once this replica has the data of its primary. */
    public void awaitReplication() {
        await("replication to " + address())
                .until(() -> info("replication", "master_link_status").equals("up"));
    }

    static Map<String, String> fields(String lines) {
        return lines.lines()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
    }

    private boolean answers() {
        try {
            return admin.ping().equals("PONG");
        } catch (JedisException stillLoading) {
            return false;
        }
    }
}
