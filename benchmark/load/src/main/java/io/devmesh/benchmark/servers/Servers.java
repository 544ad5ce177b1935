package io.devmesh.benchmark.servers;

import io.devmesh.local.Database;
import io.devmesh.local.EmbeddedPostgres;
import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.FreePort;
import io.devmesh.local.LibertyServer;
import io.devmesh.local.RedisBinary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import redis.clients.jedis.Jedis;

/** All that takes part, started and ready. */
public final class Servers {
    /** Also the bare programs' heap. */
    public static final String HEAP = "-Xms512m -Xmx512m";

    /** Which the Containerfiles add. */
    public static final String OF_THE_IMAGES =
            "-XX:+UnlockExperimentalVMOptions -XX:TrimNativeHeapInterval=10000 -XX:+UseCompactObjectHeaders"
                    + " -XX:-ShrinkHeapInSteps -XX:MaxHeapFreeRatio=30 -XX:MinHeapFreeRatio=10";

    /** For a JDK that is older than that of the images. */
    public static final String AS_FAR_AS_IT_GOES = "-XX:+IgnoreUnrecognizedVMOptions ";

    /** As in the image, with the collector that HotSpot chooses in a pod with the limit of the Worker's chart, 1 GiB. */
    public static final String AS_THE_WORKER = AS_FAR_AS_IT_GOES + HEAP + " -XX:+UseSerialGC " + OF_THE_IMAGES;

    private static final String EDGE = "edge-mcp-benchmark";
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);

    /** Both would fall into some rounds and not into others; {@link Store#settle} does their work between rounds. */
    private static final Map<String, String> REDIS_SETTINGS = Map.of("auto-aof-rewrite-percentage", "0");

    private static final Map<String, String> POSTGRES_SETTINGS = Map.of(
            "autovacuum", "off",
            "max_wal_size", "4GB",
            "checkpoint_timeout", "1h",
            // Some bytes for each transaction, and the time of each flush, which is reported.
            "track_commit_timestamp", "on",
            "track_wal_io_timing", "on");

    /** Checked for each call as usual, and never reached. */
    private static final Map<String, String> WIDE_LIMITS = Map.of(
            "EDGE_MCP_GLOBAL_RPS", "1000000",
            "EDGE_MCP_TENANT_RPS", "1000000",
            "EDGE_MCP_KEY_RPS", "1000000",
            "EDGE_MCP_TOOL_RPS", "1000000",
            "EDGE_MCP_DEFAULT_QUOTA", "2000000000",
            "EDGE_MCP_KEY_CONCURRENCY", "100000",
            "EDGE_MCP_KEY_STREAMS", "100000");

    private final Cleanup cleanup;
    private final Path wlp;
    private final Path folder;
    private final Map<String, String> environment;
    private final EmbeddedRedis redis;
    private final EmbeddedPostgres postgres;
    private final Database database;
    private final Access access;
    private final int edgePort;
    private final int workerPort;
    private final LibertyServer worker;
    private final LibertyServer edge;

    /**
     * Starts everything; returns when both services are ready.
     *
     * @param wlp the Liberty installation that the build left
     * @param folder for data and logs
     */
    public Servers(Cleanup cleanup, Path wlp, Path folder) {
        this.cleanup = cleanup;
        this.wlp = wlp;
        this.folder = folder;
        Path binaries = binaries();
        redis = new EmbeddedRedis(() -> RedisBinary.bundled(binaries), folder.resolve("redis"), REDIS_SETTINGS);
        cleanup.start(redis::start, redis::stop);
        forgetEarlierRun();
        postgres = new EmbeddedPostgres(binaries, folder.resolve("postgresql"), POSTGRES_SETTINGS);
        cleanup.start(postgres::start, postgres::stop);
        database = postgres.database();
        access = Access.create(database);

        edgePort = FreePort.find();
        workerPort = FreePort.find();
        environment = new HashMap<>(database.environment());
        environment.put("REDIS_ADDR", redis.address());
        environment.put("EDGE_MCP_PORT", Integer.toString(edgePort));
        environment.put("WORKER_PORT", Integer.toString(workerPort));
        environment.put("JVM_ARGS", HEAP);
        environment.putAll(WIDE_LIMITS);
        // At these rates PostgreSQL's writing of the audit log would be what is measured; the tools here only read.
        environment.put("EDGE_MCP_AUDIT_TOOL_CALLS", "writes");
        Map<String, String> ofWorker = new HashMap<>(environment);
        ofWorker.put("JVM_ARGS", AS_THE_WORKER);
        worker = liberty("worker", "", workerPort, ofWorker);
        edge = liberty(EDGE, "", edgePort, environment);
        cleanup.start(worker::start, worker::stop);
        cleanup.start(edge::start, edge::stop);
        worker.awaitReady(READY_LIMIT);
        edge.awaitReady(READY_LIMIT);
    }

    /** A run that was ended may have left entries, which the Worker would store into the first round. */
    private void forgetEarlierRun() {
        try (Jedis connection = new Jedis("127.0.0.1", redis.port())) {
            connection.flushAll();
        }
    }

    private LibertyServer liberty(String name, String instance, int port, Map<String, String> variables) {
        Path log = logs().resolve(name + instance + ".log");
        return new LibertyServer(name, wlp, folder.resolve("liberty" + instance), log, port, variables);
    }

    /**
     * One more Edge MCP on the same stores, not started yet.
     *
     * @param server is stopped at the end at the latest
     */
    public record Instance(int port, LibertyServer server) {
        /** Makes it a fresh process, and returns when it is ready. */
        public void restart() {
            server.stop();
            server.start();
            server.awaitReady(READY_LIMIT);
        }
    }

    /**
     * Not started yet.
     *
     * @param instance its folder's and its log's ending
     * @param others variables beside those that all have
     */
    public Instance anotherEdge(String instance, Map<String, String> others) {
        return another(EDGE, "EDGE_MCP_PORT", instance, others);
    }

    /**
     * One more of any server of the installation, not started yet.
     *
     * @param portVariable what makes it listen elsewhere
     */
    public Instance another(String server, String portVariable, String instance, Map<String, String> others) {
        int port = FreePort.find();
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(portVariable, Integer.toString(port));
        variables.putAll(others);
        LibertyServer another = liberty(server, instance, port, variables);
        cleanup.start(() -> {}, another::stop);
        return new Instance(port, another);
    }

    /** Leaves the stores, and what {@link #another} made. */
    public void stopServices() {
        edge.stop();
        worker.stop();
    }

    /** For data and logs. */
    public Path folder() {
        return folder;
    }

    /** Where programs are unpacked. */
    public Path binaries() {
        return folder.resolve("binaries");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public int redisPort() {
        return redis.port();
    }

    /** To end it and to start it again. */
    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /** As the owner of its tables rather than as the services: other programs make tables of their own. */
    public Database database() {
        return database.asOwner();
    }

    public Access access() {
        return access;
    }

    /** One more tenant. */
    public Access anotherAccess() {
        return Access.create(database);
    }

    public int edgePort() {
        return edgePort;
    }

    public int workerPort() {
        return workerPort;
    }

    public ProcessHandle worker() {
        return worker.process();
    }

    public ProcessHandle edge() {
        return edge.process();
    }
}
