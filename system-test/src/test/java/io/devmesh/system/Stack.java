package io.devmesh.system;

import io.devmesh.local.Database;
import io.devmesh.local.Database.Owner;
import io.devmesh.local.EmbeddedPostgres;
import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.FreePort;
import io.devmesh.local.LibertyServer;
import io.devmesh.local.RedisBinary;
import io.devmesh.local.StartupException;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.system.migrate.DevmeshProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import redis.clients.jedis.RedisClient;

/** Redis, PostgreSQL, Edge MCPs and Workers, each a process of its own. */
public final class Stack implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(2);
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String FIRST_EDGE = "edge-1";
    private static final String FIRST_WORKER = "worker-1";
    private static final Path WLP = Path.of(System.getProperty("wlp"));

    /** No test but those of limits comes near them. */
    private static final Map<String, String> WIDE_LIMITS = Map.of(
            "EDGE_MCP_GLOBAL_RPS", "100000",
            "EDGE_MCP_TENANT_RPS", "100000",
            "EDGE_MCP_KEY_RPS", "100000",
            "EDGE_MCP_TOOL_RPS", "100000",
            "EDGE_MCP_DEFAULT_QUOTA", "10000000",
            "EDGE_MCP_KEY_CONCURRENCY", "10000",
            "EDGE_MCP_KEY_STREAMS", "50000",
            "EDGE_MCP_ADDRESS_FAILURES", "100000",
            "EDGE_MCP_PREFIX_FAILURES", "100000");

    private final Path folder;
    private final Optional<EmbeddedRedis> redis;
    private final Optional<EmbeddedPostgres> postgres;
    private final Supplier<Database> database;
    private final Map<String, LibertyServer> servers = new LinkedHashMap<>();
    private final Map<String, String> extra;
    private Map<String, Map<String, String>> extraByServer = Map.of();
    private EdgeClient edge;
    private int workerPort;

    private Stack(String name, Map<String, String> extra) {
        this.folder = TARGET.resolve("stacks").resolve(name);
        EmbeddedPostgres embedded = new EmbeddedPostgres(binaries(), folder.resolve("postgres"), Map.of());
        this.redis = Optional.of(
                new EmbeddedRedis(() -> RedisBinary.bundled(binaries()), folder.resolve("redis"), Map.of()));
        this.postgres = Optional.of(embedded);
        this.database = embedded::database;
        this.extra = Map.copyOf(extra);
    }

    private Stack(String name, Database database, Map<String, String> extra) {
        this.folder = TARGET.resolve("stacks").resolve(name);
        this.redis = Optional.empty();
        this.postgres = Optional.empty();
        this.database = () -> database;
        this.extra = Map.copyOf(extra);
    }

    /** Everything started, with one Worker and the tenant {@code acme}, whose source is {@code acme-github}. */
    static Stack start(String name) {
        return start(name, Map.of());
    }

    /** With more variables for both services. */
    static Stack start(String name, Map<String, String> extra) {
        return new Stack(name, extra).startAll();
    }

    /** The same with the conformance fixtures in Edge MCP. */
    static Stack startWithFixtures(String name, Map<String, String> extra) {
        Stack stack = new Stack(name, extra);
        stack.extraByServer = Map.of("edge-mcp", FixtureServer.in(stack.folder).environment());
        return stack.startAll();
    }

    /**
     * The same on servers that the test has started and ends itself; they must be empty.
     *
     * @param database to make the tenant; the services have the variables' own
     * @param environment of both services
     */
    static Stack on(String name, Database database, Map<String, String> environment) {
        return new Stack(name, database, environment).startServices();
    }

    /** The same, with more variables for the server {@code edge-mcp} or {@code worker} alone. */
    static Stack on(
            String name,
            Database database,
            Map<String, String> environment,
            Map<String, Map<String, String>> environmentByServer) {
        Stack stack = new Stack(name, database, environment);
        stack.extraByServer = Map.copyOf(environmentByServer);
        return stack.startServices();
    }

    private Stack startAll() {
        redis().start();
        postgres().start();
        forgetEarlierRuns();
        return startServices();
    }

    private Stack startServices() {
        try {
            LibertyServer edge = startFirstEdge();
            LibertyServer worker = startWorker(FIRST_WORKER);
            edge.awaitReady(READY);
            worker.awaitReady(READY);
            return this;
        } catch (StartupException failed) {
            close(); // nobody else can, and what is left would run on
            throw failed;
        }
    }

    /** The servers keep their data, which must not make a test pass or fail. */
    private void forgetEarlierRuns() {
        jdbi().useHandle(handle -> handle.execute("DROP SCHEMA IF EXISTS devmesh CASCADE"));
        try (RedisClient client = RedisClient.create("127.0.0.1", redis().port())) {
            client.flushAll();
        }
    }

    static Path binaries() {
        return TARGET.resolve("binaries");
    }

    EmbeddedRedis redis() {
        return redis.orElseThrow();
    }

    EmbeddedPostgres postgres() {
        return postgres.orElseThrow();
    }

    /** A client of the tenant {@code acme}, of the Edge MCP that was started first. */
    public EdgeClient edge() {
        return edge;
    }

    LibertyServer edgeServer() {
        return server(FIRST_EDGE);
    }

    /** The one that was started first. */
    LibertyServer worker() {
        return server(FIRST_WORKER);
    }

    /** The one that runs under that name. */
    public LibertyServer server(String pod) {
        return servers.get(pod);
    }

    int workerPort() {
        return workerPort;
    }

    /** As the superuser, who sees all rows. */
    Jdbi jdbi() {
        Database given = database.get();
        return Jdbi.create(given.as(new Owner("postgres", given.password())).dataSource());
    }

    /** A tenant with a key and a GitHub source, both new. */
    EdgeClient tenant(String name) {
        return EdgeClient.ofNewTenant(name, jdbi(), edge.port());
    }

    /** A new key of the tenant. */
    String key(String tenant, String keyName, Grants grants) {
        ApiKey key = ApiKey.generate("usr");
        new ApiKeyRepository(jdbi())
                .store(new TenantRepository(jdbi()).ensure(tenant), keyName, key, grants, Optional.empty());
        return key.reveal();
    }

    /** Those that the source's deliveries may be signed with. */
    List<String> secrets(String source) {
        return new SourceRepository(jdbi())
                .find(new SourceName(source))
                .orElseThrow()
                .secrets();
    }

    /** Not awaited. */
    LibertyServer startWorker(String pod) {
        workerPort = FreePort.find();
        Map<String, String> environment = environment();
        environment.put("WORKER_PORT", Integer.toString(workerPort));
        environment.put("DEVMESH_POD_NAME", pod);
        return startServer("worker", pod, workerPort, environment);
    }

    /**
     * One more Edge MCP on the same Redis and PostgreSQL, ready.
     *
     * @param pod its name, which no other has
     * @return its port
     */
    public int startEdge(String pod) {
        int port = FreePort.find();
        startEdge(pod, port).awaitReady(READY);
        return port;
    }

    private LibertyServer startFirstEdge() {
        Database given = database.get();
        new SchemaMigration(given.asOwner().dataSource(), given.user()).migrate();
        int port = FreePort.find();
        this.edge = new EdgeClient(port, "", "", "");
        this.edge = tenant("acme");
        return startEdge(FIRST_EDGE, port);
    }

    private LibertyServer startEdge(String pod, int port) {
        Map<String, String> environment = environment();
        environment.put("EDGE_MCP_PORT", Integer.toString(port));
        environment.put("DEVMESH_POD_NAME", pod);
        return startServer("edge-mcp", pod, port, environment);
    }

    private LibertyServer startServer(String name, String instance, int port, Map<String, String> environment) {
        environment.putAll(extraByServer.getOrDefault(name, Map.of()));
        LibertyServer server = new LibertyServer(
                name, WLP, folder.resolve(instance), folder.resolve(instance + ".log"), port, environment);
        server.start();
        servers.put(instance, server);
        return server;
    }

    /** The variables of both services. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(database.get().environment());
        redis.ifPresent(embedded -> environment.put("REDIS_ADDR", embedded.address()));
        environment.put("JVM_ARGS", "-Xmx512m");
        environment.putAll(WIDE_LIMITS);
        environment.putAll(extra);
        return environment;
    }

    /** What the command said, on whichever stream; it must end with that code. */
    String devmesh(int exit, String... arguments) {
        return DevmeshProcess.run(exit, environment(), arguments);
    }

    Path log(String instance) {
        return folder.resolve(instance + ".log");
    }

    @Override
    public void close() {
        servers.values().forEach(LibertyServer::stop);
        redis.ifPresent(EmbeddedRedis::stop);
        postgres.ifPresent(EmbeddedPostgres::stop);
    }
}
